"""SQLite's threads: whoever is cut off, or cannot open the file, leaves nothing in the way of the next."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tortoise import connections
from tortoise.transactions import in_transaction

from models import Server
from models.outages import DatabaseGoneError
from tests.support.databases import SqliteDatabases, opened
from tests.support.factories import NOW


@pytest.fixture
async def file(sqlite_databases: SqliteDatabases) -> AsyncIterator[Path]:
    """The file of a database that is open."""
    url = sqlite_databases.migrated()
    async with opened(url):
        yield Path(url.removeprefix("sqlite://"))
    sqlite_databases.give_back(url)


async def read() -> None:
    await Server.all().count()


async def change(language: str = "ru") -> None:
    await Server.filter(id=1).update(language=language)


async def write(number: int = 1) -> None:
    async with in_transaction():
        await Server.create(id=number, created_at=NOW)


@pytest.mark.parametrize("attempt", [read, change, write])
async def test_a_file_that_could_not_be_opened_is_opened_by_the_next_try(
    file: Path, attempt: Callable[[], Awaitable[None]]
) -> None:
    with _in_the_way(file), pytest.raises(DatabaseGoneError):
        await attempt()

    async with asyncio.timeout(20):
        await attempt()


async def test_a_transaction_waits_for_what_somebody_was_cut_off_from_and_holds_up_nobody_else(
    file: Path,
) -> None:
    await write()
    seconds: list[float] = []
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await _cut_off(change())

        writing = asyncio.create_task(write(2))
        for _ in range(10):
            began = time.monotonic()
            await asyncio.sleep(0)
            seconds.append(time.monotonic() - began)
        assert not writing.done()
        other.execute("ROLLBACK")
        await writing

    # SQLite would wait for ten seconds.
    assert max(seconds) < 5


async def test_an_end_that_nobody_waited_for_ends_no_later_transaction(file: Path) -> None:
    await write()
    connection = connections.get("default")._connection
    goes_on = threading.Event()
    await _cut_off(connection._execute(goes_on.wait))
    await _cut_off(connection.rollback())
    asyncio.get_running_loop().call_later(0.1, goes_on.set)

    async with in_transaction():
        await Server.create(id=2, created_at=NOW)
        await connection._execute(lambda: None)

    assert await Server.filter(id=2).exists()


@contextmanager
def _in_the_way(file: Path) -> Iterator[None]:
    """Put a folder where the file is."""
    elsewhere = file.rename(file.with_suffix(".away"))
    file.mkdir()
    yield
    file.rmdir()
    elsewhere.rename(file)


async def _cut_off(attempt: Awaitable[None]) -> None:
    """Cut somebody off who waits for SQLite's thread."""
    trying = asyncio.ensure_future(attempt)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trying.cancel()
    await asyncio.gather(trying, return_exceptions=True)
