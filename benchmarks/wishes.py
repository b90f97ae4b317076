"""Publishing in a server in which 10,000 people wish for something, beside one in which nobody does."""

import statistics
import time
from dataclasses import astuple, dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.stage import A, Stage, a_stage, databases, in_minutes, say
from models import Server
from models.statements import is_postgres, run
from sandbox import Member
from tests.acceptance.conftest import LINK
from tests.support.databases import Databases

BOUND = 1.2
"""As many times the time without wishes."""

SOUGHT = 20
"""One of so many wishes fits the cards; its owner is never free then, so that each of them is looked at."""

FIRST_PERSON = 700_000_000_000_000_000
MINUTES_AHEAD = 3 * 24 * 60


@dataclass(frozen=True)
class Round:
    """Seconds until a card is published: alone, one behind the other, and until all about it is done."""

    alone: float
    in_a_row: float
    whole: float


_PEOPLE = """
INSERT INTO "user" (id, name, name_folded, language, timezone, wants_reminders, created_at)
SELECT {first} + n, 'Person ' || n, 'person ' || n, 'en', 'Europe/Berlin', TRUE, :now FROM {numbers}
"""
_ACCOUNTS = """
INSERT INTO user_points (server_id, user_id, balance, opened_at)
SELECT {server}, {first} + n, 0, :now FROM {numbers}
"""
_WISHES = """
INSERT INTO wish (server_id, user_id, is_interviewer, topic, topic_folded, level, level_folded, language,
    language_folded, days, since, until, state)
SELECT {server}, {first} + n, FALSE, 'Topic ' || (n % {sought}), 'topic ' || (n % {sought}) || ' ',
    '', '', '', '', 14, :now, :until, 'open' FROM {numbers}
"""
_HOURS = """
INSERT INTO free_span (user_id, weekday, from_minute, to_minute)
SELECT {first} + n, day.weekday, 60, 120 FROM {numbers} CROSS JOIN (
    SELECT 0 AS weekday UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS day
"""


async def measure(engine: str, *, cards: int, rounds: int, wishes: int) -> bool:
    """Measure in turn without and with wishes, print the figures, and tell whether the ratio is right."""
    found: dict[int, list[Round]] = {0: [], wishes: []}
    with databases(engine) as (fresh, folder):
        for number in range(1, rounds + 1):
            for count, some in found.items():
                some.append(one := await _round(fresh, folder, cards, count))
                say(
                    f"  round {number}, {count:,} wishes: a card in {one.alone * 1000:.1f} ms, one behind the"
                    f" other in {one.in_a_row * 1000:.1f} ms; delivered and looked at in {one.whole:.3f} s"
                )
    without, beside = (_median(some) for some in found.values())
    ratio = beside.alone / without.alone
    say(
        f"wishes, {engine}: a card in {without.alone * 1000:.1f} ms, with {wishes:,} wishes in"
        f" {beside.alone * 1000:.1f} ms, ratio {ratio:.2f} (bound: at most {BOUND}); where all are published"
        f" one behind the other {beside.in_a_row / without.in_a_row:.2f}"
    )
    return ratio <= BOUND


def _median(rounds: list[Round]) -> Round:
    return Round(*(statistics.median(figures) for figures in zip(*map(astuple, rounds), strict=True)))


async def _round(fresh: Databases, folder: Path, cards: int, wishes: int) -> Round:
    """Have cards published, each once all is delivered and looked at, and then one behind the other."""
    async with a_stage(fresh.migrated(), folder, members=2 * cards) as stage:
        await stage.make_free(A)
        await stage.meet_all(stage.crowd)
        await _wish(stage, wishes)
        await stage.start_bot()
        await stage.quiet()
        alone, whole = [], []
        for host in stage.crowd[:cards]:
            began = time.monotonic()
            alone.append(await _published(stage, host))
            await stage.quiet()
            whole.append(time.monotonic() - began)
        in_a_row = [await _published(stage, host) for host in stage.crowd[cards:]]
        await stage.quiet()
        return Round(*(statistics.median(some) for some in (alone, in_a_row, whole)))


async def _published(stage: Stage, host: Member) -> float:
    """Have a card published; return the seconds until the answer."""
    starts_at = int(in_minutes(stage.now(), MINUTES_AHEAD).replace(hour=12).timestamp())
    options = {"role": "interviewer", "when": f"<t:{starts_at}:F>", "topic": "Topic 7 today", "link": LINK}
    clicked = time.monotonic()
    answer = await host.at("general", guild=A).run("interview create", **options)
    taken = time.monotonic() - clicked
    assert "is live" in answer.text, answer.text  # noqa: S101 - otherwise there is nothing to measure
    return taken


async def _wish(stage: Stage, count: int) -> None:
    """Have so many people wish for interviews in server A, and say when they are free."""
    if not count:
        return
    server = int(stage.guild(A).id)
    numbers = (
        f"generate_series(1, {count}) AS numbers(n)"
        if is_postgres()
        else "(WITH RECURSIVE numbers(n) AS (VALUES (1) UNION ALL"  # noqa: S608 - a number
        f" SELECT n + 1 FROM numbers WHERE n < {count}) SELECT n FROM numbers) AS numbers"
    )
    values = {"now": stage.now(), "until": stage.now() + timedelta(days=14)}
    for statement in (_PEOPLE, _ACCOUNTS, _WISHES, _HOURS):
        text = statement.format(first=FIRST_PERSON, server=server, numbers=numbers, sought=SOUGHT)
        await run(text, {name: value for name, value in values.items() if f":{name}" in text})
    await Server.filter(id=server).update(has_wishes=True)
