"""How deliveries are doing: what they cost, whom they keep waiting, what a death costs.

    uv run python -m benchmarks.delivery [part …] [--database sqlite|postgres] [options]

Parts are `bookings`, `reminders`, `waits`, `takeover`, `stop` and `statements`; without any all are measured,
without a database on both. Each figure stands beside its bound; the exit status is 1 if one is out of bounds.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import partial

from benchmarks import bookings
from benchmarks.stage import say

ENGINES = ("sqlite", "postgres")
Measure = Callable[[str], Awaitable[bool]]


def main() -> int:
    """Measure what was asked for, and return the exit status."""
    options = _parser().parse_args()
    measures = _measures(options)
    fine = True
    for part in options.parts or measures:
        for engine in [options.database] if options.database else ENGINES:
            say(f"{part}, {engine}:")
            fine = asyncio.run(_run(measures[part], engine)) and fine
    return 0 if fine else 1


async def _run(measure: Measure, engine: str) -> bool:
    return await measure(engine)


def _measures(options: argparse.Namespace) -> dict[str, Measure]:
    return {
        "bookings": partial(
            bookings.measure,
            bookings=options.bookings,
            rounds=options.rounds,
            outstanding=options.outstanding,
        ),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.delivery", description=__doc__)
    parts = ["bookings"]
    parser.add_argument("parts", nargs="*", choices=[*parts, []], help="what to measure")
    parser.add_argument("--database", choices=ENGINES, help="one engine only")
    parser.add_argument("--bookings", type=int, default=600, help="bookings of a round (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each bot (%(default)s)")
    parser.add_argument("--outstanding", type=int, default=50, help="clicks that wait at once (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
