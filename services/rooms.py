"""The meeting link of a booked interview that has none: a room is made for it, or its host is asked.

A room is made when the interview is booked, not when its card is published: most of what Google would make
for cards that nobody books would never be used, and the booking is early enough for everybody. The two are
told of the booking once it is known whether there is a link, so that they get it in the same message.

Asking Google is the worker's; nothing here waits for a network.
"""

from datetime import datetime

from models import InterviewStatus, MockInterview
from services.coming import reliability
from services.delivery import outbox
from services.delivery.kinds.direct import LinkChanged, LinkWanted
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import NoRooms
from services.delivery.outbox import Letter, to_person
from services.holding import hold, store_change
from services.transaction import use_case


async def is_wanted(number: int) -> bool:
    """Tell whether an interview is booked and still lacks a link."""
    return await MockInterview.filter(
        id=number, status=InterviewStatus.BOOKED, meeting_link__isnull=True
    ).exists()


async def room_made(number: int, booking: int, link: str, now: datetime) -> None:
    """Store the link of a room that was made, unless there is one by now, and tell both of it.

    `booking` is the interview's revision when it was booked. Of two rooms that were made for one interview,
    as after a crash, the first that is stored counts.
    """
    async with use_case():
        row = await hold(number)
        if not _is_of_this_booking(row, booking):
            return
        if row.meeting_link is not None:
            await _tell_of_booking(row, now)
            return
        row.meeting_link, row.link_is_made = link, True
        await store_change(row, now, "meeting_link", "link_is_made")
        await outbox.show_card(row, now)
        if row.booking_is_told:
            changed = [to_person(row, person, LinkChanged()) for person in _both(row)]
            await outbox.write(changed, now)
        else:
            await _tell_of_booking(row, now)


async def room_not_made(
    number: int, booking: int, now: datetime, *, reason: str = "", facts: dict[str, str] | None = None
) -> None:
    """Tell both of the booking without waiting any longer, and ask the host for a link.

    With a reason, why Google made no room, the server's admins hear of it: once a day for each reason.
    """
    async with use_case():
        row = await hold(number)
        if not _is_of_this_booking(row, booking):
            return
        await _tell_of_booking(row, now)
        letters = []
        if row.meeting_link is None:
            letters.append(to_person(row, row.host_id, LinkWanted(booking=booking)))
        if reason:
            told = NoRooms(reason=reason, facts=facts or {}, day=str(now.date()))
            letters.append(Letter(told, Address(row.server_id)))
        await outbox.write(letters, now)


def _is_of_this_booking(row: MockInterview, booking: int) -> bool:
    """Tell whether the interview is still booked, and by the same guest."""
    return row.status is InterviewStatus.BOOKED and row.booking == booking


async def _tell_of_booking(row: MockInterview, now: datetime) -> None:
    """Tell both of the present booking, once."""
    if row.booking is None or row.booking_is_told:
        return
    row.booking_is_told = True
    await row.save(update_fields=["booking_is_told"])
    known = await reliability.records(row.server_id, _both(row), now)
    await outbox.write(reliability.booked_letters(row, known), now)


def _both(row: MockInterview) -> list[int]:
    return [person for person in (row.interviewer_id, row.interviewee_id) if person is not None]
