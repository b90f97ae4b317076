"""Writing an export: rows as CSV and JSON, and these as archives of which none is too large to send."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from services.spreadsheets import MARK, csv_lines

ROWS_OF_A_FILE = 20_000
"""Rows after which a file is gone on with in another: what is large has to be divided somewhere."""


class Files:
    """The files of one table, in a folder: each as CSV and JSON.

    Args:
        folder: Where they are written.
        name: How the first is called; the others are numbered.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self.rows = 0

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows. To be called in a thread: it waits for the disk."""
        rest = [{name: _plain(value) for name, value in row.items()} for row in rows]
        while rest:
            begun = self.rows % ROWS_OF_A_FILE
            some, rest = rest[: ROWS_OF_A_FILE - begun], rest[ROWS_OF_A_FILE - begun :]
            stem = self._stem(self.rows // ROWS_OF_A_FILE)
            with stem.with_suffix(".csv").open("a", encoding="utf-8", newline="") as file:
                file.write((MARK + csv_lines([list(some[0])]) if not begun else "") + csv_lines(_cells(some)))
            with stem.with_suffix(".json").open("ab") as file_of_json:
                file_of_json.write((b",\n" if begun else b"[\n") + b",\n".join(map(orjson.dumps, some)))
            self.rows += len(some)

    def close(self) -> None:
        """End the files of JSON. To be called in a thread."""
        for number in range(-(-self.rows // ROWS_OF_A_FILE)):
            with self._stem(number).with_suffix(".json").open("ab") as file:
                file.write(b"\n]\n")

    def _stem(self, number: int) -> Path:
        return self._folder / (f"{self._name}-{number + 1}" if number else self._name)


def archives(folder: Path, readme: str, limit: int) -> list[bytes]:
    """Return a folder's files as archives of at most `limit` bytes each; to be run in a thread.

    The readme is in the first. A file that is too large by itself is one of its own.
    """
    parts: list[bytes] = []
    current = _Archive()
    current.add("readme.txt", readme.encode())
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        if current.size + _Archive.size_of(file.name, content) > limit and current.files > 1:
            parts.append(current.finished())
            current = _Archive()
        current.add(file.name, content)
    return [*parts, current.finished()]


class _Archive:
    """A zip archive that is being filled."""

    OVERHEAD = 400
    """More than what an archive needs for a file beside its content, in bytes."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._zip = zipfile.ZipFile(self._stream, "w", zipfile.ZIP_DEFLATED)
        self.files = 0
        self.size = 0

    @classmethod
    def size_of(cls, name: str, content: bytes) -> int:
        """Return what a file would add."""
        alone = cls()
        alone.add(name, content)
        return alone.size

    def add(self, name: str, content: bytes) -> None:
        """Add a file."""
        self._zip.writestr(name, content)
        self.files += 1
        self.size = len(self._stream.getbuffer()) + self.OVERHEAD * self.files

    def finished(self) -> bytes:
        """Return the archive."""
        self._zip.close()
        return self._stream.getvalue()


def _plain(value: object) -> object:
    """Return a value as programs read it: moments in UTC, and ids as text, as JavaScript would round them."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    return value if abs(value) < 2**53 else str(value)


def _cells(rows: Sequence[Mapping[str, object]]) -> Iterator[list[object]]:
    """Give the values of rows as cells."""
    for row in rows:
        yield [orjson.dumps(one).decode() if isinstance(one, dict | list) else one for one in row.values()]
