"""Draws a certificate; colours never tell anything alone."""

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import chain
from math import cos, pi, sin

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
    largest,
    write_line,
)
from cogs._shared.legible import legible
from cogs.certificates.message import PictureWords

_HEIGHT = 776
_MIDDLE = WIDTH // 2
_TEXT_WIDTH = WIDTH - 2 * MARGIN - 120
_GOLD = "#f0c35a"
_DARK_GOLD = "#8a6d2b"

_NAME_SIZES = (76, 66, 56, 48, 40, 34)
_SERVER_SIZES = (50, 44, 38, 32)
_SMALL_SIZES = (35, 33, 31, 29, 27)
_TITLE_SIZE, _NUMBER_SIZE = 32, 44
_TITLE_SPACE = 5
_TILE_TOP, _TILE_WIDTH, _TILE_HEIGHT = 390, 436, 138
_TILE_MIDDLES = (_MIDDLE - 230, _MIDDLE + 230)
_POINTS = 16
"""Of the seal."""
_FINER = 2
"""How much larger shapes are drawn, as Pillow makes their edges rough."""


@lru_cache(maxsize=128)
def draw_certificate(words: PictureWords) -> bytes:
    """Return a certificate as a PNG; may be called in a thread."""
    with ONE_AT_A_TIME:
        image = _without_words()
        pen = ImageDraw.Draw(image)
        write = partial(write_line, pen, room=_TEXT_WIDTH)
        _draw_spaced(pen, 174, words.title.upper())
        write((_MIDDLE, 242), legible(words.names), TEXT, _NAME_SIZES, 700)
        write((_MIDDLE, 304), words.practised, SMALL_TEXT, _SMALL_SIZES, 400)
        write((_MIDDLE, 350), legible(words.servers), TEXT, _SERVER_SIZES, 600)
        _draw_counts(pen, (words.given, words.taken))
        write((_MIDDLE, 564), words.dates, SMALL_TEXT, _SMALL_SIZES, 400)
        write((_MIDDLE, 616), words.number, _GOLD, (_NUMBER_SIZE,), 700)
        write((_MIDDLE, 666), words.issued, SMALL_TEXT, _SMALL_SIZES, 400)
        write((_MIDDLE, 710), words.check, SMALL_TEXT, _SMALL_SIZES, 400)
        return as_file(image)


def _without_words() -> Image.Image:
    """Return the frame, the seal and the two tiles, drawn larger and made smaller, which smooths edges."""
    image = Image.new("RGB", (_FINER * WIDTH, _FINER * _HEIGHT), GROUND)
    pen = ImageDraw.Draw(image)
    for inset, colour, width in ((12, _GOLD, 4), (24, _DARK_GOLD, 2)):
        box = _finer((inset, inset, WIDTH - inset, _HEIGHT - inset))
        pen.rounded_rectangle(box, _FINER * 26, outline=colour, width=_FINER * width)
    for middle in _TILE_MIDDLES:
        left, right = middle - _TILE_WIDTH // 2, middle + _TILE_WIDTH // 2
        box = _finer((left, _TILE_TOP, right, _TILE_TOP + _TILE_HEIGHT))
        pen.rounded_rectangle(box, _FINER * 18, SURFACE)
    _draw_seal(pen, _MIDDLE, 82)
    return image.reduce(_FINER)


def _finer(places: Iterable[float]) -> list[float]:
    return [_FINER * place for place in places]


def _draw_seal(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Draw a seal with two ribbons and a tick."""
    for side in (-1, 1):
        ends = ((0, 0), (42, 58), (22, 52), (8, 66))
        ribbon = [(x + side * across, y + down) for across, down in ends]
        pen.polygon(_finer(chain.from_iterable(ribbon)), _DARK_GOLD)
    turns = [(place * pi / _POINTS, (50, 43)[place % 2]) for place in range(2 * _POINTS)]
    rim = [(x + radius * sin(turn), y - radius * cos(turn)) for turn, radius in turns]
    pen.polygon(_finer(chain.from_iterable(rim)), _GOLD)
    pen.ellipse(_finer((x - 34, y - 34, x + 34, y + 34)), GROUND)
    pen.line(_finer((x - 17, y + 1, x - 5, y + 14, x + 18, y - 13)), _GOLD, _FINER * 8, joint="curve")


def _draw_spaced(pen: ImageDraw.ImageDraw, y: int, text: str) -> None:
    """Write a line in the middle with wide spaces between its letters."""
    face = font(_TITLE_SIZE, 600)
    widths = [face.getlength(one) + _TITLE_SPACE for one in text]
    x = _MIDDLE - (sum(widths) - _TITLE_SPACE) / 2
    for letter, width in zip(text, widths, strict=True):
        pen.text((x, y), letter, _GOLD, face, anchor="lm")
        x += width


def _draw_counts(pen: ImageDraw.ImageDraw, counts: Sequence[tuple[str, str]]) -> None:
    """Write a number into each tile and below it what it counts, both in one size."""
    room = _TILE_WIDTH - MARGIN
    longest = max((label for _, label in counts), key=font(_SMALL_SIZES[0], 500).getlength)
    size = largest(longest, _SMALL_SIZES, 500, room)
    for middle, (count, label) in zip(_TILE_MIDDLES, counts, strict=True):
        write_line(pen, (middle, _TILE_TOP + 50), count, TEXT, _NAME_SIZES, 700, room)
        write_line(pen, (middle, _TILE_TOP + 108), label, SMALL_TEXT, (size,), 500, room)
