"""`bot.py restore FILE`: a backup becomes the database again, where there is none."""

import argparse
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from tortoise.transactions import in_transaction

from hosting import exit_statuses
from hosting.backups.failures import said_in_a_sentence
from hosting.backups.files import Kind, check_version, kind_of
from hosting.backups.verdicts import OUR_TABLES, damage_of, of_archive, of_sqlite, report
from hosting.backups.verifying import of_open_postgres
from hosting.opening import open_database
from models.backups import postgres_tools
from models.backups.faults import BackupError
from models.backups.files import check_is_new, new_file
from models.backups.places import opened_as_it_is, sqlite_address, sqlite_path
from models.backups.reading import OpenDatabase
from models.backups.renewing import renew
from models.backups.sqlite_copy import copy_sqlite
from models.backups.versions import schemas_looked_in, tables
from models.database import is_sqlite
from services.environment import Environment
from services.verification import Verdict

OTHER_DATABASE = (
    "{file} is a backup of {of}, and DATABASE_URL names {wanted}. Restore it into {of} first, then move it:"
    " DATABASE_URL=<the address of that> uv run bot.py copy-to <the address of this>"
)
NOT_EMPTY = (
    "The database of DATABASE_URL has tables of Sparring already: a backup is restored into an empty one"
    " only, so that nothing is written over. Make a new database and name that."
)
LEFT_BESIDE = (
    "{file} is left from another database: move it away first, or it would be taken for a part of this one."
)
NOT_WHOLE = "{file} is not restored: {said}"
NOT_FINISHED = (
    "The rows are restored, but the database is not ready: make a new one, and restore into that. ({said})"
)
STILL_WRONG = (
    "Everything was restored as it was when the backup was made; what is wrong was wrong then, or no rule"
    " for it."
)
RESTORED = (
    "Restored, and verified. What happened after the backup was made is not in it; README, Backups, says"
    " what to expect. Start the bot when you are ready."
)

OTHER_SCHEMA = (
    "{file} is a backup of the schema {of}, and DATABASE_URL looks in {wanted}: nothing was restored. Write"
    " schema={of} behind the question mark in DATABASE_URL, and try again; `bot.py copy-to` moves it from"
    " there to another address."
)
NOT_FOUND_AGAIN = "the tables of Sparring are not where DATABASE_URL looks for them"

_BESIDE = ("-wal", "-journal", "-shm")
"""What SQLite would take for the newest part of a file of that name."""


async def restore(environment: Environment, options: argparse.Namespace) -> int:
    """Restore a backup into a database that is not there yet, or is empty."""
    file, address = Path(options.file), environment.database_url
    with said_in_a_sentence(file):
        kind = kind_of(file)
        wanted = Kind.SQLITE if is_sqlite(address) else Kind.POSTGRES
        if kind is not wanted:
            raise BackupError(OTHER_DATABASE.format(file=file, of=kind.value, wanted=wanted.value))
        await check_version(file, kind)
        found = await _RESTORING[kind](file, address, options.clock)
    if not report([verdict for verdict in found if not verdict.is_fine]):
        print(STILL_WRONG)  # noqa: T201 - this is the answer
        return exit_statuses.SOMETHING_WRONG
    print(RESTORED)  # noqa: T201 - this is the answer
    return exit_statuses.OK


async def _restore_sqlite(file: Path, address: str, clock: Callable[[], datetime]) -> list[Verdict]:
    """Make the database beside its place, bring it up to date, and put it there when it is ready."""
    target = sqlite_path(address)
    target.parent.mkdir(parents=True, exist_ok=True)
    check_is_new(target)
    for ending in _BESIDE:
        left = target.with_name(target.name + ending)
        if left.exists():
            raise BackupError(LEFT_BESIDE.format(file=left))
    _stop_at(file, await damage_of(file))
    async with new_file(target) as partial:
        await copy_sqlite(file, partial, is_in_use=False)
        async with open_database(sqlite_address(partial)), in_transaction():
            await renew(clock())
        return await of_sqlite(partial)


async def _restore_postgres(file: Path, address: str, clock: Callable[[], datetime]) -> list[Verdict]:
    async with opened_as_it_is(address):
        if OUR_TABLES & await tables(OpenDatabase()):
            raise BackupError(NOT_EMPTY)
        looked_in = await schemas_looked_in()
    for verdict in await of_archive(file):
        _stop_at(file, verdict)
    schema = await _schema_of(file, looked_in)
    await postgres_tools.restore(address, file, into=schema if looked_in[schema] else None)
    try:
        await _check_is_found(address)
        async with open_database(address):
            async with in_transaction():
                await renew(clock())
            return await of_open_postgres()
    except Exception as error:
        raise BackupError(NOT_FINISHED.format(said=error)) from error


async def _check_is_found(address: str) -> None:
    """Check that the bot finds its tables: those that it misses it would make, and all would seem well."""
    async with opened_as_it_is(address):
        if not await tables(OpenDatabase()) >= OUR_TABLES:
            raise BackupError(NOT_FOUND_AGAIN)


async def _schema_of(file: Path, looked_in: Collection[str]) -> str:
    """Return the schema of an archive in which the bot would find its tables.

    Raises:
        BackupError: They are in another.
    """
    held = await postgres_tools.tables_in(file)
    ours = [schema for schema, names in held.items() if names >= OUR_TABLES]
    for schema in looked_in:
        if schema in ours:
            return schema
    wanted = ", ".join(looked_in) or "none"
    raise BackupError(OTHER_SCHEMA.format(file=file, of=" or ".join(ours or held), wanted=wanted))


_RESTORING = {Kind.SQLITE: _restore_sqlite, Kind.POSTGRES: _restore_postgres}


def _stop_at(file: Path, verdict: Verdict) -> None:
    if not verdict.is_fine:
        raise BackupError(NOT_WHOLE.format(file=file, said=verdict.sentence))
