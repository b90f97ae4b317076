"""Where the state is kept: SQLite by default, PostgreSQL by `DATABASE_URL`; opened and migrated here."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tortoise import Tortoise, connections

from models.addresses import PostgresAddress, SqliteAddress, read_address
from models.diagnosis import FAULTS_OF_OPENING, fault_of, see_to_file
from models.engines.sessions import Session, Sessions
from models.faults import DatabaseUnreachableError
from models.migrating import bring_up_to_date, sqlite_lock

_log = logging.getLogger(__name__)

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


def configuration(
    database_url: str, *, pool_size: int = POOL_SIZE, for_migrating: bool = False
) -> dict[str, Any]:
    """Return Tortoise's configuration for a database URL (`sqlite://…`, `postgres://…`).

    Raises:
        DatabaseUnreachableError: the URL is none, or has a part that cannot be honored.
    """
    address = read_address(database_url)
    if isinstance(address, SqliteAddress):
        connection = _to_sqlite(address)
    else:
        connection = _to_postgres(address, pool_size, for_migrating=for_migrating)
    # What is wrong while the database is opened is told to whoever started the bot.
    connection["credentials"]["is_spoken_of"] = not for_migrating
    return {
        "connections": {"default": connection},
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
async def database(database_url: str, *, pool_size: int = POOL_SIZE) -> AsyncIterator[None]:
    """Open the database, bring its schema up to date, and close it in the end.

    To be entered before the event handlers exist: Tortoise keeps its connections in a context variable,
    which the tasks started later inherit.

    Args:
        database_url: Its address.
        pool_size: How many connections to PostgreSQL the process may hold; what the address says comes first.

    Raises:
        DatabaseUnreachableError: it cannot be reached.
        MigrationFailedError: it cannot be brought up to date, and is as it was.
        AnotherMigratesError: another process does not come to an end with it.
    """
    address = read_address(database_url)
    _say_what_is_left_out(address)
    async with AsyncExitStack() as stack:
        try:
            config = configuration(database_url, for_migrating=True)
            async with _nobody_else_migrates(address):
                stack.push_async_callback(_close)
                await bring_up_to_date(config)
            # Migrating has its own connections, which are more patient; this closes them.
            await Tortoise.init(
                config=_knowing_as_much(configuration(database_url, pool_size=pool_size), config)
            )
        except FAULTS_OF_OPENING as error:
            fault = fault_of(error, address)
            raise DatabaseUnreachableError(fault.kind, fault.name, fault.words) from error
        yield


async def _close() -> None:
    # Looked up only now: migrating has made them, and opening after it made them anew.
    await connections.close_all()


def held_at_most(database_url: str, pool_size: int) -> int:
    """Return how many connections to PostgreSQL a process holds: what the address says comes first."""
    opened = configuration(database_url, pool_size=pool_size)
    return int(opened["connections"]["default"]["credentials"]["max_size"])


def is_sqlite(database_url: str) -> bool:
    """Tell whether the URL names an SQLite file.

    Raises:
        DatabaseUnreachableError: it names no database.
    """
    return isinstance(read_address(database_url), SqliteAddress)


def _say_what_is_left_out(address: SqliteAddress | PostgresAddress) -> None:
    if isinstance(address, SqliteAddress):
        return
    if address.binds_channel:
        _log.warning(
            "channel_binding=require in DATABASE_URL cannot be honored: in its place the server's certificate"
            " is checked. If that is not wanted, write channel_binding=prefer."
        )
    if address.without_effect:
        _log.info("Without effect in DATABASE_URL: %s.", ", ".join(address.without_effect))


def _to_sqlite(address: SqliteAddress) -> dict[str, Any]:
    """Return the connection for an address: what it says comes before what is set here."""
    credentials = {"file_path": str(address.file)} | _SQLITE_PRAGMAS | address.pragmas
    return {"engine": "models.engines.sqlite", "credentials": credentials}


def _to_postgres(address: PostgresAddress, pool_size: int, *, for_migrating: bool) -> dict[str, Any]:
    """Return the connection for an address: what it says comes before what is set here."""
    set_here = {
        "max_size": max(pool_size, address.options.get("min_size", 0)),
        # No connection is made anew for a reserve: while the server is away that fails and is logged.
        "min_size": 0,
        "timeout": CONNECT_SECONDS,
        "command_timeout": MIGRATION_STATEMENT_SECONDS if for_migrating else STATEMENT_SECONDS,
    }
    named = {"user": address.user, "password": address.password, "database": address.database}
    certificates = address.certificates()
    sessions = Sessions(
        address.hosts,
        address.ports,
        is_pooled=address.is_pooled,
        prepares=bool(address.options.get("statement_cache_size")),
    )
    credentials = (
        named
        | set_here
        | address.options
        | {
            "dsn": address.dsn,
            "sessions": sessions,
            "connection_class": Session,
            "server_settings": address.session,
        }
    )
    if certificates is not None:
        credentials["ssl"] = certificates
    if address.schema is not None:
        credentials["schema"] = address.schema
    return {"engine": "models.engines.postgres", "credentials": credentials}


def _knowing_as_much(config: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration that knows of what is before the server what another has found out."""
    credentials = config["connections"]["default"]["credentials"]
    if "sessions" in credentials:
        credentials["sessions"] = before["connections"]["default"]["credentials"]["sessions"]
    return config


def _nobody_else_migrates(address: SqliteAddress | PostgresAddress) -> AbstractAsyncContextManager[None]:
    """See to SQLite's file, and keep other processes from migrating it. In PostgreSQL a transaction does."""
    if not isinstance(address, SqliteAddress):
        return nullcontext()
    see_to_file(address.file)
    busy_milliseconds = float(address.pragmas.get("busy_timeout", BUSY_TIMEOUT_MILLISECONDS))
    return sqlite_lock(address.file, busy_milliseconds / 1000)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as Python asks for it
    """Return `TORTOISE_ORM` for Tortoise's command line (`tortoise makemigrations`, `tortoise migrate`).

    Read only when it is asked for: a URL that is wrong is no reason not to import this module.
    """
    if name == "TORTOISE_ORM":
        return configuration(os.environ.get("DATABASE_URL", DEFAULT_DATABASE_URL), for_migrating=True)
    raise AttributeError(name)
