"""What a pass of the idle worker costs with a million rows waiting, against a thousand.

    uv run python -m benchmarks.idle [URL of an empty database]

Without a URL it measures on an SQLite file of its own.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tortoise import connections

from models import Notification, NotificationKind, NotificationState
from models.database import database
from services import people, timetable
from services.delivery import processes, queue
from services.delivery.kinds.message import Urgency
from services.delivery.processes import Identity

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SERVER = 1
SIZES = (1_000, 1_000_000)
PASSES = 50
BATCH = 10_000
ROOM = queue.Room(free=24, share=8, most=20)


async def main(url: str) -> None:
    """Fill the outbox step by step, and print what a pass with nothing to do costs at each size."""
    async with database(url):
        await people.meet_server(SERVER, "en", NOW)
        filled = 0
        medians = []
        for size in SIZES:
            await fill(filled, size)
            filled = size
            await connections.get("default").execute_script("ANALYZE")
            medians.append(await median_pass())
            print(f"{size:>9,} rows: {medians[-1] * 1000:.2f} ms a pass")  # noqa: T201 - the result
        print(f"ratio: {medians[-1] / medians[0]:.2f}")  # noqa: T201


async def fill(start: int, end: int) -> None:
    """Write rows, half of them sent long ago and half of them due later."""
    for first in range(start, end, BATCH):
        await Notification.bulk_create(
            [row(number) for number in range(first, min(first + BATCH, end))], batch_size=1_000
        )


def row(number: int) -> Notification:
    """Return one row of the outbox that is not due."""
    is_sent = number % 2 == 0
    distance = timedelta(minutes=1 + number % 80_000)
    due_at = NOW - distance if is_sent else NOW + distance
    return Notification(
        kind=NotificationKind.PANEL,
        lane=f"lane:{number % 5_000}",
        dedupe_key=f"benchmark:{number}",
        server_id=SERVER,
        payload={},
        urgency=Urgency.CHANGED.value,
        wanted_by=due_at,
        due_at=due_at,
        waits_until=None if is_sent else due_at,
        state=NotificationState.SENT if is_sent else NotificationState.PENDING,
        finished_at=due_at if is_sent else None,
        created_at=NOW,
    )


async def median_pass() -> float:
    """Return the median seconds of what the worker does when nothing is due."""
    taken = []
    me = await processes.register(Identity("benchmark", 0, 0.0))
    for _ in range(PASSES):
        begin = time.perf_counter()
        assert await timetable.run_due(NOW) == 0  # noqa: S101 - otherwise it is not idle
        assert await timetable.next_step(NOW) is None  # noqa: S101
        await queue.forgive_the_clock(NOW)
        await queue.ready_what_is_due(NOW)
        assert await queue.claim(me, ROOM, NOW) == []  # noqa: S101
        assert await queue.claim(me, ROOM, NOW, oldest_first=True) == []  # noqa: S101
        await processes.beat(me)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite://{Path(folder) / 'idle.sqlite3'}"))
