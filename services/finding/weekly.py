"""How many interviews a week somebody wants at most, in each seat, over all servers (design, section 13).

A week goes from Monday to Sunday in their own zone, UTC where they have none; a server's zone does not count,
since they may be in several.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models import User
from services.finding.refusals import WeeklyCapReached
from services.interviews import Role
from services.refusals import SettingOutOfRange
from services.transaction import use_case

CAP_RANGE = (0, 20)
"""What can be set; 0 is no cap."""


@dataclass(frozen=True)
class WeeklyCap:
    """How many interviews a week somebody has in a seat at most, None for any number; and their zone."""

    seat: Role
    at_most: int | None
    zone: str | None

    def is_reached(self, starts_at: datetime, others: Iterable[datetime]) -> bool:
        """Tell whether there are as many in the week of a start already; `others` are starts around it."""
        if self.at_most is None:
            return False
        week = self._week_of(starts_at)
        return sum(self._week_of(one) == week for one in others) >= self.at_most

    def check(self, starts_at: datetime, others: Iterable[datetime]) -> None:
        """Check that they themselves may have one more interview in the week of its start.

        Raises:
            WeeklyCapReached: they want no more.
        """
        if self.at_most is not None and self.is_reached(starts_at, others):
            raise WeeklyCapReached(cap=self.at_most, seat=self.seat)

    def _week_of(self, moment: datetime) -> tuple[int, int]:
        year, week, _ = moment.astimezone(ZoneInfo(self.zone or "UTC")).isocalendar()
        return year, week


@dataclass(frozen=True)
class WeeklyCaps:
    """How many interviews a week somebody gives and takes at most, None for any number; and their zone."""

    given: int | None = None
    taken: int | None = None
    zone: str | None = None

    def of(self, seat: Role) -> WeeklyCap:
        """Return the cap in a seat."""
        return WeeklyCap(seat, self.given if seat is Role.INTERVIEWER else self.taken, self.zone)


async def caps_of(user_id: int) -> WeeklyCaps:
    """Return how many interviews a week a person wants to give and to take at most."""
    user = await User.get_or_none(id=user_id)
    return (
        WeeklyCaps()
        if user is None
        else WeeklyCaps(user.weekly_given_cap, user.weekly_taken_cap, user.timezone)
    )


async def set_caps(user_id: int, *, given: int | None = None, taken: int | None = None) -> None:
    """Set how many interviews a week a person wants to give, and to take, at most; 0 for any number.

    What is None stays as it is, and so does what is booked already.

    Raises:
        SettingOutOfRange: one is not between 0 and 20.
    """
    minimum, maximum = CAP_RANGE
    named = {"weekly_given_cap": given, "weekly_taken_cap": taken}
    changed = {name: cap for name, cap in named.items() if cap is not None}
    for name, cap in changed.items():
        if not minimum <= cap <= maximum:
            raise SettingOutOfRange(setting=name, minimum=minimum, maximum=maximum)
    if changed:
        async with use_case():
            await User.filter(id=user_id).update(**{name: cap or None for name, cap in changed.items()})
