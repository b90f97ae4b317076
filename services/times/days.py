"""The ways of naming a day, and the dates that each can mean."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from services.times.customs import Customs

WEEK = 7
YEARS = range(2000, 2200)
"""Other years are taken for a slip of the finger."""


class Day(ABC):
    """A day as it was named."""

    lasting: bool = False
    """Whether it is a date of the calendar, which a year or another number may follow."""
    counted: bool = False
    """Whether it was counted from today ("in 2 days"), so that hours may follow."""

    @abstractmethod
    def readings(self, today: date, customs: Customs) -> list[list[date]]:
        """Return for every reading its dates, of which the first with a moment to come is meant."""

    def fits(self, day: date, today: date, customs: Customs) -> bool:
        """Return whether this name of a day can be said of `day`, which another name has given."""
        return any(day in dates for dates in self.readings(today, customs))


@dataclass(frozen=True)
class Near(Day):
    """So many days from today: "tomorrow", "in 2 days"; one of several where the language leaves it open."""

    days: int
    or_days: int | None = None
    counted: bool = False

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return the one date, or both."""
        meant = (self.days,) if self.or_days is None else (self.days, self.or_days)
        return [[today + timedelta(days=days)] for days in meant]


@dataclass(frozen=True)
class InWeeks(Day):
    """The same day so many weeks ahead; beside a weekday only the weeks are meant."""

    weeks: int
    counted = True

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return the one date."""
        return [[today + timedelta(days=self.weeks * WEEK)]]


@dataclass(frozen=True)
class InMonths(Day):
    """The same day so many months ahead."""

    months: int

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return the one date; none where that month is too short."""
        years, month = divmod(today.month - 1 + self.months, 12)
        return [dates] if (dates := list(_existing([(today.year + years, month + 1, today.day)]))) else []


class Which(Enum):
    """Which of the Fridays to come."""

    COMING = auto()
    """The next on which the moment is to come."""
    THIS = auto()
    """The next, be it over or not."""
    NEXT = auto()
    """"Next Friday": said of the coming one too, where that is in this week."""
    WEEKS_ON = auto()
    """So many weeks after the coming one: "a week on Friday"."""
    IN_WEEK = auto()
    """That of the week so many weeks ahead: "Friday next week", «в следующую пятницу»."""
    IN_WEEKS = auto()
    """"In 2 weeks on Friday", which is said of both."""


@dataclass(frozen=True)
class Weekday(Day):
    """A weekday of one of the weeks to come."""

    weekday: int
    which: Which = Which.COMING
    weeks: int = 0

    def readings(self, today: date, customs: Customs) -> list[list[date]]:
        """Return the coming two of that weekday, or the one that is named."""
        coming = today + timedelta(days=(self.weekday - today.weekday()) % WEEK)
        soon = [coming, coming + timedelta(days=WEEK)]
        if self.which is Which.COMING:
            return [soon]
        if self.which is Which.THIS:
            return [[coming]]
        later = coming + timedelta(days=self.weeks * WEEK)
        found = []
        if self.which is not Which.IN_WEEK and not (self.which is Which.NEXT and coming == today):
            found.append(later - timedelta(days=WEEK) if self.which is Which.NEXT else later)
        if self.which is not Which.WEEKS_ON:
            found += self._in_week(today, customs)
        readings = [[day] for day in dict.fromkeys(found)]
        return [*readings, soon] if customs.lenient else readings

    def _in_week(self, today: date, customs: Customs) -> list[date]:
        found = []
        for first_weekday in customs.first_weekdays:
            first = today - timedelta(days=(today.weekday() - first_weekday) % WEEK)
            found.append(first + timedelta(days=self.weeks * WEEK + (self.weekday - first_weekday) % WEEK))
        return found

    def fits(self, day: date, today: date, customs: Customs) -> bool:
        """Return whether `day` is that weekday, however far ahead; in a named week, whether it is in it."""
        if self.which in (Which.COMING, Which.THIS):
            return day.weekday() == self.weekday
        return super().fits(day, today, customs)


@dataclass(frozen=True)
class InCalendar(Day):
    """A date with its month, and its year if that was said."""

    month: int
    day: int
    year: int | None = None
    year_first: bool = False
    """Whether it was written 2026-12-01, as those write who count the hours to 24."""
    lasting = True

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return the date, without a year that of this and of the next years."""
        # Eight years hold a 29 February, whatever the century.
        years = range(today.year, today.year + 9) if self.year is None else (self.year,)
        dates = list(_existing((year, self.month, self.day) for year in years))
        return [dates] if dates else []


@dataclass(frozen=True)
class Numeric(Day):
    """03/04, 03-04-2027 or 03.04, which is in March or in April, depending on the country."""

    first: int
    second: int
    year: int | None = None
    dotted: bool = False
    lasting = True

    def readings(self, today: date, customs: Customs) -> list[list[date]]:
        """Return the dates in the order or orders usual where the language is spoken."""
        orders = {True: (self.first, self.second), False: (self.second, self.first)}
        month_first = customs.dots_month_first if self.dotted else customs.month_first
        usual = [orders[one] for one in month_first]
        # An order that cannot be (25/12 in the United States) leaves no doubt about the other.
        found = self._dated(usual, today, customs)
        if self.dotted or (found and not customs.lenient):
            return found
        return self._dated(list(orders.values()), today, customs)

    def _dated(self, orders: list[tuple[int, int]], today: date, customs: Customs) -> list[list[date]]:
        return [
            dates
            for month, day in orders
            for dates in InCalendar(month, day, self.year).readings(today, customs)
        ]


@dataclass(frozen=True)
class InMonth(Day):
    """The 25th: of this month or the next that has one, or of the month so many months ahead."""

    day: int
    months: int | None = None
    lasting = True

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return that day of this and the next months."""
        aheads = range(4) if self.months is None else (self.months,)
        months = (divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in aheads)
        dates = list(_existing((year, month + 1, self.day) for year, month in months))
        return [dates] if dates else []

    def fits(self, day: date, today: date, customs: Customs) -> bool:
        """Return whether it is that day of any month, or of the named one."""
        return day.day == self.day if self.months is None else super().fits(day, today, customs)


def _existing(dates: Iterator[tuple[int, int, int]] | list[tuple[int, int, int]]) -> Iterator[date]:
    for year, month, day in dates:
        if year in YEARS and 1 <= month <= 12:
            try:
                yield date(year, month, day)
            except ValueError:  # 30 February
                continue
