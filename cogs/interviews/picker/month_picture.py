"""Draws the month picture. What is in it is decided in `month`; colours never tell anything alone."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from PIL import Image, ImageDraw

from cogs._shared.drawing import (
    ACCENT,
    GROUND,
    MARGIN,
    ONE_AT_A_TIME,
    SMALL_TEXT,
    SURFACE,
    TEXT,
    WIDTH,
    as_file,
    font,
)
from cogs._shared.weekdays import capitalised, weekday_name
from cogs.interviews.picker.month import Cell, Legend, Month

_CELL_WIDTH, _CELL_HEIGHT = (WIDTH - 2 * MARGIN) // 7, 80
_GAP = 6
_MONTH_HEIGHT, _WEEKDAYS_HEIGHT, _LEGEND_HEIGHT = 60, 44, 50
_NAME_SIZE, _NUMBER_SIZE, _SMALL_SIZE = 38, 40, 32

_BEYOND_TEXT = "#8a8c9c"
_MINE = "#33418f"
_MINE_MARK = "#ffffff"
_RING = "#ffd166"


@lru_cache(maxsize=128)
def draw_months(months: tuple[Month, ...], language: str, legend: Legend) -> bytes:
    """Return the months as a PNG, with names in a language; may be called in a thread."""
    with ONE_AT_A_TIME:
        items = _legend_lines(legend)
        height = 2 * MARGIN + _WEEKDAYS_HEIGHT + _LEGEND_HEIGHT * len(items)
        height += sum(_MONTH_HEIGHT + _CELL_HEIGHT * len(month.weeks) for month in months)
        image = Image.new("RGB", (WIDTH, height), GROUND)
        pen = ImageDraw.Draw(image)
        top = _draw_weekdays(pen, MARGIN, months[0], language)
        for month in months:
            top = _draw_month(pen, top, month, language)
        _draw_legend(pen, top + _GAP, items)
        return as_file(image)


def _draw_weekdays(pen: ImageDraw.ImageDraw, top: int, month: Month, language: str) -> int:
    """Write the names of the weekdays above the columns; return where to go on."""
    week = next(week for week in month.weeks if any(week))
    column, known = next((column, cell) for column, cell in enumerate(week) if cell is not None)
    first = (known.day.weekday() - column) % 7
    for place in range(7):
        middle = MARGIN + place * _CELL_WIDTH + _CELL_WIDTH // 2
        name = weekday_name((first + place) % 7, language, "abbreviated")
        pen.text((middle, top), name, SMALL_TEXT, font(_SMALL_SIZE, 500), anchor="ma")
    return top + _WEEKDAYS_HEIGHT


def _draw_month(pen: ImageDraw.ImageDraw, top: int, month: Month, language: str) -> int:
    """Write the name of a month and its weeks; return where to go on."""
    name = Locale(language).months["stand-alone"]["wide"][month.number]
    title = f"{capitalised(name)} {month.year}"
    middle = top + _MONTH_HEIGHT // 2
    pen.text((MARGIN + _GAP, middle), title, TEXT, font(_NAME_SIZE, 600), anchor="lm")
    for row, week in enumerate(month.weeks):
        for column, cell in enumerate(week):
            if cell is not None:
                left = MARGIN + column * _CELL_WIDTH
                _draw_cell(pen, left, top + _MONTH_HEIGHT + row * _CELL_HEIGHT, cell)
    return top + _MONTH_HEIGHT + _CELL_HEIGHT * len(month.weeks)


def _draw_cell(pen: ImageDraw.ImageDraw, left: int, top: int, cell: Cell) -> None:
    box = (
        left + _GAP // 2,
        top + _GAP // 2,
        left + _CELL_WIDTH - _GAP // 2,
        top + _CELL_HEIGHT - _GAP // 2,
    )
    if cell.reachable:
        pen.rounded_rectangle(box, 12, _MINE if cell.mine else SURFACE)
    weight = 800 if cell.today else 500
    middle = (left + _CELL_WIDTH // 2, top + _CELL_HEIGHT // 2)
    colour = TEXT if cell.reachable else _BEYOND_TEXT
    pen.text(middle, str(cell.day.day), colour, font(_NUMBER_SIZE, weight), anchor="mm")
    if cell.today:
        _today_mark(pen, middle[0], box[3] - 12)
    if cell.mine:
        _mine_mark(pen, left + 26, middle[1])
    if cell.offered:
        _offered_mark(pen, left + _CELL_WIDTH - 26, middle[1])
    if cell.chosen:
        _ring(pen, box)


def _mine_mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.rectangle((x - 10, y - 10, x + 10, y + 10), _MINE_MARK)


def _offered_mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.polygon([(x, y - 14), (x + 14, y), (x, y + 14), (x - 14, y)], ACCENT)


def _today_mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.rectangle((x - 28, y - 2, x + 28, y + 2), TEXT)


def _ring(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    pen.rounded_rectangle(box, 12, outline=_RING, width=6)


# --- the legend ------------------------------------------------------------------------------------------

_SAMPLE_WIDTH = 52
_BETWEEN = 30


@dataclass(frozen=True)
class _Entry:
    kind: str
    words: str
    width: int


def _legend_lines(legend: Legend) -> list[list[_Entry]]:
    """Return the entries, as many on a line as have room."""
    words = (
        ("free", legend.free),
        ("mine", legend.mine),
        ("offered", legend.offered),
        ("today", legend.today),
        ("chosen", legend.chosen),
        ("beyond", legend.beyond),
    )
    lines: list[list[_Entry]] = [[]]
    for kind, text in words:
        width = _SAMPLE_WIDTH + round(font(_SMALL_SIZE, 400).getlength(text)) + _BETWEEN
        if lines[-1] and sum(entry.width for entry in lines[-1]) + width > WIDTH - 2 * MARGIN + _BETWEEN:
            lines.append([])
        lines[-1].append(_Entry(kind, text, width))
    return lines


def _draw_legend(pen: ImageDraw.ImageDraw, top: int, lines: list[list[_Entry]]) -> None:
    for number, line in enumerate(lines):
        left, middle = MARGIN + _GAP, top + number * _LEGEND_HEIGHT + _LEGEND_HEIGHT // 2
        for entry in line:
            _draw_sample(pen, left, middle, entry.kind)
            place = (left + _SAMPLE_WIDTH, middle)
            pen.text(place, entry.words, SMALL_TEXT, font(_SMALL_SIZE, 400), anchor="lm")
            left += entry.width


def _draw_sample(pen: ImageDraw.ImageDraw, left: int, middle: int, kind: str) -> None:
    box = (left, middle - 18, left + 40, middle + 18)
    centre = left + 20
    if kind != "beyond":
        pen.rounded_rectangle(box, 8, _MINE if kind == "mine" else SURFACE)
    match kind:
        case "mine":
            _mine_mark(pen, centre, middle)
        case "offered":
            _offered_mark(pen, centre, middle)
        case "today":
            pen.rectangle((centre - 14, middle + 6, centre + 14, middle + 10), TEXT)
        case "chosen":
            _ring(pen, box)
        case "beyond":
            pen.text((centre, middle), "31", _BEYOND_TEXT, font(_SMALL_SIZE, 500), anchor="mm")
        case _:
            pass
