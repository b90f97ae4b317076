"""The free hours of a week, as weekdays and minutes of the clocks. Pure functions.

No two spans of a day overlap or touch, and none goes over midnight: what does is one of each day.
"""

from collections.abc import Iterable
from dataclasses import dataclass

DAY_MINUTES = 24 * 60
WEEKDAYS = range(7)
"""Monday is 0."""

Minutes = tuple[int, int]
"""From one minute of a day to another: at least 0, at most 1440, and the first before the second."""


@dataclass(frozen=True, order=True)
class Weekly:
    """Free every week on a weekday (Monday is 0), from one minute of the day to another."""

    weekday: int
    from_minute: int
    to_minute: int


def of_a_day(from_minute: int, to_minute: int) -> tuple[Minutes | None, Minutes | None]:
    """Return what lies on a day and what on the next, of hours that end after they begin.

    What ends at or before the minute at which it begins ends on the next day: 00:00 to 00:00 is a whole day.
    """
    if to_minute > from_minute:
        return (from_minute, to_minute), None
    return (from_minute, DAY_MINUTES), (0, to_minute) if to_minute else None


def pieces(weekday: int, from_minute: int, to_minute: int) -> list[Weekly]:
    """Return hours of a weekday as spans, of which the second is of the next day; Sunday's is Monday."""
    days = (weekday, (weekday + 1) % len(WEEKDAYS))
    return [
        Weekly(day, *part)
        for day, part in zip(days, of_a_day(from_minute, to_minute), strict=True)
        if part is not None
    ]


def joined(spans: Iterable[Weekly]) -> list[Weekly]:
    """Return the spans in order, those of a day that overlap or touch as one."""
    return [Weekly(day, *part) for day, parts in by_weekday(spans).items() for part in joined_minutes(parts)]


def by_weekday(spans: Iterable[Weekly]) -> dict[int, list[Minutes]]:
    """Return the minutes of each weekday that has some."""
    days: dict[int, list[Minutes]] = {}
    for span in sorted(spans):
        days.setdefault(span.weekday, []).append((span.from_minute, span.to_minute))
    return days


def joined_minutes(parts: Iterable[Minutes]) -> list[Minutes]:
    """Return the parts of a day in order, those that overlap or touch as one."""
    found: list[Minutes] = []
    for start, end in sorted(parts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def without(parts: Iterable[Minutes], gone: Minutes) -> list[Minutes]:
    """Return the parts of a day without one part of it."""
    from_minute, to_minute = gone
    return [
        (start, end)
        for first, last in parts
        for start, end in ((first, min(last, from_minute)), (max(first, to_minute), last))
        if start < end
    ]
