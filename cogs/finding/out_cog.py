"""The way out of what is booked with somebody with whom a member is not paired any more."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.asking import asking_form
from cogs._shared.calendar_files import calendar_file
from cogs._shared.forms import Form, send_when_known
from cogs._shared.markup import person
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.translation import Speaker
from services.finding import way_out
from services.finding.way_out import Out
from services.invitations import Method

Interaction = discord.Interaction[SparringBot]

OUT = r"block:out:(?P<number>\d{1,10})"


class OutCog(RoutedCog):
    """Leaving an interview without a reason and without a cost."""

    @on_component(OUT)
    async def ask(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask whether to leave, unless it is known in time that it is refused."""
        by, number = asked(interaction), int(match["number"])
        known = way_out.before_leaving(by.user_id, number, by.now)
        await send_when_known(interaction, known, lambda found: _form(by.speak, by.user_id, number, found))

    @on_form(OUT)
    async def leave(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Leave an interview."""
        await acknowledge(interaction)
        by = asked(interaction)
        left = await way_out.leave(by.user_id, int(match["number"]), by.now)
        said = by.speak("block-left", number=left.number, refund=left.refunded)
        await answer(
            interaction,
            f"{said} {by.speak('calendar-take-out')}",
            file=await calendar_file(by.speak, left.entry, Method.CANCEL, by.now),
        )


def _form(speak: Speaker, user_id: int, number: int, found: Out | None) -> Form:
    """Return the form; where the database was too slow to say what it does, without the figures."""
    title = speak.in_plain("block-out-title", number=number)
    words = speak("block-out-unknown", number=number)
    other_id = None if found is None else found.interview.other_than(user_id)
    if found is not None and other_id is not None:
        words = speak(
            "block-out-text",
            number=number,
            member=person(other_id, speak),
            when=found.interview.starts_at,
            payer="me" if found.interview.interviewee_id == user_id else "other",
            refund=found.refund,
        )
    return asking_form(speak, title, f"block:out:{number}", words)
