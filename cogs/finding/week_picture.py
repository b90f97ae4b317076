"""Draws the week of somebody's free hours; colours never tell anything alone."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from cogs._shared.drawing import (
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

_AXIS_WIDTH = 112
_COLUMN_WIDTH = (WIDTH - 2 * MARGIN - _AXIS_WIDTH) // 7
_HOUR_HEIGHT = 25
_GAP = 6
_NAMES_HEIGHT, _LEGEND_HEIGHT = 52, 58
_NAME_SIZE, _SMALL_SIZE, _TIME_SIZE = 32, 25, 22
_LINE_HEIGHT = 25
_HOURS_APART = 3

_FREE = "#1d7a4f"
_LINE = "#545869"
_MARK = "#ffffff"


@dataclass(frozen=True)
class Block:
    """Free hours of a day, as minutes of it, and what is written into them, the most important line first."""

    from_minute: int
    to_minute: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A weekday."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Words:
    """The other words of the picture: each third hour from midnight to midnight, and what a block means."""

    hours: tuple[str, ...]
    free: str


@lru_cache(maxsize=128)
def draw_week(columns: tuple[Column, ...], words: Words) -> bytes:
    """Return the week as a PNG; may be called in a thread."""
    with ONE_AT_A_TIME:
        top = MARGIN + _NAMES_HEIGHT
        bottom = top + 24 * _HOUR_HEIGHT
        image = Image.new("RGB", (WIDTH, bottom + _LEGEND_HEIGHT + MARGIN), GROUND)
        pen = ImageDraw.Draw(image)
        for place, column in enumerate(columns):
            left = MARGIN + _AXIS_WIDTH + place * _COLUMN_WIDTH
            middle = left + _COLUMN_WIDTH // 2
            pen.text((middle, MARGIN), column.name, SMALL_TEXT, font(_NAME_SIZE, 500), anchor="ma")
            box = (left + _GAP // 2, top, left + _COLUMN_WIDTH - _GAP // 2, bottom)
            pen.rounded_rectangle(box, 12, SURFACE)
        _draw_hours(pen, top, words.hours)
        for place, column in enumerate(columns):
            left = MARGIN + _AXIS_WIDTH + place * _COLUMN_WIDTH
            for block in column.blocks:
                _draw_block(pen, left, top, block)
        _draw_legend(pen, bottom + _GAP, words.free)
        return as_file(image)


def _draw_hours(pen: ImageDraw.ImageDraw, top: int, hours: tuple[str, ...]) -> None:
    """Draw a line each few hours, with the time beside it."""
    for number, hour in enumerate(hours):
        height = top + number * _HOURS_APART * _HOUR_HEIGHT
        right = MARGIN + _AXIS_WIDTH
        pen.text((right - 12, height), hour, SMALL_TEXT, font(_SMALL_SIZE, 400), anchor="rm")
        pen.line((right, height, WIDTH - MARGIN, height), _LINE, 2)


def _draw_block(pen: ImageDraw.ImageDraw, left: int, top: int, block: Block) -> None:
    """Draw hours of a day, with as much of their times as has room, and a mark where none has."""
    first, last = (top + minute * _HOUR_HEIGHT // 60 for minute in (block.from_minute, block.to_minute))
    box = (left + _GAP // 2, first + 1, left + _COLUMN_WIDTH - _GAP // 2, max(last - 1, first + 5))
    pen.rounded_rectangle(box, min(12, (box[3] - box[1]) // 2), _FREE)
    middle, centre = left + _COLUMN_WIDTH // 2, (first + last) // 2
    lines = block.lines[: (last - first) // _LINE_HEIGHT]
    for number, words in enumerate(lines):
        height = centre + (2 * number - len(lines) + 1) * _LINE_HEIGHT // 2
        pen.text((middle, height), words, TEXT, font(_TIME_SIZE, 600), anchor="mm")
    if not lines:
        _draw_mark(pen, middle, centre, size=max(2, min(6, (last - first) // 2 - 2)))


def _draw_mark(pen: ImageDraw.ImageDraw, x: int, y: int, *, size: int) -> None:
    pen.rectangle((x - 3 * size, y - size, x + 3 * size, y + size), _MARK)


def _draw_legend(pen: ImageDraw.ImageDraw, top: int, words: str) -> None:
    left, middle = MARGIN + _AXIS_WIDTH + _GAP // 2, top + _LEGEND_HEIGHT // 2
    pen.rounded_rectangle((left, middle - 18, left + 64, middle + 18), 8, _FREE)
    _draw_mark(pen, left + 32, middle, size=5)
    pen.text((left + 80, middle), words, SMALL_TEXT, font(_NAME_SIZE, 400), anchor="lm")
