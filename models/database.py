"""Where the state is kept: SQLite by default, PostgreSQL by `DATABASE_URL`; opened and migrated here."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg
from tortoise import Tortoise, connections
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.exceptions import BaseORMException
from tortoise.migrations.api import migrate

from models.engines.postgres import Session
from models.outages import OutageError

APP = "sparring"
DEFAULT_DATABASE_URL = "sqlite://data/sparring.sqlite3"

BUSY_TIMEOUT_MILLISECONDS = 10_000
"""How long SQLite waits for another process's write before it gives up."""

POOL_SIZE = 20
"""PostgreSQL connections a process may hold; Tortoise's own default of 5 costs half the throughput."""

CONNECT_SECONDS = 5
"""How long a PostgreSQL server may take to let a new connection in."""

STATEMENT_SECONDS = 15
"""How long a PostgreSQL server may take for one statement, before it counts as gone."""

MIGRATION_STATEMENT_SECONDS = 3600
"""The same for a migration's, which may go through a large table."""

FORGOTTEN_AFTER = "60s"
"""After how long PostgreSQL ends a transaction whose process went silent, and with it the locks it holds."""

MIGRATION_LOCK_KEY = 0x5BA221
"""The key of PostgreSQL's advisory lock under which one process at a time migrates."""

MIGRATION_LOCK_SECONDS = 120

_ENGINES = {
    "tortoise.backends.sqlite": "models.engines.sqlite",
    "tortoise.backends.asyncpg": "models.engines.postgres",
}
"""Tortoise's engines, and what the bot has instead."""

_SESSION_CREDENTIALS = ("host", "port", "user", "password", "database")

_FAULTS_OF_OPENING = (
    OSError,
    TimeoutError,
    ValueError,
    BaseORMException,
    OutageError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    sqlite3.Error,
)


class DatabaseUnreachableError(Exception):
    """The database cannot be opened; the message names the kind of fault, and never a password."""


def configuration(database_url: str, *, for_migrating: bool = False) -> dict[str, Any]:
    """Return Tortoise's configuration for a database URL (`sqlite://…`, `postgres://…`)."""
    return {
        "connections": {"default": _connection(database_url, for_migrating=for_migrating)},
        "apps": {
            APP: {
                "models": ["models"],
                "migrations": "models.migrations",
                "default_connection": "default",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


@asynccontextmanager
async def database(database_url: str) -> AsyncIterator[None]:
    """Open the database, bring its schema up to date, and close it in the end.

    To be entered before the event handlers exist: Tortoise keeps its connections in a context variable,
    which the tasks started later inherit.

    Raises:
        DatabaseUnreachableError: it cannot be reached, or not be brought up to date.
    """
    async with AsyncExitStack() as stack:
        try:
            _make_folder_of_sqlite_file(database_url)
            async with _migration_lock(database_url):
                stack.push_async_callback(_close)
                await migrate(config=configuration(database_url, for_migrating=True))
            # Migrating has its own connections, which are more patient; this closes them.
            await Tortoise.init(config=configuration(database_url))
        except _FAULTS_OF_OPENING as error:
            cause = error.__cause__ if isinstance(error, OutageError) else error
            raise DatabaseUnreachableError(type(cause).__name__) from error
        yield


async def _close() -> None:
    # Looked up only now: migrating has made them, and opening after it made them anew.
    await connections.close_all()


def is_sqlite(database_url: str) -> bool:
    """Tell whether the URL names an SQLite file."""
    return urlsplit(database_url).scheme == "sqlite"


def _connection(database_url: str, *, for_migrating: bool) -> dict[str, Any]:
    """Return the connection for a URL: what it says comes before what is set here."""
    parts = urlsplit(database_url)
    extra = (
        {"busy_timeout": BUSY_TIMEOUT_MILLISECONDS}
        if parts.scheme == "sqlite"
        else {
            "max_size": POOL_SIZE,
            # No connection is made anew for a reserve: while the server is away that fails and is logged.
            "min_size": 0,
            "timeout": CONNECT_SECONDS,
            "command_timeout": MIGRATION_STATEMENT_SECONDS if for_migrating else STATEMENT_SECONDS,
        }
    )
    query = urlencode(extra | dict(parse_qsl(parts.query)))
    expanded = expand_db_url(urlunsplit(parts._replace(query=query)))
    engine = _ENGINES.get(expanded["engine"], expanded["engine"])
    credentials: dict[str, Any] = expanded["credentials"]
    if engine == _ENGINES["tortoise.backends.asyncpg"]:
        credentials["connection_class"] = Session
        credentials["server_settings"] = {"idle_in_transaction_session_timeout": FORGOTTEN_AFTER}
    return {"engine": engine, "credentials": credentials}


def _sqlite_file(database_url: str) -> Path:
    parts = urlsplit(database_url)
    return Path(parts.netloc + parts.path)


def _make_folder_of_sqlite_file(database_url: str) -> None:
    if is_sqlite(database_url):
        _sqlite_file(database_url).parent.mkdir(parents=True, exist_ok=True)


@asynccontextmanager
async def _migration_lock(database_url: str) -> AsyncIterator[None]:
    """Keep other processes from migrating the same database at the same time.

    Both locks end with the process that holds them, so a killed one blocks nobody.
    """
    if is_sqlite(database_url):
        holder = await asyncio.to_thread(_lock_beside, _sqlite_file(database_url))
        try:
            yield
        finally:
            await asyncio.to_thread(holder.close)
        return
    # An advisory lock belongs to a session, and Tortoise's pool does not say which one a query gets.
    credentials = expand_db_url(database_url)["credentials"]
    session = await asyncpg.connect(**{name: credentials[name] for name in _SESSION_CREDENTIALS})
    try:
        await session.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK_KEY)
        yield
    finally:
        await session.close()


def _lock_beside(file: Path) -> sqlite3.Connection:
    """Take an exclusive lock on a small database beside `file`; it lasts until the connection is closed."""
    holder = sqlite3.connect(
        file.with_name(file.name + ".migration-lock"),
        timeout=MIGRATION_LOCK_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    holder.execute("BEGIN EXCLUSIVE")
    # Where Tortoise's first query cannot open the file, it would keep its own lock and wait for ever.
    with closing(sqlite3.connect(file)) as trial:
        trial.execute("PRAGMA schema_version")
    return holder


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as Python asks for it
    """Return `TORTOISE_ORM` for Tortoise's command line (`tortoise makemigrations`, `tortoise migrate`).

    Read only when it is asked for: a URL that is wrong is no reason not to import this module.
    """
    if name == "TORTOISE_ORM":
        return configuration(os.environ.get("DATABASE_URL", DEFAULT_DATABASE_URL), for_migrating=True)
    raise AttributeError(name)
