"""How the points of a server are doing, for its admins."""

from dataclasses import dataclass

from tortoise.functions import Sum

from models import PointsEntry, PointsReason, Server, UserPoints

_EARNED = (PointsReason.REWARD, PointsReason.COMPENSATION, PointsReason.CORRECTION)
"""What is earned by coming; a ruling takes some of it back."""


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


async def economy(server_id: int) -> Economy:
    """Return the points of a server: in hand, given by admins and at the start, earned, spent."""
    server = await Server.get(id=server_id)
    accounts = UserPoints.filter(server_id=server_id)
    sums = {
        PointsReason(reason): int(total)
        for reason, total in await PointsEntry.filter(account__server_id=server_id)
        .annotate(total=Sum("amount"))
        .group_by("reason")
        .values_list("reason", "total")
    }
    (in_hand,) = await accounts.annotate(total=Sum("balance")).values_list("total", flat=True)
    return Economy(
        price=server.price,
        reward=server.reward,
        starting=server.starting_points,
        in_hand=int(str(in_hand or 0)),
        members=await accounts.count(),
        can_pay=await accounts.filter(balance__gte=server.price).count(),
        given=sums.get(PointsReason.GRANT, 0) + sums.get(PointsReason.STARTING, 0),
        earned=sum(sums.get(reason, 0) for reason in _EARNED),
        spent=-sums.get(PointsReason.SEAT, 0) - sums.get(PointsReason.REFUND, 0),
    )
