"""Both bots as they are measured beside each other: each a process in one server with many open cards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import psutil
from tortoise import connections

from benchmarks.bookings import OrdinaryProcess
from benchmarks.ordinary_bot import READY, tables
from benchmarks.ordinary_models import Account, Entry, Interview
from benchmarks.stage import (
    A_DAY,
    PRICE,
    STEP,
    TOPICS,
    A,
    B,
    Stage,
    a_local_discord,
    environment,
    in_minutes,
)
from models.statements import is_postgres
from sandbox import Member
from tests.acceptance.conftest import LINK
from tests.acceptance.processes import BotProcess
from tests.support.databases import Databases, opened

HOSTS, READERS = 37, 50
GRANTS, GRANTED, WHY = 12, 3, "for a talk"
BALANCE = PRICE + GRANTS * GRANTED
TYPED = "sy"
"""Two letters of one topic."""


class MeasuredProcess(BotProcess):
    """A process of the bot of which can be asked what it uses of the machine."""

    def usage(self) -> psutil.Process:
        """Return what tells it."""
        return psutil.Process(self._running.pid)


class MeasuredOrdinary(OrdinaryProcess, MeasuredProcess):
    """The same of the ordinary bot."""


@dataclass(frozen=True)
class Subject:
    """A bot that is measured, and the members who ask it."""

    process: psutil.Process
    readers: list[Member]

    def cpu_seconds(self) -> float:
        """Return for how long it has used a processor so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """Return how much memory it has."""
        return float(self.process.memory_info().rss / 1e6)


@asynccontextmanager
async def sparring(fresh: Databases, folder: Path, cards: int) -> AsyncIterator[Subject]:
    """Run Sparring, with so many open cards and with members who have points."""
    url = fresh.migrated()
    async with a_local_discord(HOSTS + READERS) as (local, crowd):
        local.remove_bot(B)
        stage, hosts, readers = Stage(local, crowd, url, folder), crowd[:HOSTS], crowd[HOSTS:]
        async with opened(url):
            await stage.prepare_servers()
            await stage.fill_board(hosts, cards)
            await stage.grant_all(readers, GRANTS, GRANTED, WHY)
            await stage.forget_what_is_due()
            await _let_postgres_know()
        process = stage.process(MeasuredProcess)
        try:
            await process.start()
            await process.says("Invite me with")
            process.follow()
            yield Subject(process.usage(), readers)
        finally:
            await stage.end()


@asynccontextmanager
async def ordinary(fresh: Databases, folder: Path, cards: int) -> AsyncIterator[Subject]:
    """Run the ordinary bot, with the same."""
    url = fresh.empty()
    async with a_local_discord(HOSTS + READERS) as (local, crowd):
        local.remove_bot(B)
        guild_id, hosts, readers = int(local.world.guild_named(A).id), crowd[:HOSTS], crowd[HOSTS:]
        async with tables(url, create=True):
            await Interview.bulk_create(_ordinary_cards(guild_id, hosts, cards), batch_size=1_000)
            whose = [{"guild_id": guild_id, "user_id": int(reader.id)} for reader in readers]
            await Account.bulk_create([Account(balance=BALANCE, **one) for one in whose])
            await Entry.bulk_create(
                [Entry(amount=GRANTED, note=WHY, **one) for _ in range(GRANTS) for one in whose]
            )
            await _let_postgres_know()
        process = MeasuredOrdinary(folder, **environment(local, url, folder))
        try:
            await process.start()
            await process.says(READY)
            process.follow()
            yield Subject(process.usage(), readers)
        finally:
            await process.kill()


def _ordinary_cards(guild_id: int, hosts: list[Member], count: int) -> list[Interview]:
    first = in_minutes(datetime.now(UTC), A_DAY)
    return [
        Interview(
            guild_id=guild_id,
            interviewer_id=int(host.id),
            host_name=host.name,
            starts_at=first + place * STEP,
            topic=topic,
            link=LINK,
        )
        for place, host, topic in zip(range(count), cycle(hosts), cycle(TOPICS))
    ]


async def _let_postgres_know() -> None:
    """Let PostgreSQL know what is in its tables, as its autovacuum sees to; nobody does so for SQLite."""
    if is_postgres():
        await connections.get("default").execute_script("VACUUM ANALYZE")


BOTS = {"Sparring": sparring, "ordinary": ordinary}
