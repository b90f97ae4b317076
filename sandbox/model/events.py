"""Scheduled events of a server."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.json_types import JsonObject

SCHEDULED = 1
ACTIVE = 2
COMPLETED = 3
CANCELED = 4

STAGE = 1
VOICE = 2
EXTERNAL = 3


@dataclass(eq=False)
class ScheduledEvent:
    """An event; `raw` is Discord's object, which changes in place."""

    raw: JsonObject

    @property
    def id(self) -> str:
        """The snowflake."""
        return str(self.raw["id"])

    @property
    def creator_id(self) -> str:
        """Who made it."""
        return str(self.raw["creator_id"])

    @property
    def starts_at(self) -> datetime:
        """When it starts."""
        return moment(self.raw["scheduled_start_time"])

    @property
    def ends_at(self) -> datetime | None:
        """When it ends, if that is known."""
        end = self.raw["scheduled_end_time"]
        return None if end is None else moment(end)

    @property
    def is_over(self) -> bool:
        """Whether it was completed or cancelled: nobody sees it any more."""
        return self.raw["status"] in {COMPLETED, CANCELED}

    def status_at(self, now: datetime) -> int:
        """Return how an event stands at a moment; external ones begin and end by themselves."""
        status = int(self.raw["status"])
        if self.raw["entity_type"] != EXTERNAL or self.is_over or self.ends_at is None:
            return status
        if now >= self.ends_at:
            return COMPLETED
        return ACTIVE if now >= self.starts_at else status


def moment(text: str) -> datetime:
    """Return the moment that a text of ISO 8601 names; one without a zone is in UTC.

    Raises:
        ValueError: It names none.
    """
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
