"""/feedback, its form, Accept, and the rating that may follow."""

import asyncio
import re

import discord
from discord import app_commands

from cogs._shared import choices
from cogs._shared.answers import acknowledge, acknowledge_update, answer
from cogs._shared.client import SparringBot
from cogs._shared.components import action_button, rows
from cogs._shared.forms import Form, send_if_allowed
from cogs._shared.interview_embeds import feedback_embed, line
from cogs._shared.kept_text import answer_with_text
from cogs._shared.patience import forget, in_time, within_patience
from cogs._shared.people import speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs._shared.translation import Speaker
from services import feedback, interviews
from services.feedback import SCORES, TEXT_MAXIMUM, TEXT_MINIMUM, Due
from services.interviews import Action, Private
from services.refusals import NoFeedbackYet, Refusal

Interaction = discord.Interaction[SparringBot]


class FeedbackCog(RoutedCog):
    """What follows an interview."""

    @app_commands.command(description="Feedback that you owe or received")
    @app_commands.describe(interview="Choose an interview, or leave empty for all that waits")
    async def feedback(self, interaction: Interaction, interview: str | None = None) -> None:
        """Open the form where feedback is owed; show what was received otherwise."""
        now = interaction.client.clock()
        number = choices.number(interview) if interview is not None else None
        asked = asyncio.ensure_future(
            feedback.due(interaction.guild_id, interaction.user.id, now, number=number)
        )
        is_early = await within_patience(asked)
        if not is_early:
            # Nobody waits for it any more where this fails.
            forget(asked)
            await acknowledge(interaction)
        due = await asked
        owed = [one.id for one in due.to_write]
        if len(owed) == 1 and is_early and (number is not None or not due.to_accept):
            await interaction.response.send_modal(_form(speaker_for(interaction), owed[0]))
            return
        if is_early:
            await acknowledge(interaction)
        if number is None or owed:
            await _answer_all(interaction, due)
        else:
            await self._show_one(interaction, number)

    @feedback.autocomplete("interview")
    @in_time
    async def complete_interview(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer what waits first, then what was received."""
        now = interaction.client.clock()
        found = await feedback.choices(interaction.guild_id, interaction.user.id, now)
        return await choices.interviews(interaction, found, current)

    @on_component(r"interview:feedback:(?P<number>\d{1,10})")
    async def open_form(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form, unless it is known in time that it would be refused."""
        number, now = int(match["number"]), interaction.client.clock()
        allowed = feedback.check_may_leave(interaction.user.id, interaction.guild_id, number, now)
        await send_if_allowed(interaction, _form(speaker_for(interaction), number), allowed)

    @on_form(r"interview:feedback:(?P<number>\d{1,10})")
    async def leave(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Store the feedback; what was typed comes back if it is refused."""
        await acknowledge(interaction)
        fields = sent_fields(interaction)
        speak = speaker_for(interaction)
        text = fields.get("text", "")
        try:
            mine = await feedback.leave(
                interaction.user.id,
                interaction.guild_id,
                int(match["number"]),
                score=_score(fields.get("score", "")),
                text=text,
                now=interaction.client.clock(),
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, text)
            return
        if mine.feedback is not None:
            await answer(
                interaction,
                speak("feedback-left", number=mine.interview.id),
                embed=feedback_embed(speak, mine.interview, mine.feedback),
            )

    @on_component(r"interview:accept:(?P<number>\d{1,10})")
    async def accept(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Accept the feedback and offer to rate the interviewer."""
        await acknowledge(interaction)
        number = int(match["number"])
        accepted = await feedback.accept(
            interaction.user.id, interaction.guild_id, number, interaction.client.clock()
        )
        speak = speaker_for(interaction)
        await answer(
            interaction,
            speak("accepted", number=number, reward=accepted.reward),
            view=rows([_rating_menu(speak, number)]),
        )

    @on_component(r"interview:rate:(?P<number>\d{1,10})")
    async def rate(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Store how the interviewee rates the interviewer."""
        await acknowledge_update(interaction)
        number = int(match["number"])
        await feedback.rate(
            interaction.user.id, interaction.guild_id, number, _score(sent_value(interaction))
        )
        await answer(interaction, speaker_for(interaction)("rated", number=number))

    async def _show_one(self, interaction: Interaction, number: int) -> None:
        now = interaction.client.clock()
        mine = await interviews.view_mine(number, interaction.guild_id, interaction.user.id, now)
        if mine.feedback is None:
            await feedback.check_can_come(interaction.user.id, interaction.guild_id, number, now)
            raise NoFeedbackYet(number=number)
        await _answer_received(interaction, mine)


async def _answer_received(interaction: Interaction, mine: Private) -> None:
    speak = speaker_for(interaction)
    if mine.feedback is not None:
        buttons = [action_button(speak, action, mine.interview.id) for action in mine.actions]
        await answer(
            interaction, embed=feedback_embed(speak, mine.interview, mine.feedback), view=rows(buttons)
        )


async def _answer_all(interaction: Interaction, due: Due) -> None:
    """Show all that waits: buttons for what is owed, what was received in full."""
    speak = speaker_for(interaction)
    received = [*due.to_accept, *due.received]
    if not due.to_write and not received:
        await answer(interaction, speak("feedback-nothing"))
        return
    text = None
    if due.to_write:
        text = "\n".join([speak("feedback-owed"), *(line(speak, one) for one in due.to_write)])
    buttons = [
        discord.ui.Button[discord.ui.View](
            label=f"{speak('button-feedback')} #{one.id}",
            custom_id=f"interview:{Action.FEEDBACK.value}:{one.id}",
            style=discord.ButtonStyle.primary,
            row=0,
        )
        for one in due.to_write
    ]
    for mine in due.to_accept:
        button = action_button(speak, Action.ACCEPT, mine.interview.id)
        button.label, button.row = f"{button.label} #{mine.interview.id}", 1
        buttons.append(button)
    embeds = [feedback_embed(speak, mine.interview, mine.feedback) for mine in received if mine.feedback]
    await answer(interaction, text, embeds=_within_total(embeds), view=rows(buttons))


def _within_total(embeds: list[discord.Embed]) -> list[discord.Embed]:
    """Return as many embeds as fit into one message (6,000 characters)."""
    fitting: list[discord.Embed] = []
    for embed in embeds:
        if sum(map(len, fitting)) + len(embed) <= 6000:
            fitting.append(embed)
    return fitting


def _form(speak: Speaker, number: int) -> Form:
    form = Form(speak("feedback-form-title", number=number), f"interview:feedback:{number}")
    form.add_choice(
        "score",
        speak("feedback-form-score"),
        [(str(score), speak(f"score-{score}")) for score in reversed(SCORES)],
    )
    form.add_text(
        "text",
        speak("feedback-form-text"),
        minimum=TEXT_MINIMUM,
        maximum=TEXT_MAXIMUM,
        long=True,
        placeholder=speak("feedback-form-example"),
    )
    return form


def _rating_menu(speak: Speaker, number: int) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select(
        custom_id=f"interview:rate:{number}",
        placeholder=speak("rate-placeholder"),
        options=[
            discord.SelectOption(label=speak("score", score=score), value=str(score))
            for score in reversed(SCORES)
        ],
    )


def _score(text: str) -> int:
    """Return the score that was sent; 0, which the rules refuse, for anything that is no whole number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
