"""The folder of the backups that the bot makes by itself: their names, which is the newest, which may go."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from models.backups.files import PARTIAL

_FORMAT = "sparring-%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(r"(sparring-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.(?:sqlite3|dump)")

_LOCK = ".sparring-backup-lock"
LEFT_SECONDS = 6 * 3600
"""After how long without a change an unfinished file is taken for one whose process died."""


def name_for(moment: datetime, ending: str) -> str:
    """Return the name of a backup that is made at a moment."""
    return moment.astimezone(UTC).strftime(_FORMAT) + ending


def backups_in(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the backups that the bot has made in a folder and when, the newest first; other files are none.

    Raises:
        OSError: The folder cannot be read.
    """
    found = ((_moment_of(file.name), file) for file in folder.iterdir() if file.is_file())
    return sorted(((moment, file) for moment, file in found if moment is not None), reverse=True)


def last_backup(folder: Path) -> datetime | None:
    """Return when the newest backup in a folder was made (UTC); None where there is none, or no folder."""
    try:
        return next((moment for moment, _ in backups_in(folder)), None)
    except OSError:
        return None


def remove_old(folder: Path, kept: int) -> None:
    """Remove all but the newest backups, and what was left unfinished by a process that died."""
    for _, file in backups_in(folder)[kept:]:
        file.unlink(missing_ok=True)
    for file in folder.iterdir():
        is_partial = _NAME.fullmatch(file.name.partition(PARTIAL)[0]) and PARTIAL in file.name
        if is_partial and time.time() - file.stat().st_mtime > LEFT_SECONDS:
            file.unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[bool]:
    """Tell whether no other process is making a backup in a folder; none begins one until this is over.

    The lock ends with the process that holds it, however that ends.
    """
    with closing(sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            yield False
        else:
            yield True


def _moment_of(name: str) -> datetime | None:
    matched = _NAME.fullmatch(name)
    if matched is None:
        return None
    try:
        return datetime.strptime(matched[1], _FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
