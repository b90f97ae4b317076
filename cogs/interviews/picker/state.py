"""What was chosen in a picker so far, and how it stands in custom_ids. Pure functions.

Nothing is remembered: a picker goes on after a restart of the bot.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from services.bounds import DURATION_DEFAULT, DURATION_MAXIMUM, DURATION_MINIMUM, START_DAYS_AHEAD
from services.drafts import Seat
from services.interviews import Role
from services.refusals import ChoiceNotOffered
from services.times import read_wall, wall_of

PAGE_DAYS = 21
"""Days on one page of the picker: three weeks."""

PAGES = -(-(START_DAYS_AHEAD + 1) // PAGE_DAYS)
"""Pages from today to the last day on which an interview may start."""

STATE = (
    r"(?P<role>interviewer|interviewee|)\.(?P<day>\d{8}|)"
    r"\.(?P<hour>\d{1,2}|)\.(?P<minute>\d{1,2}[ab]?|)\.(?P<length>\d{1,3})"
    r"\.(?P<page>\d?)\.(?P<draft>\d{0,10})"
)
"""What a custom_id says of the choices so far. The letter after a minute says which of two is meant where the
clocks show it twice."""

_PARTS = ("role", "day", "hour", "minute", "length", "page", "draft")
_WHICH = {"": None, "a": False, "b": True}


@dataclass(frozen=True)
class Choices:
    """What was chosen so far; None is still open.

    Attributes:
        role: The host's own seat.
        day: The day, as the member's zone has it.
        hour: The hour on the clocks of that zone.
        minute: The minute.
        second: Which of two instants is meant, where the clocks show the time twice.
        length: In minutes.
        page: Which days are offered; those around the chosen one if None.
        draft: The number of the draft that keeps what was typed.
    """

    role: Role | None = None
    day: date | None = None
    hour: int | None = None
    minute: int | None = None
    second: bool | None = None
    length: int = DURATION_DEFAULT
    page: int | None = None
    draft: int | None = None

    def encode(self) -> str:
        """Return the choices as the part of a custom_id that `decode` reads back."""
        return ".".join(self._parts().values())

    def chosen(self, field: str, value: str) -> "Choices":
        """Return the choices with one more made.

        Raises:
            ChoiceNotOffered: the value is none of those that were offered.
        """
        parts = self._parts() | {field: value.replace("-", "") if field == "day" else value}
        match = re.fullmatch(STATE, ".".join(parts.values()))
        if match is None:
            raise ChoiceNotOffered(text=value)
        return decode(match.groupdict())

    def at(self, starts_at: datetime, zone: str) -> "Choices":
        """Return the choices with another start, as the clocks in a zone show it, on the page of its day."""
        wall, second = wall_of(starts_at, zone)
        return replace(self, day=wall.date(), hour=wall.hour, minute=wall.minute, second=second, page=None)

    def turned(self, page: int) -> "Choices":
        """Return the choices on another page."""
        return replace(self, page=page)

    def page_from(self, today: date) -> int:
        """Return the page that is shown: the one that was turned to, else that of the chosen day."""
        wanted = self.page
        if wanted is None:
            wanted = 0 if self.day is None else (self.day - today).days // PAGE_DAYS
        return min(max(wanted, 0), PAGES - 1)

    def wall(self) -> datetime | None:
        """Return the start as the clocks show it, once it is complete."""
        if self.day is None or self.hour is None or self.minute is None:
            return None
        return datetime(self.day.year, self.day.month, self.day.day, self.hour, self.minute)  # noqa: DTZ001

    def starts_at(self, zone: str) -> datetime | None:
        """Return the start (UTC) as it is read in a zone; None as long as it is not complete.

        Raises:
            TimeInGap, TimeAmbiguous: the clocks skip it, or show it twice and it was not said which is meant.
        """
        wall = self.wall()
        return None if wall is None else read_wall(wall, zone, second=self.second)

    def seat(self, zone: str) -> Seat:
        """Return what was chosen as the services want to know it.

        Raises:
            TimeInGap, TimeAmbiguous: as `starts_at` says.
        """
        return Seat(self.role, self.starts_at(zone), self.length)

    def _parts(self) -> dict[str, str]:
        which = {None: "", False: "a", True: "b"}[self.second]
        values = (
            self.role.value if self.role else "",
            f"{self.day:%Y%m%d}" if self.day else "",
            "" if self.hour is None else str(self.hour),
            "" if self.minute is None else f"{self.minute}{which}",
            str(self.length),
            "" if self.page is None else str(self.page),
            "" if self.draft is None else str(self.draft),
        )
        return dict(zip(_PARTS, values, strict=True))


def of_seat(seat: Seat, zone: str, draft: int | None) -> Choices:
    """Return the choices with which a picker goes on from a seat, and from a draft if there is one."""
    chosen = Choices(role=seat.role, length=seat.duration, draft=draft)
    return chosen if seat.starts_at is None else chosen.at(seat.starts_at, zone)


def is_offered(day: date, today: date) -> bool:
    """Tell whether a picker offers a day."""
    return timedelta() <= day - today <= timedelta(days=START_DAYS_AHEAD)


def days_of(page: int, today: date) -> list[date]:
    """Return the days of a page; the last page ends with the last day on which an interview may start."""
    first = page * PAGE_DAYS
    last = min(first + PAGE_DAYS, START_DAYS_AHEAD + 1)
    return [today + timedelta(days=ahead) for ahead in range(first, last)]


def decode(parts: Mapping[str, str | None]) -> Choices:
    """Return the choices from the groups of `STATE`.

    Raises:
        ChoiceNotOffered: a day, an hour or a length that no picker offers.
    """
    role, day, hour, minute, length, page, draft = (parts[name] or "" for name in _PARTS)
    if not DURATION_MINIMUM <= int(length) <= DURATION_MAXIMUM:
        raise ChoiceNotOffered(text=length)
    return Choices(
        role=Role(role) if role else None,
        day=_day(day) if day else None,
        hour=_below(24, hour) if hour else None,
        minute=_below(60, minute.rstrip("ab")) if minute else None,
        second=_WHICH[minute.lstrip("0123456789")],
        length=int(length),
        page=int(page) if page else None,
        draft=int(draft) if draft else None,
    )


def _day(text: str) -> date:
    try:
        day = datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise ChoiceNotOffered(text=text) from None
    # Sums with days at the ends of the calendar overflow.
    if not 2000 <= day.year < 3000:
        raise ChoiceNotOffered(text=text)
    return day


def _below(limit: int, text: str) -> int:
    if int(text) >= limit:
        raise ChoiceNotOffered(text=text)
    return int(text)
