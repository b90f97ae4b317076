"""Tortoise's SQLite, whose transactions leave nothing behind when the database fails, and are short.

Tortoise's own keeps its lock for ever when a transaction cannot begin, and leaves a transaction open whose
commit failed (a full disk): what comes next would be done in it, or be committed with it.

A transaction keeps everybody else waiting, and each of its statements would go to another thread and back:
where the event loop is busy that takes far longer than the statement, which by then waits for nothing, since
the right to write was given with the begin. So the statements of a transaction are run where they are asked
for. What may wait stays with the thread: the begin for another process, the commit for the disk, and every
statement outside of a transaction. What only reads has a connection of its own, and waits for no transaction.

Two threads that want one connection at once wait for each other, the event loop too, and what one of them
still has to do would be done in the other's transaction. So a transaction begins after the thread has done
all that it was asked for, also what nobody waits for any more.

This is written for Tortoise 1.1.9 and aiosqlite 0.22.1. Each part can go once they have another way:

- `_Transaction` and `_InTurn`: Tortoise keeps its lock where it cannot begin, or cannot open the file.
- `SqliteTransaction.begin`: Tortoise begins without the right to write, and first commits what was left open.
- `SqliteTransaction.commit`: Tortoise does not roll back what could not be committed.
- `_File.create_connection`: Tortoise keeps a connection that could not be set up, and binds it to one thread.
- `SqliteClient._reader_of`: Tortoise has one connection, which reads have to wait for too.
- `_Connection`: aiosqlite does to the end what it was asked for by somebody who was cancelled.
- `_AtOnce`, `_Statements`, `_begins_at_once`: aiosqlite gives every statement to a thread.
- `SqliteTransaction.execute_script`: sqlite3 commits before it runs a script, except with the `autocommit`
  that connections have since Python 3.12.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import Any

import aiosqlite
from tortoise.backends.base.client import (
    ConnectionWrapper,
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.sqlite.client import SqliteClient as TortoiseClient
from tortoise.backends.sqlite.client import SqliteTransactionContext
from tortoise.backends.sqlite.client import SqliteTransactionWrapper as TortoiseTransaction
from tortoise.connection import get_connections

from models.engines.places import Place
from models.outages import DatabaseMovedError, Health, sqlite_outage

_READS = ("SELECT", "PRAGMA")

TURN_SECONDS = 0.005
"""How long a transaction may go on before everything else in the loop has its turn."""

_SERIALIZED = 3
"""How SQLite is built where two threads may use one connection (`sqlite3.threadsafety`), as nearly always."""


_ROWS_AT_ONCE = 64
"""As aiosqlite has it; nobody here reads rows so."""


class _Connection(aiosqlite.Connection):
    """A connection that knows whether its thread may be at something that nobody waits for any more."""

    has_left_overs = False

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as aiosqlite has it
        try:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            self.has_left_overs = True
            raise

    async def tidy(self) -> None:
        """Wait for the thread, and end the transaction in which somebody was cut off."""
        if self.has_left_overs or self.in_transaction:
            self.has_left_overs = False
            await self.rollback()


class _File(TortoiseClient):
    """A connection to the file. Where it cannot be opened, whoever comes next tries that again."""

    place: Place

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002, FBT001 - as Tortoise has it
        """Open the file, whose connection both threads may use."""
        if self._connection is not None:
            return
        # Where the file is gone, SQLite would make another.
        self.place.check()
        is_for_one = sqlite3.threadsafety < _SERIALIZED
        connect = partial(sqlite3.connect, self.filename, isolation_level=None, check_same_thread=is_for_one)
        connection = await _Connection(connect, _ROWS_AT_ONCE)
        try:
            connection.row_factory = sqlite3.Row
            for name, value in self.pragmas.items():
                await connection.execute_fetchall(f"PRAGMA {name}={value}")
        except BaseException:
            await connection.close()
            raise
        self.place.remember()
        self._connection = connection
        await self._post_connect()

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        """Take the connection for one statement."""
        return _InTurn(self._lock, self)


class SqliteClient(_File):
    """One SQLite file; the faults of its statements are named, and noted in the log once."""

    def __init__(self, file_path: str, *, is_spoken_of: bool = True, **kwargs: Any) -> None:  # noqa: ANN401 - as Tortoise
        super().__init__(file_path, **kwargs)
        self.health = Health(reads_tell=False, is_spoken_of=is_spoken_of)
        self.busy_timeout = int(kwargs.get("busy_timeout", 0))
        self._reader = _File(file_path, **kwargs, query_only="ON")
        self.place = self._reader.place = Place(file_path)

    async def close(self) -> None:
        """Close the file."""
        await self._reader.close()
        await super().close()

    def _reader_of(self, query: str) -> TortoiseClient:
        """Return what runs a statement: what only reads need not wait for a transaction."""
        return self._reader if query.startswith("SELECT") else self

    def _in_transaction(self) -> TransactionContext:
        return _Transaction(SqliteTransaction(self), self._lock)

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        """Insert a row."""
        with self._watching():
            number: int = await super().execute_insert(query, values)
            return number

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        """Run a statement for each of many rows."""
        with self._watching():
            await super().execute_many(query, values)

    async def execute_query(
        self, query: str, values: list[Any] | None = None
    ) -> tuple[int, Sequence[dict[Any, Any]]]:
        """Run a statement; return how many rows it changed or found, and these."""
        with self._watching(wrote=not query.lstrip().upper().startswith(_READS)):
            client = self._reader_of(query)
            found: tuple[int, Sequence[dict[Any, Any]]] = await TortoiseClient.execute_query(
                client, query, values
            )
            return found

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[Any, Any]]:
        """Run a statement and return the rows that it found."""
        with self._watching(wrote=not query.lstrip().upper().startswith(_READS)):
            client = self._reader_of(query)
            rows: list[dict[Any, Any]] = await TortoiseClient.execute_query_dict(client, query, values)
            return rows

    async def execute_script(self, query: str) -> None:
        """Run several statements."""
        with self._watching():
            await super().execute_script(query)

    def _look(self) -> None:
        """See to it that there is any use in what is about to be done."""
        self.place.check()

    @contextmanager
    def _watching(self, *, wrote: bool = True) -> Iterator[None]:
        try:
            self._look()
            yield
        except DatabaseMovedError as moved:
            self.health.failed(moved)
            raise
        except Exception as error:
            outage = sqlite_outage(error)
            if outage is None:
                raise
            self.health.failed(outage)
            raise outage from error
        # In a transaction nothing is written yet; its commit shows whether there is room.
        self.health.worked(wrote=wrote and not isinstance(self, TransactionalDBClient))


class SqliteTransaction(SqliteClient, TortoiseTransaction):
    """The connection while a transaction runs."""

    _connection: _Connection

    def __init__(self, connection: SqliteClient) -> None:
        TortoiseTransaction.__init__(self, connection)
        self.health = connection.health
        self.place = connection.place
        self.busy_timeout = connection.busy_timeout
        self.turned_at = time.monotonic()

    def _reader_of(self, query: str) -> TortoiseClient:  # noqa: ARG002 - it reads what it has written
        return self

    def _look(self) -> None:
        """Leave that to the beginning and the commit: what is done in between is nothing without that."""

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        """Take the transaction's connection for one statement."""
        if sqlite3.threadsafety < _SERIALIZED:
            return TortoiseTransaction.acquire_connection(self)
        return _AtOnce(self._lock, self)

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(SqliteTransaction(self))

    async def begin(self) -> None:
        """Begin the transaction, with the right to write.

        One that begins with a read could not wait for another process's write, it would fail.
        """
        with self._watching():
            self.place.check()
            await self._parent.create_connection(with_db=True)
            self._connection = self._parent._connection  # noqa: SLF001 - as Tortoise itself
            await self._connection.tidy()
            self.turned_at = time.monotonic()
            if self._begins_at_once():
                return
            try:
                await self._connection.execute("BEGIN IMMEDIATE")
            except BaseException:
                await self._connection.rollback()
                raise

    def _begins_at_once(self) -> bool:
        """Begin without waiting; tell whether that was possible, as it is unless another process writes."""
        if sqlite3.threadsafety < _SERIALIZED:
            return False
        connection = _connection_of(self)
        try:
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            # Whatever it is, it is met again by whom it can keep waiting.
            return False
        finally:
            connection.execute(f"PRAGMA busy_timeout={self.busy_timeout}")
        return True

    async def execute_script(self, query: str) -> None:
        """Run several statements, one by one: SQLite's driver would commit before a whole script."""
        for statement in _statements(query):
            await self.execute_query(statement)

    async def commit(self) -> None:
        """Store everything, or else nothing."""
        with self._watching():
            try:
                self.place.check()
                await super().commit()
            except BaseException:
                await self._connection.rollback()
                raise
        self.health.worked(wrote=True)


class _InTurn(ConnectionWrapper[Any]):
    """Gives a connection to one at a time; Tortoise's own keeps its lock where it cannot be opened."""

    async def __aenter__(self) -> Any:  # noqa: ANN401 - as Tortoise has it
        await self._lock.acquire()
        try:
            await self.ensure_connection()
        except BaseException:
            self._lock.release()
            raise
        return self.connection


class _AtOnce(ConnectionWrapper[Any]):
    """Gives a connection whose statements are run where they are asked for, and the next one after them."""

    client: SqliteTransaction

    async def __aenter__(self) -> "_Statements":
        await self._lock.acquire()
        if time.monotonic() - self.client.turned_at > TURN_SECONDS:
            try:
                await asyncio.sleep(0)
            except BaseException:
                self._lock.release()
                raise
            self.client.turned_at = time.monotonic()
        return _Statements(_connection_of(self.client))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()


def _connection_of(client: Any) -> sqlite3.Connection:  # noqa: ANN401 - Tortoise names no more than its base
    connection: sqlite3.Connection = client._connection._conn  # noqa: SLF001 - as Tortoise itself gets at it
    return connection


class _Statements:
    """What Tortoise asks of an aiosqlite connection, done at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def total_changes(self) -> int:
        """How many rows were changed since the connection was opened."""
        return self._connection.total_changes

    async def execute_fetchall(self, query: str, values: Iterable[Any] | None = None) -> list[sqlite3.Row]:
        """Run a statement and return all that it found."""
        return self._connection.execute(query, tuple(values or ())).fetchall()

    async def execute_insert(self, query: str, values: Iterable[Any]) -> tuple[int | None]:
        """Insert a row and return its id."""
        return (self._connection.execute(query, tuple(values)).lastrowid,)

    async def executemany(self, query: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each of many rows."""
        self._connection.executemany(query, values)


class _Transaction(SqliteTransactionContext):
    """Begins a transaction and ends it, and holds Tortoise's lock no longer than that."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.connection.begin()
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        client: TransactionalDBClient = self.connection
        return client


def _statements(script: str) -> Iterator[str]:
    """Divide a script at the semicolons that end a statement: others stand within texts and triggers."""
    statement = ""
    for piece in script.split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            if statement.strip("; \n\t"):
                yield statement
            statement = ""


client_class = SqliteClient
