"""The rows of a file before anybody looked at what stands in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.questions.files.found import Field, WrongRow


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a file as it stands there."""

    row: int
    parts: Mapping[Field, object] | None
    """A part that is no text is no `str`; None where nothing could be read."""
    faults: tuple[WrongRow, ...] = ()
    """What is wrong with it whatever stands in it."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """All rows of a file, which can be gone through once, and what is left out of them."""

    rows: Iterator[RawRow]
    unknown_columns: tuple[str, ...]
