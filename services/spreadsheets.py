"""Tables as files that people open in a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

MARK = "\ufeff"
"""With what a file begins by which spreadsheets know that it is in UTF-8."""

_FORMULA = re.compile(r"(?P<quotes>'*)[=+\-@\t\r]")
"""With what a cell begins that a spreadsheet would calculate instead of showing it.

Quotes that somebody typed may stand before it: such a cell gets another one, so that it can be told what
they typed.
"""


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV; None is an empty cell, and nothing is calculated of what somebody typed."""
    text = StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def as_typed(cell: str) -> str:
    """Return what somebody typed that stands in a cell which `csv_lines` wrote."""
    formula = _FORMULA.match(cell)
    return cell[1:] if formula and formula["quotes"] else cell


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
