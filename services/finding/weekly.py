"""How many interviews a week somebody wants to give at most, over all servers (design, section 13).

A week goes from Monday to Sunday in their own zone, UTC where they have none; a server's zone does not count,
since they may be in several.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models import User
from services.refusals import SettingOutOfRange, WeeklyCapReached
from services.transaction import use_case

CAP_RANGE = (0, 20)
"""What can be set; 0 is no cap."""


@dataclass(frozen=True)
class WeeklyCap:
    """How many interviews a week somebody gives at most, None for as many as there are; and their zone."""

    at_most: int | None
    zone: str | None

    def is_reached(self, starts_at: datetime, others: Iterable[datetime]) -> bool:
        """Tell whether there are as many in the week of a start already; `others` are starts around it."""
        if self.at_most is None:
            return False
        week = self._week_of(starts_at)
        return sum(self._week_of(one) == week for one in others) >= self.at_most

    def check(self, starts_at: datetime, others: Iterable[datetime]) -> None:
        """Check that they themselves may give one more interview in the week of its start.

        Raises:
            WeeklyCapReached: they want no more.
        """
        if self.at_most is not None and self.is_reached(starts_at, others):
            raise WeeklyCapReached(cap=self.at_most)

    def _week_of(self, moment: datetime) -> tuple[int, int]:
        year, week, _ = moment.astimezone(ZoneInfo(self.zone or "UTC")).isocalendar()
        return year, week


async def cap_of(user_id: int) -> int | None:
    """Return how many interviews a week a person wants to give at most; None for as many as there are."""
    user = await User.get_or_none(id=user_id)
    return None if user is None else user.weekly_cap


async def set_cap(user_id: int, a_week: int) -> None:
    """Set how many interviews a week a person wants to give at most; 0 for as many as there are.

    What is booked already stays.

    Raises:
        SettingOutOfRange: it is not between 0 and 20.
    """
    minimum, maximum = CAP_RANGE
    if not minimum <= a_week <= maximum:
        raise SettingOutOfRange(setting="a_week", minimum=minimum, maximum=maximum)
    async with use_case():
        await User.filter(id=user_id).update(weekly_cap=a_week or None)
