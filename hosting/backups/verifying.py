"""`bot.py verify [FILE]`: whether a backup, or the database itself, is whole and holds together."""

import argparse
import tempfile
from pathlib import Path

from tortoise.transactions import in_transaction

from hosting import exit_statuses
from hosting.as_found import check_it_is_ours
from hosting.backups.failures import NO_DATABASE, damage_is_of, said_in_a_sentence
from hosting.backups.files import Kind, check_version, kind_of
from hosting.backups.verdicts import of_archive, of_schema, of_sqlite, report
from hosting.opening import open_database
from models.backups.faults import BackupError
from models.backups.places import opened_as_it_is, sqlite_address, sqlite_path
from models.backups.reading import OpenDatabase, was_copied_by_hand
from models.backups.sqlite_copy import copy_sqlite
from models.backups.versions import Version
from models.database import is_sqlite
from models.statements import run
from services.environment import Environment
from services.verification import Verdict, verdicts

COPIED_BY_HAND = (
    "It was copied by hand, not by `bot.py backup`: if the bot ran meanwhile, what it stored last is"
    " missing from it, and nothing shows that."
)

_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


async def verify(environment: Environment, options: argparse.Namespace) -> int:
    """Verify a file, or the database of DATABASE_URL where none is named."""
    with said_in_a_sentence(options.file or "DATABASE_URL"):
        if options.file is not None:
            found = await of_file(Path(options.file))
        else:
            found = await _of_database(environment.database_url)
    return exit_statuses.OK if report(found) else exit_statuses.SOMETHING_WRONG


async def _of_database(database_url: str) -> list[Verdict]:
    if not is_sqlite(database_url):
        return await _of_postgres(database_url)
    file = sqlite_path(database_url)
    with said_in_a_sentence(file), damage_is_of(file):
        if not file.is_file():
            raise BackupError(NO_DATABASE.format(file=file))
        return await of_file(file, is_backup=False)


async def of_file(file: Path, *, is_backup: bool = True) -> list[Verdict]:
    """Return what is found of a file; one of an older version is brought up to date elsewhere for it.

    Raises:
        BackupError, OSError, sqlite3.Error: It is no backup, or cannot be read.
    """
    kind = kind_of(file) if is_backup else Kind.SQLITE
    database = None if is_backup else file
    version = await check_version(file, kind)
    if kind is Kind.POSTGRES:
        return await of_archive(file)
    notes = [Verdict(is_fine=True, sentence=COPIED_BY_HAND)] if is_backup and was_copied_by_hand(file) else []
    if version is Version.SAME:
        return [*notes, *await of_sqlite(file, database=database)]
    with tempfile.TemporaryDirectory(prefix="sparring-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        await copy_sqlite(file, copy, is_in_use=False)
        async with open_database(sqlite_address(copy)):
            pass
        older = Verdict(is_fine=True, sentence="It is of an older version; a copy was brought up to date.")
        return [*notes, older, *await of_sqlite(copy, database=database)]


async def of_open_postgres() -> list[Verdict]:
    """Return what is found of the PostgreSQL database that is open."""
    made_of = await of_schema(OpenDatabase())
    async with in_transaction():
        await run(_ONE_MOMENT, {})
        return [made_of, *await verdicts(OpenDatabase())]


async def _of_postgres(database_url: str) -> list[Verdict]:
    await check_it_is_ours(database_url)
    async with opened_as_it_is(database_url):
        return await of_open_postgres()
