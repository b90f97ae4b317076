"""Draws the month picture. What is in it is decided in `month`; colours never tell anything alone."""

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from threading import Lock

import fontpkg
from babel import Locale
from PIL import Image, ImageDraw, ImageFont

from cogs.interviews.picker.month import Cell, Legend, Month

_MARGIN = 28
_CELL_WIDTH, _CELL_HEIGHT = 140, 80
_GAP = 6
WIDTH = 2 * _MARGIN + 7 * _CELL_WIDTH
_MONTH_HEIGHT, _WEEKDAYS_HEIGHT, _LEGEND_HEIGHT = 60, 44, 50
_NAME_SIZE, _NUMBER_SIZE, _SMALL_SIZE = 38, 40, 32

# Its own dark ground: the picture looks the same in Discord's light and dark theme.
_GROUND = "#1f2029"
_TEXT = "#f4f4f8"
_SMALL_TEXT = "#c9cad6"
_BEYOND_TEXT = "#8a8c9c"
_FREE = "#3a3d4c"
_MINE = "#33418f"
_MINE_MARK = "#ffffff"
_OFFERED_MARK = "#5be38f"
_TODAY_MARK = "#f4f4f8"
_RING = "#ffd166"

_ONE_AT_A_TIME = Lock()
"""Fonts are shared, and drawing runs in threads."""


@lru_cache(maxsize=128)
def draw_months(months: tuple[Month, ...], language: str, legend: Legend) -> bytes:
    """Return the months as a PNG, with names in a language; may be called in a thread."""
    with _ONE_AT_A_TIME:
        items = _legend_lines(legend)
        height = 2 * _MARGIN + _WEEKDAYS_HEIGHT + _LEGEND_HEIGHT * len(items)
        height += sum(_MONTH_HEIGHT + _CELL_HEIGHT * len(month.weeks) for month in months)
        image = Image.new("RGB", (WIDTH, height), _GROUND)
        pen = ImageDraw.Draw(image)
        top = _draw_weekdays(pen, _MARGIN, months[0], language)
        for month in months:
            top = _draw_month(pen, top, month, language)
        _draw_legend(pen, top + _GAP, items)
        file = BytesIO()
        # A few colours make a small file; of the ways to choose them this is by far the quickest.
        image.quantize(64, Image.Quantize.FASTOCTREE).save(file, "PNG")
        return file.getvalue()


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(fontpkg.path("Noto Sans"), size)
    widest = 100
    font.set_variation_by_axes([weight, widest])
    return font


def _draw_weekdays(pen: ImageDraw.ImageDraw, top: int, month: Month, language: str) -> int:
    """Write the names of the weekdays above the columns; return where to go on."""
    names = Locale(language).days["stand-alone"]["abbreviated"]
    week = next(week for week in month.weeks if any(week))
    column, known = next((column, cell) for column, cell in enumerate(week) if cell is not None)
    first = (known.day.weekday() - column) % 7
    for place in range(7):
        middle = _MARGIN + place * _CELL_WIDTH + _CELL_WIDTH // 2
        name = _capitalised(names[(first + place) % 7])
        pen.text((middle, top), name, _SMALL_TEXT, _font(_SMALL_SIZE, 500), anchor="ma")
    return top + _WEEKDAYS_HEIGHT


def _draw_month(pen: ImageDraw.ImageDraw, top: int, month: Month, language: str) -> int:
    """Write the name of a month and its weeks; return where to go on."""
    name = Locale(language).months["stand-alone"]["wide"][month.number]
    title = f"{_capitalised(name)} {month.year}"
    middle = top + _MONTH_HEIGHT // 2
    pen.text((_MARGIN + _GAP, middle), title, _TEXT, _font(_NAME_SIZE, 600), anchor="lm")
    for row, week in enumerate(month.weeks):
        for column, cell in enumerate(week):
            if cell is not None:
                left = _MARGIN + column * _CELL_WIDTH
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
        pen.rounded_rectangle(box, 12, _MINE if cell.mine else _FREE)
    weight = 800 if cell.today else 500
    middle = (left + _CELL_WIDTH // 2, top + _CELL_HEIGHT // 2)
    colour = _TEXT if cell.reachable else _BEYOND_TEXT
    pen.text(middle, str(cell.day.day), colour, _font(_NUMBER_SIZE, weight), anchor="mm")
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
    pen.polygon([(x, y - 14), (x + 14, y), (x, y + 14), (x - 14, y)], _OFFERED_MARK)


def _today_mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.rectangle((x - 28, y - 2, x + 28, y + 2), _TODAY_MARK)


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
        width = _SAMPLE_WIDTH + round(_font(_SMALL_SIZE, 400).getlength(text)) + _BETWEEN
        if lines[-1] and sum(entry.width for entry in lines[-1]) + width > WIDTH - 2 * _MARGIN + _BETWEEN:
            lines.append([])
        lines[-1].append(_Entry(kind, text, width))
    return lines


def _draw_legend(pen: ImageDraw.ImageDraw, top: int, lines: list[list[_Entry]]) -> None:
    for number, line in enumerate(lines):
        left, middle = _MARGIN + _GAP, top + number * _LEGEND_HEIGHT + _LEGEND_HEIGHT // 2
        for entry in line:
            _draw_sample(pen, left, middle, entry.kind)
            place = (left + _SAMPLE_WIDTH, middle)
            pen.text(place, entry.words, _SMALL_TEXT, _font(_SMALL_SIZE, 400), anchor="lm")
            left += entry.width


def _draw_sample(pen: ImageDraw.ImageDraw, left: int, middle: int, kind: str) -> None:
    box = (left, middle - 18, left + 40, middle + 18)
    centre = left + 20
    if kind != "beyond":
        pen.rounded_rectangle(box, 8, _MINE if kind == "mine" else _FREE)
    match kind:
        case "mine":
            _mine_mark(pen, centre, middle)
        case "offered":
            _offered_mark(pen, centre, middle)
        case "today":
            pen.rectangle((centre - 14, middle + 6, centre + 14, middle + 10), _TODAY_MARK)
        case "chosen":
            _ring(pen, box)
        case "beyond":
            pen.text((centre, middle), "31", _BEYOND_TEXT, _font(_SMALL_SIZE, 500), anchor="mm")
        case _:
            pass


def _capitalised(name: str) -> str:
    """Return a name with a capital letter: in Russian months and weekdays have none inside a sentence."""
    return name[:1].upper() + name[1:]
