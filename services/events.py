"""Booked interviews in a server's list of events: what should stand there, and what is known to.

Discord begins and ends such an event by itself, so it is made, changed and removed only before the start.
"""

from datetime import datetime
from enum import StrEnum

from models import InterviewStatus, MockInterview, ScheduledEvent, Server
from services import setting_changes
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import NoEvents
from services.delivery.outbox import Letter
from services.interviews import Interview
from services.server_settings import ServerSettings, settings_of
from services.setting_changes import ChangedBy
from services.transaction import use_case

_NOT_TAKING_PLACE = {InterviewStatus.PENDING, InterviewStatus.CANCELLED, InterviewStatus.EXPIRED}


class Whereabouts(StrEnum):
    """Where an interview belongs: in the list, out of it, or wherever Discord has it by now."""

    LISTED = "listed"
    NOWHERE = "nowhere"
    LEFT_ALONE = "left_alone"


class Obstacle(StrEnum):
    """Why Discord takes no event that only admins can remove."""

    PERMISSION = "permission"
    FULL = "full"


async def switch(
    server_id: int, now: datetime, *, wanted: bool, by: ChangedBy | None = None
) -> ServerSettings:
    """Set whether booked interviews stand in the server's list of events; those that are booked follow."""
    async with use_case():
        # Held against whatever writes a notification of this server, not only against other settings: a
        # booking is either seen below, or is made after this and sees what is set.
        server = await Server.filter(id=server_id).select_for_update().get()
        before = settings_of(server)
        server.makes_events = wanted
        await server.save(update_fields=["makes_events"])
        for interview in await MockInterview.filter(
            server_id=server_id, status=InterviewStatus.BOOKED, ends_at__gt=now
        ):
            await outbox.show_event(interview, now, change=f":{now.isoformat()}")
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


def whereabouts_of(interview: Interview, settings: ServerSettings, now: datetime) -> Whereabouts:
    """Return where an interview belongs now."""
    if interview.status in _NOT_TAKING_PLACE:
        return Whereabouts.NOWHERE
    if interview.status is InterviewStatus.BOOKED and not settings.makes_events:
        return Whereabouts.NOWHERE
    is_coming = interview.status is InterviewStatus.BOOKED and now < interview.starts_at
    return Whereabouts.LISTED if is_coming else Whereabouts.LEFT_ALONE


async def note(number: int, known: int | None, event_id: int) -> bool:
    """Note which event shows an interview; tell whether it is that one.

    `known` is the event that was known to before. Of two that were made for one interview, as by a process
    that was taken for dead, the first counts.
    """
    async with use_case(counts=False):
        if known is None:
            fresh = ScheduledEvent(interview_id=number, event_id=event_id)
            await ScheduledEvent.bulk_create([fresh], ignore_conflicts=True)
        else:
            await ScheduledEvent.filter(interview_id=number, event_id=known).update(event_id=event_id)
        return await ScheduledEvent.filter(interview_id=number, event_id=event_id).exists()


async def forget(number: int) -> None:
    """Note that no event of an interview is to be looked after."""
    await ScheduledEvent.filter(interview_id=number).delete()


async def not_taken(server_id: int, obstacle: Obstacle, now: datetime) -> None:
    """Have the admins told, once a day, why an interview is not shown among the events."""
    told = NoEvents(obstacle=obstacle.value, day=str(now.date()))
    await outbox.write([Letter(told, Address(server_id))], now)
