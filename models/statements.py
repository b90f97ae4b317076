"""Statements that are written out, for what an ORM cannot say: one text for both databases."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tortoise.connection import get_connection

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
    _, rows = await connection.execute_query(text, given)
    return rows
