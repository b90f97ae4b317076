"""The answers to the question whether somebody comes."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.asking import REASON, asking_form
from cogs._shared.calendar_files import calendar_file
from cogs._shared.forms import Form, send_when_known
from cogs._shared.kept_text import answer_with_text
from cogs._shared.leaving_forms import (
    cancelled_words,
    cancelling_words,
    cost_told,
    told_cost,
    withdrawing_words,
    withdrawn_words,
)
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs._shared.translation import Speaker
from services.booking import Withdrawal, Withdrawn
from services.coming import confirming
from services.ending import Cancellation
from services.invitations import Method
from services.refusals import Refusal

Interaction = discord.Interaction[SparringBot]


class ConfirmingCog(RoutedCog):
    """Saying that one comes, or does not."""

    @on_component(r"coming:yes:(?P<number>\d{1,10})")
    async def confirm(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Note that a member comes."""
        await acknowledge(interaction)
        by, number = asked(interaction), int(match["number"])
        done = await confirming.confirm(by.user_id, by.server_id, number, by.now)
        other = "sure" if done.is_other_sure else "open"
        await answer(interaction, by.speak("coming-confirmed", number=number, other=other))

    @on_component(r"coming:no:(?P<number>\d{1,10})")
    async def ask_about_leaving(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form that gives the seat back or cancels, unless it is known that it is refused."""
        by, number = asked(interaction), int(match["number"])
        known = confirming.before_leaving(by.user_id, by.server_id, number, by.now)
        await send_when_known(interaction, known, lambda found: _form(by.speak, number, found))

    @on_form(r"coming:no:(?P<number>\d{1,10})(?::(?P<guest>\d{1,20})(?::(?P<cost>\d{1,4}))?)?")
    async def leave(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Give the seat back or cancel; a reason that was refused comes back."""
        await acknowledge(interaction)
        by, number = asked(interaction), int(match["number"])
        reason = sent_fields(interaction).get(REASON, "")
        guest_id = None if match["guest"] is None else int(match["guest"])
        try:
            done = await confirming.leave(
                by.user_id,
                by.server_id,
                number,
                by.now,
                reason=reason,
                known_guest_id=guest_id,
                known_cost=cost_told(match["cost"]),
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, reason)
            return
        if isinstance(done, Withdrawn):
            said = withdrawn_words(by.speak, done)
        else:
            said = cancelled_words(by.speak, done)
        file = None
        if done.entry is not None:
            said = f"{said} {by.speak('calendar-take-out')}"
            file = await calendar_file(by.speak, done.entry, Method.CANCEL, by.now)
        await answer(interaction, said, file=file)


def _form(speak: Speaker, number: int, known: Withdrawal | Cancellation | None) -> Form:
    """Return the form; where the database was too slow to say what it does, without the figures.

    As anywhere, its custom_id holds whom it told a host to affect, and what it told that it costs.
    """
    guest_id = 0
    if known is None:
        words, read_by = speak("ask-not-coming-unknown", number=number), speak("ask-reason-for-other")
    elif isinstance(known, Withdrawal):
        words, read_by = withdrawing_words(speak, number, known), speak("ask-reason-for-host")
    else:
        words, read_by = cancelling_words(speak, number, known), speak("ask-reason-for-guest")
        guest_id = known.interview.guest_id or 0
    told = "" if known is None else f":{guest_id}{told_cost(known)}"
    title = speak("ask-not-coming-title", number=number)
    return asking_form(speak, title, f"coming:no:{number}{told}", words, read_by=read_by)
