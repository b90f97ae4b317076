"""Statements that are written out, for what an ORM cannot say: one text for both databases."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection

_ROWS_AT_ONCE = 200
"""Rows of one insert: PostgreSQL takes 32,767 values, SQLite as many."""

AT_ONCE = 8
"""Rows of one statement that names them (`run_for`). There are always places for as many, so that its text
stays the same: PostgreSQL prepares each text anew, and for many more it would rather read the whole table."""

_PLACES = "abcdefgh"
_NUMBERS = ", ".join(f":number_{place}" for place in _PLACES)
_GIVEN = f"CASE id {' '.join(f'WHEN :number_{one} THEN CAST(:given_{one} AS BIGINT)' for one in _PLACES)} END"

_NAMED = re.compile(r"(?<!:):([a-z_]+)\b")


async def run(statement: str, values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Run a statement in the caller's transaction, if there is one, and return the rows that it gives.

    Values stand in it as `:name`. Moments may be of any zone; both databases keep them in UTC.
    """
    connection = get_connection("default")
    numbered = _is_postgres(connection)
    text, names = _prepared(statement, numbered)
    given = [_stored(values[name]) for name in names]
    if numbered:
        # Tortoise 1.1 leaves out what an UPDATE or a DELETE returns, unless rows are asked for.
        found: list[dict[str, Any]] = await connection.execute_query_dict(text, given)
        return found
    _, rows = await connection.execute_query(text, given)
    return rows


async def run_for(
    numbers: Iterable[int] | Mapping[int, int | None], statement: str, values: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    """Run a statement for rows by their ids, some at a time, and return all the rows that it gives.

    In it `:numbers` stands for the ids, and `:given` for what a mapping gives to the id of the row.
    """
    text = statement.replace(":numbers", _NUMBERS).replace(":given", _GIVEN)
    found: list[Mapping[str, Any]] = []
    rest = list(numbers.items() if isinstance(numbers, Mapping) else ((number, None) for number in numbers))
    while rest:
        some, rest = rest[:AT_ONCE], rest[AT_ONCE:]
        # No row has the id 0.
        filled = [*some, *[(0, None)] * (AT_ONCE - len(some))]
        named = {f"number_{place}": number for place, (number, _) in zip(_PLACES, filled, strict=True)}
        given = {f"given_{place}": one for place, (_, one) in zip(_PLACES, filled, strict=True)}
        found += await run(text, {**values, **named, **given})
    return found


def _stored(value: object) -> object:
    """Return a value as it is stored: SQLite keeps moments as text, which of two zones cannot be compared."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


@lru_cache(maxsize=256)
def _prepared(statement: str, numbered: bool) -> tuple[str, tuple[str, ...]]:  # noqa: FBT001 - a fact
    """Return a statement with `$1` or `?` where values stand, and the names of these in their order."""
    names: list[str] = []

    def place(match: re.Match[str]) -> str:
        if not numbered:
            names.append(match[1])
            return "?"
        if match[1] not in names:
            names.append(match[1])
        return f"${names.index(match[1]) + 1}"

    return _NAMED.sub(place, statement), tuple(names)


def is_postgres() -> bool:
    """Tell whether the database is PostgreSQL; it is SQLite otherwise."""
    return _is_postgres(get_connection("default"))


def emptied(column: str, *names: str) -> str:
    """Return, as a part of a statement, a column of JSON with the texts of these names emptied."""
    for name in names:
        if is_postgres():
            column = f"jsonb_set({column}, '{{{name}}}', '\"\"', FALSE)"
        else:
            column = f"json_replace({column}, '$.{name}', '')"
    return column


def _is_postgres(connection: BaseDBAsyncClient) -> bool:
    return connection.capabilities.dialect == "postgres"


async def insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Insert rows in one statement; one that a constraint says is there already is left as it is."""
    await _insert(table, columns, rows, "DO NOTHING")


async def upsert(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    unique: Sequence[str],
    kept: Collection[str],
    also: Mapping[str, str],
) -> None:
    """Insert rows, some in a statement; one that is there already, by the columns of `unique`, is changed.

    Of that one the columns of `kept` stay as they are, and those of `also` get what is written out there.
    """
    changed = [f"{one} = excluded.{one}" for one in columns if one not in unique and one not in kept]
    changed += [f"{one} = {value}" for one, value in also.items()]
    await _insert(table, columns, rows, f"({', '.join(unique)}) DO UPDATE SET {', '.join(changed)}")


async def _insert(
    table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], on_conflict: str
) -> None:
    connection = get_connection("default")
    numbered = _is_postgres(connection)
    width = len(columns)
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        lines = (
            ", ".join(f"${line * width + place + 1}" if numbered else "?" for place in range(width))
            for line in range(len(some))
        )
        places = ", ".join(f"({line})" for line in lines)
        await connection.execute_query(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places} ON CONFLICT {on_conflict}",  # noqa: S608
            [_stored(value) for row in some for value in row],
        )
