"""Bookings a second while a million old rows of the outbox are being removed, beside none to remove."""

import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.bookings import sparrings_round
from benchmarks.stage import databases, say
from models import Notification, NotificationKind, NotificationState, Server
from models.statements import is_postgres, run
from tests.support.databases import Databases, opened

BOUND = 0.9
OLD = timedelta(days=60)
AT_ONCE = 50_000
SERVER = 1

_FILL = """
INSERT INTO notification (kind, lane, dedupe_key, server_id, payload, urgency, wanted_by, due_at, state,
    attempts, finished_at, error, created_at)
SELECT '{kind}', 'old:' || n, 'old:' || n, {server}, '{{}}', 2, :long_ago, :long_ago, '{sent}', 1, :long_ago,
    '', :long_ago
FROM {numbers}
"""


async def measure(engine: str, *, bookings: int, rounds: int, outstanding: int, rows: int) -> bool:
    """Measure in turn without and with old rows, print the figures, and tell whether the ratio is right."""
    found: dict[str, list[float]] = {"nothing": [], "old rows": []}
    with databases(engine) as (fresh, folder):
        for number in range(1, rounds + 1):
            for name, count in (("nothing", 0), ("old rows", rows)):
                rate = await _round(fresh, folder, bookings, outstanding, count)
                found[name].append(rate)
                say(f"  round {number}, {name} to remove: {rate:.1f} bookings/s")
    rates = {name: statistics.median(some) for name, some in found.items()}
    ratio = rates["old rows"] / rates["nothing"]
    say(
        f"retention, {engine}: nothing to remove {rates['nothing']:.1f}/s, {rows:,} rows"
        f" {rates['old rows']:.1f}/s, ratio {ratio:.2f} (bound: at least {BOUND})"
    )
    return ratio >= BOUND


async def _round(fresh: Databases, folder: Path, bookings: int, outstanding: int, rows: int) -> float:
    url = fresh.migrated()
    async with opened(url):
        await _fill(rows)
    rate = (await sparrings_round(url, folder, bookings, outstanding)).rate
    async with opened(url):
        left = await Notification.filter(dedupe_key__startswith="old:").count()
    if rows:
        say(f"    {rows - left:,} of them were removed meanwhile")
        assert left < rows  # noqa: S101 - otherwise it measured something else
    return rate


async def _fill(rows: int) -> None:
    """Write rows of the outbox that were finished long ago."""
    long_ago = datetime.now(UTC) - OLD
    await Server.create(id=SERVER, created_at=long_ago)
    for first in range(0, rows, AT_ONCE):
        last = min(first + AT_ONCE, rows)
        numbers = (
            f"generate_series({first + 1}, {last}) AS numbers(n)"
            if is_postgres()
            else f"(WITH RECURSIVE numbers(n) AS (VALUES ({first + 1}) UNION ALL"  # noqa: S608 - numbers
            f" SELECT n + 1 FROM numbers WHERE n < {last}) SELECT n FROM numbers) AS numbers"
        )
        statement = _FILL.format(
            kind=NotificationKind.PANEL, sent=NotificationState.SENT, server=SERVER, numbers=numbers
        )
        await run(statement, {"long_ago": long_ago})
