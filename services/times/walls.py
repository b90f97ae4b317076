"""Reading a time that was picked from lists: what the clocks of a zone show, also when they are changed."""

from datetime import UTC, datetime

from services.refusals import TimeAmbiguous, TimeInGap
from services.times.moments import instants
from services.times.reading import spelled, zone_info


def wall_instants(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """Return the instants at which the clocks of a zone show `wall`, in UTC.

    There is none where the clocks jump over it, and there are two where they are put back.

    Raises:
        ZoneUnknown: there is no such zone.
    """
    return instants(wall, zone_info(zone))


def read_wall(wall: datetime, zone: str, *, second: bool | None = None) -> datetime:
    """Return the one instant at which the clocks of a zone show `wall`, in UTC.

    `second` says which of two is meant, where the clocks show it twice; elsewhere it says nothing.

    Raises:
        TimeInGap: the clocks jump over it.
        TimeAmbiguous: they show it twice, and nobody said which is meant.
        ZoneUnknown: there is no such zone.
    """
    found = wall_instants(wall, zone)
    if not found:
        raise TimeInGap(text=wall.isoformat(" ", "minutes"), zone=zone)
    if len(found) > 1 and second is None:
        first, last = (spelled(instant, zone) for instant in found)
        raise TimeAmbiguous(text=wall.isoformat(" ", "minutes"), first=first, last=last)
    return found[-1 if second else 0].astimezone(UTC)


def wall_of(instant: datetime, zone: str) -> tuple[datetime, bool | None]:
    """Return what the clocks show at an instant, and which of two it is where they show that twice."""
    local = instant.astimezone(zone_info(zone))
    wall = local.replace(tzinfo=None, fold=0)
    found = wall_instants(wall, zone)
    return wall, (bool(local.fold) if len(found) > 1 else None)
