"""What a database is made of, and what it would be made of by the migrations: held against each other."""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import asyncpg
from tortoise.exceptions import OperationalError
from tortoise.transactions import in_transaction

from models.backups.places import sqlite_address
from models.backups.reading import OpenDatabase, Reader, sqlite_file
from models.database import configuration, database
from models.migrating import apply_all
from models.statements import run

_MADE_HERE = "sparring_as_migrated"
"""The schema in which PostgreSQL makes everything once more, in a transaction in which it also goes again."""


_PROMISED: list["frozenset[Part]"] = []


class Part(NamedTuple):
    """One thing of which a database is made: as a person reads it, and all that it is."""

    name: str
    definition: str


_SQLITE_PARTS = (
    """SELECT 'the column ' || made.name || '.' || part.name AS name,
        part.type || ' ' || part."notnull" || ' ' || COALESCE(part.dflt_value, '-') || ' ' || part.pk
        AS definition
    FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS part WHERE made.type = 'table'""",
    """SELECT 'the reference ' || made.name || '.' || part."from" || ' to ' || part."table" AS name,
        part.on_delete AS definition
    FROM sqlite_master AS made JOIN pragma_foreign_key_list(made.name) AS part WHERE made.type = 'table'""",
    """SELECT CASE WHEN listed."unique" THEN 'the unique index' ELSE 'the index' END
            || ' of ' || made.name || ' on ' || GROUP_CONCAT(part.name, ', ') AS name,
        COALESCE((SELECT sql FROM sqlite_master AS own
            WHERE own.name = listed.name AND listed.partial), '') AS definition
    FROM sqlite_master AS made JOIN pragma_index_list(made.name) AS listed
        JOIN pragma_index_info(listed.name) AS part
    WHERE made.type = 'table' GROUP BY made.name, listed.name""",
    "SELECT 'the trigger ' || name AS name, sql AS definition FROM sqlite_master WHERE type = 'trigger'",
)

_POSTGRES_PARTS = (
    """SELECT 'the column ' || relname || '.' || attname AS name,
        format_type(atttypid, atttypmod) || ' ' || attnotnull || ' '
            || COALESCE(pg_get_expr(adbin, adrelid), '-') AS definition
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped
        AND relnamespace = current_schema()::regnamespace""",
    """SELECT CASE contype WHEN 'c' THEN 'the rule ' || conname || ' of ' || conrelid::regclass
            ELSE 'the rule of ' || conrelid::regclass || ' ' || pg_get_constraintdef(pg_constraint.oid) END
            AS name,
        pg_get_constraintdef(pg_constraint.oid) AS definition
    FROM pg_constraint WHERE contype <> 'n' AND connamespace = current_schema()::regnamespace
        AND conrelid <> 0""",
    """SELECT CASE WHEN indisunique THEN 'the unique index' ELSE 'the index' END
            || ' of ' || indrelid::regclass
            || ' on ' || SPLIT_PART(pg_get_indexdef(indexrelid), ' USING ', 2) AS name,
        '' AS definition
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = current_schema()::regnamespace""",
    """SELECT 'the trigger ' || tgname AS name,
        REPLACE(pg_get_triggerdef(pg_trigger.oid), current_schema() || '.', '') || ' ' || tgenabled::text
        AS definition
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace""",
    """SELECT 'the function ' || proname AS name, prosrc AS definition
    FROM pg_proc WHERE pronamespace = current_schema()::regnamespace""",
)

_CHECKS = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
_CASTS_AND_BRACKETS = re.compile(r"::(?:text|character varying)(?:\[\])?|[()]")
_CHECK = re.compile(r'CONSTRAINT "?(\w+)"? CHECK')


async def parts(reader: Reader) -> set[Part]:
    """Return what a database is made of: columns, references, rules, indexes, triggers."""
    if reader.dialect == "postgres":
        return await _parts(reader, _POSTGRES_PARTS)
    checks = {
        Part(f"the rule {name} of {row['name']}", "")
        for row in await reader.rows(_CHECKS)
        for name in _CHECK.findall(row["sql"])
    }
    return checks | await _parts(reader, _SQLITE_PARTS)


async def lacking(reader: Reader) -> list[str] | None:
    """Return what a database lacks of what the migrations make, as a person reads it.

    None where PostgreSQL does not let its user find out. It is asked outside of any transaction.
    """
    if reader.dialect == "sqlite":
        return missing(await _made_anew(), await parts(reader))
    found = await parts(reader)
    promised = await _made_beside()
    return None if promised is None else missing(promised, found)


def missing(promised: Iterable[Part], found: set[Part]) -> list[str]:
    """Return what is promised and not found, as a person reads it."""
    return sorted({part.name for part in promised if part not in found})


async def _parts(reader: Reader, statements: Iterable[str]) -> set[Part]:
    return {
        Part(_spaced(row["name"]), _bare(row["definition"]))
        for statement in statements
        for row in await reader.rows(statement)
        if "sqlite_" not in str(row["name"])
    }


def _bare(definition: object) -> str:
    """Return a definition without what PostgreSQL writes otherwise once it has been dumped and restored."""
    return _spaced(_CASTS_AND_BRACKETS.sub("", str(definition)))


def _spaced(text: object) -> str:
    return " ".join(str(text).split())


async def _made_anew() -> frozenset[Part]:
    """Return what the migrations make of a new SQLite file: always the same."""
    if _PROMISED:
        return _PROMISED[0]
    with tempfile.TemporaryDirectory(prefix="sparring-") as folder:
        file = Path(folder) / "new.sqlite3"
        async with database(sqlite_address(file)):
            pass
        async with sqlite_file(file) as reader:
            _PROMISED.append(frozenset(await parts(reader)))
    return _PROMISED[0]


async def _made_beside() -> set[Part] | None:
    """Return what the migrations make in PostgreSQL; None where the open database's user may make nothing."""
    try:
        async with in_transaction("default") as transaction:
            await run(f"CREATE SCHEMA {_MADE_HERE}", {})
            await run(f"SET LOCAL search_path TO {_MADE_HERE}", {})
            await apply_all(transaction, configuration("postgres://"))
            found = await parts(OpenDatabase())
            await run(f"DROP SCHEMA {_MADE_HERE} CASCADE", {})
            return found
    except OperationalError as error:
        if error.args and isinstance(error.args[0], asyncpg.InsufficientPrivilegeError):
            return None
        raise
