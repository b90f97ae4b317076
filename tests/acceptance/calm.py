"""Waiting until the bot has nothing more to say by itself."""

import asyncio
import contextlib
from datetime import datetime
from typing import Any

from tortoise.context import get_current_context
from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from models import Notification, NotificationState
from services.transaction import committed

PATIENCE_SECONDS = 60
LOOK_SECONDS = 0.05
"""How long it is until the next look where nothing tells of a change: another process may do the work."""


async def something_was_put_off() -> None:
    """Wait until a delivery has failed, and waits for its next try."""
    await is_stored(Notification, state=NotificationState.PENDING, waits_for__isnull=False)


async def nothing_waits(now: datetime) -> None:
    """Wait until everything that is due in the outbox has been delivered, and what follows from that, too."""
    is_due = Q(due_at__lte=now) | Q(waits_until__isnull=True)
    await _until(Notification.filter(is_due, state=NotificationState.PENDING), there_are=False)


async def is_stored(model: type[Model], *which: Q, **fields: object) -> None:
    """Wait until there is such a row: what Discord shows is noted a moment later.

    Of a bot in another process, whose database is not open here, nothing is known.
    """
    if get_current_context() is not None:
        await _until(model.filter(*which, **fields), there_are=True)


async def _until(rows: QuerySet[Any], *, there_are: bool) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS), committed() as news:
        while await rows.exists() is not there_are:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), LOOK_SECONDS)
            news.clear()
