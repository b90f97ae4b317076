"""The folder of the backups that the bot makes by itself: their names, which is the newest, which may go."""

import asyncio
import contextlib
import re
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from models.backups.files import PARTIAL

_FORMAT = "sparring-%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(r"(sparring-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.(?:sqlite3|dump)")

WRONG = ".wrong"
"""What follows the name of a backup in which something was found wrong: it is none that one may rely on."""

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


def wrong_ones_in(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the backups in which something was found wrong, and when they were made, the newest first.

    Raises:
        OSError: The folder cannot be read.
    """
    found = (
        (_moment_of(file.name.removesuffix(WRONG)), file)
        for file in folder.iterdir()
        if file.name.endswith(WRONG) and file.is_file()
    )
    return sorted(((moment, file) for moment, file in found if moment is not None), reverse=True)


def set_aside(file: Path) -> None:
    """Give a backup that was found wrong a name that counts for none; older such ones go."""
    aside = file.with_name(file.name + WRONG)
    file.replace(aside)
    for _, other in wrong_ones_in(file.parent):
        if other != aside:
            other.unlink(missing_ok=True)


def try_out(folder: Path) -> None:
    """Find out whether files can be made in a folder, and it too; nothing of it stays.

    Raises:
        OSError: They cannot.
    """
    absent = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0")
    finally:
        for one in absent:
            # Somebody else may have put something in it meanwhile, and then it stays.
            with contextlib.suppress(OSError):
                one.rmdir()


def remove_old(folder: Path, kept: int) -> None:
    """Remove all but the newest backups, wrong ones, and what a process that died has left unfinished."""
    for _, file in (*backups_in(folder)[kept:], *wrong_ones_in(folder)):
        file.unlink(missing_ok=True)
    for file in folder.iterdir():
        is_partial = _NAME.fullmatch(file.name.partition(PARTIAL)[0]) and PARTIAL in file.name
        if is_partial and time.time() - file.stat().st_mtime > LEFT_SECONDS:
            file.unlink(missing_ok=True)


@asynccontextmanager
async def alone_in(folder: Path) -> AsyncIterator[bool]:
    """Tell whether no other process is making a backup in a folder; none begins one until this is over.

    The lock ends with the process that holds it, however that ends.
    """
    lock = await asyncio.to_thread(_lock, folder / _LOCK)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            await asyncio.to_thread(lock.close)


def _lock(file: Path) -> sqlite3.Connection | None:
    """Take the lock; None where another has it."""
    lock = sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return None
    return lock


def _moment_of(name: str) -> datetime | None:
    matched = _NAME.fullmatch(name)
    if matched is None:
        return None
    try:
        return datetime.strptime(matched[1], _FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
