"""`bot.py copy-to URL`: everything into another database, as from SQLite to PostgreSQL."""

import argparse
from contextlib import AsyncExitStack

from hosting import exit_statuses
from hosting.as_found import check_it_is_ours
from hosting.backups.failures import NO_DATABASE, said_in_a_sentence
from hosting.backups.living import check_nobody_lives
from hosting.backups.restoring import NOT_EMPTY
from hosting.backups.verdicts import of_sqlite, report
from hosting.backups.verifying import of_open_postgres
from hosting.opening import open_database
from models.backups.copying import Copied, both_open, copy_all, holds_no_row
from models.backups.faults import BackupError
from models.backups.files import check_is_new, new_file
from models.backups.places import opened_as_it_is, sqlite_address, sqlite_path
from models.backups.reading import OpenDatabase
from models.backups.versions import Version, read_version
from models.database import is_sqlite
from services import removed_servers
from services.environment import Environment
from services.verification import Verdict, totals

COPIED = (
    "Everything was copied, and what arrived is what was there. Set DATABASE_URL to the new address, and"
    " start the bot there only; keep the old database until it runs."
)
GIVEN = "the address that you gave"
REMOVED = "A server without the bot was being removed: that was finished first, and nothing of it is copied."
WRONG_BEFORE = "Everything was copied; what is wrong was wrong before."


async def copy_to(environment: Environment, options: argparse.Namespace) -> int:
    """Copy everything from the database of DATABASE_URL into another one that is empty."""
    source, target = environment.database_url, options.url
    with said_in_a_sentence("The other database", GIVEN):
        if is_sqlite(source) and not sqlite_path(source).is_file():
            raise BackupError(NO_DATABASE.format(file=sqlite_path(source)))
        await check_it_is_ours(source, may_be_older=True)
        async with AsyncExitStack() as stack:
            if is_sqlite(target):
                check_is_new(sqlite_path(target))
                target = sqlite_address(await stack.enter_async_context(new_file(sqlite_path(target))))
            else:
                await _check_is_empty(target)
            async with open_database(source):
                await check_nobody_lives()
                # Half of a ledger adds up to nothing: the other database would not take it.
                if await removed_servers.finish_begun():
                    print(REMOVED)  # noqa: T201 - this is the answer
            async with open_database(target, address=GIVEN):
                pass
            async with both_open(source, target):
                _tell(await copy_all())
                for name, total in (await totals(OpenDatabase())).items():
                    print(f"{total:>12,}  {name}")  # noqa: T201 - this is the answer
            found = await _found_in(target)
    is_fine = report(verdict for verdict in found if not verdict.is_fine)
    print(COPIED if is_fine else WRONG_BEFORE)  # noqa: T201 - this is the answer
    return exit_statuses.OK if is_fine else exit_statuses.SOMETHING_WRONG


async def _found_in(address: str) -> list[Verdict]:
    if is_sqlite(address):
        return await of_sqlite(sqlite_path(address))
    async with opened_as_it_is(address):
        return await of_open_postgres()


async def _check_is_empty(address: str) -> None:
    """Check that a PostgreSQL database has nothing of ours, or the tables alone."""
    async with opened_as_it_is(address):
        reader = OpenDatabase()
        version = await read_version(reader)
        is_new = version in {Version.NOTHING, Version.NOT_OURS}
        if not is_new and not (version is Version.SAME and await holds_no_row(reader)):
            raise BackupError(NOT_EMPTY)


def _tell(copied: list[Copied]) -> None:
    for table in copied:
        print(f"{table.rows:>12,}  rows of {table.table}, checksum {table.checksum}")  # noqa: T201 - this is the answer
