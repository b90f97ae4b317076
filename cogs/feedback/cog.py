"""/feedback, its form, Accept, and the rating that may follow."""

import asyncio
import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.answers import acknowledge, acknowledge_update, answer
from cogs._shared.components import action_button, action_buttons, rating_menu, rows, suggest_buttons
from cogs._shared.discord_limits import CHOICES_MAXIMUM, EMBEDS_MAXIMUM
from cogs._shared.forms import Form, send_when_known
from cogs._shared.homes import asked_about, homes_of
from cogs._shared.interview_embeds import feedback_embed
from cogs._shared.kept_text import all_typed, answer_with_text
from cogs._shared.markup import person, plain
from cogs._shared.offered import interview_of_name
from cogs._shared.patience import forget, in_time, within_patience
from cogs._shared.people import Asked, asked
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value, whole
from cogs._shared.translation import Speaker, timestamp
from cogs.feedback.rubric_form import RUBRIC_FORM, chosen_in, filled_of, rubric_form
from services import feedback, listing, viewing
from services.feedback import SCORES, TEXT_MAXIMUM, TEXT_MINIMUM, Due, Left
from services.interviews import Action, Interview
from services.listing import Label, Listed
from services.refusals import NoFeedbackYet, Refusal
from services.rubrics.judging import GOOD, NEXT_STEP, Filled
from services.rubrics.words import Rubric

Interaction = discord.Interaction[SparringBot]


class FeedbackCog(RoutedCog):
    """What follows an interview."""

    @app_commands.command(description="Feedback that you owe or received")
    @app_commands.describe(interview="Choose an interview, or leave empty for all that waits")
    async def feedback(self, interaction: Interaction, interview: str | None = None) -> None:
        """Open the form where feedback is owed; show what was received otherwise."""
        by = asked(interaction)
        number = interview_of_name(interview) if interview is not None else None
        waiting = asyncio.ensure_future(_found(interaction, number))
        is_early = await within_patience(waiting)
        if not is_early:
            # Nobody waits for it any more where this fails.
            forget(waiting)
            await acknowledge(interaction)
        due, rubric = await waiting
        owed = [one.id for one in due.to_write]
        if is_early and _asks_at_once(due, number):
            await interaction.response.send_modal(_form(by.speak, owed[0], rubric))
            return
        if is_early:
            await acknowledge(interaction)
        if number is None or owed:
            await _answer_all(interaction, by.speak, due)
        else:
            await _answer_one(interaction, await asked_about(interaction, number), number)

    @feedback.autocomplete("interview")
    @in_time
    async def complete_interview(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer what waits first, then what was received."""
        by = asked(interaction)

        async def find(server_id: int, label: Label) -> list[Listed]:
            return await listing.with_feedback(server_id, by.user_id, by.now, current, CHOICES_MAXIMUM, label)

        return await choices.interviews(interaction, find)

    @on_component(r"interview:feedback:(?P<number>\d{1,10})")
    async def open_form(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form, unless it is known in time that it would be refused."""
        by, number = asked(interaction), int(match["number"])
        finding = feedback.to_fill_in(by.user_id, by.server_id, number, by.now)
        await send_when_known(interaction, finding, lambda rubric: _form(by.speak, number, rubric))

    @on_form(r"interview:feedback:(?P<number>\d{1,10})")
    async def leave(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Store the feedback; what was typed comes back if it is refused."""
        await acknowledge(interaction)
        by = asked(interaction)
        fields = sent_fields(interaction)
        text = fields.get("text", "")
        try:
            left = await feedback.leave(
                by.user_id,
                by.server_id,
                int(match["number"]),
                score=whole(fields.get("score", "")),
                text=text,
                now=by.now,
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, text)
            return
        await _answer_left(interaction, by, left)

    @on_form(RUBRIC_FORM)
    async def leave_by_rubric(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Store feedback by the rubric that the form showed; all of it comes back if it is refused."""
        await acknowledge(interaction)
        by, number, fields = asked(interaction), int(match["number"]), sent_fields(interaction)
        filled = filled_of(match, fields)
        try:
            left = await feedback.leave_by_rubric(by.user_id, by.server_id, number, filled, by.now)
        except Refusal as refusal:
            await _give_back(interaction, by, number, filled, refusal)
            return
        await _answer_left(interaction, by, left)

    @on_component(r"interview:accept:(?P<number>\d{1,10})")
    async def accept(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Accept the feedback and offer to rate the interviewer."""
        await acknowledge(interaction)
        by, number = asked(interaction), int(match["number"])
        accepted = await feedback.accept(by.user_id, by.server_id, number, by.now)
        await answer(
            interaction,
            by.speak("accepted", number=number, reward=accepted.reward),
            view=rows(
                [
                    rating_menu(by.speak, number),
                    *suggest_buttons(by.speak, number, may_suggest=accepted.may_suggest),
                ]
            ),
        )

    @on_component(r"interview:rate:(?P<number>\d{1,10})")
    async def rate(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Store how the interviewee rates the interviewer."""
        await acknowledge_update(interaction)
        by, number = asked(interaction), int(match["number"])
        await feedback.rate(by.user_id, by.server_id, number, whole(sent_value(interaction)))
        await answer(interaction, by.speak("rated", number=number))


async def _give_back(
    interaction: Interaction, by: Asked, number: int, filled: Filled, refusal: Refusal
) -> None:
    """Give back all that stood in a form by a rubric: both texts, and which levels were chosen."""
    rubric = await feedback.rubric_of_form(by.server_id, number, filled.rubric, filled.version)
    typed = all_typed({GOOD: filled.good, NEXT_STEP: filled.next_step})
    await answer_with_text(interaction, refusal, typed, chosen=chosen_in(by.speak, filled, rubric))


async def _answer_left(interaction: Interaction, by: Asked, left: Left) -> None:
    """Thank for feedback that was stored, and show it."""
    mine = left.mine
    if mine.feedback is None:
        return
    said = "feedback-unread" if mine.feedback.is_accepted else "feedback-left"
    await answer(
        interaction,
        by.speak(said, number=mine.interview.id),
        embed=feedback_embed(by.speak, mine.interview, mine.feedback),
        view=rows(suggest_buttons(by.speak, mine.interview.id, may_suggest=left.may_suggest)),
    )


async def _found(interaction: Interaction, number: int | None) -> tuple[Due, Rubric | None]:
    """Return what waits for whoever asks, and by which rubric they judge if the form comes at once."""
    due = await _due(interaction, number)
    if not _asks_at_once(due, number):
        return due, None
    return due, await feedback.rubric_for(due.to_write[0])


def _asks_at_once(due: Due, number: int | None) -> bool:
    """Tell whether one feedback is owed, and there is nothing else to show."""
    return len(due.to_write) == 1 and (number is not None or not due.to_accept)


async def _due(interaction: Interaction, number: int | None) -> Due:
    """Return what waits for whoever asks; in a direct message in all servers where they are a member."""
    by = asked(interaction)
    due = await feedback.due(by.server_id, by.user_id, by.now, number=number)
    if by.server_id is not None:
        return due
    here = {home.server_id for home in await homes_of(interaction)}
    return Due(
        tuple(one for one in due.to_write if one.server_id in here),
        tuple(one for one in due.to_accept if one.interview.server_id in here),
        tuple(one for one in due.received if one.interview.server_id in here),
    )


async def _answer_one(interaction: Interaction, by: Asked, number: int) -> None:
    """Show the feedback of one interview.

    Raises:
        NoFeedbackYet: there is none yet.
        Refusal: there can be none, or not for this person.
    """
    mine = await viewing.view_mine(number, by.server_id, by.user_id, by.now)
    buttons = action_buttons(by.speak, mine.actions, mine.interview.id)
    if mine.opens_at is not None:
        said = by.speak("sealed-line", number=number, when=timestamp(mine.opens_at, "R"))
        await answer(interaction, said, view=rows(buttons))
        return
    if mine.feedback is None:
        await feedback.check_can_come(by.user_id, by.server_id, number, by.now)
        raise NoFeedbackYet(number=number)
    embed = feedback_embed(by.speak, mine.interview, mine.feedback)
    await answer(interaction, embed=embed, view=rows(buttons))


async def _answer_all(interaction: Interaction, speak: Speaker, due: Due) -> None:
    """Show all that waits: buttons for what is owed, what was received in full."""
    received = [*due.to_accept, *due.received]
    if not due.to_write and not received:
        await answer(interaction, speak("feedback-nothing"))
        return
    lines = [_owed(speak, one) for one in due.to_write]
    if lines:
        lines.insert(0, speak("feedback-owed"))
    lines += [
        speak("sealed-line", number=mine.interview.id, when=timestamp(mine.opens_at, "R"))
        for mine in due.to_accept
        if mine.opens_at is not None
    ]
    buttons = [
        discord.ui.Button[discord.ui.View](
            label=f"{speak('button-feedback')} #{one.id}",
            custom_id=f"interview:{Action.FEEDBACK.value}:{one.id}",
            style=discord.ButtonStyle.primary,
            row=0,
        )
        for one in due.to_write
    ]
    for row, action in enumerate((Action.ACCEPT, Action.REVIEW, Action.OPEN), start=1):
        for mine in due.to_accept:
            if action in mine.actions:
                button = action_button(speak, action, mine.interview.id)
                button.label, button.row = f"{button.label} #{mine.interview.id}", row
                buttons.append(button)
    embeds = [feedback_embed(speak, mine.interview, mine.feedback) for mine in received if mine.feedback]
    text = "\n".join(lines) or None
    await answer(interaction, text, embeds=_within_total(embeds), view=rows(buttons))


def _owed(speak: Speaker, interview: Interview) -> str:
    """Say of an interview about whom feedback is owed: of several one has to know which."""
    interviewee_id = interview.interviewee_id
    return speak(
        "feedback-owed-line",
        number=interview.id,
        other=person(interviewee_id, speak) if interviewee_id is not None else "",
        topic=plain(interview.topic) or speak("no-topic"),
        when=timestamp(interview.starts_at, "f"),
    )


def _within_total(embeds: list[discord.Embed]) -> list[discord.Embed]:
    """Return as many embeds as fit into one message."""
    fitting: list[discord.Embed] = []
    for embed in embeds:
        if sum(map(len, fitting)) + len(embed) <= EMBEDS_MAXIMUM:
            fitting.append(embed)
    return fitting


def _form(speak: Speaker, number: int, rubric: Rubric | None) -> Form:
    """Return the form by a rubric; where there is none, or it is not known in time, that for one score."""
    if rubric is not None:
        return rubric_form(speak, number, rubric)
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
