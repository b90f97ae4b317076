"""What pictures have in common: ground, colours, fonts, and how they become files. Colours never tell alone.

It needs Pillow, which comes with the first picture: import it where one is drawn, in that thread.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from threading import Lock

import fontpkg
from PIL import Image, ImageDraw, ImageFont

MARGIN = 28
WIDTH = 1036
"""Pixels from edge to edge."""

# Its own dark ground: a picture looks the same in Discord's light and dark theme.
GROUND = "#1f2029"
TEXT = "#f4f4f8"
SMALL_TEXT = "#c9cad6"
SURFACE = "#3a3d4c"
ACCENT = "#5be38f"

ONE_AT_A_TIME = Lock()
"""Fonts are shared, and drawing runs in threads."""


@cache
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return the font of all pictures, in a size (pixels) and a weight (400 is usual)."""
    found = ImageFont.truetype(fontpkg.path("Noto Sans"), size)
    widest = 100
    found.set_variation_by_axes([weight, widest])
    return found


def as_file(image: Image.Image) -> bytes:
    """Return a picture as a PNG."""
    file = BytesIO()
    # A few colours make a small file; of the ways to choose them this is by far the quickest.
    image.quantize(64, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


def largest(text: str, sizes: Sequence[int], weight: int, room: int) -> int:
    """Return the largest size in which a line has room, or the smallest where it has room in none."""
    return next((one for one in sizes if font(one, weight).getlength(text) <= room), sizes[-1])


def write_line(
    pen: ImageDraw.ImageDraw,
    place: tuple[int, int],
    text: str,
    colour: str,
    sizes: Sequence[int],
    weight: int,
    room: int,
    anchor: str = "mm",
) -> None:
    """Write a line at its place, as large as there is room for it, and cut where there is none.

    What of it stands at the place is said by `anchor`, as Pillow calls it; its middle if nothing else is.
    """
    face = font(largest(text, sizes, weight, room), weight)
    whole = text
    while face.getlength(text) > room:
        whole = whole[:-1]
        text = f"{whole.rstrip()}…"
    pen.text(place, text, colour, face, anchor=anchor)
