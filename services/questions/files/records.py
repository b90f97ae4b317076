"""Rows of what is a list of questions, each with its parts under their names, as in JSON and YAML."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from models.folded import folded
from services.questions.files.columns import layout_of, shown_name
from services.questions.files.found import UNKNOWN_MAXIMUM, Field, RowFault, WrongRow
from services.questions.files.raw import RawFile, RawRow
from services.questions.files.refusals import (
    FileHasNoList,
    FileHasNoQuestions,
    FileHasTooManyRows,
    NoTextColumn,
)
from services.questions.rules import ROWS_MAXIMUM

DEPTH_MAXIMUM = 10
"""Lists and records in each other. Questions need four; of a few more it can be said which row is wrong."""

_QUESTIONS = frozenset({"questions", "вопросы"})
"""Under what a list of questions may stand."""

_NAMES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Record:
    """Names and their values as they stand there, also if one stands there twice."""

    pairs: list[tuple[object, object]]

    def names(self) -> tuple[str, ...]:
        """Return the names; one that is no text is empty."""
        return tuple(name if isinstance(name, str) else "" for name, _ in self.pairs)

    def values(self) -> list[object]:
        """Return the values, each where its name is."""
        return [value for _, value in self.pairs]


def raw_records(content: object) -> RawFile:
    """Return the rows of a list of questions.

    Raises:
        FileHasNoList: it is neither a list nor has one under `questions`.
        FileHasNoQuestions: the list is empty.
        FileHasTooManyRows: it has more than can be read.
        NoTextColumn: no question has a text.
    """
    items = _listed(content)
    if not items:
        raise FileHasNoQuestions
    if len(items) > ROWS_MAXIMUM:
        raise FileHasTooManyRows(maximum=ROWS_MAXIMUM)
    records = [item for item in items if isinstance(item, Record)]
    if records and not any(Field.TEXT in layout_of(record.names()).fields for record in records):
        raise NoTextColumn(found=" | ".join(filter(None, map(shown_name, records[0].names()[:_NAMES_SHOWN]))))
    unknown = dict.fromkeys(filter(None, _left_out(records)))
    return RawFile(
        (_raw(row, item) for row, item in enumerate(items, 1)), tuple(islice(unknown, UNKNOWN_MAXIMUM))
    )


def _listed(content: object) -> list[object]:
    if isinstance(content, Record):
        named = (value for name, value in content.pairs if folded(str(name)) in _QUESTIONS)
        content = next(named, None)
    if not isinstance(content, list):
        raise FileHasNoList
    return content


def _left_out(records: list[Record]) -> Iterator[str]:
    for names in dict.fromkeys(record.names() for record in records):
        yield from (shown_name(names[place]) for place in layout_of(names).unknown[:UNKNOWN_MAXIMUM])


def _raw(row: int, item: object) -> RawRow:
    if not isinstance(item, Record):
        return RawRow(row, None, (WrongRow(row, RowFault.NOT_A_QUESTION),))
    layout = layout_of(item.names())
    twice = tuple(WrongRow(row, RowFault.GIVEN_TWICE, field) for field in layout.twice)
    return RawRow(row, layout.values(item.values()), twice)
