"""Booked interviews in a server's list of events: what should stand there, and what is known to.

Discord begins and ends such an event by itself, so it is made, changed and removed only before the start.
"""

from datetime import datetime
from enum import StrEnum

from models import InterviewStatus, MockInterview, NotificationKind, ScheduledEvent, Server
from services import delivery, notifications
from services.delivery import Delivery
from services.interviews import Interview
from services.settings import ServerSettings, of
from services.transaction import use_case

_NOT_TAKING_PLACE = {InterviewStatus.PENDING, InterviewStatus.CANCELLED, InterviewStatus.EXPIRED}


class Place(StrEnum):
    """Where an interview belongs: in the list, out of it, or wherever Discord has it by now."""

    LISTED = "listed"
    NOWHERE = "nowhere"
    LEFT_ALONE = "left_alone"


class Obstacle(StrEnum):
    """Why Discord takes no event that only admins can remove."""

    PERMISSION = "permission"
    FULL = "full"


async def switch(server_id: int, now: datetime, *, wanted: bool) -> ServerSettings:
    """Set whether booked interviews stand in the server's list of events; those that are booked follow."""
    async with use_case():
        # Held against whatever writes a notification of this server, not only against other settings: a
        # booking is either seen below, or is made after this and sees what is set.
        server = await Server.filter(id=server_id).select_for_update().get()
        server.makes_events = wanted
        await server.save(update_fields=["makes_events"])
        for interview in await MockInterview.filter(
            server_id=server_id, status=InterviewStatus.BOOKED, ends_at__gt=now
        ):
            await notifications.show_event(interview, now, key=f":{now.isoformat()}")
        return of(server)


def place_of(interview: Interview, settings: ServerSettings, now: datetime) -> Place:
    """Return where an interview belongs now."""
    if interview.status in _NOT_TAKING_PLACE:
        return Place.NOWHERE
    if interview.status is InterviewStatus.BOOKED and not settings.makes_events:
        return Place.NOWHERE
    is_coming = interview.status is InterviewStatus.BOOKED and now < interview.starts_at
    return Place.LISTED if is_coming else Place.LEFT_ALONE


async def note(row: Delivery, event_id: int, now: datetime) -> bool:
    """Note which event shows an interview, and that the row was delivered; tell whether it is that one.

    Of two that were made for one interview, as by a process that was taken for dead, the first counts.
    """
    if row.interview is None:
        return False
    number = row.interview.id
    async with use_case():
        if row.event_id is None:
            fresh = ScheduledEvent(interview_id=number, event_id=event_id)
            await ScheduledEvent.bulk_create([fresh], ignore_conflicts=True)
        else:
            known = ScheduledEvent.filter(interview_id=number, event_id=row.event_id)
            await known.update(event_id=event_id)
        await delivery.delivered(row.id, now)
        return await ScheduledEvent.filter(interview_id=number, event_id=event_id).exists()


async def forget(row: Delivery, now: datetime) -> None:
    """Note that no event is to be looked after, and that the row was delivered."""
    async with use_case():
        if row.interview is not None:
            await ScheduledEvent.filter(interview_id=row.interview.id).delete()
        await delivery.delivered(row.id, now)


async def not_taken(row: Delivery, obstacle: Obstacle, now: datetime) -> None:
    """Have the admins told, once a day, why an interview is not shown among the events."""
    await notifications.write(
        NotificationKind.NO_EVENTS,
        now,
        server_id=row.settings.server_id,
        lane=f"log:{row.settings.server_id}",
        key=f"{row.settings.server_id}:{obstacle.value}:{now.date()}",
        payload={"obstacle": obstacle.value},
    )
