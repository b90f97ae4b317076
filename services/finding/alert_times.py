"""When somebody is told of a card that fits their wish: by day, and of a few a day (design, section 13).

Days, nights and evenings are those of their own zone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

DAY_BEGINS = time(8)
DIGEST = time(20)
NIGHT_BEGINS = time(22)

SOON = timedelta(hours=12)
"""What begins within this is told of at night, too: in the morning it would be too late to plan."""


class Turn(Enum):
    """What is to be done with an alert at this moment."""

    TELL = auto()
    LIST = auto()
    """It goes into the digest of the day, which is due."""


@dataclass(frozen=True)
class Today:
    """What somebody was told today: `told` alerts of the `most` they want, and whether they had a digest."""

    told: int
    most: int
    had_digest: bool


def turn_of(starts_at: datetime, today: Today, zone: str, now: datetime) -> Turn | datetime:
    """Return what is to be done now with an alert of a card that starts at a moment, or when to look again.

    Of as many as they want they are told at once, but not from 22 to 8, unless it starts within twelve hours.
    The others are one digest at 20, if there was none that day; else they wait for the next morning.
    """
    clock = now.astimezone(ZoneInfo(zone)).time()
    is_night = not DAY_BEGINS <= clock < NIGHT_BEGINS
    if today.told < today.most:
        is_soon = starts_at - now <= SOON
        return Turn.TELL if is_soon or not is_night else _next(DAY_BEGINS, zone, now)
    if today.had_digest or clock >= NIGHT_BEGINS:
        return _next(DAY_BEGINS, zone, now)
    return Turn.LIST if clock >= DIGEST else _next(DIGEST, zone, now)


def day_begins_for_all(zones: Iterable[str], now: datetime) -> datetime:
    """Return the next moment at which it is day in all of some zones, now if it is already (UTC).

    Of fourteen hours each two days have some in common; where more have none, it is day for the last.
    """
    moment = now
    for _ in range(2):
        for zone in zones:
            if not DAY_BEGINS <= moment.astimezone(ZoneInfo(zone)).time() < NIGHT_BEGINS:
                moment = _next(DAY_BEGINS, zone, moment)
    return moment


def beginning_of_today(zone: str, now: datetime) -> datetime:
    """Return when the day began that it is in a zone (UTC)."""
    local = now.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date(), time(), ZoneInfo(zone)).astimezone(UTC)


def _next(clock: time, zone: str, now: datetime) -> datetime:
    """Return when the clocks of a zone next show a time of the day (UTC)."""
    local = now.astimezone(ZoneInfo(zone))
    for ahead in range(3):
        moment = datetime.combine(local.date() + timedelta(days=ahead), clock, ZoneInfo(zone)).astimezone(UTC)
        if moment > now:
            return moment
    raise AssertionError("a day has a morning")
