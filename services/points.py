"""Points: what moves them, and what their owner can read of it (design, section 3, "Points")."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from models import PointsReason, UserPoints
from models.moments import moment_of
from models.rows import Hold, find, find_one, hold_all
from models.statements import run, run_for
from services import audit
from services.blocks import Block, block_of
from services.delivery import outbox
from services.delivery.kinds.direct import PointsGranted
from services.delivery.kinds.log import Granted
from services.delivery.kinds.message import Address
from services.delivery.outbox import Letter
from services.paging import FIRST_PAGE, PAGE_SIZE, Asked, Part, Turn, part_of
from services.ratings import Rating, rating_of
from services.refusals import (
    BeingErased,
    GrantNeedsAmount,
    GrantNeedsReason,
    GrantWouldGoNegative,
    NobodyHasPoints,
    NotEnoughPoints,
)
from services.server_settings import ServerSettings
from services.text import clean_line
from services.tombstones import is_erased
from services.transaction import use_case

__all__ = ["LedgerLine", "PointsOverview", "PointsReason"]

GRANT_MAXIMUM = 1000
"""Points that an admin can give or take at once; a mistyped zero should not flood a server."""

REASON_MAXIMUM = 200

_PAID = (
    "SELECT COALESCE(SUM(amount), 0) AS amount FROM points_entry"
    " WHERE account_id = :account AND interview_id = :interview AND reason IN ('seat', 'refund')"
)
_CLOSED = (
    "SELECT COALESCE(SUM(amount), 0) AS amount FROM points_entry"
    " WHERE account_id = :account AND reason = 'erased'"
)
_ACCOUNTS = "SELECT id FROM user_points WHERE server_id = :server AND user_id IN (:numbers)"
_RICH = "SELECT id FROM user_points WHERE server_id = :server AND balance >= :price LIMIT 1"
_OVERVIEW = """
SELECT account.balance, account.ratings, account.rating_sum, ({rich}) AS rich, entry.id, entry.amount,
    entry.balance_after, entry.reason, entry.note, entry.interview_id, entry.actor_id, entry.created_at,
    interview.topic,
    COALESCE(
        CASE :person WHEN interview.interviewer_id THEN interview.interviewee_id
            WHEN interview.interviewee_id THEN interview.interviewer_id END,
        NULLIF(interview.host_id, :person)) AS partner_id
FROM (SELECT 1 AS one) AS asked
LEFT JOIN user_points AS account ON account.server_id = :server AND account.user_id = :person
LEFT JOIN (
    SELECT * FROM points_entry
    WHERE account_id = (SELECT id FROM user_points WHERE server_id = :server AND user_id = :person){beyond}
    ORDER BY id {order} LIMIT :lines) AS entry ON entry.account_id = account.id
LEFT JOIN mock_interview AS interview ON interview.id = entry.interview_id
ORDER BY entry.id {order}
"""
"""An account with rows of its ledger, and somebody who has the price: one row at least.

Who has given a seat back has no partner any more: then it is whose interview it was.
"""
_PAGES = {
    Turn.FIRST: _OVERVIEW.format(rich=_RICH, beyond="", order="DESC"),
    Turn.NEXT: _OVERVIEW.format(rich=_RICH, beyond=" AND id < :beside", order="DESC"),
    Turn.PREVIOUS: _OVERVIEW.format(rich=_RICH, beyond=" AND id > :beside", order="ASC"),
}


@dataclass(frozen=True)
class LedgerLine:
    """One row of the ledger, as its owner reads it; topic and partner are those of its interview."""

    id: int
    amount: int
    balance_after: int
    reason: PointsReason
    note: str
    interview_id: int | None
    topic: str
    partner_id: int | None
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class PointsOverview:
    """A balance and what it buys; for its owner also a page of the ledger, and whether seats are blocked.

    `rating` is what their owner got as interviewer; None while there are too few ratings.
    """

    user_id: int
    balance: int
    price: int
    reward: int
    somebody_can_pay: bool
    block: Block | None
    rating: Rating | None
    ledger: Part[LedgerLine]

    @property
    def seats(self) -> int | None:
        """How many interviews the balance pays for; None where they are free."""
        return self.balance // self.price if self.price else None

    @property
    def missing(self) -> int:
        """How many points the balance is short of the price."""
        return max(0, self.price - self.balance)


@dataclass(frozen=True)
class Account:
    """A member's account, held until the transaction ends, with the balance that it has.

    The account of somebody who was erased (`is_erased`) is closed: it has nothing. But what the rules give it
    or take from it goes on as though it had not been, so that nobody else's points depend on who is erased:
    `balance` is what it would have, and what moves is taken out again, or brought back first, by rows of
    their own.
    """

    id: int
    balance: int
    is_erased: bool = False


@dataclass(frozen=True)
class Movement:
    """A row that was written into the ledger, and the balance after it; no row is written for 0 points."""

    entry_id: int | None
    amount: int
    balance: int


async def move(
    server_id: int,
    user_id: int,
    amount: int,
    reason: PointsReason,
    now: datetime,
    *,
    interview_id: int | None = None,
) -> Movement:
    """Write one ledger row within the caller's transaction, and return what was written."""
    account = await hold_account(server_id, user_id)
    return await move_in(account, amount, reason, now, interview_id=interview_id)


async def move_in(
    account: Account,
    amount: int,
    reason: PointsReason,
    now: datetime,
    *,
    interview_id: int | None = None,
    actor_id: int | None = None,
    note: str = "",
) -> Movement:
    """Write one ledger row of an account that the caller holds, and return what was written.

    A trigger of the database moves the balance, and a constraint keeps it from going below 0; callers that
    take points check first, so that they can say it kindly.
    """
    if amount == 0:
        return Movement(None, 0, account.balance)
    if account.is_erased:
        return await _move_in_closed(account, amount, reason, now, interview_id=interview_id)
    balance = account.balance + amount
    (written,) = await run(
        "INSERT INTO points_entry"
        " (account_id, amount, balance_after, reason, note, interview_id, actor_id, created_at)"
        " VALUES (:account, :amount, :balance_after, :reason, :note, :interview, :actor, :now) RETURNING id",
        {
            "account": account.id,
            "amount": amount,
            "balance_after": balance,
            "reason": reason.value,
            "note": note,
            "interview": interview_id,
            "actor": actor_id,
            "now": now,
        },
    )
    return Movement(written["id"], amount, balance)


async def hold_accounts(server_id: int, user_ids: Collection[int]) -> None:
    """Hold several accounts until the transaction ends, always in the same order.

    So two transactions that move points between the same people cannot block each other.
    """
    rows = await run_for(sorted(user_ids), _ACCOUNTS, {"server": server_id})
    await hold_all(UserPoints, {row["id"] for row in rows})


async def take_what_is_left(
    server_id: int, user_id: int, amount: int, reason: PointsReason, now: datetime, *, interview_id: int
) -> int:
    """Take points within the caller's transaction, as far as the member has them; return how many."""
    account = await hold_account(server_id, user_id)
    taken = min(amount, account.balance)
    await move_in(account, -taken, reason, now, interview_id=interview_id)
    return taken


async def pay_for_seat(
    settings: ServerSettings, account: Account, user_id: int, interview_id: int, now: datetime
) -> Movement:
    """Take the price of the interviewee's seat from an account that the caller holds.

    Raises:
        NotEnoughPoints, NobodyHasPoints: the balance is lower than the price.
    """
    await check_has_price(settings, account.balance)
    return await move_in(
        account, -settings.price, PointsReason.SEAT, now, interview_id=interview_id, actor_id=user_id
    )


async def can_pay(server_id: int, user_id: int, price: int) -> bool:
    """Tell whether a member has so many points now."""
    return await UserPoints.exists(server_id=server_id, user_id=user_id, balance__gte=price)


async def check_has_price(settings: ServerSettings, balance: int) -> None:
    """Check that a balance pays for the interviewee's seat.

    Raises:
        NobodyHasPoints: it does not, and nobody in the server could pay.
        NotEnoughPoints: it does not.
    """
    if balance < settings.price:
        if await _somebody_can_pay(settings):
            raise NotEnoughPoints(price=settings.price, balance=balance)
        raise NobodyHasPoints(price=settings.price, balance=balance)


async def paid_so_far(server_id: int, user_id: int, interview_id: int) -> int:
    """Return what an interview has cost a member so far, which is what they would get back."""
    account = await find_one(
        UserPoints, "server_id = :server AND user_id = :person", {"server": server_id, "person": user_id}
    )
    return 0 if account is None else await _paid(account.id, interview_id)


async def refund_seat(server_id: int, user_id: int, interview_id: int, now: datetime) -> int:
    """Give back exactly what the interview has cost the member so far, and return how much that was.

    The ledger is asked, not the settings: the price may have changed since.
    """
    account = await hold_account(server_id, user_id)
    back = await _paid(account.id, interview_id)
    await move_in(account, back, PointsReason.REFUND, now, interview_id=interview_id)
    return back


async def grant(
    server_id: int, user_id: int, amount: int, reason: str, *, admin_id: int, now: datetime
) -> int:
    """Give points (or take them, with a negative amount) and return the balance after it.

    Raises:
        GrantNeedsAmount: it is 0, or more than 1,000 either way.
        GrantNeedsReason: no reason is given.
        GrantWouldGoNegative: more would be taken than the member has.
    """
    note = clean_line(reason, "reason", REASON_MAXIMUM)
    if amount == 0 or abs(amount) > GRANT_MAXIMUM:
        raise GrantNeedsAmount(maximum=GRANT_MAXIMUM)
    if not note:
        raise GrantNeedsReason
    async with use_case():
        account = await hold_account(server_id, user_id)
        if account.balance + amount < 0:
            raise GrantWouldGoNegative(balance=account.balance, member_id=user_id)
        moved = await move_in(account, amount, PointsReason.GRANT, now, actor_id=admin_id, note=note)
        assert moved.entry_id is not None  # noqa: S101 - the amount is not 0
        granted = PointsGranted(
            entry=moved.entry_id, amount=amount, balance=moved.balance, reason=note, admin_id=admin_id
        )
        line = Granted(
            entry=moved.entry_id,
            admin_id=admin_id,
            member_id=user_id,
            amount=amount,
            balance=moved.balance,
            reason=note,
        )
        to_member = Letter(granted, Address(server_id, recipient_id=user_id))
        await outbox.write([to_member], now)
        await audit.note(line, Address(server_id), now)
        return moved.balance


async def overview(
    settings: ServerSettings, user_id: int, *, asked_by: int, now: datetime, asked: Asked = FIRST_PAGE
) -> PointsOverview:
    """Return a member's points; the ledger, a page of it, only to its owner (design, section 4)."""
    is_owner = asked_by == user_id
    rows = await run(
        _PAGES[asked.turn],
        {
            "server": settings.server_id,
            "person": user_id,
            "price": settings.price,
            "lines": PAGE_SIZE + 1 if is_owner else 0,
            "beside": asked.beside,
        },
    )
    lines = [_line(row) for row in rows if row["amount"] is not None]
    if is_owner and not lines and asked.turn is not Turn.FIRST:
        return await overview(settings, user_id, asked_by=asked_by, now=now)
    held = rows[0]["balance"]
    return PointsOverview(
        user_id=user_id,
        balance=settings.starting_points if held is None else held,
        price=settings.price,
        reward=settings.reward,
        somebody_can_pay=settings.starting_points >= settings.price or rows[0]["rich"] is not None,
        block=await block_of(settings, user_id, now) if is_owner else None,
        rating=rating_of(rows[0]["ratings"] or 0, rows[0]["rating_sum"] or 0) if is_owner else None,
        ledger=part_of(lines, asked),
    )


async def _paid(account_id: int, interview_id: int) -> int:
    (paid,) = await run(_PAID, {"account": account_id, "interview": interview_id})
    return -int(paid["amount"])


async def _somebody_can_pay(settings: ServerSettings) -> bool:
    """Tell whether anybody in the server could take the interviewee's seat, new members included."""
    if settings.starting_points >= settings.price:
        return True
    return bool(await run(_RICH, {"server": settings.server_id, "price": settings.price}))


def _line(row: Mapping[str, Any]) -> LedgerLine:
    return LedgerLine(
        id=row["id"],
        amount=row["amount"],
        balance_after=row["balance_after"],
        reason=PointsReason(row["reason"]),
        note=row["note"],
        interview_id=row["interview_id"],
        topic=row["topic"] or "",
        partner_id=row["partner_id"],
        actor_id=row["actor_id"],
        at=moment_of(row["created_at"]),
    )


async def hold_account(server_id: int, user_id: int) -> Account:
    """Return the account, held until the transaction ends.

    Raises:
        BeingErased: there was one, and it was closed since.
    """
    found = await find(
        UserPoints,
        "server_id = :server AND user_id = :person",
        {"server": server_id, "person": user_id},
        hold=Hold.ALONE,
    )
    if not found:
        raise BeingErased
    (account,) = found
    if not is_erased(user_id):
        return Account(account.id, account.balance)
    (closed,) = await run(_CLOSED, {"account": account.id})
    return Account(account.id, -int(closed["amount"]), is_erased=True)


async def close(account: Account, now: datetime) -> None:
    """Take all out of an account that the caller holds, as its owner is erased."""
    await move_in(account, -account.balance, PointsReason.ERASED, now)


async def _move_in_closed(
    account: Account, amount: int, reason: PointsReason, now: datetime, *, interview_id: int | None
) -> Movement:
    """Write what moves in a closed account, which has nothing before it and nothing after it."""
    empty, filled = Account(account.id, 0), Account(account.id, abs(amount))
    if amount > 0:
        moved = await move_in(empty, amount, reason, now, interview_id=interview_id)
        await move_in(filled, -amount, PointsReason.ERASED, now)
    else:
        await move_in(empty, -amount, PointsReason.ERASED, now)
        moved = await move_in(filled, amount, reason, now, interview_id=interview_id)
    return replace(moved, balance=account.balance + amount)
