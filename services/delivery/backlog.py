"""How much waits in the outbox, and for how long, for whoever looks at how the bot is.

It is one statement over the indexes that cover pending rows: it takes as long as there is to do, and history
costs it nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.moments import moment_of
from models.statements import run
from services.delivery.kinds.message import Urgency


class Waiting(StrEnum):
    """What rows wait for."""

    PLANNED = "planned"
    """Their moment is still to come."""
    DUE = "due"
    """Nothing: their moment has come, and they are on their way or the next to go."""
    PUT_OFF = "put_off"
    """They are due and were tried, or found no room: they wait for the next try, or their turn in a limit."""


@dataclass(frozen=True)
class Backlog:
    """Rows of one urgency that wait for the same; `oldest` is since when the first of them is due (UTC)."""

    urgency: Urgency
    waiting: Waiting
    rows: int
    oldest: datetime

    def age(self, now: datetime) -> timedelta:
        """Return for how long the oldest of them has been due; nothing where that is still to come."""
        return max(now - self.oldest, timedelta())


_BACKLOG = """SELECT urgency, waiting, COUNT(*) AS many, MIN(due_at) AS oldest FROM (
    SELECT urgency, due_at, 'due' AS waiting FROM notification
    WHERE state = 'pending' AND waits_until IS NULL AND owner IS NULL
    UNION ALL
    SELECT urgency, due_at, 'due' AS waiting FROM notification WHERE owner IS NOT NULL AND state = 'pending'
    UNION ALL
    SELECT urgency, due_at, CASE WHEN waits_until <= :now THEN 'due' WHEN waits_for IS NULL THEN 'planned'
        ELSE 'put_off' END AS waiting
    FROM notification WHERE state = 'pending' AND waits_until IS NOT NULL AND owner IS NULL
) AS waits GROUP BY urgency, waiting
"""


async def backlog(now: datetime) -> Sequence[Backlog]:
    """Return what waits in the outbox, by urgency and by what it waits for.

    Raises:
        OutageError: the database is away.
    """
    rows = await run(_BACKLOG, {"now": now})
    return [
        Backlog(Urgency(row["urgency"]), Waiting(row["waiting"]), row["many"], moment_of(row["oldest"]))
        for row in rows
    ]
