"""Asking a host whether they want to cancel, and saying what came of it."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.asking import asking_form
from cogs._shared.calendar_files import calendar_file
from cogs._shared.forms import Form, send_when_known
from cogs._shared.homes import asked_about
from cogs._shared.kept_text import answer_with_text
from cogs._shared.markup import person
from cogs._shared.people import Asked, speaker_for
from cogs._shared.translation import Speaker
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


async def cancel(
    interaction: Interaction, by: Asked, number: int, reason: str, known_guest_id: int | None
) -> None:
    """Cancel an interview and answer an acknowledged form; a reason that was refused comes back."""
    try:
        cancelled = await ending.cancel(
            by.user_id, by.server_id, number, by.now, reason=reason, known_guest_id=known_guest_id
        )
    except Refusal as refusal:
        await answer_with_text(interaction, refusal, reason)
        return
    said, file = by.speak("cancelled", number=number, refund=cancelled.refunded), None
    if cancelled.entry is not None:
        said = f"{said} {by.speak('calendar-take-out')}"
        file = await calendar_file(by.speak, cancelled.entry, Method.CANCEL, by.now)
    await answer(interaction, said, file=file)


def cancellation_form(speak: Speaker, number: int, known: Cancellation | None) -> Form:
    """Return the form; where the database was too slow to say what it does, without the figures.

    Its custom_id holds whom it told the host to affect: if somebody else has booked meanwhile, it is asked
    again.
    """
    guest_id = None if known is None else known.interview.guest_id
    told = "" if known is None else f":{guest_id or 0}"
    is_read = known is None or guest_id is not None
    return asking_form(
        speak,
        speak("ask-cancel-title", number=number),
        f"interview:cancel:{number}{told}",
        _words(speak, number, known),
        read_by=speak("ask-reason-for-guest") if is_read else None,
    )


def _words(speak: Speaker, number: int, known: Cancellation | None) -> str:
    """Say what cancelling does, and to whom."""
    if known is None:
        return speak("ask-cancel-unknown", number=number)
    interview, guest_id = known.interview, known.interview.guest_id
    if guest_id is None:
        return speak("ask-cancel-open", number=number, refund=known.refund)
    return speak(
        "ask-cancel-booked",
        number=number,
        guest=person(guest_id, speak),
        when=interview.starts_at,
        payer="me" if interview.interviewee_id == interview.host_id else "guest",
        refund=known.refund,
    )
