"""How a database goes about a statement: whether it reads the whole of a table."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
import orjson
from tortoise import connections

from models.database import is_sqlite
from tests.support.recording import Statement, unrecorded

SMALL = {
    "server": "it grows with the servers, not with what happens in them",
    "bot_process": "one row a process",
    "erasure": "one row an erasure that is under way",
    "erased_mark": "one row a member who was erased lately",
    "installation": "one row",
    "tortoise_migrations": "one row a migration",
}
"""Tables that no history makes longer. PostgreSQL reads one that fits into a page as a whole, with or without
an index; SQLite, which does not know how long a table is, uses the index there is, and is held to it."""

ALLOWED = {
    # The erasures that are under way, every five minutes.
    "erasure": re.compile(r"SELECT .* FROM \"erasure\" WHERE \"begun_at\"", re.DOTALL),
    # The processes that there are, once a second.
    "bot_process": re.compile(r"SELECT .* FROM \"bot_process\"", re.DOTALL),
    # The servers whose boards are looked at, once an hour.
    "server": re.compile(r"SELECT .* FROM \"server\" WHERE NOT \"board_channel_id\" IS NULL", re.DOTALL),
}
"""The statements that may read all of a small table on SQLite too."""

WAITING = frozenset(
    {
        "mock_interview_card_is_missed",
        "notification_lane",
        "notification_oldest",
        "notification_one_of_a_lane",
        "notification_owned",
        "notification_put_off",
        "notification_ready",
        "notification_waiting",
        "seat_offer_live",
    }
)
"""Indexes over the rows that wait for something: to read all of one takes as long as there is to do."""

PLANNED_ANEW = 5
"""How often PostgreSQL plans a statement for its values, before it may keep to one plan for all."""

_NUMBERS = re.compile(r"\d+(?:, \d+)*|\(?(?:\?,? ?)+\)?")
_NAMED = re.compile(r'\b(?:FROM|JOIN|UPDATE|INTO)\s+"?(\w+)"?(?:\s+(?:AS\s+)?"?(\w+)"?)?', re.IGNORECASE)
_SCAN = re.compile(r"SCAN (?!\d+ |CONSTANT |\()(?P<name>\S+)(?: USING (?:COVERING )?INDEX (?P<index>\S+))?")
_NEXT_STEPS = re.compile(r"ORDER BY \"?next_step_at\"? .*\bLIMIT\b", re.DOTALL)
"""The next few of what happens by itself, by the index over when that is."""


@dataclass(frozen=True)
class Scan:
    """A statement that reads the whole of a table, and how the database says so."""

    statement: str
    plan: str

    def __str__(self) -> str:
        return f"{self.statement}\n    {self.plan}"


async def scans(database_url: str, statements: Sequence[Statement]) -> list[Scan]:
    """Return which statements read a whole table that grows; of those that differ in numbers alone, one."""
    judge = _scans_of_sqlite if is_sqlite(database_url) else _scans_of_postgres
    found: dict[str, Scan] = {}
    async for scan in judge(database_url, statements):
        found.setdefault(_NUMBERS.sub("n", scan.statement), scan)
    return list(found.values())


async def _scans_of_sqlite(_: str, statements: Sequence[Statement]) -> AsyncIterator[Scan]:
    # By the bot's own client, so that values come as the bot's do: some indexes depend on them.
    client = connections.get("default")
    for statement in statements:
        with unrecorded():
            _, rows = await client.execute_query(
                f"EXPLAIN QUERY PLAN {statement.text}", list(statement.values)
            )
        whole = [one["detail"] for one in rows if _reads_all(str(one["detail"]), statement.text)]
        if whole:
            yield Scan(statement.text, "\n    ".join(whole))


async def _scans_of_postgres(database_url: str, statements: Sequence[Statement]) -> AsyncIterator[Scan]:
    connection = await asyncpg.connect(database_url)
    try:
        for statement in statements:
            plan = await _scan_of_postgres(connection, statement)
            if plan:
                yield Scan(statement.text, plan)
    finally:
        await connection.close()


def _reads_all(detail: str, text: str) -> bool:
    """Tell whether a line of SQLite's plan reads a whole table without being allowed to."""
    match = _SCAN.match(detail)
    if match is None:
        return False
    names = {alias or table: table for table, alias in _NAMED.findall(text)}
    table = names.get(match["name"], match["name"])
    # A selection that the statement names itself, before it or after it.
    name = re.escape(match["name"])
    if re.search(rf"\b{name}(?:\(\w+(?:, \w+)*\))? AS \(|\) AS {name}\b", text):
        return False
    if match["index"] in WAITING or (match["index"] and _NEXT_STEPS.search(text)):
        return False
    return table not in ALLOWED or ALLOWED[table].match(text) is None


async def _scan_of_postgres(connection: asyncpg.Connection, statement: Statement) -> str:
    """Return the whole reads of a statement, both when it is new and when it has come again and again.

    By then PostgreSQL may keep to a plan that is made for no values.
    """
    values = ", ".join(map(_literal, statement.values))
    await connection.execute(f"PREPARE judged AS {statement.text}")
    explain = f"EXPLAIN (FORMAT JSON) EXECUTE judged{f'({values})' if values else ''}"
    plans = [await connection.fetchval(explain) for _ in range(PLANNED_ANEW + 1)]
    await connection.execute("DEALLOCATE judged")
    for plan in (plans[0], plans[-1]):
        whole = list(_whole_reads(orjson.loads(plan)[0]["Plan"], statement.text))
        if whole:
            return "\n    ".join(whole)
    return ""


def _literal(value: object) -> str:
    """Return a value as it is written in SQL; of what type it is, the statement says."""
    return "NULL" if value is None else "'{}'".format(str(value).replace("'", "''"))


def _whole_reads(node: dict[str, Any], text: str, *, is_cut: bool = False) -> Iterator[str]:
    """Give each node of a plan that reads a whole table that grows, by itself or by an index.

    Of one that `is_cut` by a limit right above it no more is read than that, unless it leaves rows out.
    """
    kind, table, index = node["Node Type"], node.get("Relation Name", ""), node.get("Index Name", "")
    line = " ".join(filter(None, (kind, "on", table, index, node.get("Filter", ""))))
    if kind == "Seq Scan" and table not in SMALL:
        yield line
    by_index = kind in {"Index Scan", "Index Only Scan", "Bitmap Index Scan"}
    in_order = bool(_NEXT_STEPS.search(text))
    is_bounded = "Index Cond" in node or in_order or (is_cut and "Filter" not in node)
    if by_index and not is_bounded and index not in WAITING and table not in SMALL:
        yield line
    for inner in node.get("Plans", ()):
        yield from _whole_reads(inner, text, is_cut=kind == "Limit")
