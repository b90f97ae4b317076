"""SQLite's file is removed or replaced under the running bot: no more is written that would be lost."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from tortoise.transactions import in_transaction

from models import Server
from models.outages import DatabaseDamagedError, DatabaseMovedError
from tests.support.databases import SqliteDatabases, opened
from tests.support.factories import NOW


@pytest.fixture
async def file(sqlite_databases: SqliteDatabases) -> AsyncIterator[Path]:
    """The file of a database that is open, and has a server in it."""
    url = sqlite_databases.migrated()
    async with opened(url):
        await write(1)
        yield Path(url.removeprefix("sqlite://"))


def take_away(file: Path) -> None:
    file.rename(file.with_name("aside"))


def put_back(file: Path) -> None:
    file.with_name("aside").rename(file)


def replace_by_a_copy(file: Path) -> None:
    shutil.copyfile(file.with_name("aside"), file)


def damage(file: Path) -> None:
    """Write something else over the file, as somebody does who copies another one over it."""
    with file.open("r+b") as damaged:
        damaged.write(b"Dear diary, " * (file.stat().st_size // 12))
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)


def content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


async def read() -> None:
    await Server.all().count()


async def change() -> None:
    await Server.filter(id=1).update(language="ru")


async def write(number: int = 2) -> None:
    async with in_transaction():
        await Server.create(id=number, created_at=NOW)


@pytest.mark.parametrize("attempt", [read, change, write])
async def test_nothing_is_done_with_a_file_that_is_gone_and_all_goes_on_once_it_is_back(
    file: Path, attempt: Callable[[], Awaitable[None]], caplog: pytest.LogCaptureFixture
) -> None:
    take_away(file)
    for _ in range(2):
        with pytest.raises(DatabaseMovedError):
            await attempt()
    # Nor is an empty one made in its place.
    assert content(file) == b""

    put_back(file)
    await attempt()
    await write(3)
    begun, ended = (record.getMessage() for record in caplog.records if record.name == "models.outages")
    assert f"{file} is not there any more: put it back, or start the bot again" in begun
    assert "is back" in ended


async def test_another_file_in_its_place_is_not_taken_for_it(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    take_away(file)
    with pytest.raises(DatabaseMovedError):
        await write()
    replace_by_a_copy(file)
    held = content(file)
    for _ in range(2):
        with pytest.raises(DatabaseMovedError):
            await write()
    assert content(file) == held
    said = [record.getMessage() for record in caplog.records if record.name == "models.outages"]
    assert len(said) == 2
    assert "is not there any more" in said[0]
    assert "is not the one that the bot has open: start the bot again" in said[1]


async def test_what_is_taken_away_before_the_commit_is_not_said_to_be_stored(file: Path) -> None:
    async def write_meanwhile() -> None:
        async with in_transaction():
            await Server.create(id=2, created_at=NOW)
            take_away(file)

    with pytest.raises(DatabaseMovedError):
        await write_meanwhile()
    put_back(file)
    assert [server.id for server in await Server.all()] == [1]


async def test_a_file_that_is_damaged_under_the_bot_is_called_so(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damage(file)
    async with opened(f"sqlite://{file}"):
        for _ in range(2):
            with pytest.raises(DatabaseDamagedError):
                await Server.all().count()
    said = [record.getMessage() for record in caplog.records if record.name == "models.outages"]
    assert len(said) == 1
    assert "The database is damaged" in said[0]
    assert "restore a backup" in said[0]
