"""The meeting link of a booked interview that has none: a room is made for it, or its host is asked.

A room is made when the interview is booked, not when its card is published: most of what Google would make
for cards that nobody books would never be used, and the booking is early enough for everybody. The two are
told of the booking once it is known whether there is a link, so that they get it in the same message.

Asking Google is the worker's; nothing here waits for a network.
"""

from datetime import datetime

from models import InterviewStatus, MockInterview, Notification, NotificationKind, NotificationState
from services import notifications
from services.interviews import hold, store_change
from services.notifications import booking_key, dedupe_key, room_key
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
        if not await _is_of_this_booking(row, booking):
            return
        if row.meeting_link is not None:
            await _tell_of_booking(row, booking, now)
            return
        row.meeting_link = link
        await store_change(row, now, "meeting_link")
        await notifications.show_card(row, now)
        told_without = await _told(row, booking)
        await _tell_of_booking(row, booking, now)
        for person in told_without:
            await notifications.tell(NotificationKind.LINK_CHANGED, row, person, now)


async def room_not_made(
    number: int, booking: int, now: datetime, *, reason: str = "", facts: dict[str, str] | None = None
) -> None:
    """Tell both of the booking without waiting any longer, and ask the host for a link.

    With a reason, why Google made no room, the server's admins hear of it: once a day for each reason.
    """
    async with use_case():
        row = await hold(number)
        if not await _is_of_this_booking(row, booking):
            return
        await _tell_of_booking(row, booking, now)
        if row.meeting_link is None:
            await notifications.write(
                NotificationKind.LINK_WANTED,
                now,
                server_id=row.server_id,
                recipient_id=row.host_id,
                interview_id=row.id,
                key=f"{row.id}:{booking}",
            )
        if reason:
            await notifications.write(
                NotificationKind.NO_ROOMS,
                now,
                server_id=row.server_id,
                lane=f"log:{row.server_id}",
                key=f"{row.server_id}:{reason}:{now.date()}",
                payload={"reason": reason, "facts": facts or {}},
            )


async def _is_of_this_booking(row: MockInterview, booking: int) -> bool:
    """Tell whether the interview is still booked, and by the same guest: a withdrawal drops the request."""
    return (
        row.status is InterviewStatus.BOOKED
        and await Notification.filter(
            dedupe_key=dedupe_key(NotificationKind.ROOM, room_key(row.id, booking)),
            state=NotificationState.PENDING,
        ).exists()
    )


async def _tell_of_booking(row: MockInterview, booking: int, now: datetime) -> None:
    for person in (row.interviewer_id, row.interviewee_id):
        if person is not None:
            await notifications.tell_of_booking(row, person, booking, now)


async def _told(row: MockInterview, booking: int) -> list[int]:
    """Return who has been told of the booking already."""
    people = [person for person in (row.interviewer_id, row.interviewee_id) if person is not None]
    keys = {
        dedupe_key(NotificationKind.BOOKED, booking_key(row.id, booking, person)): person for person in people
    }
    rows = Notification.filter(dedupe_key__in=list(keys))
    return [keys[str(key)] for key in await rows.values_list("dedupe_key", flat=True)]
