"""What stands at the address of the database, found out without changing anything there.

What only asks, or takes something away, must not make a database where there was none, nor tables in one of
another program, nor bring one up to date on which the version before still runs.
"""

import sqlite3

from hosting.database_failures import sentence_of
from hosting.failures import CannotStartError
from models.backups.places import opened_as_it_is, sqlite_path
from models.backups.reading import OpenDatabase, Reader, sqlite_file
from models.backups.versions import Version, read_version
from models.database import is_sqlite
from models.faults import DatabaseUnreachableError

_NO_SCHEMA = "SELECT 1 AS found WHERE cardinality(current_schemas(false)) = 0"
"""Whether the schema that the address names is missing."""


CANNOT_BE_USED = {
    Version.NOTHING: (
        "There is no database of Sparring at the address in DATABASE_URL: check it, or start the bot once."
    ),
    Version.NOT_OURS: "The database of DATABASE_URL is not of Sparring: check the address.",
    Version.OLDER: (
        "The database of DATABASE_URL is of an older version of Sparring: start the bot once, which brings it"
        " up to date."
    ),
    Version.NEWER: (
        "The database of DATABASE_URL is of a newer version of Sparring than this one: update Sparring."
    ),
}
"""Why there is nothing that an action could be done with, and what to do."""


async def as_found(database_url: str) -> Version | None:
    """Return what stands at an address; None where it cannot be read, of which whoever opens it hears why.

    Raises:
        CannotStartError: it cannot be reached.
    """
    try:
        if not is_sqlite(database_url):
            async with opened_as_it_is(database_url):
                return await _of(OpenDatabase())
        file = sqlite_path(database_url)
        if not file.exists():
            return Version.NOTHING
        async with sqlite_file(file) as reader:
            return await _of(reader)
    except DatabaseUnreachableError as error:
        raise CannotStartError(sentence_of(error.fault)) from error
    except (sqlite3.Error, OSError):
        return None


async def check_it_is_ours(database_url: str, *, may_be_older: bool = False) -> None:
    """Check that a database of this version stands at an address, or one that cannot be read.

    Args:
        database_url: The address.
        may_be_older: Whether one of an older version will do, as it is brought up to date.

    Raises:
        CannotStartError: another stands there, or none.
    """
    found = await as_found(database_url)
    if found in CANNOT_BE_USED and not (may_be_older and found is Version.OLDER):
        raise CannotStartError(CANNOT_BE_USED[found])


async def _of(reader: Reader) -> Version | None:
    if reader.dialect == "postgres" and await reader.rows(_NO_SCHEMA):
        return None
    return await read_version(reader)
