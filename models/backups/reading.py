"""Reading a database that may not be the one that is open: an SQLite file past Tortoise, or what is open."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import quote

from models.statements import is_postgres, run

Rows = Sequence[Mapping[str, Any]]
Result = TypeVar("Result")

SQLITE_BEGINS = b"SQLite format 3\0"
POSTGRES_BEGINS = b"PGDMP"
"""How an archive of `pg_dump` begins."""

_WAL = 2
"""What an SQLite file that keeps a log beside it says of itself in `_VERSIONS`."""
_VERSIONS = slice(18, 20)


class Reader(Protocol):
    """Gives rows of a database, all of one moment."""

    dialect: str

    async def rows(self, statement: str) -> Rows:
        """Run a statement that only reads."""


class OpenDatabase:
    """The database that is open in this context; within a transaction, to be of one moment."""

    def __init__(self) -> None:
        self.dialect = "postgres" if is_postgres() else "sqlite"

    async def rows(self, statement: str) -> Rows:
        """Run a statement that only reads."""
        return await run(statement, {})


class SqliteFile:
    """A file, read in a thread: the loop goes on meanwhile, and whoever is cancelled ends the statement."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def rows(self, statement: str) -> Rows:
        """Run a statement that only reads."""
        return await in_thread(
            lambda: self._connection.execute(statement).fetchall(), self._connection.interrupt
        )


@asynccontextmanager
async def sqlite_file(file: Path) -> AsyncIterator[SqliteFile]:
    """Open an SQLite file for reading as it is at this moment; nothing is left beside it.

    Raises:
        sqlite3.Error: It cannot be read, or is none.
    """
    with contextlib.closing(connect_to_read(file)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        yield SqliteFile(connection)


def connect_to_read(file: Path) -> sqlite3.Connection:
    """Return a connection that writes nothing.

    A file beside which there is no log is read as one that nobody changes: otherwise SQLite would make a log
    for reading it, and leave that behind.
    """
    is_alone = not log_of(file).exists()
    address = f"file:{quote(str(file.absolute()))}?mode=ro{'&immutable=1' if is_alone else ''}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def log_of(file: Path) -> Path:
    """Return where SQLite keeps what was stored last, until it goes into the file."""
    return file.with_name(file.name + "-wal")


def was_copied_by_hand(file: Path) -> bool:
    """Tell whether an SQLite file says that there is a log beside it, and there is none.

    So it is with a copy of the file alone, made while the bot ran. So it is, too, after the bot has ended and
    put everything into the file.
    """
    with file.open("rb") as opened:
        versions = opened.read(_VERSIONS.stop)[_VERSIONS]
    return _WAL in versions and not log_of(file).exists()


async def in_thread(work: Callable[[], Result], stop: Callable[[], None]) -> Result:
    """Do something long in a thread; who is cancelled has it stopped, and waits until it has."""
    working = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        stop()
        with contextlib.suppress(Exception):
            await working
        raise
