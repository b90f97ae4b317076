"""When the database cannot do its work: what kind of fault it is, and one line in the log for each outage.

The engines in `models.engines` turn what the drivers raise into these errors, so that nobody else has to know
how SQLite says that its disk is full, or asyncpg that a server was stopped.
"""

import logging
import re
import sqlite3
import time

import asyncpg

_log = logging.getLogger(__name__)

QUIET_SECONDS = 60.0
"""For how long an outage that comes back is not spoken of again: on a full disk some writes succeed."""

_SQLITE_GONE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}

_SQLITE_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

_POSTGRES_GONE = (
    OSError,
    TimeoutError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InternalClientError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresConnectionError,
    asyncpg.PostgresSystemError,
    asyncpg.ReadOnlySQLTransactionError,
)


_AT_LIMIT = re.compile(
    "no more connections allowed|max client(s| connections) reached|too many (clients|connections)",
    re.IGNORECASE,
)
"""How poolers say that they let nobody else in; the first is pgbouncer."""


class OutageError(Exception):
    """The database cannot do its work at the moment.

    What was asked of it was not done, unless it is an `OutcomeUnknownError`: then nobody knows.
    """


class DatabaseGoneError(OutageError):
    """The database cannot be reached, or lets nobody in."""


class DatabaseMovedError(DatabaseGoneError):
    """SQLite's file is not where it was opened; what is written into it would be lost with the process."""


class DatabaseDamagedError(DatabaseGoneError):
    """SQLite's file holds what SQLite cannot read."""


class DatabaseFullError(OutageError):
    """There is no room for what should be written."""


class OutcomeUnknownError(OutageError):
    """The connection was lost with the answer to a commit: what was asked may have been done, or not."""


def sqlite_outage(error: BaseException) -> OutageError | None:
    """Return which outage an error of SQLite or of Tortoise means; None if it means none."""
    fault = _fault(error, sqlite3.Error)
    if fault is None:
        return None
    code = sqlite_code(fault)
    if code == sqlite3.SQLITE_FULL:
        return DatabaseFullError(str(fault))
    if code in _SQLITE_DAMAGED:
        return DatabaseDamagedError(str(fault))
    return DatabaseGoneError(str(fault)) if code in _SQLITE_GONE else None


def sqlite_code(error: BaseException) -> int:
    """Return which kind of error of SQLite one is, or what Tortoise wrapped; 0 if it is none."""
    # The lowest byte is the kind of error, the others say more.
    return getattr(_fault(error, sqlite3.Error), "sqlite_errorcode", 0) & 0xFF


def postgres_outage(error: BaseException) -> OutageError | None:
    """Return which outage an error of asyncpg, of the network or of Tortoise means; None if it means none."""
    fault = _fault(error, asyncpg.PostgresError) or error
    if isinstance(fault, asyncpg.DiskFullError):
        return DatabaseFullError(str(fault))
    is_closed = (
        isinstance(fault, asyncpg.InterfaceError)
        and not isinstance(fault, ValueError)
        and any(word in str(fault) for word in ("closed", "closing", "released"))
    )
    if is_closed or isinstance(fault, _POSTGRES_GONE) or is_at_limit(fault):
        return DatabaseGoneError(f"{type(fault).__name__}: {fault}".removesuffix(": "))
    return None


def is_at_limit(error: BaseException) -> bool:
    """Tell whether a server, or a pooler before it, lets nobody in because it has let in so many."""
    return isinstance(error, asyncpg.TooManyConnectionsError) or (
        isinstance(error, asyncpg.PostgresError) and _AT_LIMIT.search(words_of(error)) is not None
    )


def words_of(error: BaseException) -> str:
    """Return in one line what an error says, without what a row of PostgreSQL holds; its kind if nothing."""
    fault = _fault(error, asyncpg.PostgresError)
    said = next(iter((fault or error).args), None)
    return " ".join(str(said if isinstance(said, str) else error).split()) or type(error).__name__


def forget_row(error: BaseException) -> None:
    """Take out of an error of PostgreSQL what a row holds, links and feedback too: errors end in the log."""
    fault = _fault(error, asyncpg.PostgresError)
    if fault is not None:
        fault.detail = None  # type: ignore[attr-defined]  # asyncpg has no types


def _fault(error: BaseException, kind: type[Exception]) -> Exception | None:
    """Return the driver's error: itself, or what Tortoise wrapped."""
    if isinstance(error, kind):
        return error
    inner = error.args[0] if error.args else None
    return inner if isinstance(inner, kind) else None


class Health:
    """Whether a database does its work; says in the log when an outage begins, and when it is over.

    Args:
        reads_tell: Whether a read that succeeds shows that the database is back. SQLite answers them while it
            is locked, and while its disk is full.
        is_spoken_of: Whether the log is to say so. Of one that is being opened a sentence says what is wrong.

    Attributes:
        outages: How many there were, those that were not spoken of included.
    """

    def __init__(self, *, reads_tell: bool, is_spoken_of: bool = True) -> None:
        self.outages = 0
        self._reads_tell = reads_tell
        self._is_spoken_of = is_spoken_of
        self._failing_since: float | None = None
        self._is_full = False
        self._quiet_until = 0.0
        self._was_said = False
        self._moved = ""

    @property
    def is_away(self) -> bool:
        """Whether an outage began and nothing has shown yet that it is over."""
        return self._failing_since is not None

    def failed(self, outage: OutageError) -> None:
        """Take note of an outage."""
        self._is_full = isinstance(outage, DatabaseFullError)
        now = time.monotonic()
        moved = str(outage) if isinstance(outage, DatabaseMovedError) else ""
        if self._failing_since is not None and moved in {"", self._moved}:
            return
        self._moved = moved
        self.outages += self._failing_since is None
        self._failing_since = self._failing_since or now
        self._was_said = self._is_spoken_of and (bool(moved) or now >= self._quiet_until)
        if not self._was_said:
            return
        if self._is_full:
            _log.error("The database has no room left (%s): free some. Until then nothing is stored.", outage)
        elif moved:
            _log.error("%s Until then nothing is stored.", outage)
        elif isinstance(outage, DatabaseDamagedError):
            _log.error("The database is damaged (%s): stop the bot and restore a backup.", outage)
        else:
            _log.error("The database does not answer (%s). Members are asked to try again later.", outage)

    def worked(self, *, wrote: bool) -> None:
        """Take note that the database did what it was asked for."""
        if self._failing_since is None or not (wrote or (self._reads_tell and not self._is_full)):
            return
        now = time.monotonic()
        if self._was_said:
            _log.warning("The database is back, after %.0f seconds.", now - self._failing_since)
            self._quiet_until = now + QUIET_SECONDS
        self._failing_since = None
