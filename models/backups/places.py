"""Where the database of an address is, and opening it for what is done to the whole of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tortoise import Tortoise, connections

from models.addresses import read_address
from models.database import configuration
from models.diagnosis import FAULTS_OF_OPENING, fault_of
from models.faults import DatabaseUnreachableError


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
        DatabaseUnreachableError: It cannot be reached.
    """
    address = read_address(database_url)
    try:
        await Tortoise.init(config=configuration(database_url, for_migrating=True))
        await connections.get("default").execute_query("SELECT 1")
    except FAULTS_OF_OPENING as error:
        await connections.close_all()
        fault = fault_of(error, address)
        raise DatabaseUnreachableError(fault.kind, fault.name, fault.words) from error
    try:
        yield
    finally:
        await connections.close_all()
