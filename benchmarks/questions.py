"""Importing 2,000 questions while members click, beside clicks without an import.

    uv run python -m benchmarks.questions [--database sqlite|postgres]

A file with 2,000 questions is read, held against the bank and imported; meanwhile somebody asks for their
points again and again, as one click after another does. The import is to take less than 5 seconds, and no
click much longer than those without it.
"""

import argparse
import asyncio
import csv
import io
import sys
import time
from collections.abc import Awaitable, Callable

from benchmarks.stage import databases, say
from services import people, points, server_settings
from services.people import Member
from services.questions import importing
from services.questions.files import reading
from services.questions.rules import ROWS_MAXIMUM
from tests.support.databases import ENGINES, opened
from tests.support.factories import ADMIN, NOW, SERVER

IMPORT_BOUND = 5.0
"""Seconds of the whole."""

CLICK_BOUND = 0.25
"""Seconds that a click may take beside it: more than the eye takes for at once."""

CLICKS_ALONE = 200


async def measure(engine: str) -> bool:
    """Measure on a database, print the figures, and tell whether they are within their bounds."""
    with databases(engine) as (fresh, _):
        async with opened(fresh.migrated()):
            await people.meet(Member(SERVER, ADMIN, "Admin", "en"), NOW)
            alone = [await _timed(_click) for _ in range(CLICKS_ALONE)]
            taken, beside = await _import()
    slowest = max(beside)
    say(
        f"questions, {engine}: {ROWS_MAXIMUM:,} imported in {taken:.2f} s (bound: {IMPORT_BOUND}); of"
        f" {len(beside)} clicks meanwhile the slowest took {slowest * 1000:.0f} ms (bound:"
        f" {CLICK_BOUND * 1000:.0f}), of {len(alone)} without it {max(alone) * 1000:.0f} ms"
    )
    return taken < IMPORT_BOUND and slowest < CLICK_BOUND


async def _import() -> tuple[float, list[float]]:
    """Import a file; return how long that took, and how long each click took meanwhile."""
    content, clicks = _file(), []
    whole = asyncio.create_task(_timed(lambda: _carry_out(content)))
    while not whole.done():
        clicks.append(await _timed(_click))
        # As soon as one is done, and the loop has had its turn, comes the next.
        await asyncio.sleep(0)
    return await whole, clicks


async def _carry_out(content: bytes) -> None:
    read = await asyncio.to_thread(reading.read, content, "questions.csv")
    questions = [question for _, question in read.questions]
    prepared = await importing.prepare(ADMIN, SERVER, questions, NOW)
    await importing.carry_out(ADMIN, SERVER, prepared.id or 0, NOW)


async def _click() -> None:
    settings = await server_settings.read(SERVER)
    await points.overview(settings, ADMIN, asked_by=ADMIN, now=NOW)


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


def _file() -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["text", "topic", "level", "language", "notes", "hint 1", "source", "license"])
    for number in range(ROWS_MAXIMUM):
        question = f"What is behind door number {number}, and how would you find out before you open it?"
        notes = f"Listens at door {number} first; knows what a goat sounds like. " * 4
        rows.writerow([question, f"Doors {number % 40}", "middle", "English", notes, "Knock.", "Us", "CC0"])
    return text.getvalue().encode()


async def main() -> bool:
    """Measure on the database that is asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=ENGINES, default=ENGINES[0])
    return await measure(options.parse_args().database)


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)
