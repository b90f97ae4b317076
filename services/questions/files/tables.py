"""Rows of CSV, as spreadsheets write them and as people do by hand."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from services.questions.files.columns import Layout, is_known, layout_of, shown_name
from services.questions.files.found import UNKNOWN_MAXIMUM, Field, RowFault, WrongRow
from services.questions.files.raw import RawFile, RawRow
from services.questions.files.refusals import NoTextColumn
from services.questions.rules import FILE_BYTES_MAXIMUM
from services.spreadsheets import as_typed

_DELIMITERS = (",", ";", "\t")
_NONE = "\x1f"
"""What no text has: where there is one column, commas belong to its texts and end none."""

_SAID = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
"""With what a file tells Excel its delimiter. Excel does not show this line, so it is not counted either."""

_AT_END = "unexpected end of data"
"""What Python's reader says where a quote is still open at the end."""

_NAMES_SHOWN = 10


class _Cells(NamedTuple):
    """A row that is not empty."""

    row: int
    cells: list[str]
    fault: RowFault | None = None
    """What is wrong with its quotes; it has no cells then."""


def raw_table(text: str) -> RawFile:
    """Return the rows of a CSV file.

    Raises:
        NoTextColumn: the first row does not name the column with the questions.
    """
    text, delimiter = _told(text)
    names = _header(text, delimiter)
    layout = layout_of(names)
    if Field.TEXT not in layout.fields:
        raise NoTextColumn(found=_shown(names) or shown_name(text.strip().partition("\n")[0]))
    rows = _rows(text, delimiter)
    next(rows)
    unknown = (shown_name(names[place]) or _letters(place) for place in layout.unknown[:UNKNOWN_MAXIMUM])
    return RawFile((_raw(one, layout, len(names)) for one in rows), tuple(dict.fromkeys(unknown)))


def has_text_column(text: str) -> bool:
    """Tell whether a text begins with the names of columns, of which one is that of the questions."""
    return Field.TEXT in layout_of(_header(*_told(text))).fields


def _told(text: str) -> tuple[str, str]:
    """Return a table and its delimiter: the one that it says, or by which most names of columns are known."""
    if said := _SAID.match(text):
        return text[said.end() :], said["delimiter"]
    headers = {delimiter: _header(text, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda one: (sum(map(is_known, headers[one])), len(headers[one])))
    return text, best if headers[best] != _header(text, _NONE) else _NONE


def _header(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the names of columns, without the empty ones after the last."""
    first = next(_rows(text, delimiter), None)
    cells = first.cells if first is not None else []
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def _rows(text: str, delimiter: str) -> Iterator[_Cells]:
    """Give each row that is not empty, until a quote is not closed."""
    # Cells are as long as they are: that one is too long is said of its row.
    csv.field_size_limit(FILE_BYTES_MAXIMUM)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    row = 0
    while True:
        row, line = row + 1, reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if reader.line_num > line + 1 or str(error) == _AT_END:
                # Nobody can tell any more what belongs to which row.
                yield _Cells(row, [], RowFault.NEVER_CLOSED)
                return
            yield _Cells(row, [], RowFault.STRAY_QUOTE)
        else:
            if any(map(str.strip, cells)):
                yield _Cells(row, cells)


def _raw(found: _Cells, layout: Layout, width: int) -> RawRow:
    if found.fault is not None:
        return RawRow(found.row, None, (WrongRow(found.row, found.fault),))
    values = [as_typed(cell) for cell in found.cells[:width]]
    beyond = [place for place, cell in enumerate(found.cells[width:], width) if cell.strip()]
    faults = [
        WrongRow(found.row, RowFault.TOO_MANY_CELLS, length=place + 1, maximum=width) for place in beyond[-1:]
    ]
    return RawRow(found.row, layout.values(values), tuple(faults))


def _shown(names: Sequence[str]) -> str:
    return " | ".join(filter(None, map(shown_name, names[:_NAMES_SHOWN])))


def _letters(place: int) -> str:
    """Return what spreadsheets call a column: A, B, …, Z, AA."""
    before, letter = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)
