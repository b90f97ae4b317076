"""Whose turn it is to use one of a pool's connections, of which the server may allow fewer than wished for.

A server, a role and a pooler each have a limit of connections, which nobody is told beforehand. Whoever is
refused for it waits for a connection that somebody else of the process gives back, as if the pool had never
been larger. From time to time a single one more is tried.
"""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from typing import Any, Protocol

from models.outages import is_at_limit, words_of

_log = logging.getLogger(__name__)

REST_SECONDS = 15.0
"""For how long no connection beyond those that there are is tried after one was refused."""

PATIENCE_SECONDS = 5.0
"""How long a process that has no connection at all tries to get one, before that counts as an outage."""

PAUSE_SECONDS = 0.5
"""How long it waits between two tries."""


class Pool(Protocol):
    """What is asked of asyncpg's pool."""

    async def acquire(self) -> Any:  # noqa: ANN401 - asyncpg has no types
        """Give a connection, one that is open where there is one, else a new one."""

    def get_size(self) -> int:
        """Tell how many connections are open."""


@dataclass(frozen=True)
class _Turn:
    """A turn.

    Attributes:
        goes_beyond: Whether with it a connection is tried beyond those that there are.
    """

    goes_beyond: bool


class Turns:
    """The turns of one pool.

    Args:
        most: How many may have one at once, as long as the server has nothing against it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = most
        self._taken = 0
        self._waiting: deque[asyncio.Future[_Turn]] = deque()
        self._is_limited = False
        self._one_goes_beyond = False
        self._next_goes_beyond_at = 0.0

    async def take(self, pool: Pool) -> Any:  # noqa: ANN401 - asyncpg has no types
        """Wait for a turn and take a connection with it; the turn is given back after the connection."""
        comes_first = False
        while True:
            turn = await self._turn(comes_first=comes_first)
            try:
                connection = await self._connection(pool)
            except BaseException:
                self.give_back()
                raise
            finally:
                self._one_goes_beyond = self._one_goes_beyond and not turn.goes_beyond
            if connection is not None:
                return connection
            self.give_back()
            comes_first = True

    def give_back(self) -> None:
        """Let the next one have the turn."""
        self._taken -= 1
        while self._waiting:
            if not self._waiting[0].done():
                turn = self._next()
                if turn is None:
                    return
                self._waiting[0].set_result(turn)
            self._waiting.popleft()

    async def _connection(self, pool: Pool) -> Any:  # noqa: ANN401 - asyncpg has no types
        """Take a connection; None where the server has no more and one of the process is to be waited for."""
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + PATIENCE_SECONDS
        while True:
            try:
                return await pool.acquire()
            except Exception as error:
                if not is_at_limit(error):
                    raise
                there_are = max(self._taken - 1, pool.get_size())
                self._learn(error, there_are)
                if there_are:
                    return None
                if loop.time() >= give_up_at:
                    self._refuse_who_waits(error)
                    raise
            await asyncio.sleep(PAUSE_SECONDS)

    async def _turn(self, *, comes_first: bool) -> _Turn:
        if not self._waiting or comes_first:
            turn = self._next()
            if turn is not None:
                return turn
        waiter: asyncio.Future[_Turn] = asyncio.get_running_loop().create_future()
        (self._waiting.appendleft if comes_first else self._waiting.append)(waiter)
        try:
            return await waiter
        except asyncio.CancelledError:
            # It may have been given a turn, or refused, in the moment in which it was cut off.
            if not waiter.cancelled() and waiter.exception() is None:
                self._one_goes_beyond = self._one_goes_beyond and not waiter.result().goes_beyond
                self.give_back()
            raise

    def _next(self) -> _Turn | None:
        """Give a turn, if there is one."""
        goes_beyond = self._taken >= self._limit
        if goes_beyond:
            now = asyncio.get_running_loop().time()
            if self._limit >= self._most or self._one_goes_beyond or now < self._next_goes_beyond_at:
                return None
            self._limit += 1
            self._is_limited = self._limit < self._most
            self._one_goes_beyond = True
        self._taken += 1
        return _Turn(goes_beyond=goes_beyond)

    def _learn(self, error: Exception, there_are: int) -> None:
        if not self._is_limited and there_are:
            _log.warning(
                "The database server has no more connections for the bot (%s): it makes do with what it has.",
                words_of(error),
            )
        self._is_limited = True
        self._limit = max(1, there_are)
        self._next_goes_beyond_at = asyncio.get_running_loop().time() + REST_SECONDS

    def _refuse_who_waits(self, error: Exception) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_exception(error)
