"""What was found in a file of questions: those that can be kept, and what is wrong with the others."""

from dataclasses import dataclass
from enum import StrEnum

from services.questions.new import NewQuestion

UNKNOWN_MAXIMUM = 20
"""Names of columns that were left out, and are told."""


class FileKind(StrEnum):
    """How a file is written."""

    CSV = "csv"
    JSON = "json"
    YAML = "yaml"


class Field(StrEnum):
    """A part of a question, as a file has it."""

    TEXT = "text"
    TOPIC = "topic"
    LEVEL = "level"
    LANGUAGE = "language"
    NOTES = "notes"
    HINTS = "hints"
    SOURCE = "source"
    LICENCE = "licence"


class RowFault(StrEnum):
    """What can be wrong with a row; `WrongRow` has the facts that are named here."""

    TEXT_MISSING = "text-missing"
    TEXT_TOO_SHORT = "text-too-short"
    """`length` and `minimum`."""
    TOO_LONG = "too-long"
    """`field`, `length` and `maximum`; of hints it is one that is too long."""
    LEVEL_UNKNOWN = "level-unknown"
    """`value`."""
    TOO_MANY_HINTS = "too-many-hints"
    """`maximum`."""
    NOT_TEXT = "not-text"
    """`field`; a list, say, where a text is due."""
    NOT_A_QUESTION = "not-a-question"
    """In JSON and YAML, something that has no fields."""
    GIVEN_TWICE = "given-twice"
    """`field`; in JSON and YAML, one key twice."""
    REPEATS = "repeats"
    """`other`; the row that has the same text."""
    TOO_MANY_CELLS = "too-many-cells"
    """`length` and `maximum`: how many cells it has, and how many have a name in the first row."""
    STRAY_QUOTE = "stray-quote"
    """Something stands after the quote that closes a cell; the row was not read."""
    NEVER_CLOSED = "never-closed"
    """A quote opens in it that is not closed there; neither it nor anything after it was read."""


@dataclass(frozen=True, slots=True)
class WrongRow:
    """One thing that is wrong with a row. A row with several faults has several of these."""

    row: int
    """As whoever has the file sees it: as a spreadsheet counts rows, in JSON and YAML the place from 1."""
    fault: RowFault
    field: Field | None = None
    length: int = 0
    """Characters or cells that there are."""
    minimum: int = 0
    maximum: int = 0
    value: str = ""
    """What stands there, on one line, and shortened."""
    other: int = 0
    """Another row."""


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What a file holds. A row is in `questions` or in `wrong`, and in neither if nothing stands in it."""

    questions: tuple[tuple[int, NewQuestion], ...]
    """Each with its row."""
    wrong: tuple[WrongRow, ...]
    """In the order of the rows."""
    unknown_columns: tuple[str, ...]
    """Names of columns, or keys, that were left out: shortened, and at most `UNKNOWN_MAXIMUM` of them."""
    kind: FileKind
