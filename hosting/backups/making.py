"""`bot.py backup FILE`: everything that the bot knows, in one file, while it runs."""

import argparse
import asyncio
from pathlib import Path

from hosting import exit_statuses
from hosting.backups.failures import NO_DATABASE, damage_is_of, said_in_a_sentence
from hosting.backups.verdicts import of_archive, of_sqlite, report
from models.backups import postgres_tools
from models.backups.faults import BackupError
from models.backups.files import new_file
from models.backups.places import sqlite_path
from models.backups.sqlite_copy import copy_sqlite
from models.database import is_sqlite
from services.environment import Environment
from services.verification import Verdict

SUFFIXES = {True: ".sqlite3", False: ".dump"}
"""How the name of a backup ends that the bot makes by itself, of SQLite and of PostgreSQL."""


async def backup(environment: Environment, options: argparse.Namespace) -> int:
    """Make a backup and verify it; what is wrong with it is said, and it is kept all the same."""
    file = Path(options.file)
    with said_in_a_sentence(file):
        found = await make(environment.database_url, file)
        size = await asyncio.to_thread(lambda: file.stat().st_size)
    if not report([verdict for verdict in found if not verdict.is_fine]):
        return exit_statuses.SOMETHING_WRONG
    print(f"Backed up to {file} ({size / 1_000_000:,.1f} MB), and verified.")  # noqa: T201 - this is the answer
    return exit_statuses.OK


async def make(database_url: str, file: Path) -> list[Verdict]:
    """Make a backup in a file that is not there yet, and return what verifying it says.

    Raises:
        BackupError, OSError, sqlite3.Error: It cannot be made, and there is no file.
    """
    async with new_file(file) as partial:
        if not is_sqlite(database_url):
            await postgres_tools.dump(database_url, partial, meant=file)
            return await of_archive(partial)
        source = sqlite_path(database_url)
        if not source.is_file():
            raise BackupError(NO_DATABASE.format(file=source))
        with damage_is_of(source):
            await copy_sqlite(source, partial, is_in_use=True)
        return await of_sqlite(partial, like=source, database=source)
