"""Tortoise's PostgreSQL, which comes back by itself after the server was away.

With Tortoise's own, a transaction that cannot begin leaves its dead connection in the context of its task for
ever: the worker would never reach the database again. It also waits without end for a server that is silent.

This is written for Tortoise 1.1.9 and asyncpg 0.32.0. Each part can go once they have another way:

- `_Transaction`: Tortoise puts the connection into the context and then begins; where that fails, it neither
  takes it out nor gives it back to the pool.
- `_Borrowed` and `borrow`: Tortoise waits for a connection of the pool without a limit, and raises what goes
  wrong when it is given back, though the statement was run.
- `PostgresTransaction.enter`, and the second try of what only reads: asyncpg hands out a connection without
  asking the server whether it still knows it.
- `PostgresClient.create_pool`: Tortoise tells asyncpg of one host alone, and of no address.

A statement by itself that PostgreSQL ends because it and another wait for each other is run again. In a
transaction, what ran before it is lost with it: whoever runs that is told (`models.giving_way`).
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.client import TransactionWrapper as TortoiseTransaction
from tortoise.backends.base.client import (
    ConnectionWrapper,
    NestedTransactionContext,
    PoolConnectionWrapper,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

from models.engines.sessions import LIMIT_IN_TRANSACTION, Sessions
from models.engines.turns import Turns
from models.giving_way import GaveWayError
from models.outages import (
    DatabaseGoneError,
    Health,
    OutageError,
    OutcomeUnknownError,
    forget_row,
    postgres_outage,
)

TURN_SECONDS = 60.0
"""How long a statement waits for one of the pool's connections while others use them all."""

OUTCOME_SECONDS = 10.0
"""How long is asked what became of a commit whose answer was lost, before it is left unknown."""

OUTCOME_PAUSE_SECONDS = 0.2
OUTCOME = "SELECT pg_xact_status($1::text::xid8) AS status"

Execute = Callable[..., Coroutine[Any, Any, Any]]


class PostgresClient(AsyncpgDBClient):
    """A pool of connections to one PostgreSQL database."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - as Tortoise has it
        self._dsn = str(kwargs.pop("dsn"))
        self.sessions: Sessions = kwargs.pop("sessions")
        is_spoken_of = bool(kwargs.pop("is_spoken_of", True))
        super().__init__(**kwargs)
        self.health = Health(reads_tell=True, is_spoken_of=is_spoken_of)
        self._turns = Turns(self.extra["max_size"])
        self._lent: set[Any] = set()

    async def create_pool(self, **kwargs: Any) -> asyncpg.Pool:  # noqa: ANN401 - as Tortoise has it
        """Make the pool, whose sessions know more of their server than Tortoise does."""
        told = {name: value for name, value in kwargs.items() if name not in {"host", "port"}}
        return await asyncpg.create_pool(self._dsn, connect=self.sessions.make, **told)

    def acquire_connection(self) -> ConnectionWrapper[Any] | PoolConnectionWrapper[Any]:
        """Borrow a connection from the pool for one statement."""
        return _Borrowed(self, self._pool_init_lock)

    def _in_transaction(self) -> TransactionContext:
        return _Transaction(PostgresTransaction(self), self._pool_init_lock)

    async def _translate_exceptions(self, func: Execute, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        try:
            return await self._watched(func, *args, **kwargs)
        except DatabaseGoneError:
            if not _only_reads(func, args):
                raise
            # The connection may have died unnoticed while nobody used it. To read twice does no harm.
            return await self._watched(func, *args, **kwargs)
        except asyncpg.DeadlockDetectedError:
            # Two statements wanted the same rows in another order, and this one had to give way: nothing of
            # it is done, and the other is.
            return await self._watched(func, *args, **kwargs)

    async def _watched(self, func: Execute, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        try:
            result = await super()._translate_exceptions(func, *args, **kwargs)
        except Exception as error:
            outage = postgres_outage(error)
            if outage is None:
                forget_row(error)
                raise
            await self.suffered(outage)
            raise outage from error
        self.health.worked(wrote=not _only_reads(func, args))
        return result

    async def was_committed(self, number: str) -> bool:
        """Find out whether a transaction was committed whose connection is lost.

        Raises:
            OutcomeUnknownError: The database does not come back in time, or cannot say it any more.
        """
        try:
            async with asyncio.timeout(OUTCOME_SECONDS):
                while True:
                    with contextlib.suppress(DatabaseGoneError):
                        _, rows = await self.execute_query(OUTCOME, [number])
                        if rows[0]["status"] in {"committed", "aborted"}:
                            return bool(rows[0]["status"] == "committed")
                    await asyncio.sleep(OUTCOME_PAUSE_SECONDS)
        except (TimeoutError, OperationalError) as error:
            raise OutcomeUnknownError(f"transaction {number}") from error

    async def borrow(self) -> Any:  # noqa: ANN401 - asyncpg has no types
        """Borrow a connection from the pool, waiting for one if need be."""
        assert self._pool is not None  # noqa: S101 - the contexts that borrow see to it
        async with asyncio.timeout(TURN_SECONDS):
            connection = await self._turns.take(self._pool)
        self._lent.add(connection)
        return connection

    async def give_back(self, connection: Any, error: BaseException | None) -> None:  # noqa: ANN401
        """Give a connection back to the pool, if it was not yet; one that is lost is cut off, not waited for.

        What was done with it is done, whatever becomes of the connection: so nothing is raised.
        """
        if connection not in self._lent:
            return
        self._lent.discard(connection)
        try:
            with contextlib.suppress(Exception):
                if error is not None and _is_lost(error):
                    _cut_off(connection)
                if self._pool is not None:
                    await self._pool.release(connection, timeout=TURN_SECONDS)
        finally:
            self._turns.give_back()

    async def suffered(self, outage: OutageError) -> None:
        """Take note of an outage; where one connection is lost, the others of the pool are not trusted."""
        self.health.failed(outage)
        if isinstance(outage, DatabaseGoneError) and self._pool is not None:
            await self._pool.expire_connections()


class PostgresTransaction(PostgresClient, TortoiseTransaction):
    """A connection while a transaction runs."""

    _parent: PostgresClient

    def __init__(self, connection: PostgresClient) -> None:
        TortoiseTransaction.__init__(self, connection)
        self.health = connection.health

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        """Take the transaction's connection for one statement."""
        return TortoiseTransaction.acquire_connection(self)

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(PostgresTransaction(self))

    async def _translate_exceptions(self, func: Execute, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        # What ran before in the transaction is lost with its connection: nothing is tried again.
        try:
            return await self._watched(func, *args, **kwargs)
        except asyncpg.DeadlockDetectedError as error:
            raise GaveWayError from error

    async def suffered(self, outage: OutageError) -> None:
        """Take note of an outage."""
        await self._parent.suffered(outage)

    async def enter(self) -> None:
        """Take a connection and begin the transaction on it."""
        await self._take_connection()
        try:
            await self._begin()
        except DatabaseGoneError:
            # The connection may have died unnoticed while nobody used it. Nothing was done yet.
            await self._take_connection()
            await self._begin()

    async def leave(self, error: BaseException | None) -> None:
        """End the transaction, for good or because of an error, and give its connection back."""
        try:
            if error is None:
                await self.commit()
            elif not isinstance(error, DatabaseGoneError):
                await self._undo()
        finally:
            await self._parent.give_back(self._connection, error)

    async def commit(self) -> None:
        """Store everything, and find out whether that was done where the answer is lost.

        Raises:
            DatabaseGoneError: The connection was lost, and nothing is stored.
            OutcomeUnknownError: The connection was lost, and it could not be found out what is stored.
        """
        number = await self._number()
        try:
            await super().commit()
        except Exception as error:
            outage = postgres_outage(error)
            if outage is None:
                raise
            await self.suffered(outage)
            _cut_off(self._connection)
            # Whoever asks what became of it needs a connection too, and there may be no other.
            await self._parent.give_back(self._connection, outage)
            if not isinstance(outage, DatabaseGoneError):
                raise outage from error
            # A transaction without a number changed nothing: there is nothing to find out.
            if number is not None and not await self._parent.was_committed(number):
                raise outage from error
        self.health.worked(wrote=True)

    async def _take_connection(self) -> None:
        try:
            self._connection = await self._parent.borrow()
        except Exception as error:
            outage = postgres_outage(error)
            if outage is None:
                raise
            await self.suffered(outage)
            raise outage from error

    async def _begin(self) -> None:
        try:
            await self.begin()
            if self._parent.sessions.begin_without_limit:
                await self.execute_script(LIMIT_IN_TRANSACTION)
        except BaseException as error:
            await self._parent.give_back(self._connection, error)
            raise

    async def _undo(self) -> None:
        try:
            await self.rollback()
        except Exception:  # noqa: BLE001 - the error that ended the transaction is the one to be heard of
            _cut_off(self._connection)

    async def _number(self) -> str | None:
        """Return the number under which PostgreSQL knows the transaction; None if it has changed nothing."""
        _, rows = await self.execute_query("SELECT pg_current_xact_id_if_assigned()::text AS number")
        return None if rows[0]["number"] is None else str(rows[0]["number"])


class _Borrowed(PoolConnectionWrapper[Any]):
    """Borrows a connection for one statement."""

    client: PostgresClient

    async def __aenter__(self) -> Any:  # noqa: ANN401 - asyncpg has no types
        await self.ensure_connection()
        self.connection = await self.client.borrow()
        return self.connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.client.give_back(self.connection, error)


class _Transaction(TransactionContextPooled):
    """Begins a transaction and ends it; leaves nothing in the task's context or out of the pool."""

    client: PostgresTransaction

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        await self.client.enter()
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self.client.leave(error)
        finally:
            get_connections().reset(self.token)


def _cut_off(connection: Any) -> None:  # noqa: ANN401
    """End a connection without waiting for the server; one that has ended by itself is left alone."""
    with contextlib.suppress(asyncpg.InterfaceError):
        connection.terminate()


def _is_lost(error: BaseException) -> bool:
    return isinstance(error, DatabaseGoneError) or isinstance(postgres_outage(error), DatabaseGoneError)


def _only_reads(func: Execute, args: tuple[Any, ...]) -> bool:
    """Tell whether a call of a client's method only reads."""
    is_query = func.__name__ in {"execute_query", "execute_query_dict"}
    return is_query and str(args[0]).lstrip().upper().startswith("SELECT")


client_class = PostgresClient
