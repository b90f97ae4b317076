"""Files that are there whole or not at all."""

import asyncio
import contextlib
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from models.backups.faults import BackupError

PARTIAL = ".partial-"
"""What follows the name of a file that is not finished."""

OWNER_ONLY = 0o600
"""A backup holds links and feedback."""

IS_THERE = "{file} is there already, and nothing is written over: choose another name, or move it away."
NO_FOLDER = "{folder} is no folder: make it, or choose another."
IS_FOLDER = "{file} is a folder: name a file in it."


@asynccontextmanager
async def new_file(file: Path) -> AsyncIterator[Path]:
    """Give a name beside a file under which to write it; after that it has its own, and is on the disk.

    What fails, or is killed, leaves nothing of its name.

    Raises:
        BackupError: It is there already, or there is no such folder.
        OSError: It cannot be written.
    """
    check_is_new(file)
    partial = file.with_name(f"{file.name}{PARTIAL}{secrets.token_hex(4)}")
    try:
        # Made with its rights before anything is in it.
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))
        yield partial
        await asyncio.to_thread(put_there, partial, file)
    finally:
        for left in file.parent.iterdir():
            if left.name.startswith(partial.name):
                left.unlink(missing_ok=True)


def check_is_new(file: Path) -> None:
    """Check that a file could be made.

    Raises:
        BackupError: It is there already, or there is no such folder.
    """
    if file.is_dir():
        raise BackupError(IS_FOLDER.format(file=file))
    if not file.parent.is_dir():
        raise BackupError(NO_FOLDER.format(folder=file.parent))
    if os.path.lexists(file):
        raise BackupError(IS_THERE.format(file=file))


def put_there(partial: Path, file: Path) -> None:
    """Give a finished file its name, once the disk has it, and never that of another.

    Raises:
        BackupError: Somebody else was faster.
    """
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    try:
        # Unlike a new name, a second one is never put in the place of a file.
        os.link(partial, file)
    except FileExistsError as error:
        raise BackupError(IS_THERE.format(file=file)) from error
    except OSError:
        # A disk that knows no second names.
        check_is_new(file)
        partial.rename(file)
    with contextlib.suppress(OSError):  # Windows opens no folders
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
