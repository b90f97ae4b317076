"""How the points of a server are doing, for its admins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import PointsReason
from models.statements import run
from services.server_settings import ServerSettings

WINDOW = timedelta(weeks=4)
"""How far back it is looked at what points did: that is the pace, and costs no more as the ledger grows."""

_GRANTED = (PointsReason.GRANT,)
_STARTED = (PointsReason.STARTING,)
_EARNED = (
    PointsReason.REWARD,
    PointsReason.COMPENSATION,
    PointsReason.ABSENCE,
    PointsReason.LATE,
    PointsReason.CORRECTION,
)
"""What is earned by coming, and pays who came in vain; a ruling takes some of it back."""
_CLOSED = (PointsReason.ERASED,)
"""What went with those who were erased; what the rules move for them after that is counted as for others."""
_PAID = (PointsReason.SEAT, PointsReason.REFUND)


def _sum_of(reasons: Sequence[PointsReason]) -> str:
    """Return the sum of an account's latest entries: by an index, however much was written before."""
    named = ", ".join(f"'{reason.value}'" for reason in reasons)
    return (
        "COALESCE(SUM((SELECT COALESCE(SUM(amount), 0) FROM points_entry"  # noqa: S608 - the reasons' names
        f" WHERE account_id = account.id AND reason IN ({named}) AND created_at > :since)), 0)"
    )


_SUMS = (
    "SELECT COALESCE(SUM(CASE WHEN user_id > 0 THEN 1 ELSE 0 END), 0) AS members,"  # noqa: S608 - see above
    " COALESCE(SUM(balance), 0) AS in_hand,"
    " COALESCE(SUM(CASE WHEN user_id > 0 AND balance >= :price THEN 1 ELSE 0 END), 0) AS can_pay,"
    " COALESCE(SUM(balance / NULLIF(:price, 0)), 0) AS seats,"
    f" {_sum_of(_GRANTED)} AS granted, {_sum_of(_STARTED)} AS started,"
    f" {_sum_of(_CLOSED)} AS erased, {_sum_of(_EARNED)} AS earned, {_sum_of(_PAID)} AS taken"
    " FROM user_points AS account WHERE server_id = :server"
)


@dataclass(frozen=True)
class Economy:
    """Points in a server: held now, and how they came and went within the last four weeks (`WINDOW`).

    `seats` is how many seats those pay for who hold the price, all together. `erased` went with the data of
    who had it.
    """

    price: int
    reward: int
    starting: int
    in_hand: int
    members: int
    can_pay: int
    seats: int
    granted: int
    started: int
    earned: int
    spent: int
    erased: int = 0

    @property
    def given(self) -> int:
        """Return what members got for nothing, from admins and at their start."""
        return self.granted + self.started

    @property
    def drained(self) -> int:
        """Return by how much the points would have become fewer if admins had given none."""
        return self.spent - self.earned - self.started

    @property
    def is_stuck(self) -> bool:
        """Tell whether nobody can be interviewed: nobody holds the price, and new members do not get it."""
        return self.can_pay == 0 and self.starting < self.price

    def dry_at(self, now: datetime) -> datetime | None:
        """Return when nothing is left at the pace of the last four weeks; None if that makes it no less."""
        return now + WINDOW * (self.in_hand / self.drained) if self.drained > 0 else None

    def runs_dry(self, now: datetime) -> bool:
        """Tell whether admins should give points: nobody can pay, or soon nothing is left."""
        dry_at = self.dry_at(now)
        return self.is_stuck or (dry_at is not None and dry_at <= now + WINDOW)


async def economy(settings: ServerSettings, now: datetime) -> Economy:
    """Return the points of a server: in hand, and lately given, earned and spent."""
    values = {"server": settings.server_id, "price": settings.price, "since": now - WINDOW}
    (found,) = await run(_SUMS, values)
    return Economy(
        price=settings.price,
        reward=settings.reward,
        starting=settings.starting_points,
        in_hand=int(found["in_hand"]),
        members=int(found["members"]),
        can_pay=int(found["can_pay"]),
        seats=int(found["seats"]),
        granted=int(found["granted"]),
        started=int(found["started"]),
        earned=int(found["earned"]),
        spent=-int(found["taken"]),
        erased=-int(found["erased"]),
    )
