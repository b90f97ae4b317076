"""How deliveries are doing: what they cost, whom they keep waiting, what a death costs.

    uv run python -m benchmarks.delivery [part …] [--database sqlite|postgres] [options]

Parts are `bookings`, `reminders`, `waits`, `takeover`, `stop`, `statements`, `retention` and `wishes`; all
are measured if none is named, and on both databases if none is. Each figure stands beside its bound; the exit
status is 1 if one is out of bounds.
"""

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import partial

from benchmarks import bookings, deaths, reminders, retention, statements, waits, wishes
from benchmarks.stage import say

ENGINES = ("sqlite", "postgres")
Measure = Callable[[str], Awaitable[bool]]


def main() -> int:
    """Measure what was asked for, and return the exit status."""
    parser = _parser()
    options = parser.parse_args()
    measures = _measures(options)
    parts = options.parts or list(measures)
    unknown = set(parts) - measures.keys()
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(measures)}")
    if len(parts) == 1 and options.database:
        say(f"{parts[0]}, {options.database}:")
        return 0 if asyncio.run(_run(measures[parts[0]], options.database)) else 1
    engines = [options.database] if options.database else ENGINES
    # Each in a process of its own: Tortoise remembers statements, and the engines have different ones.
    apart = [_apart(part, engine) for part in parts for engine in engines]
    return max(apart)


async def _run(measure: Measure, engine: str) -> bool:
    return await measure(engine)


def _apart(part: str, engine: str) -> int:
    """Measure one part on one engine in another process; return its exit status."""
    named = set(_parser().parse_args().parts)
    options = [argument for argument in sys.argv[1:] if argument not in named]
    command = [sys.executable, "-m", "benchmarks.delivery", part, *options, "--database", engine]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - it is this program


def _measures(options: argparse.Namespace) -> dict[str, Measure]:
    return {
        "bookings": partial(
            bookings.measure,
            bookings=options.bookings,
            rounds=options.rounds,
            outstanding=options.outstanding,
        ),
        "reminders": partial(reminders.measure, reminders=options.reminders),
        "waits": partial(
            waits.measure, cases=options.case, patience=options.patience, bookings=options.bookings
        ),
        "takeover": partial(deaths.takeover, times=options.times),
        "stop": deaths.stop,
        "statements": partial(statements.measure, messages=options.messages),
        "retention": partial(
            retention.measure,
            bookings=options.bookings,
            rounds=options.rounds,
            outstanding=options.outstanding,
            rows=options.rows,
        ),
        "wishes": partial(wishes.measure, cards=options.cards, rounds=options.rounds, wishes=options.wishes),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.delivery",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("parts", nargs="*", metavar="part", help="what to measure")
    add("--database", choices=ENGINES, help="one engine only")
    add("--bookings", type=int, default=600, help="bookings: of a round; waits: in a row (%(default)s)")
    add("--rounds", type=int, default=3, help="bookings: rounds of each bot (%(default)s)")
    add("--outstanding", type=int, default=50, help="bookings: clicks that wait at once (%(default)s)")
    add("--reminders", type=int, default=10_000, help="reminders: how many, an even number (%(default)s)")
    add("--case", action="append", default=[], choices=[*waits.CASES, "f"], help="waits: one case of them")
    add(
        "--patience",
        type=float,
        default=60.0,
        help="waits: seconds until a case counts as lost (%(default)s)",
    )
    add("--times", type=int, default=20, help="takeover: deaths (%(default)s)")
    add("--messages", type=int, default=200, help="statements: DMs, an even number (%(default)s)")
    add("--cards", type=int, default=100, help="wishes: cards of a round (%(default)s)")
    add("--wishes", type=int, default=10_000, help="wishes: how many people wish (%(default)s)")
    add("--rows", type=int, default=1_000_000, help="retention: old rows to remove (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
