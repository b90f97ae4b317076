"""Bringing the schema up to date fails, or has to wait: it is done whole or not at all, and says why."""

import asyncio
import contextlib
import gc
import importlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise import models as tortoise_models
from tortoise.migrations import operations as ops
from tortoise.migrations.api import migrate
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

from models import migrating
from models.database import APP, configuration, database
from models.faults import DatabaseUnreachableError
from models.migrating import AnotherMigratesError, MigrationFailedError
from models.outages import DatabaseFullError
from tests.models.test_migrations import BEFORE_THE_NEWEST, MIGRATIONS, applied, schema
from tests.support.databases import Databases, PostgresDatabases
from tests.support.outages import relay_to

LINK = "https://meet.google.com/abc-defg-hij"
WAITING = "Another process is bringing the database up to date: waiting for it."


async def stumble(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    """Meet a row that a new constraint does not allow."""
    await schema_editor.client.execute_query("CREATE TABLE narrow (link TEXT CHECK (length(link) < 9))")
    await schema_editor.client.execute_query(f"INSERT INTO narrow VALUES ('{LINK}')")  # noqa: S608


@pytest.fixture
def stumbling(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The newest migration fails at its end."""
    newest = importlib.import_module(f"models.migrations.{MIGRATIONS[-1]}").Migration
    monkeypatch.setattr(newest, "operations", [*newest.operations, ops.RunPython(stumble)])
    return monkeypatch


def heard_by(emit: Callable[[logging.LogRecord], None], waits: asyncio.Event) -> Callable[..., None]:
    """Note when a process says that it waits."""

    def listen(record: logging.LogRecord) -> None:
        emit(record)
        if record.getMessage() == WAITING:
            waits.set()

    return listen


@asynccontextmanager
async def held(database_url: str) -> AsyncIterator[None]:
    """Hold the lock under which a database is migrated, as another process does."""
    if database_url.startswith("sqlite"):
        beside = database_url.removeprefix("sqlite://") + ".migration-lock"
        with contextlib.closing(sqlite3.connect(beside, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            yield
        return
    session = await asyncpg.connect(database_url)
    try:
        await session.execute("SELECT pg_advisory_lock($1)", migrating.LOCK_KEY)
        yield
    finally:
        await session.close()


async def test_garbage_is_collected_as_usual_again_whatever_came_of_a_migration(
    databases: Databases, stumbling: pytest.MonkeyPatch
) -> None:
    usual, url = gc.get_threshold(), databases.empty()
    gc.unfreeze()

    with pytest.raises(MigrationFailedError):
        async with database(url):
            pass
    assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, 0)

    stumbling.undo()
    async with database(url):
        assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, 0)


async def test_a_migration_that_fails_leaves_nothing_and_is_told_from_a_database_that_is_away(
    databases: Databases, stumbling: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = databases.empty()

    with pytest.raises(MigrationFailedError, match=r"^IntegrityError$"):
        async with database(url):
            pass

    assert await schema(url) == []
    assert "Traceback" in caplog.text
    assert "stumble" in caplog.text
    stumbling.undo()
    async with database(url):
        assert await applied(url) == MIGRATIONS


async def test_the_log_of_a_failed_migration_holds_no_row(
    databases: Databases, stumbling: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(MigrationFailedError):
        async with database(databases.empty()):
            pass

    assert "narrow" in caplog.text
    assert LINK not in caplog.text


async def test_a_migration_for_whose_note_there_is_no_room_can_be_tried_again(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_room(_recorder: MigrationRecorder, _app: str, _name: str) -> None:
        raise DatabaseFullError("database or disk is full")

    url = databases.migrated()
    complete = await schema(url)
    await migrate(config=configuration(url), target=f"{APP}.{BEFORE_THE_NEWEST}", direction="backward")
    await Tortoise.close_connections()
    before = await schema(url)
    monkeypatch.setattr(MigrationRecorder, "record_applied", no_room)

    with pytest.raises(MigrationFailedError, match=r"^DatabaseFullError$"):
        async with database(url):
            pass

    assert await schema(url) == before
    monkeypatch.undo()
    async with database(url):
        assert sorted(await schema(url)) == sorted(complete)


async def test_a_process_that_waits_for_another_says_so_once_and_goes_on_after_it(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = databases.empty()
    waits = asyncio.Event()
    monkeypatch.setattr(caplog.handler, "emit", heard_by(caplog.handler.emit, waits))
    caplog.set_level(logging.INFO, migrating.__name__)

    async def start() -> list[str]:
        async with database(url):
            return await applied(url)

    async with held(url):
        starting = asyncio.create_task(start())
        await waits.wait()

    assert await starting == MIGRATIONS
    assert [record.getMessage() for record in caplog.records if record.name == migrating.__name__] == [
        WAITING
    ]


async def test_a_process_does_not_wait_for_ever_for_another(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "LOCK_SECONDS", 0.1)
    url = databases.empty()

    async with held(url):
        with pytest.raises(AnotherMigratesError):
            async with database(url):
                pass

    async with database(url):
        assert await applied(url) == MIGRATIONS


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_finished_schema_is_opened_though_somebody_writes(database_url: str) -> None:
    writer = sqlite3.connect(database_url.removeprefix("sqlite://"), isolation_level=None)
    with contextlib.closing(writer):
        writer.execute("BEGIN IMMEDIATE")
        async with database(f"{database_url}?busy_timeout=0"):
            assert await applied(database_url) == MIGRATIONS


async def test_what_the_url_says_holds_for_migrating_too(stoppable_postgres: PostgresDatabases) -> None:
    """A server that is silent is given up after the seconds that the URL names."""
    url = stoppable_postgres.migrated()
    async with relay_to(stoppable_postgres) as relay, asyncio.timeout(30):
        relay.is_silent = True
        with pytest.raises(DatabaseUnreachableError):
            async with database(relay.url(url, timeout=1)):
                pass
    stoppable_postgres.give_back(url)


async def test_two_that_are_brought_up_to_date_at_once_leave_tortoise_as_it_was(databases: Databases) -> None:
    theirs = vars(tortoise_models)["get_filters_for_field"]

    async def come_up(url: str) -> None:
        async with database(url):
            pass

    await asyncio.gather(*(come_up(databases.empty()) for _ in range(2)))

    assert vars(tortoise_models)["get_filters_for_field"] is theirs
