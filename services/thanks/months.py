"""When servers give thanks, and for which month: at noon of its fifth day, for the one before.

By then what ended on the last day is completed as a rule: feedback has come, and has accepted itself. Both by
the clocks of the server's zone. Moments are in UTC. Pure functions.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.finding.free_time.dates import day_begins

_DAY, _HOUR = 5, time(12)


@dataclass(frozen=True)
class Month:
    """A month, named by its first day; it goes from `since` to `until` (UTC), which is the next one's."""

    first: date
    since: datetime
    until: datetime


def next_due(zone: str, now: datetime) -> datetime:
    """Return when thanks are next due in a zone, after now."""
    first = _first_of(zone, now)
    due = _due_on(first, zone)
    return due if due > now else _due_on(_after(first), zone)


def last_due(zone: str, now: datetime) -> datetime:
    """Return when thanks were last due in a zone; at that moment, it is that."""
    first = _first_of(zone, now)
    due = _due_on(first, zone)
    return due if due <= now else _due_on(_before(first), zone)


def same_in(due: datetime, zone: str, another: str) -> datetime:
    """Return when the thanks that are due at a moment in a zone are due in another.

    They are for the same month: none is left out when a zone is changed, and none comes twice.
    """
    return _due_on(_first_of(zone, due), another)


def month_before(due: datetime, zone: str) -> Month:
    """Return the month for which thanks are given that are due at a moment."""
    end = _first_of(zone, due)
    first = _before(end)
    return Month(first, day_begins(first, zone), day_begins(end, zone))


def _first_of(zone: str, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(zone)).date().replace(day=1)


def _after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def _due_on(first: date, zone: str) -> datetime:
    return datetime.combine(first.replace(day=_DAY), _HOUR, ZoneInfo(zone)).astimezone(UTC)
