"""Giving thanks once a month: each server knows when it is next due (`Server.thanks_at`).

Nobody waits for it. A server that gives none has no such moment, and costs nothing.
"""

import logging
import secrets
from datetime import datetime, timedelta

from models import Server, ThankYou
from services.outages import OutageError
from services.thanks import counting, months, standing
from services.thanks.counting import Thanked
from services.transaction import use_case

_log = logging.getLogger(__name__)

AT_ONCE = 20
"""Servers that are looked at in one pass."""

AGAIN_AFTER = timedelta(hours=1)
"""When a server is looked at again that a fault kept from it."""

_SEEDS = 2**31


async def look(now: datetime) -> None:
    """Give the thanks that are due; of several processes that do, one gives those of a server."""
    due = Server.filter(thanks_at__lte=now).order_by("thanks_at").limit(AT_ONCE)
    for server in await due:
        await _try(server, now)


async def _try(server: Server, now: datetime) -> None:
    """Give the thanks of one server; a fault in one must not hold up the others.

    Raises:
        OutageError: the database is away, for the others too.
    """
    try:
        await _give(server, now)
    except OutageError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the others go on
        _log.exception("The thank-you of server %s could not be made.", server.id)
        again = Server.filter(id=server.id, thanks_at=server.thanks_at)
        await again.update(thanks_at=now + AGAIN_AFTER)


async def _give(server: Server, now: datetime) -> None:
    """Have the last month's thank-you posted, if there is a board for it and anybody to thank.

    What is late counts no more: thanks for several months at once would be no thanks.
    """
    zone = server.timezone
    due_at = months.last_due(zone, now)
    is_there = server.board_channel_id is not None and server.left_at is None
    row = _new(server, months.month_before(due_at, zone), now)
    in_time = now - due_at <= standing.LATE_AT_MOST
    thanked = await counting.thanked(row) if is_there and in_time else Thanked()
    async with use_case():
        # Of the zone that was read: where it was changed meanwhile, the next pass counts by the new one.
        turn = Server.filter(id=server.id, thanks_at=server.thanks_at, timezone=zone)
        if await turn.update(thanks_at=months.next_due(zone, now)) and thanked.named:
            await _post(row, now)


def _new(server: Server, month: months.Month, now: datetime) -> ThankYou:
    return ThankYou(
        server_id=server.id,
        month=month.first,
        since=month.since,
        until=month.until,
        made_at=now,
        seed=secrets.randbelow(_SEEDS),
    )


async def _post(row: ThankYou, now: datetime) -> None:
    """Have it posted, unless the month's was before, as when an admin turned it off and on."""
    await ThankYou.bulk_create([row], ignore_conflicts=True)
    stored = await ThankYou.get(server_id=row.server_id, month=row.month)
    if stored.seed == row.seed:
        await standing.show([stored], now)
