"""Thank-yous that stand, or are to: what they show, where, and for how long."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tortoise.expressions import Q

from models import NotificationState, ThankYou
from models.statements import run
from services.delivery import outbox, queue
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import TakenDown
from services.delivery.kinds.shown import Thanks
from services.delivery.outbox import Letter
from services.delivery.preparing import Delivery
from services.places import Place, place
from services.thanks import counting
from services.thanks.counting import Thanked
from services.transaction import use_case

LATE_AT_MOST = timedelta(weeks=1)
"""How long after it was due, or made, a thank-you is still posted."""

KEPT = timedelta(days=400)
"""How long a thank-you stands. Then it is taken down: no name could be taken out of it any more."""

AT_ONCE = 100
"""Thank-yous that are removed at a time."""

_REMOVE_OLD = (
    "DELETE FROM thank_you WHERE id IN ("
    " SELECT id FROM thank_you WHERE made_at <= :before ORDER BY made_at LIMIT :many)"
    " RETURNING server_id, channel_id, message_id"
)


@dataclass(frozen=True)
class Standing:
    """A thank-you as it is to be shown now.

    `month` is its first day. `place` says where it stands, None until it is posted; `may_be_posted` tells
    that it is not too late for that.
    """

    id: int
    month: date
    thanked: Thanked
    place: Place | None
    may_be_posted: bool


async def read(number: int, now: datetime) -> Standing | None:
    """Return a thank-you as it is to be shown; None if it is not to be shown any more."""
    row = await ThankYou.get_or_none(id=number, is_gone=False)
    if row is None:
        return None
    return Standing(
        row.id,
        row.month,
        await counting.thanked(row),
        place(row.channel_id, row.message_id),
        may_be_posted=now - row.made_at <= LATE_AT_MOST,
    )


async def show(rows: Iterable[ThankYou], now: datetime, *, mark: str = "") -> None:
    """Have thank-yous posted or brought up to date, within the caller's transaction.

    With the same `mark` it is written once.
    """
    change = mark or secrets.token_hex(8)
    letters = [Letter(Thanks(thanks=row.id, change=change), Address(row.server_id)) for row in rows]
    await outbox.write(letters, now)


async def show_missed(server_id: int, channel_ids: Collection[int], now: datetime) -> None:
    """Have those shown of which a change was given up, in channels that are open to the bot.

    The caller's transaction goes on.
    """
    is_there = Q(channel_id__isnull=True) | Q(channel_id__in=list(channel_ids))
    await show(await ThankYou.filter(is_there, server_id=server_id, is_missed=True, is_gone=False), now)


async def posted(me: int, row: Delivery, number: int, stands: Place, now: datetime) -> None:
    """Note where a thank-you stands, and that its row was delivered.

    One that was removed while it was on its way is taken down: nobody could take their name out of it.
    """
    async with use_case():
        noted = ThankYou.filter(id=number).update(
            channel_id=stands.channel_id, message_id=stands.message_id, is_missed=False
        )
        if not await noted:
            await outbox.write([_removal(row.server_id, stands)], now)
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def ended(me: int, row: Delivery, number: int, now: datetime) -> None:
    """Note that a thank-you is not to be shown any more, and that its row was delivered."""
    async with use_case():
        await ThankYou.filter(id=number).update(
            channel_id=None, message_id=None, is_missed=False, is_gone=True
        )
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def note(number: int, *, is_missed: bool) -> None:
    """Note whether a change of a thank-you could not be shown."""
    await ThankYou.filter(id=number, is_missed=not is_missed).update(is_missed=is_missed)


async def remove_old(now: datetime) -> int:
    """Remove some of what is too old, and have it taken down; return how many rows went."""
    async with use_case(counts=False):
        rows = await run(_REMOVE_OLD, {"before": now - KEPT, "many": AT_ONCE})
        stand = ((row["server_id"], place(row["channel_id"], row["message_id"])) for row in rows)
        await outbox.write([_removal(server, where) for server, where in stand if where is not None], now)
    return len(rows)


def _removal(server_id: int, stands: Place) -> Letter:
    removed = TakenDown(channel_id=stands.channel_id, message_id=stands.message_id)
    return Letter(removed, Address(server_id))
