"""What it costs to show something: points, a page of the board, suggestions, beside an ordinary good bot.

    uv run python -m benchmarks.cost [--database sqlite|postgres] [--rounds N]

Both bots run beside each other, each as a process on a local Discord of its own, with 400 open cards and with
10,000, and take turns. CPU is what the bot's process used for each interaction, its background work included;
"answered" is the time until Discord has the answer. The figures are medians of the rounds. Without a database
both are measured.
"""

import argparse
import asyncio
import gc
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice, product

from benchmarks.stage import databases, say
from benchmarks.subjects import BALANCE, BOTS, TYPED, WHY, Subject
from sandbox import Member

ENGINES = ("sqlite", "postgres")
FEW, MANY = 400, 10_000
"""Open cards."""

ONE_AFTER_ANOTHER = 200
"""Interactions of a batch, of which each waits for the one before."""

AT_ONCE, CROWDED = 50, 1_000
"""How many are outstanding at once in a crowded batch, and how many it has."""

LONGEST_BATCH_SECONDS, FEWEST = 5.0, 10
"""A batch that takes longer ends before it is complete, but not with fewer interactions than these."""

MEMORY_BOUND = 100.0
"""MB."""

GROWTH_BOUND = 1.2
CROWDED_BOUND = 1.5

Act = Callable[[Member], Awaitable[bool]]
"""Asks for something, and tells whether it came."""


@dataclass(frozen=True)
class Batch:
    """Milliseconds of each of some interactions: of the processor, and until half or 99% had their answer.

    `missed` is how many were not answered with what was asked for.
    """

    cpu: float
    median: float
    p99: float
    missed: int


@dataclass(frozen=True)
class Case:
    """Something that members do, with how many open cards it is measured, and its greatest ratio."""

    title: str
    act: Act
    cards: tuple[int, ...]
    bound: float


async def _points(reader: Member) -> bool:
    return f"→ {BALANCE} · by an admin · {WHY}" in (await reader.run("points")).text


async def _board(reader: Member) -> bool:
    message = (await reader.run("board")).message
    return message is not None and [len(one.options) for one in message.selects] == [8]


async def _suggest(reader: Member, typed: str = "") -> bool:
    return len(await reader.complete("book", "interview", typed)) == 25


CASES = (
    Case("/points", _points, (FEW,), 1.6),
    Case("/board", _board, (FEW, MANY), 2.0),
    Case("/book, nothing typed", _suggest, (FEW, MANY), 2.0),
    Case("/book, two letters typed", partial(_suggest, typed=TYPED), (FEW, MANY), 2.0),
)
CROWDED_CASES = CASES[0], CASES[2]

Part = Callable[[Batch], float]
Found = defaultdict[tuple[str, int, str], list[Batch]]
"""Batches by the title of what was done, the number of cards or of those who wait at once, and the bot."""


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cost",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", choices=ENGINES, help="one engine only")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (%(default)s)")
    options = parser.parse_args()
    if options.database:
        asyncio.run(measure(options.database, options.rounds))
        return
    for engine in ENGINES:
        # Each in a process of its own: Tortoise remembers statements, and the engines have different ones.
        command = [sys.executable, "-m", "benchmarks.cost", "--database", engine]
        subprocess.run([*command, "--rounds", str(options.rounds)], check=True)  # noqa: S603 - it is this program


async def measure(engine: str, rounds: int) -> None:
    """Measure both bots in turn, and print the figures."""
    found: Found = defaultdict(list)
    with databases(engine) as (fresh, folder):
        async with AsyncExitStack() as stack:
            subjects = {
                (bot, cards): await stack.enter_async_context(start(fresh, folder, cards))
                for cards in (FEW, MANY)
                for bot, start in BOTS.items()
            }
            title = f"{engine}, medians of {rounds} rounds"
            say(f"{title:<48}{'Sparring':>11}{'ordinary':>11}  ratio  at most")
            memory = [subjects[bot, FEW].megabytes() for bot in BOTS]
            _print("memory after the start, in one server", memory, "MB", f"{MEMORY_BOUND:g} MB")
            for case, cards, bot in _turns():
                # What is done for the first time takes longer, and does not count.
                await _batch(subjects[bot, cards], case.act, FEWEST)
            for _ in range(rounds):
                for case, cards, bot in _turns():
                    batch = await _batch(subjects[bot, cards], case.act, ONE_AFTER_ANOTHER)
                    found[case.title, cards, bot].append(batch)
                for case, bot in product(CROWDED_CASES, BOTS):
                    batch = await _batch(subjects[bot, FEW], case.act, CROWDED, AT_ONCE)
                    found[case.title, AT_ONCE, bot].append(batch)
    for case in CASES:
        _print_case(case, found)
    for case in CROWDED_CASES:
        batches = [found[case.title, AT_ONCE, bot] for bot in BOTS]
        _print_row(f"{case.title}, {AT_ONCE} at once, p99", batches, lambda one: one.p99, CROWDED_BOUND)
    for (title, cards, bot), some in found.items():
        if missed := sum(one.missed for one in some):
            say(f"  {bot} did not give all that was asked for: {title}, {cards:,}, {missed} times")


def _turns() -> Iterator[tuple[Case, int, str]]:
    """Give what a round consists of; the bots take turns with each."""
    for case in CASES:
        for cards, bot in product(case.cards, BOTS):
            yield case, cards, bot


async def _batch(subject: Subject, act: Act, count: int, outstanding: int = 1) -> Batch:
    """Have members do something, so many of them waiting for an answer at any time."""
    waiting, taken, missed = _for_a_while(subject.readers, count), [], 0

    async def act_in_turn() -> None:
        nonlocal missed
        for reader in waiting:
            began = time.monotonic()
            missed += not await act(reader)
            taken.append(time.monotonic() - began)

    with _without_collections():
        used = subject.cpu_seconds()
        await asyncio.gather(*(act_in_turn() for _ in range(outstanding)))
        used = subject.cpu_seconds() - used
    return Batch(
        cpu=used / len(taken) * 1000,
        median=statistics.median(taken) * 1000,
        p99=statistics.quantiles(taken, n=100)[-1] * 1000,
        missed=missed,
    )


@contextmanager
def _without_collections() -> Iterator[None]:
    """Let no answer wait for this process's garbage collector, which looks at all that was ever said."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _for_a_while(readers: list[Member], count: int) -> Iterator[Member]:
    """Give readers in turn, so often, or until it has taken long enough."""
    ends_at = time.monotonic() + LONGEST_BATCH_SECONDS
    for place, reader in enumerate(islice(cycle(readers), count)):
        if place >= FEWEST and time.monotonic() > ends_at:
            return
        yield reader


def _print_case(case: Case, found: Found) -> None:
    """Print what something costs with few cards and with many, and how that grows."""
    parts: dict[str, Part] = {"CPU": lambda one: one.cpu, "answered": lambda one: one.median}
    for name, part in parts.items():
        for cards in case.cards:
            of = f", {cards:,} cards" if len(case.cards) > 1 else ""
            batches = [found[case.title, cards, bot] for bot in BOTS]
            _print_row(f"{case.title}{of}, {name}", batches, part, case.bound)
        if len(case.cards) > 1:
            grown = [
                _median(found[case.title, MANY, bot], part) / _median(found[case.title, FEW, bot], part)
                for bot in BOTS
            ]
            _print(f"… how that grows, {name}", grown, "x ", f"{GROWTH_BOUND:g} x")


def _print_row(title: str, batches: list[list[Batch]], part: Part, bound: float) -> None:
    _print(title, [_median(one, part) for one in batches], "ms", f"{bound:g}")


def _print(title: str, both: list[float], unit: str, bound: str) -> None:
    """Print a figure of each bot beside the other, their ratio, and what is allowed."""
    sparring, ordinary = both
    say(f"  {title:<46}{sparring:>8.2f} {unit}{ordinary:>8.2f} {unit}{sparring / ordinary:>7.2f}  {bound}")


def _median(batches: list[Batch], part: Part) -> float:
    return statistics.median(map(part, batches))


if __name__ == "__main__":
    main()
