"""Admins hear in time that the points of their server run dry, and how to mend it.

Each server knows when it is next looked at (`Server.economy_look_at`). Nobody waits for it.
"""

import logging
from datetime import datetime, timedelta

from models import Server
from services import server_settings
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import RunningDry
from services.delivery.outbox import Letter
from services.economy import Economy, economy
from services.outages import OutageError
from services.transaction import use_case

_log = logging.getLogger(__name__)

FIRST_LOOK_AFTER = timedelta(weeks=1)
"""When a server is first looked at: until then it is being set up."""

LOOKED_AT_EVERY = timedelta(days=1)
TOLD_EVERY = timedelta(weeks=1)

AT_ONCE = 20
"""Servers that are looked at in one pass."""


async def look(now: datetime) -> None:
    """Look at the servers that are due; of several processes that do, one tells the admins."""
    due = Server.filter(economy_look_at__lte=now).order_by("economy_look_at").limit(AT_ONCE)
    for server_id in await due.values_list("id", flat=True):
        await _try(int(str(server_id)), now)


async def _try(server_id: int, now: datetime) -> None:
    """Look at one server; a fault in one must not hold up the others.

    Raises:
        OutageError: the database is away, for the others too.
    """
    try:
        await _look_at(server_id, now)
    except OutageError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the others go on
        _log.exception("How points are doing in server %s could not be looked at.", server_id)
        await Server.filter(id=server_id).update(economy_look_at=now + LOOKED_AT_EVERY)


async def _look_at(server_id: int, now: datetime) -> None:
    settings = await server_settings.read(server_id)
    found = await economy(settings, now)
    tells = settings.log_channel_id is not None and found.runs_dry(now)
    next_look = now + (TOLD_EVERY if tells else LOOKED_AT_EVERY)
    async with use_case():
        is_first = await Server.filter(id=server_id, economy_look_at__lte=now).update(
            economy_look_at=next_look
        )
        if is_first and tells:
            await outbox.write([Letter(_line(found, now), Address(server_id))], now)


def _line(found: Economy, now: datetime) -> RunningDry:
    return RunningDry(
        in_hand=found.in_hand,
        seats=found.seats,
        dry_at=None if found.is_stuck else found.dry_at(now),
        day=now.date().isoformat(),
    )
