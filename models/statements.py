"""Statements that are written out, for what an ORM cannot say: one text for both databases."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tortoise.connection import get_connection

_ROWS_AT_ONCE = 200
"""Rows of one insert: PostgreSQL takes 32,767 values, SQLite as many."""

_NAMED = re.compile(r"(?<!:):([a-z_]+)\b")


async def run(statement: str, values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Run a statement in the caller's transaction, if there is one, and return the rows that it gives.

    Values stand in it as `:name`. SQLite takes moments as text and PostgreSQL as they are; both keep them in
    UTC, and so they have to be given.
    """
    connection = get_connection("default")
    is_postgres = connection.capabilities.dialect == "postgres"
    given: list[Any] = []
    places: dict[str, str] = {}

    def place(match: re.Match[str]) -> str:
        name = match[1]
        if is_postgres and name in places:
            return places[name]
        given.append(values[name])
        places[name] = f"${len(given)}" if is_postgres else "?"
        return places[name]

    text = _NAMED.sub(place, statement)
    if is_postgres:
        # Tortoise 1.1 leaves out what an UPDATE or a DELETE returns, unless rows are asked for.
        found: list[dict[str, Any]] = await connection.execute_query_dict(text, given)
        return found
    _, rows = await connection.execute_query(text, given)
    return rows


async def hold_shared(table: str, number: int) -> None:
    """Keep others from changing a row until the caller's transaction ends; who only reads it may do so too.

    On SQLite one transaction at a time writes anyway.
    """
    connection = get_connection("default")
    if connection.capabilities.dialect == "postgres":
        await connection.execute_query_dict(f'SELECT 1 FROM "{table}" WHERE id = $1 FOR SHARE', [number])  # noqa: S608


async def insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Insert rows in one statement; one that a constraint says is there already is left as it is."""
    connection = get_connection("default")
    is_postgres = connection.capabilities.dialect == "postgres"
    width = len(columns)
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        lines = (
            ", ".join(f"${line * width + place + 1}" if is_postgres else "?" for place in range(width))
            for line in range(len(some))
        )
        places = ", ".join(f"({line})" for line in lines)
        await connection.execute_query(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places} ON CONFLICT DO NOTHING",  # noqa: S608
            [value for row in some for value in row],
        )
