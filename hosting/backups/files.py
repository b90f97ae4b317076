"""What sort of file somebody names: a backup of which database, and whether this version can read it."""

from enum import StrEnum
from pathlib import Path

from hosting.backups.failures import IS_FOLDER, NO_FILE, NOT_A_BACKUP, NOT_OURS, TOO_NEW
from models.backups import postgres_tools
from models.backups.faults import BackupError
from models.backups.reading import POSTGRES_BEGINS, SQLITE_BEGINS, sqlite_file
from models.backups.versions import Version, read_version, version_of


class Kind(StrEnum):
    """Of which database a file is a backup, as a person calls it."""

    SQLITE = "SQLite"
    POSTGRES = "PostgreSQL"


def kind_of(file: Path) -> Kind:
    """Return of which database a file is a backup, by how it begins.

    Raises:
        BackupError: There is no such file, or it is none.
        OSError: It cannot be read.
    """
    if file.is_dir():
        raise BackupError(IS_FOLDER.format(file=file))
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(SQLITE_BEGINS))
    except FileNotFoundError as error:
        raise BackupError(NO_FILE.format(file=file)) from error
    if begins == SQLITE_BEGINS:
        return Kind.SQLITE
    if begins.startswith(POSTGRES_BEGINS):
        return Kind.POSTGRES
    raise BackupError(NOT_A_BACKUP.format(file=file))


async def check_version(file: Path, kind: Kind) -> Version:
    """Return whether a backup is of this version or of an older one.

    Raises:
        BackupError: It is of a newer one, or not of Sparring.
        sqlite3.Error: It cannot be read.
    """
    if kind is Kind.POSTGRES:
        version = version_of(await postgres_tools.migrations_in(file))
    else:
        async with sqlite_file(file) as reader:
            version = await read_version(reader)
    if version in {Version.NOTHING, Version.NOT_OURS}:
        raise BackupError(NOT_OURS.format(file=file))
    if version is Version.NEWER:
        raise BackupError(TOO_NEW.format(file=file))
    return version
