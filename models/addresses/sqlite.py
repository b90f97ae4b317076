"""Addresses of SQLite files: `sqlite://path/to/file?busy_timeout=10000`."""

import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from models.addresses.parameters import Number, nothing_else, parameters_of
from models.faults import DatabaseUnreachableError, FaultKind

_IN_MEMORY = ":memory:"

_BUSY = "busy_timeout"

_VALUE = re.compile(r"-?\w+")


@dataclass(frozen=True)
class SqliteAddress:
    """An SQLite file.

    Attributes:
        file: Where it is. A relative path begins at the working directory.
        pragmas: How SQLite is to be set up for it, in its own words.
    """

    file: Path
    pragmas: dict[str, str]


def sqlite_address(rest: str) -> SqliteAddress:
    """Return what stands behind `sqlite://`.

    Raises:
        DatabaseUnreachableError: it names no file, or a pragma that SQLite does not have.
    """
    path, _, query = rest.partition("?")
    file = unquote(path)
    if os.name == "nt":
        # As others write it: sqlite:///C:/path.
        file = re.sub(r"^/(?=[A-Za-z]:)", "", file)
    # Of what is kept in memory every connection would have its own, and nothing would be left in the end.
    if not file or file == _IN_MEMORY:
        raise DatabaseUnreachableError(FaultKind.NO_FILE)
    pragmas = parameters_of(query)
    nothing_else(pragmas.keys() - _known_pragmas())
    if _BUSY in pragmas:
        Number(int, 0, "a number of milliseconds").read(_BUSY, pragmas[_BUSY])
    for name, value in pragmas.items():
        if not _VALUE.fullmatch(value):
            raise DatabaseUnreachableError(FaultKind.WRONG_VALUE, name, "a number or a word")
    return SqliteAddress(Path(file), pragmas)


def _known_pragmas() -> set[str]:
    with closing(sqlite3.connect(_IN_MEMORY)) as connection:
        return {str(name) for (name,) in connection.execute("PRAGMA pragma_list")}
