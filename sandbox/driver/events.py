"""What a member sees of a server's events."""

from dataclasses import dataclass
from datetime import datetime

from sandbox.model.events import ACTIVE, ScheduledEvent


@dataclass(frozen=True)
class EventView:
    """An event as it stood when it was looked at."""

    id: str
    name: str
    description: str
    location: str
    starts_at: datetime
    ends_at: datetime | None
    is_going_on: bool
    creator_id: str


def view_of(event: ScheduledEvent) -> EventView:
    """Return what a member sees of an event."""
    raw = event.raw
    return EventView(
        id=event.id,
        name=str(raw["name"]),
        description=str(raw["description"] or ""),
        location=str((raw["entity_metadata"] or {}).get("location", "")),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_going_on=raw["status"] == ACTIVE,
        creator_id=event.creator_id,
    )
