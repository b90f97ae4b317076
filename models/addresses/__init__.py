"""What a `DATABASE_URL` means: the address of an SQLite file, or of PostgreSQL as hosters give it."""

import re

from models.addresses.postgres import PostgresAddress, postgres_address
from models.addresses.sqlite import SqliteAddress, sqlite_address
from models.faults import DatabaseUnreachableError, FaultKind

__all__ = ["PostgresAddress", "SqliteAddress", "read_address"]

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://")


def read_address(database_url: str) -> PostgresAddress | SqliteAddress:
    """Return what an address means.

    Raises:
        DatabaseUnreachableError: it is none, or has a part that cannot be honored.
    """
    url = database_url.strip()
    found = _SCHEME.match(url)
    if found is None:
        raise DatabaseUnreachableError(FaultKind.NO_ADDRESS)
    scheme, rest = found["scheme"].lower(), url[found.end() :]
    if scheme == "sqlite":
        return sqlite_address(rest)
    if scheme in {"postgres", "postgresql"}:
        return postgres_address(rest)
    raise DatabaseUnreachableError(FaultKind.UNKNOWN_SCHEME, scheme)
