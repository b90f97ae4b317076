"""Where the database of an address is, and opening it for what is done to the whole of it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from tortoise import Tortoise, connections
from tortoise.exceptions import BaseORMException

from models.backups.faults import BackupError
from models.database import configuration
from models.outages import OutageError

UNREACHABLE = "The database does not answer ({kind}): check its address, and that its server runs."

_FAULTS_OF_OPENING = (
    OSError,
    # What the address says after its question mark is none of the driver's options.
    TypeError,
    ValueError,
    BaseORMException,
    OutageError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    sqlite3.Error,
)


def sqlite_path(database_url: str) -> Path:
    """Return the file of an SQLite database."""
    return Path(configuration(database_url)["connections"]["default"]["credentials"]["file_path"])


def sqlite_address(file: Path) -> str:
    """Return the address of an SQLite file, whatever stands in its name."""
    return file.absolute().as_uri().replace("file://", "sqlite://", 1)


@asynccontextmanager
async def opened_as_it_is(database_url: str) -> AsyncIterator[None]:
    """Open a database without bringing it up to date; its statements may take as long as a migration's.

    Raises:
        BackupError: It cannot be reached.
    """
    try:
        await Tortoise.init(config=configuration(database_url, for_migrating=True))
        await connections.get("default").execute_query("SELECT 1")
    except _FAULTS_OF_OPENING as error:
        await connections.close_all()
        kind = type(error.__cause__ if isinstance(error, OutageError) else error).__name__
        raise BackupError(UNREACHABLE.format(kind=kind)) from error
    try:
        yield
    finally:
        await connections.close_all()
