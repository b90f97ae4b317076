"""Sealed feedback: the three questions about the interviewer, and opening it without them."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.components import action_buttons, rows
from cogs._shared.forms import send_if_allowed
from cogs._shared.interview_embeds import feedback_embed
from cogs._shared.kept_text import answer_with_text
from cogs._shared.people import Asked, asked
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs.feedback.review_form import LINE, answers_of, review_form
from services.interviews import Private
from services.refusals import Refusal
from services.reviews import reviewing

Interaction = discord.Interaction[SparringBot]


class ReviewCog(RoutedCog):
    """What an interviewee says about the interviewer, and how sealed feedback is opened."""

    @on_component(r"interview:review:(?P<number>\d{1,10})")
    async def ask(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form, unless it is known in time that it would be refused."""
        by, number = asked(interaction), int(match["number"])
        allowed = reviewing.check_may_review(by.user_id, by.server_id, number, by.now)
        await send_if_allowed(interaction, review_form(by.speak, number), allowed)

    @on_form(r"interview:review:(?P<number>\d{1,10})")
    async def review(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Store the review, and show the feedback if it is there; what was typed comes back if refused."""
        await acknowledge(interaction)
        by, fields = asked(interaction), sent_fields(interaction)
        try:
            mine = await reviewing.review(
                by.user_id, by.server_id, int(match["number"]), answers_of(fields), by.now
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, fields.get(LINE, ""))
            return
        said = "reviewed" if mine.feedback is None else "reviewed-and-open"
        await _show(interaction, by, mine, by.speak(said, number=mine.interview.id))

    @on_component(r"interview:open:(?P<number>\d{1,10})")
    async def open(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open sealed feedback without a review."""
        await acknowledge(interaction)
        by = asked(interaction)
        mine = await reviewing.open_unreviewed(by.user_id, by.server_id, int(match["number"]), by.now)
        await _show(interaction, by, mine, by.speak("opened"))


async def _show(interaction: Interaction, by: Asked, mine: Private, said: str) -> None:
    """Say what was done, with the feedback if it is there, and what can be done with it."""
    if mine.feedback is None:
        await answer(interaction, said)
        return
    buttons = action_buttons(by.speak, mine.actions, mine.interview.id)
    embed = feedback_embed(by.speak, mine.interview, mine.feedback)
    await answer(interaction, said, embed=embed, view=rows(buttons))
