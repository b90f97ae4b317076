"""How sessions of PostgreSQL are made: at one of several hosts, and through a pooler that keeps none.

A pooler in transaction mode, as pgbouncer, gives each transaction, and each statement outside of one, any
session of the server that is free. What was prepared in one is not there in the next, and settings with which
a session begins are refused, or not passed on. Such a pooler does not say so. But it cannot know the number
of the process that serves a session: one statement in the first session tells it from a server by this.

This is written for asyncpg 0.32.0. Each part can go once it has another way:

- `Session.close`: asyncpg closes connections that have expired in tasks that nobody waits for.
- `_at_one_of`: asyncpg has one limit of time for all hosts: the first that is silent uses it up.
"""

import contextlib
import logging
import re
from collections.abc import Sequence
from typing import Any

import asyncpg

from models.outages import words_of

_log = logging.getLogger(__name__)

FORGOTTEN_AFTER = "60s"
"""After how long PostgreSQL ends a transaction whose process went silent, and with it the locks it holds."""

_FORGETS = "idle_in_transaction_session_timeout"

_REFUSED = re.compile(r"unsupported startup parameter\S*: (?P<name>\w+)")
"""How pgbouncer says that it does not let a session begin with a setting."""

_NEXT_HOST = (OSError, asyncpg.CannotConnectNowError, asyncpg.TargetServerAttributeNotMatched)
"""What is wrong with one host alone. A login that is refused is refused everywhere, as libpq sees it."""

LIMIT_IN_TRANSACTION = f"SET LOCAL {_FORGETS} = '{FORGOTTEN_AFTER}'"
"""What a transaction says itself where its session could not."""


class Session(asyncpg.Connection):  # type: ignore[misc]
    """A PostgreSQL session of the pool, in which nothing is ever set, locked or listened to.

    So there is nothing to undo when it is given back, and the statement with which asyncpg would do so is
    spared: it comes after every transaction and every single query. What a fault left open is rolled back
    all the same.
    """

    def get_reset_query(self) -> str:
        """Return the statement that undoes what was set: none."""
        return ""

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as asyncpg has it
        """Close the session; one whose server is gone is cut off, and there is nothing more to do.

        The pool closes what it no longer trusts in tasks that nobody waits for: what they raise would stand
        in the log.
        """
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await super().close(timeout=timeout)


class Sessions:
    """Makes the sessions of one pool, and remembers what the first of them showed of what is in between.

    Args:
        hosts: Where the server may be; without any, asyncpg knows.
        ports: The port of each host.
        is_pooled: Whether it is known that a pooler is in between.
        prepares: Whether it is known that prepared statements last nevertheless.
    """

    def __init__(
        self, hosts: Sequence[str], ports: Sequence[int], *, is_pooled: bool, prepares: bool
    ) -> None:
        self._places = (
            list(zip(hosts, ports, strict=True)) if hosts else [(None, ports[0] if ports else None)]
        )
        self._is_known = False
        self._is_pooled = is_pooled
        self._prepares = prepares
        self._may_begin_with_limit = True

    @property
    def begin_without_limit(self) -> bool:
        """Whether each transaction has to say itself that it ends with its process."""
        return self._is_pooled or not self._may_begin_with_limit

    async def make(self, *arguments: Any, **options: Any) -> asyncpg.Connection:  # noqa: ANN401 - as asyncpg has it
        """Make a session, as `asyncpg.connect`."""
        while True:
            fitting = self._fitting(options)
            try:
                session = await self._at_one_of(arguments, fitting)
            except Exception as error:
                if not self._learns_from(error, fitting):
                    raise
                continue
            await self._look_for_a_pooler(session)
            if fitting == self._fitting(options):
                return session
            session.terminate()

    def _fitting(self, options: dict[str, Any]) -> dict[str, Any]:
        settings = dict(options.get("server_settings") or {})
        if self._may_begin_with_limit:
            settings.setdefault(_FORGETS, FORGOTTEN_AFTER)
        fitting = options | {"server_settings": settings}
        if self._is_pooled and not self._prepares:
            fitting["statement_cache_size"] = 0
        return fitting

    def _learns_from(self, error: BaseException, tried: dict[str, Any]) -> bool:
        """Tell whether the next try is worth it, since it will be another one."""
        # With sslmode=prefer asyncpg tries without TLS what was refused with it, and that may be refused too.
        refused = _REFUSED.search(words_of(error)) or _REFUSED.search(words_of(error.__cause__ or error))
        if refused is None or refused["name"] != _FORGETS or _FORGETS not in tried["server_settings"]:
            return False
        self._may_begin_with_limit = False
        return True

    async def _look_for_a_pooler(self, session: asyncpg.Connection) -> None:
        if self._is_known:
            return
        number = int(session.get_server_pid())
        try:
            # Without values nothing is prepared for it. It says how many rows it found.
            found = await session.execute(f"SELECT 1 WHERE pg_backend_pid() = {number}")
        except BaseException:
            session.terminate()
            raise
        self._is_known = True
        if found != "SELECT 1" and not self._is_pooled:
            self._is_pooled = True
            _log.info("There is a pooler before the database: nothing is kept beyond a transaction.")

    async def _at_one_of(self, arguments: Sequence[Any], options: dict[str, Any]) -> asyncpg.Connection:
        """Make a session at the first host that answers and is fit for what is wanted."""
        error: Exception | None = None
        for wanted in _passes(options):
            for host, port in self._places:
                try:
                    return await asyncpg.connect(*arguments, **options | wanted, host=host, port=port)
                except _NEXT_HOST as fault:
                    error = fault
        assert error is not None  # noqa: S101 - there is at least one place
        raise error


def _passes(options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the hosts are asked for, in turn: a standby is preferred by asking all for one first."""
    if options.get("target_session_attrs") == "prefer-standby":
        return [{"target_session_attrs": "standby"}, {"target_session_attrs": "any"}]
    return [{}]
