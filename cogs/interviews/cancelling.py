"""Asking a host whether they want to cancel, and saying what came of it."""

from dataclasses import dataclass

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.calendar_files import calendar_file
from cogs._shared.forms import send_when_known
from cogs._shared.homes import asked_about
from cogs._shared.kept_text import answer_with_text
from cogs._shared.leaving_forms import cancellation_form, cancelled_words
from cogs._shared.people import Asked, speaker_for
from services import ending
from services.ending import Cancellation
from services.invitations import Method
from services.refusals import Refusal

Interaction = discord.Interaction[SparringBot]


async def ask_about_cancelling(interaction: Interaction, number: int) -> None:
    """Open the form that cancels an interview, unless it is known in time that it is refused."""

    async def known() -> Cancellation:
        by = await asked_about(interaction, number)
        return await ending.before_cancelling(by.user_id, by.server_id, number, by.now)

    speak = speaker_for(interaction)
    await send_when_known(interaction, known(), lambda found: cancellation_form(speak, number, found))


@dataclass(frozen=True)
class Told:
    """What a host was told of cancelling: whom it affects (None: nobody was named), its cost in points."""

    guest_id: int | None
    cost: int


async def cancel(interaction: Interaction, by: Asked, number: int, reason: str, told: Told) -> None:
    """Cancel an interview and answer an acknowledged form; a reason that was refused comes back."""
    try:
        cancelled = await ending.cancel(
            by.user_id,
            by.server_id,
            number,
            by.now,
            reason=reason,
            known_guest_id=told.guest_id,
            known_cost=told.cost,
        )
    except Refusal as refusal:
        await answer_with_text(interaction, refusal, reason)
        return
    said, file = cancelled_words(by.speak, cancelled), None
    if cancelled.entry is not None:
        said = f"{said} {by.speak('calendar-take-out')}"
        file = await calendar_file(by.speak, cancelled.entry, Method.CANCEL, by.now)
    await answer(interaction, said, file=file)
