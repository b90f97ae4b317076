"""Tables as files that people open in a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would calculate instead of showing it."""


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV in UTF-8, marked so that spreadsheets know that; None is an empty cell."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if cell is None else _shown(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _shown(cell: object) -> object:
    """Return a cell so that whatever a member typed is read, and nothing is calculated of it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS_A_FORMULA) else cell
