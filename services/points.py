"""Points: what moves them, and what their owner can read of it (design, section 3, "Points")."""

from dataclasses import dataclass
from datetime import datetime

from models import PointsEntry, PointsReason, Server, UserPoints
from models.rows import Hold, find
from models.statements import run
from services.blocks import Block, block_of
from services.delivery import outbox
from services.delivery.kinds.direct import PointsGranted
from services.delivery.kinds.message import Address
from services.delivery.outbox import Letter
from services.refusals import (
    GrantNeedsAmount,
    GrantNeedsReason,
    GrantWouldGoNegative,
    NobodyHasPoints,
    NotEnoughPoints,
)
from services.text import clean_line
from services.transaction import use_case

__all__ = ["LedgerLine", "PointsOverview", "PointsReason"]

GRANT_MAXIMUM = 1000
"""Points that an admin can give or take at once; a mistyped zero should not flood a server."""

LEDGER_LINES = 10
"""Ledger rows that are shown."""

REASON_MAXIMUM = 200


@dataclass(frozen=True)
class LedgerLine:
    """One row of the ledger, as its owner reads it."""

    amount: int
    balance_after: int
    reason: PointsReason
    note: str
    interview_id: int | None
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class PointsOverview:
    """A balance and what it buys; for their owner also the latest rows, and whether seats are blocked."""

    user_id: int
    balance: int
    price: int
    reward: int
    somebody_can_pay: bool
    block: Block | None
    lines: tuple[LedgerLine, ...]

    @property
    def seats(self) -> int | None:
        """How many interviews the balance pays for; None where they are free."""
        return self.balance // self.price if self.price else None


async def move(
    server_id: int,
    user_id: int,
    amount: int,
    reason: PointsReason,
    now: datetime,
    *,
    interview_id: int | None = None,
    actor_id: int | None = None,
    note: str = "",
) -> int:
    """Write one ledger row within the caller's transaction and return the balance after it.

    A trigger of the database moves the balance, and a constraint keeps it from going below 0; callers that
    take points check first, holding the account, so that they can say it kindly. Nothing is written for 0.
    """
    account = await _held_account(server_id, user_id)
    return await _move(account, amount, reason, now, interview_id=interview_id, actor_id=actor_id, note=note)


async def take_what_is_left(
    server_id: int, user_id: int, amount: int, reason: PointsReason, now: datetime, *, interview_id: int
) -> None:
    """Take points back within the caller's transaction, as far as the member still has them."""
    account = await _held_account(server_id, user_id)
    await move(server_id, user_id, -min(amount, account.balance), reason, now, interview_id=interview_id)


async def balance(server_id: int, user_id: int) -> int:
    """Return a member's balance."""
    return (await UserPoints.get(server_id=server_id, user_id=user_id)).balance


@dataclass(frozen=True)
class Paid:
    """What a seat has cost, and the balance after it."""

    cost: int
    balance: int


async def pay_for_seat(server: Server, user_id: int, interview_id: int, now: datetime) -> Paid:
    """Take the price of the interviewee's seat.

    Raises:
        NotEnoughPoints, NobodyHasPoints: the balance is lower than the price.
    """
    account = await _held_account(server.id, user_id)
    await _check_has_price(server, account.balance)
    left = await _move(
        account, -server.price, PointsReason.SEAT, now, interview_id=interview_id, actor_id=user_id
    )
    return Paid(server.price, left)


async def check_can_pay(server: Server, user_id: int) -> None:
    """Check that a member has the price of the interviewee's seat.

    Raises:
        NotEnoughPoints, NobodyHasPoints: the balance is lower than the price.
    """
    await _check_has_price(server, await balance(server.id, user_id))


async def _check_has_price(server: Server, held: int) -> None:
    if held < server.price:
        if await somebody_can_pay(server):
            raise NotEnoughPoints(price=server.price, balance=held)
        raise NobodyHasPoints(price=server.price, balance=held)


async def _move(
    account: UserPoints,
    amount: int,
    reason: PointsReason,
    now: datetime,
    *,
    interview_id: int | None = None,
    actor_id: int | None = None,
    note: str = "",
) -> int:
    if amount == 0:
        return account.balance
    balance_after = account.balance + amount
    await run(
        "INSERT INTO points_entry"
        " (account_id, amount, balance_after, reason, note, interview_id, actor_id, created_at)"
        " VALUES (:account, :amount, :balance_after, :reason, :note, :interview, :actor, :now)",
        {
            "account": account.id,
            "amount": amount,
            "balance_after": balance_after,
            "reason": reason.value,
            "note": note,
            "interview": interview_id,
            "actor": actor_id,
            "now": now,
        },
    )
    return balance_after


async def refund_seat(server_id: int, user_id: int, interview_id: int, now: datetime) -> int:
    """Give back exactly what the interview has cost the member so far, and return how much that was.

    The ledger is asked, not the settings: the price may have changed since.
    """
    paid = await PointsEntry.filter(
        account__server_id=server_id,
        account__user_id=user_id,
        interview_id=interview_id,
        reason__in=(PointsReason.SEAT, PointsReason.REFUND),
    )
    amount = -sum(entry.amount for entry in paid)
    await move(server_id, user_id, amount, PointsReason.REFUND, now, interview_id=interview_id)
    return amount


async def grant(
    server_id: int, user_id: int, amount: int, reason: str, *, admin_id: int, now: datetime
) -> int:
    """Give points (or take them, with a negative amount) and return the balance after it.

    Raises:
        GrantNeedsAmount, GrantNeedsReason, GrantWouldGoNegative: as their names say.
    """
    note = clean_line(reason, "reason", REASON_MAXIMUM)
    if amount == 0 or abs(amount) > GRANT_MAXIMUM:
        raise GrantNeedsAmount(maximum=GRANT_MAXIMUM)
    if not note:
        raise GrantNeedsReason
    async with use_case():
        account = await _held_account(server_id, user_id)
        if account.balance + amount < 0:
            raise GrantWouldGoNegative(balance=account.balance, member_id=user_id)
        balance = await move(
            server_id, user_id, amount, PointsReason.GRANT, now, actor_id=admin_id, note=note
        )
        entry = await PointsEntry.filter(account_id=account.id).order_by("-id").first()
        assert entry is not None  # noqa: S101 - written two lines above
        granted = PointsGranted(
            entry=entry.id, amount=amount, balance=balance, reason=note, admin_id=admin_id
        )
        await outbox.write([Letter(granted, Address(server_id, recipient_id=user_id))], now)
        return balance


async def somebody_can_pay(server: Server) -> bool:
    """Tell whether anybody in the server could take the interviewee's seat, new members included."""
    price = server.price
    rich = UserPoints.filter(server_id=server.id, balance__gte=price)
    return server.starting_points >= price or await rich.exists()


async def overview(server_id: int, user_id: int, *, asked_by: int, now: datetime) -> PointsOverview:
    """Return a member's points; the ledger only to its owner (design, section 4)."""
    server = await Server.get(id=server_id)
    account = await UserPoints.get_or_none(server_id=server_id, user_id=user_id)
    balance = account.balance if account is not None else server.starting_points
    lines: tuple[LedgerLine, ...] = ()
    if account is not None and asked_by == user_id:
        entries = await PointsEntry.filter(account_id=account.id).order_by("-id").limit(LEDGER_LINES)
        lines = tuple(_line(entry) for entry in entries)
    return PointsOverview(
        user_id=user_id,
        balance=balance,
        price=server.price,
        reward=server.reward,
        somebody_can_pay=await somebody_can_pay(server),
        block=await block_of(server_id, user_id, now) if asked_by == user_id else None,
        lines=lines,
    )


def _line(entry: PointsEntry) -> LedgerLine:
    return LedgerLine(
        amount=entry.amount,
        balance_after=entry.balance_after,
        reason=entry.reason,
        note=entry.note,
        interview_id=entry.interview_id,
        actor_id=entry.actor_id,
        at=entry.created_at,
    )


async def _held_account(server_id: int, user_id: int) -> UserPoints:
    """Return the account, held until the transaction ends."""
    (account,) = await find(
        UserPoints,
        "server_id = :server AND user_id = :person",
        {"server": server_id, "person": user_id},
        hold=Hold.ALONE,
    )
    return account
