"""Tables as files that people open in a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

MARK = "\ufeff"
"""With what a file begins by which spreadsheets know that it is in UTF-8."""

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would calculate instead of showing it."""


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV; None is an empty cell, and nothing is calculated of what somebody typed."""
    text = StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA) else value
