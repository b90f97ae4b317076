"""The month picture as cells: which day stands where, and what is to be seen of it. Pure functions."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.availability import Span


@dataclass(frozen=True)
class Marks:
    """What is known of the days.

    Attributes:
        first: The first day on which an interview may start, today.
        last: The last one.
        chosen: The day that was chosen.
        mine: Days on which the member is taken.
        offered: Days on which others offer what the member could book.
    """

    first: date
    last: date
    chosen: date | None
    mine: frozenset[date]
    offered: frozenset[date]


@dataclass(frozen=True)
class Cell:
    """One day; what can be chosen is `reachable`."""

    day: date
    reachable: bool
    today: bool
    chosen: bool
    mine: bool
    offered: bool


@dataclass(frozen=True)
class Month:
    """A month, or the weeks of it that are shown; None stands where a day is another month's."""

    year: int
    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True)
class Legend:
    """What the marks mean, in the reader's words."""

    free: str
    mine: str
    offered: str
    today: str
    chosen: str
    beyond: str


def months_of(page: Sequence[date], marks: Marks, first_weekday: int) -> tuple[Month, ...]:
    """Return the months of a page of days, each with the weeks that have a day of the page.

    `first_weekday` is 0 for Monday.
    """
    shown = dict.fromkeys((day.year, day.month) for day in page)
    return tuple(_month(year, number, frozenset(page), marks, first_weekday) for year, number in shown)


def _month(year: int, number: int, page: frozenset[date], marks: Marks, first_weekday: int) -> Month:
    weeks = []
    for week in Calendar(first_weekday).monthdatescalendar(year, number):
        own = [day if day.month == number else None for day in week]
        if page.intersection(day for day in own if day is not None):
            weeks.append(tuple(None if day is None else _cell(day, marks) for day in own))
    return Month(year, number, tuple(weeks))


def _cell(day: date, marks: Marks) -> Cell:
    return Cell(
        day=day,
        reachable=marks.first <= day <= marks.last,
        today=day == marks.first,
        chosen=day == marks.chosen,
        mine=day in marks.mine,
        offered=day in marks.offered,
    )


def days_touched(spans: Iterable[Span], zone: str) -> frozenset[date]:
    """Return every day of a zone on which a part of a span lies; midnight ends the day before it."""
    clocks = ZoneInfo(zone)
    touched: set[date] = set()
    for start, end in spans:
        day = start.astimezone(clocks).date()
        last = (end - timedelta(microseconds=1)).astimezone(clocks).date()
        while day <= last:
            touched.add(day)
            day += timedelta(days=1)
    return frozenset(touched)


def days_started(starts: Iterable[datetime], zone: str) -> frozenset[date]:
    """Return the days of a zone on which something starts."""
    return frozenset(start.astimezone(ZoneInfo(zone)).date() for start in starts)
