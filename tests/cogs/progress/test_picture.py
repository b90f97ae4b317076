"""The picture of somebody's progress: that it is as wide as Discord shows it, whatever stands in it."""

from io import BytesIO

import pytest
from PIL import Image

from cogs._shared.drawing import GROUND, MARGIN, WIDTH
from cogs.progress.picture import Bar, Dot, Part, Words, draw_progress
from services.progress.rules import FEEDBACK_SHOWN, GROUPS_SHOWN

WORDS = Words("Scores", "Mar 1, 2026", "Dec 1, 2026", "a score", "the middle", "the spread")
LONG = "Understanding what nobody has said aloud and everybody in the room had meant"
BARS = tuple(Bar((LONG, "other"), 2.5, "2,5", "200 ×") for _ in range(GROUPS_SHOWN))
PARTS = (Part("By criterion", BARS), Part("By topic", BARS))


def dots(count: int) -> tuple[Dot, ...]:
    return tuple(Dot(1 + place % 5, 1 + place % 9 / 2, 1, 5) for place in range(count))


def drawn(count: int, parts: tuple[Part, ...] = (), words: Words = WORDS) -> Image.Image:
    return Image.open(BytesIO(draw_progress(dots(count), parts, words))).convert("RGB")


@pytest.mark.parametrize("count", [1, 2, 5, 41, FEEDBACK_SHOWN])
def test_it_is_no_taller_than_discord_shows_at_its_width(count: int) -> None:
    image = drawn(count, PARTS)

    # Discord shows pictures up to 400 by 300: a taller one would be made smaller than its width needs.
    assert image.width == WIDTH
    assert image.height <= WIDTH * 3 // 4


def test_nothing_stands_on_the_edge() -> None:
    image = drawn(FEEDBACK_SHOWN, PARTS)
    ground = Image.new("RGB", (1, 1), GROUND).getpixel((0, 0))

    for left in (0, image.width - MARGIN // 2):
        edge = image.crop((left, 0, left + MARGIN // 2, image.height))
        colours = {colour for _, colour in edge.getcolors(edge.width * edge.height) or []}
        assert all(_is_near(colour, ground) for colour in colours)


def test_one_more_score_is_another_picture_and_the_same_is_drawn_once() -> None:
    assert draw_progress(dots(3), PARTS, WORDS) != draw_progress(dots(4), PARTS, WORDS)
    assert draw_progress(dots(3), PARTS, WORDS) is draw_progress(dots(3), PARTS, WORDS)


def _is_near(colour: object, ground: object) -> bool:
    """Whether a colour is that of the ground, but for what few colours in a file make of it."""
    assert isinstance(colour, tuple)
    assert isinstance(ground, tuple)
    return all(abs(one - other) <= 6 for one, other in zip(colour, ground, strict=True))
