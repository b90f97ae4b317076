"""Who gave a booking back, and when: a server may say how many of these a week are enough.

Only what a guest gives back by themselves is noted: not what an admin or a pause frees, nor what ends because
somebody has left or moves, nor the way out of what is booked with somebody they are kept apart from.
"""

from datetime import datetime, timedelta

from models import Withdrawal
from models.statements import run

KEPT = timedelta(days=180)
"""How long it is kept who gave what back."""

AT_ONCE = 500
"""Rows that are removed in one statement, so that nobody waits for it."""

_REMOVE_OLD = (
    "DELETE FROM withdrawal WHERE id IN ("
    " SELECT id FROM withdrawal WHERE at <= :before ORDER BY at LIMIT :many) RETURNING id"
)


async def note(interview_id: int, user_id: int, now: datetime) -> None:
    """Note that a guest has given a booking back, within the caller's transaction."""
    await Withdrawal.create(interview_id=interview_id, user_id=user_id, at=now)


async def remove_old(now: datetime) -> int:
    """Remove some of what is older than half a year; return how many rows went."""
    return len(await run(_REMOVE_OLD, {"before": now - KEPT, "many": AT_ONCE}))
