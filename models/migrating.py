"""Bringing the schema up to date: all of it or nothing, and one process at a time."""

import asyncio
import gc
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.schema_editor import BasePostgresSchemaEditor, SqliteSchemaEditor
from tortoise.transactions import in_transaction

from models.outages import DatabaseFullError, OutageError
from models.schema_states import built_once

_log = logging.getLogger(__name__)

LOCK_KEY = 0x5BA221
"""The key of PostgreSQL's advisory lock under which one process at a time migrates."""

LOCK_SECONDS = 120.0
"""How long a process waits for another that migrates."""

LOCK_PAUSE_SECONDS = 0.2

_OF_THE_HOST = (asyncpg.InsufficientPrivilegeError, asyncpg.InvalidSchemaNameError)
"""What is wrong with the database as the host has made it, and not with a migration."""

_CONNECTION = "default"
_EDITORS = {"sqlite": SqliteSchemaEditor, "postgres": BasePostgresSchemaEditor}


class MigrationFailedError(Exception):
    """The schema cannot be brought up to date, and is as it was; the message names the kind of fault."""


class AnotherMigratesError(Exception):
    """Another process has been migrating the same database for longer than this one waits."""


async def bring_up_to_date(config: dict[str, Any]) -> None:
    """Apply the migrations that the database has not seen, in one transaction.

    Tortoise 1.1.9 has a transaction for each migration, and notes it only after that: a process that ends in
    between, or finds no room for the note, would leave a database that no start brings up to date any more.
    Once it takes one transaction for all, and the notes into it, its own way will do.

    Raises:
        MigrationFailedError: A migration fails; nothing of any is stored, and the log says where.
        AnotherMigratesError: Another process does not come to an end with it.
    """
    await Tortoise.init(config=config, init_connections=False)
    if await _is_finished_sqlite(config):
        return
    async with AsyncExitStack() as stack:
        transaction = await stack.enter_async_context(in_transaction(_CONNECTION))
        with _failures_named(), _garbage_kept_small():
            await _take_turn(transaction)
            await apply_all(transaction, config)
            # The commit, which may fail too.
            await stack.aclose()


async def apply_all(transaction: TransactionalDBClient, config: dict[str, Any]) -> None:
    """Apply the migrations that the database has not seen, within the caller's transaction."""
    executor = MigrationExecutor(transaction, config["apps"])
    # Tortoise 1.1.9 reads this table before it makes it, and PostgreSQL forgives no error inside a
    # transaction. Once it makes it first, this can go.
    editor = _EDITORS[transaction.capabilities.dialect](transaction, atomic=False)
    await executor.recorder.ensure_schema(editor)
    with built_once():
        await executor.migrate(_newest(config), direction="forward")


def _newest(config: dict[str, Any]) -> list[MigrationTarget]:
    return [MigrationTarget(app_label=app, name="__latest__") for app in config["apps"]]


async def _is_finished_sqlite(config: dict[str, Any]) -> bool:
    """Tell whether there is nothing to do: an SQLite transaction waits for whoever writes, to no purpose."""
    connection = get_connection(_CONNECTION)
    if connection.capabilities.dialect != "sqlite":
        return False
    with _failures_named():
        return not await MigrationExecutor(connection, config["apps"]).plan(_newest(config))


@asynccontextmanager
async def sqlite_lock(file: Path, busy_seconds: float) -> AsyncIterator[None]:
    """Keep other processes from migrating an SQLite file; the lock ends with the process that holds it.

    PostgreSQL's is taken within the transaction.

    Args:
        file: The file.
        busy_seconds: How long is waited for somebody who keeps the file for themselves.

    Raises:
        AnotherMigratesError: Another process does not let go of it.
    """
    beside = file.with_name(file.name + ".migration-lock")
    with closing(sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)) as holder:
        await _wait_for_others(lambda: asyncio.to_thread(_locked, holder))
        await asyncio.to_thread(_try_to_open, file, busy_seconds)
        yield


@contextmanager
def _failures_named() -> Iterator[None]:
    """Tell a migration that fails from a database that is away."""
    try:
        yield
    except (OSError, AnotherMigratesError):
        raise
    except DatabaseFullError as error:
        raise MigrationFailedError(type(error).__name__) from error
    except (OutageError, *_OF_THE_HOST):
        raise
    except Exception as error:
        if error.args and isinstance(error.args[0], _OF_THE_HOST):
            # What this user may not do, or has not made, says the server best.
            raise error.args[0] from error
        _log.exception("The database could not be brought up to date.")
        raise MigrationFailedError(type(error).__name__) from error


@contextmanager
def _garbage_kept_small() -> Iterator[None]:
    """Have garbage collected often, and only what is new looked at.

    Tortoise makes every model anew for each operation, and what is left over hangs together in circles. As
    usual it would be collected when it takes a quarter of all memory, which the process would keep for good.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(700, 1, 1)
    try:
        yield
    finally:
        gc.collect()
        gc.set_threshold(*usual)
        gc.unfreeze()


async def _take_turn(transaction: TransactionalDBClient) -> None:
    if transaction.capabilities.dialect != "postgres":
        return

    async def is_mine() -> bool:
        _, rows = await transaction.execute_query(
            "SELECT pg_try_advisory_xact_lock($1) AS is_mine", [LOCK_KEY]
        )
        return bool(rows[0]["is_mine"])

    await _wait_for_others(is_mine)


async def _wait_for_others(is_mine: Callable[[], Awaitable[bool]]) -> None:
    """Ask for a lock until it is there; say in the log that somebody else has it."""
    if await is_mine():
        return
    _log.info("Another process is bringing the database up to date: waiting for it.")
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + LOCK_SECONDS
    while not await is_mine():
        if loop.time() > give_up_at:
            raise AnotherMigratesError(f"{LOCK_SECONDS:.0f} seconds")
        await asyncio.sleep(LOCK_PAUSE_SECONDS)


def _locked(holder: sqlite3.Connection) -> bool:
    """Take the exclusive lock on the small database beside the file, if it is free."""
    try:
        holder.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


def _try_to_open(file: Path, busy_seconds: float) -> None:
    """Fail where the file cannot be opened: Tortoise 1.1.9 would take that for a database without migrations.

    It asks which were applied, and takes any error for none. Once it passes errors on, this can go.
    """
    with closing(sqlite3.connect(file, timeout=busy_seconds)) as trial:
        trial.execute("PRAGMA schema_version")
