"""Removing what was finished long ago, so that the outbox stays small."""

from datetime import datetime, timedelta

from models.statements import run

AT_ONCE = 500
"""Rows that are removed in one statement, so that nobody waits for it."""


async def remove_old(kept: timedelta, now: datetime) -> int:
    """Remove rows that were finished longer than `kept` ago, some at a time; return how many went.

    Nothing goes while something urgent is ready, and no row whose message may still have to be changed; only
    what one of two wrote to the other, which always may, is forgotten then. No rule reads such old rows.
    """
    rows = await run(
        "DELETE FROM notification WHERE id IN ("
        " SELECT id FROM notification WHERE finished_at IS NOT NULL AND finished_at < :before"
        " AND (message_id IS NULL OR kind = 'written') ORDER BY finished_at LIMIT :many)"
        " AND NOT EXISTS (SELECT 1 FROM notification AS urgent WHERE urgent.state = 'pending'"
        " AND urgent.waits_until IS NULL AND urgent.owner IS NULL AND urgent.urgency = 0)"
        " RETURNING id",
        {"before": now - kept, "many": AT_ONCE},
    )
    return len(rows)
