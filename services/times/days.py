"""The ways of naming a day, and the dates that each can mean."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
YEARS = range(2000, 2200)
"""Other years are taken for a slip of the finger."""


@dataclass(frozen=True)
class Customs:
    """What differs between countries of one language; two values where both are usual."""

    month_first: tuple[bool, ...]
    """Whether 03/04 is in March."""
    first_weekdays: tuple[int, ...]
    """The weekdays that a week can begin with; it decides on Sundays what "next week" is."""
    lenient: bool = False
    """Also find what a text could mean at a stretch: to suggest it, never to take it."""


ALL_CUSTOMS = Customs(month_first=(True, False), first_weekdays=(0, 6), lenient=True)


class Day(ABC):
    """A day as it was named."""

    lasting: bool = False
    """Whether it is a date of the calendar, which a year or another number may follow."""

    @abstractmethod
    def readings(self, today: date, customs: Customs) -> list[list[date]]:
        """Return for every reading its dates, of which the first with a moment to come is meant."""

    def fits(self, day: date, today: date, customs: Customs) -> bool:
        """Return whether this name of a day can be said of `day`, which another name has given."""
        return any(day in dates for dates in self.readings(today, customs))


@dataclass(frozen=True)
class Near(Day):
    """So many days from today: "tomorrow", "in 2 weeks"."""

    days: int

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return the one date."""
        return [[today + timedelta(days=self.days)]]


@dataclass(frozen=True)
class InMonths(Day):
    """The same day so many months ahead."""

    months: int

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return the one date; none where that month is too short."""
        years, month = divmod(today.month - 1 + self.months, 12)
        return [dates] if (dates := list(_existing([(today.year + years, month + 1, today.day)]))) else []


@dataclass(frozen=True)
class Weekday(Day):
    """The coming Friday, or the Friday of the week that is `week` weeks after this one."""

    weekday: int
    week: int | None = None

    def readings(self, today: date, customs: Customs) -> list[list[date]]:
        """Return the coming two of that weekday, or the one in the named week."""
        coming = today + timedelta(days=(self.weekday - today.weekday()) % WEEK)
        soon = [coming, coming + timedelta(days=WEEK)]
        if self.week is None:
            return [soon]
        found = []
        for first_weekday in customs.first_weekdays:
            monday = today - timedelta(days=(today.weekday() - first_weekday) % WEEK)
            in_week = (self.weekday - first_weekday) % WEEK
            found.append([monday + timedelta(days=self.week * WEEK + in_week)])
        return [*found, soon] if customs.lenient else found

    def fits(self, day: date, today: date, customs: Customs) -> bool:
        """Return whether `day` is that weekday, however far ahead; in a named week, whether it is in it."""
        if self.week is None:
            return day.weekday() == self.weekday
        return super().fits(day, today, customs)


@dataclass(frozen=True)
class InCalendar(Day):
    """A date with its month, and its year if that was said."""

    month: int
    day: int
    year: int | None = None
    lasting = True

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return the date, without a year that of this and of the next years."""
        # Eight years hold a 29 February, whatever the century.
        years = range(today.year, today.year + 9) if self.year is None else (self.year,)
        dates = list(_existing((year, self.month, self.day) for year in years))
        return [dates] if dates else []


@dataclass(frozen=True)
class Slashed(Day):
    """03/04, which is in March or in April, depending on the country."""

    first: int
    second: int
    year: int | None = None
    lasting = True

    def readings(self, today: date, customs: Customs) -> list[list[date]]:
        """Return the dates in the order or orders usual where the language is spoken."""
        orders = {True: (self.first, self.second), False: (self.second, self.first)}
        usual = [orders[month_first] for month_first in customs.month_first]
        # An order that cannot be (25/12 in the United States) leaves no doubt about the other.
        found = self._dated(usual, today, customs)
        return found if found and not customs.lenient else self._dated(list(orders.values()), today, customs)

    def _dated(self, orders: list[tuple[int, int]], today: date, customs: Customs) -> list[list[date]]:
        return [
            dates
            for month, day in orders
            for dates in InCalendar(month, day, self.year).readings(today, customs)
        ]


@dataclass(frozen=True)
class InMonth(Day):
    """The 25th: of this month or the next that has one."""

    day: int
    lasting = True

    def readings(self, today: date, customs: Customs) -> list[list[date]]:  # noqa: ARG002
        """Return that day of this and the next months."""
        months = (divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(4))
        dates = list(_existing((year, month + 1, self.day) for year, month in months))
        return [dates] if dates else []

    def fits(self, day: date, today: date, customs: Customs) -> bool:  # noqa: ARG002
        """Return whether it is that day of any month."""
        return day.day == self.day


def _existing(dates: Iterator[tuple[int, int, int]] | list[tuple[int, int, int]]) -> Iterator[date]:
    for year, month, day in dates:
        if year in YEARS and 1 <= month <= 12:
            try:
                yield date(year, month, day)
            except ValueError:  # 30 February
                continue
