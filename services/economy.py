"""How the points of a server are doing, for its admins."""

from collections.abc import Sequence
from dataclasses import dataclass

from models import PointsReason
from models.statements import run
from services.server_settings import ServerSettings

_GIVEN = (PointsReason.GRANT, PointsReason.STARTING)
_EARNED = (PointsReason.REWARD, PointsReason.COMPENSATION, PointsReason.CORRECTION)
"""What is earned by coming; a ruling takes some of it back."""
_PAID = (PointsReason.SEAT, PointsReason.REFUND)


def _sum_of(reasons: Sequence[PointsReason]) -> str:
    """Return the sum of an account's entries: each account by its index, however much others have written."""
    named = ", ".join(f"'{reason.value}'" for reason in reasons)
    return (
        "COALESCE(SUM((SELECT COALESCE(SUM(amount), 0) FROM points_entry"  # noqa: S608 - the reasons' names
        f" WHERE account_id = account.id AND reason IN ({named}))), 0)"
    )


_SUMS = (
    "SELECT COUNT(*) AS members, COALESCE(SUM(balance), 0) AS in_hand,"  # noqa: S608 - put together above
    " COALESCE(SUM(CASE WHEN balance >= :price THEN 1 ELSE 0 END), 0) AS can_pay,"
    f" {_sum_of(_GIVEN)} AS given, {_sum_of(_EARNED)} AS earned, {_sum_of(_PAID)} AS taken"
    " FROM user_points AS account WHERE server_id = :server"
)


@dataclass(frozen=True)
class Economy:
    """Points in a server: held now, and how they came and went."""

    price: int
    reward: int
    starting: int
    in_hand: int
    members: int
    can_pay: int
    given: int
    earned: int
    spent: int

    @property
    def is_stuck(self) -> bool:
        """Tell whether nobody can be interviewed: nobody holds the price, and new members do not get it."""
        return self.can_pay == 0 and self.starting < self.price


async def economy(settings: ServerSettings) -> Economy:
    """Return the points of a server: in hand, given by admins and at the start, earned, spent."""
    (found,) = await run(_SUMS, {"server": settings.server_id, "price": settings.price})
    return Economy(
        price=settings.price,
        reward=settings.reward,
        starting=settings.starting_points,
        in_hand=int(found["in_hand"]),
        members=int(found["members"]),
        can_pay=int(found["can_pay"]),
        given=int(found["given"]),
        earned=int(found["earned"]),
        spent=-int(found["taken"]),
    )
