"""When the database cannot do its work: what kind of fault it is, and one line in the log for each outage.

The engines in `models.engines` turn what the drivers raise into these errors, so that nobody else has to know
how SQLite says that its disk is full, or asyncpg that a server was stopped.
"""

import logging
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


class OutageError(Exception):
    """The database cannot do its work at the moment.

    What was asked of it was not done, unless it is an `OutcomeUnknownError`: then nobody knows.
    """


class DatabaseGoneError(OutageError):
    """The database cannot be reached, or lets nobody in."""


class DatabaseFullError(OutageError):
    """There is no room for what should be written."""


class OutcomeUnknownError(OutageError):
    """The connection was lost with the answer to a commit: what was asked may have been done, or not."""


def sqlite_outage(error: BaseException) -> OutageError | None:
    """Return which outage an error of SQLite or of Tortoise means; None if it means none."""
    fault = _fault(error, sqlite3.Error)
    if fault is None:
        return None
    # The lowest byte is the kind of error, the others say more.
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DatabaseFullError(str(fault))
    return DatabaseGoneError(str(fault)) if code in _SQLITE_GONE else None


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
    if is_closed or isinstance(fault, _POSTGRES_GONE):
        return DatabaseGoneError(f"{type(fault).__name__}: {fault}".removesuffix(": "))
    return None


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

    Attributes:
        outages: How many there were, those that were not spoken of included.
    """

    def __init__(self, *, reads_tell: bool) -> None:
        self.outages = 0
        self._reads_tell = reads_tell
        self._failing_since: float | None = None
        self._is_full = False
        self._quiet_until = 0.0
        self._was_said = False

    @property
    def is_away(self) -> bool:
        """Whether an outage began and nothing has shown yet that it is over."""
        return self._failing_since is not None

    def failed(self, outage: OutageError) -> None:
        """Take note of an outage."""
        self._is_full = isinstance(outage, DatabaseFullError)
        now = time.monotonic()
        if self._failing_since is not None:
            return
        self._failing_since = now
        self.outages += 1
        self._was_said = now >= self._quiet_until
        if not self._was_said:
            return
        if self._is_full:
            _log.error("The database has no room left (%s): free some. Until then nothing is stored.", outage)
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
