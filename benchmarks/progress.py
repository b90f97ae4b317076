"""/progress of 200 interviews, beside that of none.

    uv run python -m benchmarks.progress [--database sqlite|postgres]

Reads what is shown and draws it, as the answer does, with another picture each time, so that none is there
already. The whole is to take less than 200 ms.
"""

import argparse
import asyncio
import sys
import time
from dataclasses import replace
from datetime import timedelta
from statistics import median

from benchmarks.stage import databases, say
from cogs._shared.translation import Speaker
from cogs.progress.message import progress_embed, progress_words
from cogs.progress.showing import drawn, progress_of
from services import people
from services.people import Member
from services.progress.rules import FEEDBACK_SHOWN
from tests.support.databases import ENGINES, opened
from tests.support.factories import NOW, SERVER
from tests.support.progress import judged_by

BOUND = 0.2
"""Seconds of one answer, before Discord."""

ROUNDS = 30

INTERVIEWER, MEMBER, NEWCOMER = 10_001, 10_002, 10_003


async def measure(engine: str) -> bool:
    """Measure on a database, print the figures, and tell whether they are within their bounds."""
    with databases(engine) as (fresh, _):
        async with opened(fresh.migrated()):
            interviewer, member, newcomer = [
                Member(SERVER, number, f"Member {number}", "en") for number in (INTERVIEWER, MEMBER, NEWCOMER)
            ]
            for one in (interviewer, member, newcomer):
                await people.meet(one, NOW)
            for place in range(FEEDBACK_SHOWN):
                await judged_by(
                    interviewer,
                    member,
                    1 + place % 5,
                    at=NOW - (FEEDBACK_SHOWN - place) * timedelta(days=1),
                    topic=f"Topic {place % 9}",
                    levels=(1 + place % 5, 3, 4),
                    next_step=f"Step {place}",
                )
            # The first picture loads Pillow and the fonts.
            await _answer(MEMBER, 0)
            nothing = [await _timed(NEWCOMER, place) for place in range(ROUNDS)]
            whole = [await _timed(MEMBER, place) for place in range(1, ROUNDS + 1)]
    say(
        f"/progress, {engine}: of {FEEDBACK_SHOWN} interviews {median(whole) * 1000:.0f} ms, slowest"
        f" {max(whole) * 1000:.0f} ms (bound: {BOUND * 1000:.0f}); of none {median(nothing) * 1000:.0f} ms"
    )
    return max(whole) < BOUND


async def _answer(user_id: int, turn: int) -> None:
    """Make ready what is shown, with another picture each turn."""
    own = await progress_of(user_id, NOW)
    speak = Speaker("en")
    progress_embed(speak, own)
    if own.received:
        # One interview less each time is another picture.
        shown = replace(own, received=own.received[turn:])
        progress_words(speak, shown)
        await asyncio.to_thread(drawn, speak, shown)


async def _timed(user_id: int, turn: int) -> float:
    begun = time.perf_counter()
    await _answer(user_id, turn)
    return time.perf_counter() - begun


async def main() -> bool:
    """Measure on the database that is asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=ENGINES, default=ENGINES[0])
    return await measure(options.parse_args().database)


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)
