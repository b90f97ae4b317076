"""What is found of a whole database: is it undamaged, has it its schema, and do its rows hold together."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from hosting.backups.failures import damage_said
from models.backups import postgres_tools, schema
from models.backups.faults import BackupError
from models.backups.reading import Reader, sqlite_file
from services.verification import Verdict, verdicts

LINES_NAMED = 5
"""How many of the faults of one kind are named."""

OUR_TABLES = {
    "installation",
    "mock_interview",
    "notification",
    "points_entry",
    "server",
    "user",
    "user_points",
}
"""Tables that every version has."""

ONLY_READ = (
    "It was read to its end, and has the tables of Sparring. Whether its rows hold together is verified"
    " when it is restored into an empty database; `bot.py verify` without a file verifies the database of"
    " DATABASE_URL."
)


def report(found: Iterable[Verdict]) -> bool:
    """Print what was found, a line each, and tell whether all is well."""
    lines = list(found)
    for verdict in lines:
        print("ok   " if verdict.is_fine else "WRONG", verdict.sentence)  # noqa: T201 - this is the answer
    return all(verdict.is_fine for verdict in lines)


async def of_sqlite(file: Path, *, like: Path | None = None, database: Path | None = None) -> list[Verdict]:
    """Return what is found of an SQLite file of this version; one that is damaged is read no further.

    Args:
        file: Which.
        like: A database whose schema it should have; by default what the migrations make.
        database: The database itself, where this is that or was just copied from it: what is damaged then is
            that one.
    """
    try:
        promised: set[schema.Part] | None = None
        if like is not None:
            async with sqlite_file(like) as reader:
                promised = await schema.parts(reader)
        async with sqlite_file(file) as reader:
            damage = await _damage(reader, database)
            if not damage.is_fine:
                return [damage]
            return [damage, await of_schema(reader, promised), *await verdicts(reader)]
    except sqlite3.DatabaseError as error:
        return [_damaged(error, database)]


async def damage_of(file: Path) -> Verdict:
    """Return whether an SQLite file of any version can be read as a whole."""
    try:
        async with sqlite_file(file) as reader:
            return await _damage(reader)
    except sqlite3.DatabaseError as error:
        return _damaged(error)


async def of_archive(file: Path) -> list[Verdict]:
    """Return what can be found of an archive of `pg_dump` without a server."""
    try:
        await postgres_tools.read_through(file)
        absent = OUR_TABLES.difference(*(await postgres_tools.tables_in(file)).values())
    except BackupError as error:
        return [Verdict(is_fine=False, sentence=str(error))]
    if absent:
        lacks = ", ".join(sorted(absent))
        return [Verdict(is_fine=False, sentence=f"It lacks tables of Sparring: {lacks}.")]
    return [Verdict(is_fine=True, sentence=ONLY_READ)]


def _damaged(said: object, database: Path | None = None) -> Verdict:
    sentence = f"The file is damaged: {said}." if database is None else damage_said(said, database)
    return Verdict(is_fine=False, sentence=sentence)


async def _damage(reader: Reader, database: Path | None = None) -> Verdict:
    said = [
        str(row["integrity_check"]) for row in await reader.rows(f"PRAGMA integrity_check({LINES_NAMED})")
    ]
    if said != ["ok"]:
        return _damaged("; ".join(said), database)
    orphans = await reader.rows("PRAGMA foreign_key_check")
    if orphans:
        tables = ", ".join(sorted({str(row["table"]) for row in orphans}))
        return Verdict(is_fine=False, sentence=f"Rows refer to others that are not there, in: {tables}.")
    return Verdict(
        is_fine=True, sentence="The file is undamaged, and every row that is referred to is there."
    )


async def of_schema(reader: Reader, promised: set[schema.Part] | None = None) -> Verdict:
    """Return whether a database is made of what is promised, by default of what the migrations make."""
    lacks = (
        await schema.lacking(reader)
        if promised is None
        else schema.missing(promised, await schema.parts(reader))
    )
    if lacks is None:
        return Verdict(
            is_fine=True,
            sentence="The schema was not compared: the user of DATABASE_URL may not make one beside it.",
        )
    if not lacks:
        return Verdict(is_fine=True, sentence="Tables, rules, indexes and triggers are all there.")
    more = f"; and {len(lacks) - LINES_NAMED} more" if len(lacks) > LINES_NAMED else ""
    return Verdict(
        is_fine=False, sentence=f"It lacks, or has otherwise: {'; '.join(lacks[:LINES_NAMED])}{more}."
    )
