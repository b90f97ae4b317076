"""What SQLite's transactions cost those who are not in them."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from tortoise.transactions import in_transaction

from models import Server
from models.engines.sqlite import TURN_SECONDS
from models.statements import run
from tests.support.databases import SqliteDatabases, opened
from tests.support.factories import NOW

pytestmark = pytest.mark.usefixtures("file")


@pytest.fixture
async def file(sqlite_databases: SqliteDatabases) -> AsyncIterator[None]:
    """A migrated file, open."""
    url = sqlite_databases.migrated()
    async with opened(url):
        yield
    sqlite_databases.give_back(url)


async def a_server(number: int) -> None:
    await Server.create(id=number, created_at=NOW)


async def test_whoever_reads_waits_for_no_transaction_and_sees_what_is_stored() -> None:
    await a_server(1)
    has_written = asyncio.Event()

    async def count_meanwhile() -> int:
        await has_written.wait()
        return await Server.all().count()

    # Before the transaction, or it would be in it: a task inherits that.
    outside = asyncio.create_task(count_meanwhile())
    async with in_transaction():
        await a_server(2)
        has_written.set()
        assert await outside == 1
        assert await Server.all().count() == 2
    assert await Server.all().count() == 2


async def test_a_transaction_that_takes_long_lets_others_have_their_turn() -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    waiting = asyncio.create_task(others())
    async with in_transaction():
        turns_at_begin, ends_at = turns, time.monotonic() + 20 * TURN_SECONDS
        while time.monotonic() < ends_at:
            await run("SELECT id FROM server", {})
        assert turns > turns_at_begin + 1
    waiting.cancel()


async def test_one_that_is_cut_off_while_others_have_their_turn_is_undone() -> None:
    async def for_ever() -> None:
        async with in_transaction():
            await a_server(3)
            while True:
                await run("SELECT id FROM server", {})

    endless = asyncio.create_task(for_ever())
    while not endless.done():
        await asyncio.sleep(0)
        endless.cancel()
    await a_server(4)
    assert [row["id"] for row in await run("SELECT id FROM server", {})] == [4]
