"""Draws how somebody's scores went; shapes tell as much as colours do."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

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
    largest,
    write_line,
)
from cogs._shared.legible import legible

LOWEST, HIGHEST = 1, 5
"""Scores go from here to there."""

_FINER = 2
"""How much larger shapes are drawn, as Pillow makes their edges rough."""
_AXIS_WIDTH = 46
_CHART_TOP, _CHART_HEIGHT = 78, 250
_DATES_HEIGHT, _LEGEND_HEIGHT = 48, 46
_LEGEND_SIZE, _SIGN_WIDTH = 24, 56
_LEGEND_MIDDLE = _CHART_TOP + _CHART_HEIGHT + _DATES_HEIGHT + 14
_HEADING_SIZE, _SMALL_SIZES = 32, (27, 25, 23, 21, 20)
_PARTS_TOP = _CHART_TOP + _CHART_HEIGHT + _DATES_HEIGHT + _LEGEND_HEIGHT
_HEADING_HEIGHT, _ROW_HEIGHT = 58, 44
_BETWEEN_PARTS = 36
_PART_WIDTH = (WIDTH - 2 * MARGIN - _BETWEEN_PARTS) // 2
_BAR_WIDTH, _VALUE_WIDTH, _COUNT_WIDTH = 66, 46, 74
_COUNT_SIZE = 23

_BAND = "#29493f"
_LINE = "#545869"
_MIDDLE = "#ffffff"


@dataclass(frozen=True)
class Dot:
    """One score with the middle of the latest five up to it, and the lowest and highest of these."""

    score: int
    median: float
    lowest: int
    highest: int


@dataclass(frozen=True)
class Bar:
    """Scores for one thing: what it is called, their middle as a number and in words, and how many.

    The first of `names` stands there that the font can write; the last always can be.
    """

    names: tuple[str, ...]
    value: float
    shown: str
    count: str


@dataclass(frozen=True)
class Part:
    """Bars under a heading."""

    heading: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Words:
    """The other words of the picture."""

    heading: str
    first: str
    last: str
    score: str
    middle: str
    spread: str


@lru_cache(maxsize=128)
def draw_progress(dots: tuple[Dot, ...], parts: tuple[Part, ...], words: Words) -> bytes:
    """Return somebody's progress as a PNG, the oldest score first; may be called in a thread."""
    with ONE_AT_A_TIME:
        longest = max((len(part.bars) for part in parts), default=0)
        height = _PARTS_TOP + (_HEADING_HEIGHT + longest * _ROW_HEIGHT if parts else 0) + MARGIN
        image = _shapes(dots, parts, words, height)
        pen = ImageDraw.Draw(image)
        _write_chart(pen, words)
        for place, part in enumerate(parts):
            _write_part(pen, _left_of(place), part)
        return as_file(image)


def _shapes(dots: Sequence[Dot], parts: Sequence[Part], words: Words, height: int) -> Image.Image:
    """Return all that is no word, drawn larger and made smaller, which smooths edges."""
    image = Image.new("RGB", (_FINER * WIDTH, _FINER * height), GROUND)
    pen = ImageDraw.Draw(image)
    places = [_across(place, len(dots)) for place in range(len(dots))]
    upper = [(x, _down(dot.highest)) for x, dot in zip(places, dots, strict=True)]
    lower = [(x, _down(dot.lowest)) for x, dot in zip(places, dots, strict=True)]
    if len(dots) > 1:
        pen.polygon(_finer([*upper, *reversed(lower)]), _BAND)
    for score in range(LOWEST, HIGHEST + 1):
        line = [(MARGIN + _AXIS_WIDTH, _down(score)), (WIDTH - MARGIN, _down(score))]
        pen.line(_finer(line), _LINE, _FINER)
    if len(dots) > 1:
        middle = [(x, _down(dot.median)) for x, dot in zip(places, dots, strict=True)]
        pen.line(_finer(middle), _MIDDLE, _FINER * 5, joint="curve")
    radius = 9 if len(dots) <= 40 else 5
    for x, dot in zip(places, dots, strict=True):
        _draw_dot(pen, x, _down(dot.score), radius)
    _draw_legend(pen, words)
    for place, part in enumerate(parts):
        for row, bar in enumerate(part.bars):
            _draw_bar(pen, _left_of(place), _middle_of(row), bar.value)
    return image.reduce(_FINER)


def _finer(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(_FINER * x, _FINER * y) for x, y in points]


def _across(place: int, count: int) -> float:
    left, right = MARGIN + _AXIS_WIDTH + 24, WIDTH - MARGIN - 24
    return (left + right) / 2 if count == 1 else left + (right - left) * place / (count - 1)


def _down(score: float) -> float:
    inset = 14
    steps = (HIGHEST - score) / (HIGHEST - LOWEST)
    return _CHART_TOP + inset + (_CHART_HEIGHT - 2 * inset) * steps


def _draw_dot(pen: ImageDraw.ImageDraw, x: float, y: float, radius: int) -> None:
    (box_from, box_to) = _finer([(x - radius, y - radius), (x + radius, y + radius)])
    pen.ellipse((*box_from, *box_to), ACCENT, GROUND, _FINER * 2)


def _legend_places(words: Words) -> tuple[int, int, int]:
    """Return where the three signs of the legend begin, each behind what the one before it means."""
    face, apart = font(_LEGEND_SIZE, 400), 28
    middle = MARGIN + 32 + face.getlength(words.score) + apart
    spread = middle + _SIGN_WIDTH + face.getlength(words.middle) + apart
    return MARGIN, round(middle), round(spread)


def _draw_legend(pen: ImageDraw.ImageDraw, words: Words) -> None:
    score, middle, spread = _legend_places(words)
    _draw_dot(pen, score + 14, _LEGEND_MIDDLE, 9)
    pen.line(_finer([(middle, _LEGEND_MIDDLE), (middle + 44, _LEGEND_MIDDLE)]), _MIDDLE, _FINER * 5)
    (box_from, box_to) = _finer([(spread, _LEGEND_MIDDLE - 14), (spread + 44, _LEGEND_MIDDLE + 14)])
    pen.rectangle((*box_from, *box_to), _BAND)


def _left_of(part: int) -> int:
    """Return where the first or the second part begins: they stand side by side."""
    return MARGIN + part * (_PART_WIDTH + _BETWEEN_PARTS)


def _middle_of(row: int) -> int:
    """Return how far down the middle of a row of a part is."""
    return _PARTS_TOP + _HEADING_HEIGHT + row * _ROW_HEIGHT + _ROW_HEIGHT // 2


def _draw_bar(pen: ImageDraw.ImageDraw, part_left: int, middle: int, value: float) -> None:
    """Draw how far a value goes, with a mark at each whole score, so that it can be read without colours."""
    right = part_left + _PART_WIDTH - _COUNT_WIDTH - _VALUE_WIDTH
    left = right - _BAR_WIDTH
    for reached, colour in ((right, SURFACE), (left + _BAR_WIDTH * value / HIGHEST, ACCENT)):
        (box_from, box_to) = _finer([(left, middle - 11), (reached, middle + 11)])
        pen.rounded_rectangle((*box_from, *box_to), _FINER * 7, colour)
    for score in range(LOWEST, HIGHEST):
        x = left + _BAR_WIDTH * score / HIGHEST
        pen.line(_finer([(x, middle - 11), (x, middle + 11)]), GROUND, _FINER * 2)


def _write_chart(pen: ImageDraw.ImageDraw, words: Words) -> None:
    write = partial(write_line, pen, room=WIDTH - 2 * MARGIN)
    write((MARGIN, MARGIN), words.heading, TEXT, (_HEADING_SIZE,), 600, anchor="la")
    for score in range(LOWEST, HIGHEST + 1):
        pen.text((MARGIN + 16, _down(score)), str(score), SMALL_TEXT, font(_SMALL_SIZES[0], 400), anchor="mm")
    below = _CHART_TOP + _CHART_HEIGHT + 8
    write((MARGIN + _AXIS_WIDTH, below), words.first, SMALL_TEXT, _SMALL_SIZES, 400, anchor="la")
    if words.last != words.first:
        write((WIDTH - MARGIN, below), words.last, SMALL_TEXT, _SMALL_SIZES, 400, anchor="ra")
    places = zip(_legend_places(words), (32, _SIGN_WIDTH, _SIGN_WIDTH), strict=True)
    for (x, sign), text in zip(places, (words.score, words.middle, words.spread), strict=True):
        room = WIDTH - MARGIN - x - sign
        write_line(pen, (x + sign, _LEGEND_MIDDLE), text, SMALL_TEXT, (_LEGEND_SIZE,), 400, room, "lm")


def _write_part(pen: ImageDraw.ImageDraw, left: int, part: Part) -> None:
    write_line(pen, (left, _PARTS_TOP + 34), part.heading, TEXT, (_HEADING_SIZE,), 600, _PART_WIDTH, "lm")
    small, right = _SMALL_SIZES[0], left + _PART_WIDTH
    room = _PART_WIDTH - _COUNT_WIDTH - _VALUE_WIDTH - _BAR_WIDTH - 14
    names = [legible(bar.names) for bar in part.bars]
    size = min(largest(name, _SMALL_SIZES, 400, room) for name in names)
    for row, (bar, name) in enumerate(zip(part.bars, names, strict=True)):
        middle = _middle_of(row)
        write_line(pen, (left, middle), name, TEXT, (size,), 400, room, "lm")
        pen.text((right - _COUNT_WIDTH, middle), bar.shown, TEXT, font(small, 700), anchor="rm")
        pen.text((right, middle), bar.count, SMALL_TEXT, font(_COUNT_SIZE, 400), anchor="rm")
