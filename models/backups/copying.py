"""Every row of one database into another, empty one, whichever the two are; all of it, or nothing.

Balances are not copied. Accounts open at 0, and each line of the ledger goes through the triggers that have
guarded it all the time: they move the balance, and refuse a line that does not fit.
"""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tortoise import Tortoise, connections
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import BaseORMException
from tortoise.transactions import in_transaction

from models.backups.faults import BackupError
from models.backups.numbering import go_on_from, last_numbers
from models.backups.reading import Reader, Rows
from models.backups.tables import Row, Table, filled_in_order
from models.database import configuration

ROWS_AT_ONCE = 2_000

SOURCE, TARGET = "source", "default"
"""What Tortoise calls the two. The target is the one that everything else means by the open database."""

DIFFERENT = "What arrived in {table} is not what was there before: nothing was copied. Please report this."
NOT_TAKEN = (
    "The other database does not take a row of {table} (between #{first} and #{last}: {fault}): nothing was"
    " copied. `bot.py verify` says whether something is wrong with it."
)

READS_ONE_MOMENT = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",)
WAITS_FOR_THE_OTHER = "SET LOCAL idle_in_transaction_session_timeout = 0"
"""One of the two waits for long while the other is read."""

_BALANCE = ("user_points", "balance")
_OWNER = ("notification", "owner")


@dataclass(frozen=True)
class Copied:
    """A table that was copied: how many rows, and by which sum of them they were found to be the same."""

    table: str
    rows: int
    checksum: str


class ClientReader:
    """A connection of Tortoise's as something to read from."""

    def __init__(self, client: BaseDBAsyncClient) -> None:
        self._client = client
        self.dialect = client.capabilities.dialect

    async def rows(self, statement: str) -> Rows:
        """Run a statement that only reads."""
        found: Rows = await self._client.execute_query_dict(statement)
        return found


@asynccontextmanager
async def both_open(source_url: str, target_url: str) -> AsyncIterator[None]:
    """Open two databases that are up to date, as patiently as for a migration."""
    config = configuration(target_url, for_migrating=True)
    source = configuration(source_url, for_migrating=True)
    config["connections"][SOURCE] = source["connections"]["default"]
    await Tortoise.init(config=config)
    try:
        yield
    finally:
        await connections.close_all()


async def holds_no_row(reader: Reader) -> bool:
    """Tell whether a database that has the tables holds no row that the bot wrote."""
    for table in filled_in_order():
        if table.name != "installation" and await reader.rows(f'SELECT id FROM "{table.name}" LIMIT 1'):  # noqa: S608 - the models' own
            return False
    return True


async def copy_all() -> list[Copied]:
    """Copy every row from the source to the target, as the source is at this moment, and compare.

    Raises:
        BackupError: The target takes a row not, or does not have what it was given.
    """
    async with in_transaction(SOURCE) as source, in_transaction(TARGET) as target:
        await _begin(source, target)
        tables = filled_in_order()
        left = [await _copy(table, source, target) for table in tables]
        last = await last_numbers(ClientReader(source))
        await go_on_from({table.name: last.get(table.name, 0) for table in tables})
        # Only now: the ledger, which comes last, has moved the balances.
        for table, there in zip(tables, left, strict=True):
            if await _count(table, target) != there:
                raise BackupError(DIFFERENT.format(table=table.name))
    return left


async def _begin(source: BaseDBAsyncClient, target: BaseDBAsyncClient) -> None:
    for client, begins in ((source, READS_ONE_MOMENT), (target, ())):
        if client.capabilities.dialect == "postgres":
            for statement in (*begins, WAITS_FOR_THE_OTHER):
                await client.execute_query(statement)
    # The target has got a name of its own when its tables were made; what moves here keeps the one it had.
    await target.execute_query("DELETE FROM installation")


async def _copy(table: Table, source: BaseDBAsyncClient, target: BaseDBAsyncClient) -> Copied:
    found = _Sum()
    insert = _inserting(table, target.capabilities.dialect)
    async for rows in _read(table, source):
        found.take(rows)
        await _insert(table, [_opened_at_zero(table, row) for row in rows], insert, target.execute_many)
    return Copied(table.name, found.rows, found.text())


async def _count(table: Table, client: BaseDBAsyncClient) -> Copied:
    found = _Sum()
    async for rows in _read(table, client):
        found.take(rows)
    return Copied(table.name, found.rows, found.text())


async def _read(table: Table, client: BaseDBAsyncClient) -> AsyncIterator[list[Row]]:
    """Give the rows of a table in the order of their numbers, some at a time."""
    columns = ", ".join(f'"{column}"' for column in table.columns)
    place = "$1" if client.capabilities.dialect == "postgres" else "?"
    number = table.columns.index("id")
    after, last = "", list[object]()
    while True:
        statement = f'SELECT {columns} FROM "{table.name}" {after} ORDER BY id LIMIT {ROWS_AT_ONCE}'  # noqa: S608 - the models' own
        found = await client.execute_query_dict(statement, last)
        if not found:
            return
        rows = [_freed(table, table.read(tuple(row.values()))) for row in found]
        # Not from 0 on: people who had what was kept of them erased have numbers below that.
        after, last = f"WHERE id > {place}", [rows[-1][number]]
        yield rows


async def _insert(
    table: Table, rows: list[Row], statement: str, execute_many: Callable[..., Awaitable[Any]]
) -> None:
    try:
        await execute_many(statement, rows)
    except (BaseORMException, ValueError, TypeError) as error:
        fault = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        number = table.columns.index("id")
        raise BackupError(
            NOT_TAKEN.format(
                table=table.name, first=rows[0][number], last=rows[-1][number], fault=type(fault).__name__
            )
        ) from error


def _inserting(table: Table, dialect: str) -> str:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    places = ", ".join(
        f"${place + 1}" if dialect == "postgres" else "?" for place in range(len(table.columns))
    )
    return f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})'  # noqa: S608 - the models' own


def _opened_at_zero(table: Table, row: Row) -> Row:
    return _with(table, row, _BALANCE, 0)


def _freed(table: Table, row: Row) -> Row:
    """Return a row that no process has: those of one database are none of another."""
    return _with(table, row, _OWNER, None)


def _with(table: Table, row: Row, where: tuple[str, str], value: object) -> Row:
    name, column = where
    if table.name != name:
        return row
    place = table.columns.index(column)
    return (*row[:place], value, *row[place + 1 :])


class _Sum:
    """A checksum of rows: the same for the same rows in the same order."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=8)
        self.rows = 0

    def take(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        self.rows += len(rows)
        for row in rows:
            self._hash.update(repr(row).encode(errors="surrogatepass"))

    def text(self) -> str:
        """Return it as text."""
        return self._hash.hexdigest()
