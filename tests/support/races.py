"""Letting one transaction meet another at a chosen moment, on PostgreSQL."""

import asyncio

from tests.support.factories import run

_WAITS_FOR_A_LOCK = """
    SELECT DISTINCT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND datname = current_database()
"""


async def done_or_blocked(task: "asyncio.Task[object]") -> None:
    """Wait until the other one has come to its end, or waits for a lock that is held here."""
    while not task.done() and not await run(_WAITS_FOR_A_LOCK):
        pass


async def waiting(count: int) -> None:
    """Wait until so many transactions wait for a lock."""
    while len(await run(_WAITS_FOR_A_LOCK)) < count:
        pass
