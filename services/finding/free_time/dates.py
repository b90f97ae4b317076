"""Free hours on dates: a week and its exceptions as spans in UTC, by the clocks of a zone. Pure functions.

The clocks decide. Where they are changed, hours move with them: what they skip is left out, and what they
show twice counts once. So a span begins and ends at one moment each:

- One that begins or ends within hours that are skipped does so at the moment at which they are.
- Of hours that come twice, what lies within them counts as they come first. What begins before them and ends
  in them ends as they come first; what begins in them and goes on begins as they come second. What begins
  before them and ends after is one span, with both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.availability import Span
from services.finding.free_time.week import DAY_MINUTES, Minutes, Weekly, by_weekday, joined_minutes, without

_DAY = timedelta(days=1)
_EXACT = timedelta(seconds=1)


@dataclass(frozen=True, order=True)
class Exceptional:
    """Free, or not free, on one day between two minutes, whatever the week says."""

    day: date
    from_minute: int
    to_minute: int
    is_free: bool


def free_spans(
    weekly: Iterable[Weekly] | None,
    exceptions: Iterable[Exceptional],
    zone: str,
    since: datetime,
    until: datetime,
) -> tuple[Span, ...]:
    """Return when somebody is free between two moments (UTC), in order; no two of the spans touch.

    Who has given no hours, `weekly` is None, is free always but for the exceptions. Exceptions of a day do
    not overlap.
    """
    special = list(exceptions)
    if weekly is None and not special:
        return ((since, until),) if since < until else ()
    rules = ZoneInfo(zone)
    days = None if weekly is None else by_weekday(weekly)
    first, last = (moment.astimezone(rules).date() for moment in (since, until))
    walls = _walls(days, special, first - _DAY, last + _DAY)
    found: list[Span] = []
    for wall in walls:
        span = _in_utc(wall, rules)
        if span is None:
            continue
        start, end = max(span[0], since), min(span[1], until)
        if found and start <= found[-1][1]:
            # The clocks skip what lies between.
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def hour_of(day: date, hour: int, zone: str) -> Span | None:
    """Return an hour of a day in a zone as a span in UTC; None where the clocks skip it."""
    start = datetime.combine(day, time(hour))
    return _in_utc((start, start + timedelta(hours=1)), ZoneInfo(zone))


def day_begins(day: date, zone: str) -> datetime:
    """Return the moment (UTC) at which a day begins in a zone: where midnight is skipped, after that."""
    rules, wall = ZoneInfo(zone), datetime.combine(day, time())
    first, second = _both(wall, rules)
    return _change(second, first, rules) if second < first else first


def is_within(spans: Sequence[Span], starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether one of the spans holds all of a time."""
    return any(start <= starts_at and ends_at <= end for start, end in spans)


def _walls(
    days: dict[int, list[Minutes]] | None, exceptions: Iterable[Exceptional], first: date, last: date
) -> list[Span]:
    """Return what the clocks show when somebody is free, between two days; joined over midnight."""
    special: dict[date, list[Exceptional]] = {}
    for one in exceptions:
        special.setdefault(one.day, []).append(one)
    found: list[Span] = []
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        parts = [(0, DAY_MINUTES)] if days is None else days.get(day.weekday(), [])
        for one in special.get(day, ()):
            parts = without(parts, (one.from_minute, one.to_minute))
            if one.is_free:
                parts.append((one.from_minute, one.to_minute))
        midnight = datetime.combine(day, time())
        for start, end in joined_minutes(parts):
            begins, ends = midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)
            if found and found[-1][1] == begins:
                found[-1] = (found[-1][0], ends)
            else:
                found.append((begins, ends))
    return found


def _in_utc(wall: Span, rules: ZoneInfo) -> Span | None:
    """Return a span of the clocks in UTC; None where they skip all of it."""
    begins, ends = wall
    (start, later), (end, skipped) = _both(begins, rules), _both(ends, rules)
    if later < start:
        start = _change(later, start, rules)
    elif later > start:
        change = _change(start, later, rules)
        comes_twice_until = change.astimezone(UTC) + (begins.replace(tzinfo=UTC) - start)
        if ends.replace(tzinfo=UTC) > comes_twice_until:
            start = later
        elif ends.replace(tzinfo=UTC) == comes_twice_until:
            end = skipped = change
    if skipped < end:
        end = _change(skipped, end, rules)
    return (start, end) if start < end else None


def _both(wall: datetime, rules: ZoneInfo) -> Span:
    """Return what the clocks show as moments, by the rules before a change and by those after it.

    They differ only where the clocks skip it (the second is earlier) or show it twice (it is later).
    """
    return (
        wall.replace(tzinfo=rules).astimezone(UTC),
        wall.replace(tzinfo=rules, fold=1).astimezone(UTC),
    )


def _change(before: datetime, after: datetime, rules: ZoneInfo) -> datetime:
    """Return the moment between two at which the clocks are changed."""
    offset = before.astimezone(rules).utcoffset()
    while after - before > _EXACT:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(rules).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
