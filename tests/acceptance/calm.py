"""Waiting until the bot has nothing more to say by itself."""

import asyncio
from datetime import datetime

from models import Notification, NotificationState

PATIENCE_SECONDS = 20


async def nothing_waits(now: datetime) -> None:
    """Wait until everything that is due in the outbox has been delivered."""
    waiting = Notification.filter(state=NotificationState.PENDING, due_at__lte=now)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await waiting.exists():
            pass
