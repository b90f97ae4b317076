"""A copy of an SQLite file, made while others write to it."""

import contextlib
import sqlite3
import threading
from pathlib import Path

from models.backups.reading import connect_to_read, in_thread

PAGES_AT_ONCE = 256
"""A megabyte; between two of these a copy can be stopped."""


class _StoppedError(Exception):
    """The copy is not wanted any more."""


async def copy_sqlite(source: Path, target: Path, *, is_in_use: bool) -> None:
    """Copy a database into a new file, as it is at this moment and without holding up anybody who writes.

    The copy is one file, with nothing beside it. It may still be in the system's memory (`files.put_there`).

    Args:
        source: What is copied.
        target: Where to, a file that is empty or not there.
        is_in_use: Whether the bot may be using it; what it has in the log beside the file is copied too.

    Raises:
        sqlite3.Error: It cannot be read or written.
    """
    stopped = threading.Event()
    await in_thread(lambda: _copy(source, target, stopped, is_in_use=is_in_use), stopped.set)


def _copy(source: Path, target: Path, stopped: threading.Event, *, is_in_use: bool) -> None:
    def may_go_on(_status: int, _left: int, _total: int) -> None:
        if stopped.is_set():
            raise _StoppedError

    connection = _connect_beside_others(source) if is_in_use else connect_to_read(source)
    with contextlib.closing(connection) as reading:
        # As long as this transaction sees one moment, SQLite need not begin anew when somebody writes.
        reading.execute("BEGIN")
        reading.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as writing:
            # Whoever made the copy has it on the disk before anybody may rely on it.
            writing.execute("PRAGMA synchronous=OFF")
            reading.backup(writing, pages=PAGES_AT_ONCE, progress=may_go_on, sleep=0.001)
            writing.execute("PRAGMA journal_mode=DELETE")


def _connect_beside_others(file: Path) -> sqlite3.Connection:
    """Open a file as the bot does: the last one to close it puts the log into it, which writes."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
