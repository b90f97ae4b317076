"""The picture of free hours: what stands in it, that it is cached, and that short hours are seen too."""

from io import BytesIO

import pytest
from PIL import Image

from cogs._shared.translation import Speaker
from cogs.finding.free_message import added, exceptions_page, hours_of, lines_of, week_message, week_words
from cogs.finding.week_picture import Block, Column, Words, draw_week
from services.finding.free_time.own import OwnSpan, OwnWeek
from services.finding.free_time.week import DAY_MINUTES, Weekly

HOURS = Words(tuple(f"{hour:02}:00" for hour in range(0, 25, 3)), "free")
FREE = (29, 122, 79)


def drawn(*blocks: Block) -> Image.Image:
    columns = (Column("Mon", blocks), *(Column(str(place), ()) for place in range(6)))
    return Image.open(BytesIO(draw_week(columns, HOURS))).convert("RGB")


def near(colour: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(one - another) < 12 for one, another in zip(colour, other, strict=True))


def greens(picture: Image.Image) -> int:
    """Pixels of the colour of free hours, the legend aside."""
    above = picture.crop((0, 0, picture.width, picture.height - 90))
    return sum(count for count, colour in above.getcolors(100_000) or () if near(_rgb(colour), FREE))


def _rgb(colour: object) -> tuple[int, ...]:
    assert isinstance(colour, tuple)
    return colour


def test_longer_hours_take_more_of_it_and_none_take_none() -> None:
    empty, short, long = (
        greens(drawn(*blocks))
        for blocks in (
            (),
            (Block(600, 660, ("10:00", "–11:00")),),
            (Block(600, 1200, ("10:00", "–20:00")),),
        )
    )
    assert empty == 0
    assert 0 < 5 * short < long


@pytest.mark.parametrize("minutes", [1, 5, 15, 30])
def test_the_shortest_hours_are_seen(minutes: int) -> None:
    assert greens(drawn(Block(600, 600 + minutes, ("10:00", "–10:01")))) > 0


def test_it_is_wide_enough_to_be_read() -> None:
    # Discord shows pictures up to 400 by 300: a taller one would be made smaller than its width needs.
    picture = drawn()
    assert picture.width / picture.height > 4 / 3


def test_what_was_drawn_is_not_drawn_again() -> None:
    columns = tuple(Column(str(place), ()) for place in range(7))
    assert draw_week(columns, HOURS) is draw_week(columns, HOURS)


def test_the_clock_of_the_reader_is_used_everywhere() -> None:
    in_english, in_russian = Speaker("en", twelve_hours=True), Speaker("ru")
    assert hours_of(in_english, 1080, DAY_MINUTES) == "6:00 PM–12:00 AM"
    assert hours_of(in_russian, 1080, DAY_MINUTES) == "18:00–00:00"
    assert hours_of(in_russian, 0, DAY_MINUTES) == "весь день"
    assert lines_of(in_english, 0, DAY_MINUTES) == ("all day",)
    assert lines_of(in_russian, 540, 570) == ("09:00", "–09:30")


def test_a_week_begins_with_the_day_with_which_the_readers_weeks_do() -> None:
    week = OwnWeek("UTC", (OwnSpan(1, Weekly(0, 540, 600)), OwnSpan(2, Weekly(6, 540, 600))))
    monday, sunday = (week_words(Speaker("en"), week, first) for first in (0, 6))
    assert monday.endswith("Monday 09:00–10:00; Sunday 09:00–10:00.")
    assert sunday.endswith("Sunday 09:00–10:00; Monday 09:00–10:00.")


def test_the_fullest_week_has_room_for_all_of_its_buttons() -> None:
    spans = tuple(
        OwnSpan(number, Weekly(number // 3, 480 * (number % 3), 480 * (number % 3) + 15))
        for number in range(21)
    )
    _, view = week_message(Speaker("ru"), OwnWeek("UTC", spans), 0)
    assert view is not None
    assert len(view.children) == 22


def test_what_was_added_is_said_in_words() -> None:
    speak = Speaker("en")
    assert added(speak, (4,), 1320, 120) == "Added: from Friday 22:00 to Saturday 02:00."
    assert added(speak, (6,), 1320, 0) == "Added: Sunday, 22:00–00:00."
    assert added(speak, (6,), 1320, 1) == "Added: from Sunday 22:00 to Monday 00:01."
    assert added(speak, (0, 1), 0, 0) == "Added: Monday, Tuesday, all day."


def test_no_exceptions_are_said_so() -> None:
    embed, view = exceptions_page(Speaker("en"), (), 3)
    assert view is None
    assert "none right now" in str(embed.description)
