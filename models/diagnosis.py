"""What an error means that kept the database from being opened: told from what drivers and networks raise."""

import errno
import os
import re
import shutil
import socket
import sqlite3
import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import asyncpg
from tortoise.exceptions import BaseORMException

from models.addresses import PostgresAddress, SqliteAddress
from models.addresses.postgres import DEFAULT_PORT
from models.faults import DatabaseUnreachableError, Fault, FaultKind
from models.outages import OutageError, is_at_limit, sqlite_code, words_of

FAULTS_OF_OPENING = (
    OSError,
    TypeError,
    ValueError,
    BaseORMException,
    OutageError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    sqlite3.Error,
)
"""What may be raised by opening a database for which the bot is not to blame."""

LITTLE_BYTES = 65536
"""With so little room on its disk, SQLite cannot even make the files that it has beside its own."""

_NO_SUCH_DATABASE = re.compile('no such database|database ".*" does not exist')
"""How pgbouncer says it."""

_WANTS_ENCRYPTION = re.compile("SSL required|no encryption|SSL off")

_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: FaultKind.LOCKED,
    sqlite3.SQLITE_CORRUPT: FaultKind.DAMAGED,
    sqlite3.SQLITE_FULL: FaultKind.NO_ROOM,
    sqlite3.SQLITE_LOCKED: FaultKind.LOCKED,
    sqlite3.SQLITE_NOTADB: FaultKind.NO_DATABASE_IN_FILE,
    sqlite3.SQLITE_READONLY: FaultKind.READ_ONLY,
}


def _is_refused(error: BaseException) -> bool:
    """Tell whether nobody listens at a place; where there were several, only the text of an error says so."""
    if isinstance(error, ConnectionRefusedError | FileNotFoundError):
        return True
    return isinstance(error, OSError) and f"[Errno {errno.ECONNREFUSED}]" in str(error)


_OF_POSTGRES: tuple[tuple[FaultKind, Callable[[BaseException], bool]], ...] = (
    (FaultKind.NOT_TRUSTED, lambda error: isinstance(error, ssl.SSLCertVerificationError)),
    (FaultKind.UNKNOWN_HOST, lambda error: isinstance(error, socket.gaierror)),
    (FaultKind.NO_ENCRYPTION, lambda error: "rejected SSL upgrade" in str(error)),
    (FaultKind.NOBODY_LISTENS, _is_refused),
    (FaultKind.NO_ANSWER, lambda error: isinstance(error, TimeoutError)),
    (FaultKind.NO_CONNECTION_LEFT, is_at_limit),
    (FaultKind.PARAMETER_REFUSED, lambda error: "unsupported startup parameter" in str(error)),
    (FaultKind.ENCRYPTION_WANTED, lambda error: words_of(error) == "SSL required"),
    (FaultKind.NO_SUCH_DATABASE, lambda error: isinstance(error, asyncpg.InvalidCatalogNameError)),
    (FaultKind.NO_SUCH_DATABASE, lambda error: _NO_SUCH_DATABASE.match(words_of(error)) is not None),
    (FaultKind.NO_SUCH_SCHEMA, lambda error: isinstance(error, asyncpg.InvalidSchemaNameError)),
    (FaultKind.NOT_LET_IN, lambda error: isinstance(error, asyncpg.InvalidAuthorizationSpecificationError)),
    (FaultKind.NO_RIGHT, lambda error: isinstance(error, asyncpg.InsufficientPrivilegeError)),
    (FaultKind.ONLY_READS, lambda error: isinstance(error, asyncpg.ReadOnlySQLTransactionError)),
    (FaultKind.NONE_FITS, lambda error: isinstance(error, asyncpg.TargetServerAttributeNotMatched)),
    (FaultKind.SERVER_REFUSES, lambda error: isinstance(error, asyncpg.PostgresError)),
    (FaultKind.NO_AUTHORITY, lambda error: words_of(error).startswith("root certificate file")),
    (FaultKind.UNUSABLE_ADDRESS, lambda error: isinstance(error, asyncpg.InterfaceError)),
)
"""Which fault an error means; the first that fits does."""


def see_to_file(file: Path) -> None:
    """Make the folder of an SQLite file, and look whether the file can be what it has to be.

    Raises:
        DatabaseUnreachableError: it cannot.
    """
    folder = file.parent
    if file.is_dir():
        raise DatabaseUnreachableError(FaultKind.IS_A_FOLDER, str(file))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        kind = FaultKind.NO_ROOM if error.errno == errno.ENOSPC else FaultKind.NO_FOLDER
        raise DatabaseUnreachableError(kind, str(folder), error.strerror or "") from error
    # SQLite has other files beside this one. It would also open what it can only read, and fail later.
    for one in (folder, file):
        if one.exists() and not os.access(one, os.W_OK):
            raise DatabaseUnreachableError(FaultKind.READ_ONLY, str(one))
    # Links and feedback are in it: a new one is for its owner alone, and so is what SQLite puts beside it.
    # Where it cannot be made, opening it says why.
    with suppress(OSError):
        file.touch(mode=0o600, exist_ok=False)


def fault_of(error: Exception, address: SqliteAddress | PostgresAddress) -> Fault:
    """Return which fault an error means that was met while the database at an address was opened."""
    cause = _cause(error)
    if isinstance(address, SqliteAddress):
        return _of_sqlite(cause, address.file)
    # Without a host asyncpg looks for one, as libpq.
    hosts = address.hosts or (os.environ.get("PGHOST", "localhost"),)
    name = ", ".join(_place(*place) for place in zip(hosts, address.ports or (DEFAULT_PORT,), strict=False))
    for kind, fits in _OF_POSTGRES:
        if fits(cause):
            words = (
                cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else words_of(cause)
            )
            return Fault(kind, name, words.rstrip("."))
    return Fault(FaultKind.OTHER, name, _kind_and_words(cause))


def _of_sqlite(cause: BaseException, file: Path) -> Fault:
    kind = _OF_SQLITE.get(sqlite_code(cause))
    if kind is None and file.parent.is_dir() and shutil.disk_usage(file.parent).free < LITTLE_BYTES:
        kind = FaultKind.NO_ROOM
    return Fault(kind or FaultKind.OTHER, str(file), _kind_and_words(cause))


def _cause(error: BaseException) -> BaseException:
    """Return what a driver or the network raised, out of what was made of it."""
    if isinstance(error, OutageError) and error.__cause__ is not None:
        return _cause(error.__cause__)
    if isinstance(error, BaseORMException) and error.args and isinstance(error.args[0], BaseException):
        return _cause(error.args[0])
    if isinstance(error, BaseORMException) and error.__cause__ is not None:
        return _cause(error.__cause__)
    first = error.__cause__
    if isinstance(first, asyncpg.PostgresError) and _WANTS_ENCRYPTION.search(words_of(error)):
        # asyncpg has tried without TLS what was refused with it, by sslmode=prefer.
        error = first
    return error


def _place(host: str, port: int) -> str:
    return host if host.startswith("/") else f"{host}:{port}"


def _kind_and_words(error: BaseException) -> str:
    kind, words = type(error).__name__, words_of(error)
    return kind if words == kind else f"{kind}: {words}"
