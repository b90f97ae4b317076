"""What keeps a backup from being made or restored, in a sentence: what is wrong, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS
from pathlib import Path

from tortoise.exceptions import BaseORMException

from hosting.database_failures import sentence_of
from hosting.failures import DATABASE_WENT_AWAY, CannotStartError
from models.backups.faults import BackupError
from models.faults import DatabaseUnreachableError, Fault, FaultKind
from models.outages import DatabaseFullError, OutageError, sqlite_outage

NO_FILE = "There is no file {file}: check the name."
IS_FOLDER = "{file} is a folder: name a backup in it."
NOT_A_BACKUP = (
    "{file} is no backup of Sparring: neither an SQLite database nor an archive of pg_dump (--format=custom)."
)
NOT_OURS = "{file} is a database, but not of Sparring: check the name."
TOO_NEW = "{file} is of a newer version of Sparring than this one: update Sparring, then try again."
DAMAGED = "{file} is damaged ({error}): take another backup."
NO_RIGHTS = (
    "There is no right to use {file} ({error}): give it to the user who runs this, or choose another place."
)
NO_ROOM = "There is no room left on the disk ({error}): free some, and try again."
NO_DATABASE = "There is no database at {file}: check DATABASE_URL."
LOCKED = "The database is locked by another program ({error}): end that, and try again."
NOT_TAKEN = "The database does not take it ({error}). Nothing was changed."
OTHER = "{file} cannot be used: {error}."

_NO_ROOM = {ENOSPC, EDQUOT}
_NO_RIGHTS = {EACCES, EPERM, EROFS}
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT: FaultKind.DAMAGED,
    sqlite3.SQLITE_NOTADB: FaultKind.NO_DATABASE_IN_FILE,
}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNUSABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH}


@contextmanager
def said_in_a_sentence(file: Path | str, address: str = "DATABASE_URL") -> Iterator[None]:
    """Say of what fails what it is and what to do.

    Args:
        file: What is worked on, as a person names it.
        address: How a person knows the address of the database that is worked on.

    Raises:
        CannotStartError: Something failed; its message is that sentence.
    """
    try:
        yield
    except BackupError as error:
        raise CannotStartError(str(error)) from error
    except DatabaseUnreachableError as error:
        raise CannotStartError(sentence_of(error.fault, address)) from error
    except sqlite3.Error as error:
        raise CannotStartError(_of_sqlite(file, error)) from error
    except OSError as error:
        raise CannotStartError(_of_system(file, error)) from error
    except DatabaseFullError as error:
        raise CannotStartError(NO_ROOM.format(error=error)) from error
    except OutageError as error:
        raise CannotStartError(DATABASE_WENT_AWAY.format(error=error)) from error
    except BaseORMException as error:
        # What the driver says may quote a row.
        fault = error.args[0] if error.args else error
        raise CannotStartError(NOT_TAKEN.format(error=type(fault).__name__)) from error


@contextmanager
def damage_is_of(database: Path) -> Iterator[None]:
    """Say of what is damaged that it is the database itself, whatever is made of it.

    Raises:
        BackupError: It is.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        kind = _DAMAGED.get(_code(error))
        if kind is None:
            raise
        raise BackupError(damage_said(error, database, kind)) from error


def damage_said(said: object, database: Path, kind: FaultKind = FaultKind.DAMAGED) -> str:
    """Return what to say of a database that is damaged."""
    return sentence_of(Fault(kind, str(database), str(said)))


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _of_sqlite(file: Path | str, error: sqlite3.Error) -> str:
    code = _code(error)
    if isinstance(sqlite_outage(error), DatabaseFullError):
        return NO_ROOM.format(error=error)
    if code in _LOCKED:
        return LOCKED.format(error=error)
    if code in _UNUSABLE:
        return NO_RIGHTS.format(file=file, error=error)
    return (DAMAGED if code in _DAMAGED else OTHER).format(file=file, error=error)


def _of_system(file: Path | str, error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return NO_ROOM.format(error=error.strerror)
    what = error.filename or file
    if error.errno in _NO_RIGHTS:
        return NO_RIGHTS.format(file=what, error=error.strerror)
    return OTHER.format(file=what, error=error.strerror or error)
