"""Where the state is kept: SQLite by default, PostgreSQL by `DATABASE_URL`; opened and migrated here."""

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import asyncpg
from tortoise import Tortoise, connections
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.exceptions import BaseORMException

from models.engines.postgres import Session
from models.migrating import bring_up_to_date, sqlite_lock
from models.outages import OutageError

APP = "sparring"
PROJECT = Path(__file__).parents[1]
"""The folder of `bot.py`. What is not set is found there, wherever the bot is started from."""

DEFAULT_DATABASE_URL = f"sqlite://{quote((PROJECT / 'data/sparring.sqlite3').as_posix(), safe='/:')}"

BUSY_TIMEOUT_MILLISECONDS = 10_000
"""How long SQLite waits for another process's write before it gives up."""

_SQLITE_PRAGMAS = {
    "busy_timeout": BUSY_TIMEOUT_MILLISECONDS,
    # Pages that are kept in memory, and in the log before they go into the file: 16 MB of each. By default
    # both are so small that every other booking waits for the file itself.
    "cache_size": -16_000,
    "wal_autocheckpoint": 4_000,
    "journal_size_limit": 16_384_000,
    "temp_store": "MEMORY",
    # What is erased is gone from the file too, and not only out of reach (`models.wiping`).
    "secure_delete": "ON",
}
"""How SQLite is set up, in its own words."""

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

_ENGINES = {
    "tortoise.backends.sqlite": "models.engines.sqlite",
    "tortoise.backends.asyncpg": "models.engines.postgres",
}
"""Tortoise's engines, and what the bot has instead."""

_FAULTS_OF_OPENING = (
    OSError,
    # An option of the URL that is none, or has no such value.
    TypeError,
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
        DatabaseUnreachableError: it cannot be reached.
        MigrationFailedError: it cannot be brought up to date, and is as it was.
        AnotherMigratesError: another process does not come to an end with bringing it up to date.
    """
    async with AsyncExitStack() as stack:
        try:
            config = configuration(database_url, for_migrating=True)
            _make_folder_of_sqlite_file(database_url)
            async with _lock_of_sqlite_file(database_url):
                stack.push_async_callback(_close)
                await bring_up_to_date(config)
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
        _SQLITE_PRAGMAS
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
    if is_sqlite(database_url):
        # Tortoise takes the path as it stands in the URL, where a folder may be called C%23.
        credentials["file_path"] = str(_sqlite_file(database_url))
    if engine == _ENGINES["tortoise.backends.asyncpg"]:
        credentials["connection_class"] = Session
        credentials["server_settings"] = {"idle_in_transaction_session_timeout": FORGOTTEN_AFTER}
    return {"engine": engine, "credentials": credentials}


def _sqlite_file(database_url: str) -> Path:
    parts = urlsplit(database_url)
    return Path(unquote(parts.netloc + parts.path))


def _make_folder_of_sqlite_file(database_url: str) -> None:
    if is_sqlite(database_url):
        _sqlite_file(database_url).parent.mkdir(parents=True, exist_ok=True)


def _lock_of_sqlite_file(database_url: str) -> AbstractAsyncContextManager[None]:
    return sqlite_lock(_sqlite_file(database_url)) if is_sqlite(database_url) else nullcontext()


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as Python asks for it
    """Return `TORTOISE_ORM` for Tortoise's command line (`tortoise makemigrations`, `tortoise migrate`).

    Read only when it is asked for: a URL that is wrong is no reason not to import this module.
    """
    if name == "TORTOISE_ORM":
        return configuration(os.environ.get("DATABASE_URL", DEFAULT_DATABASE_URL), for_migrating=True)
    raise AttributeError(name)
