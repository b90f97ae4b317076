"""The database goes away: what was asked is not done, or known to be done, and the next try finds it back."""

import asyncio
import contextlib
import logging
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path

import pytest
from tortoise import connections
from tortoise.transactions import in_transaction

from models import Server
from models.engines import postgres
from models.outages import DatabaseFullError, DatabaseGoneError, OutcomeUnknownError
from tests.support.databases import PostgresDatabases, SqliteDatabases, opened
from tests.support.factories import NOW
from tests.support.outages import Outage, Relay, SilentNetwork, relay_to


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the log says of outages."""
    caplog.set_level(logging.INFO)
    return lambda: [one.getMessage() for one in caplog.records if one.name == "models.outages"]


async def write(number: int) -> None:
    async with in_transaction():
        await Server.create(id=number, created_at=NOW)


async def write_many(change: int, *new: int) -> None:
    """Change a server and add others, in one transaction."""
    async with in_transaction():
        await Server.filter(id=change).update(language="ru")
        await Server.bulk_create([Server(id=number, language="x" * 8, created_at=NOW) for number in new])


async def numbers() -> list[int]:
    return [server.id for server in await Server.all().order_by("id")]


async def test_what_cannot_be_done_is_named_and_the_first_try_after_the_return_succeeds(
    outage: Outage, said: Callable[[], list[str]]
) -> None:
    await write(1)
    await outage.begin()
    for number in (2, 3):
        with pytest.raises(DatabaseGoneError):
            await write(number)
    with pytest.raises(DatabaseGoneError):
        await Server.filter(id=1).update(language="ru")
    await outage.end()
    await write(4)
    assert await numbers() == [1, 4]
    begun, ended = said()
    assert "does not answer" in begun
    assert "is back" in ended


@pytest.mark.parametrize("outage", ["stopped", "cut", "silent"], indirect=True)
async def test_a_task_that_lived_through_an_outage_inside_a_transaction_is_not_left_in_it(
    outage: Outage,
) -> None:
    async def write_meanwhile() -> None:
        async with in_transaction():
            await Server.all().count()
            await outage.begin()
            await Server.create(id=1, created_at=NOW)

    with pytest.raises(DatabaseGoneError):
        await write_meanwhile()
    await outage.end()
    await write(2)
    assert await numbers() == [2]


async def test_many_who_come_during_an_outage_take_no_connection_with_them(outage: Outage) -> None:
    await write(1)
    await outage.begin()
    outcomes = await asyncio.gather(*(write(number) for number in range(2, 32)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {DatabaseGoneError}
    await outage.end()
    await asyncio.gather(*(write(number) for number in range(32, 72)))
    assert await numbers() == [1, *range(32, 72)]


@pytest.fixture
async def behind_relay(stoppable_postgres: PostgresDatabases) -> AsyncIterator[Relay]:
    """The network on the way to a database that is open."""
    url = stoppable_postgres.migrated()
    async with relay_to(stoppable_postgres) as relay, opened(relay.url(url)):
        yield relay
    stoppable_postgres.give_back(url)


async def test_a_commit_that_did_not_arrive_was_not_done(behind_relay: Relay) -> None:
    behind_relay.loses = b"COMMIT"
    with pytest.raises(DatabaseGoneError):
        await write(1)
    assert await numbers() == []


async def test_a_commit_whose_answer_was_lost_is_known_to_be_done(behind_relay: Relay) -> None:
    behind_relay.loses_answer_to = b"COMMIT"
    await write(1)
    assert await numbers() == [1]


async def test_a_commit_is_unknown_where_the_database_does_not_come_back(
    behind_relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "OUTCOME_SECONDS", 0.5)
    await numbers()
    behind_relay.loses_answer_to = b"COMMIT"
    behind_relay.is_last = True
    with pytest.raises(OutcomeUnknownError):
        await write(1)
    await behind_relay.open()
    assert await numbers() == [1]


async def test_a_commit_of_nothing_needs_no_answer(behind_relay: Relay) -> None:
    async with in_transaction():
        assert await Server.all().count() == 0
        behind_relay.loses = b"COMMIT"
    assert await numbers() == []


@pytest.mark.parametrize("attempt", [numbers, partial(write, 2)], ids=["read", "transaction"])
async def test_a_connection_that_died_unnoticed_fails_nobody(
    behind_relay: Relay, attempt: Callable[[], Coroutine[None, None, object]]
) -> None:
    await write(1)
    assert connections.get("default")._pool.get_idle_size() == 1
    silence = SilentNetwork(behind_relay)
    await silence.begin()
    # What goes out on the old connection is lost for good; a new connection would be answered.
    trying = asyncio.create_task(attempt())
    await behind_relay.swallowed.wait()
    await silence.end()
    await trying
    assert 1 in await numbers()


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.usefixtures("database")
async def test_a_full_database_does_nothing_half_and_goes_on_when_there_is_room(
    said: Callable[[], list[str]],
) -> None:
    await write(1)
    client = connections.get("default")
    pages = (await client.execute_query_dict("PRAGMA page_count"))[0]["page_count"]
    await client.execute_query(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DatabaseFullError):
        await write_many(1, *range(2, 5000))
    assert [(server.id, server.language) for server in await Server.all()] == [(1, "en")]
    await client.execute_query("PRAGMA max_page_count = 4294967294")
    await write(2)
    assert await numbers() == [1, 2]
    assert ["no room left" in said()[0], "is back" in said()[-1]] == [True, True]


def fill(file: Path) -> None:
    """Write a file until its disk is full."""
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as filler:
        while True:
            filler.write(b"0" * 4096)


async def test_a_disk_that_is_full_when_a_transaction_is_committed_leaves_nothing_open(
    small_disk: Path, sqlite_databases: SqliteDatabases
) -> None:
    """What is written goes to the disk with the commit: there SQLite learns that it has no room."""
    file = small_disk / "sparring.sqlite3"
    shutil.copyfile(sqlite_databases.migrated().removeprefix("sqlite://"), file)
    async with opened(f"sqlite://{file}"):
        await write(1)
        filler = small_disk / "filler"
        fill(filler)
        with pytest.raises(DatabaseFullError):
            await write_many(1, *range(2, 400))
        assert [server.language for server in await Server.all()] == ["en"]
        filler.unlink()
        await write(500)
        assert await numbers() == [1, 500]
    with sqlite3.connect(file) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    other.close()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"])
async def test_a_full_postgres_does_nothing_half(said: Callable[[], list[str]]) -> None:
    await write(1)
    client = connections.get("default")
    await client.execute_script(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;"
        'CREATE TRIGGER no_room BEFORE UPDATE ON "server" EXECUTE FUNCTION no_room()'
    )
    try:
        with pytest.raises(DatabaseFullError):
            await write_many(1, 3)
    finally:
        await client.execute_script('DROP TRIGGER no_room ON "server"; DROP FUNCTION no_room()')
    await write(2)
    assert await numbers() == [1, 2]
    assert ["no room left" in said()[0], "is back" in said()[-1]] == [True, True]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte; only root can make one."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        pytest.skip("There is no command to mount a disk with.")
    disk = ["-t", "tmpfs", "-o", "size=1m", "none", str(tmp_path)]
    if subprocess.run([mount, *disk], check=False, capture_output=True).returncode:  # noqa: S603 - our own
        pytest.skip("This user may not mount a disk.")
    yield tmp_path
    subprocess.run([umount, str(tmp_path)], check=True)  # noqa: S603 - as above
