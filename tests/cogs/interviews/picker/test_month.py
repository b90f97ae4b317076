"""What stands in which cell of the month picture, and that the picture can be looked at."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from discord import Locale
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cogs._shared.drawing import WIDTH
from cogs._shared.weekdays import first_weekday
from cogs.interviews.picker.month import (
    Cell,
    Legend,
    Marks,
    Month,
    days_started,
    days_touched,
    months_of,
)
from cogs.interviews.picker.month_picture import draw_months
from cogs.interviews.picker.state import PAGES, days_of
from services.bounds import START_DAYS_AHEAD

TODAY = date(2026, 11, 25)
"""A Wednesday."""
MONDAY, SUNDAY = 0, 6
LEGENDS = {
    "en": Legend("free", "you're busy", "open interviews", "today", "chosen", "not available"),
    "ru": Legend("свободно", "вы заняты", "открытые собеседования", "сегодня", "выбрано", "недоступно"),
}


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def marks(
    *, chosen: date | None = None, mine: frozenset[date] = frozenset(), offered: frozenset[date] = frozenset()
) -> Marks:
    return Marks(TODAY, ahead(START_DAYS_AHEAD), chosen, mine, offered)


def numbers(month: Month) -> list[list[int | None]]:
    return [[None if cell is None else cell.day.day for cell in week] for week in month.weeks]


def cells(months: tuple[Month, ...]) -> dict[date, Cell]:
    return {cell.day: cell for month in months for week in month.weeks for cell in week if cell}


def test_weeks_stand_in_rows_and_every_month_has_its_own() -> None:
    november, december = months_of(days_of(0, TODAY), marks(), MONDAY)
    assert (november.year, november.number) == (2026, 11)
    assert numbers(november) == [[23, 24, 25, 26, 27, 28, 29], [30, None, None, None, None, None, None]]
    assert numbers(december) == [
        [None, 1, 2, 3, 4, 5, 6],
        [7, 8, 9, 10, 11, 12, 13],
        [14, 15, 16, 17, 18, 19, 20],
    ]


def test_weeks_begin_where_the_locale_begins_them() -> None:
    assert [first_weekday(locale) for locale in ("en-US", "en-GB", "ru", "pt-BR", "de")] == [6, 0, 0, 6, 0]
    assert {first_weekday(locale.value) for locale in Locale} == {MONDAY, SUNDAY}
    november, _ = months_of(days_of(0, TODAY), marks(), SUNDAY)
    assert numbers(november)[0] == [22, 23, 24, 25, 26, 27, 28]


def test_each_mark_stands_on_its_day_only() -> None:
    mine, offered = frozenset({ahead(2), ahead(9)}), frozenset({ahead(2), ahead(4)})
    known = marks(chosen=ahead(9), mine=mine, offered=offered)
    seen = cells(months_of(days_of(0, TODAY), known, MONDAY))
    assert [day for day, cell in seen.items() if cell.today] == [TODAY]
    assert [day for day, cell in seen.items() if cell.chosen] == [ahead(9)]
    assert [day for day, cell in seen.items() if cell.mine] == [ahead(2), ahead(9)]
    assert [day for day, cell in seen.items() if cell.offered] == [ahead(2), ahead(4)]
    assert [day for day, cell in seen.items() if not cell.reachable] == [ahead(-2), ahead(-1)]


def test_the_last_page_ends_with_days_out_of_reach() -> None:
    seen = cells(months_of(days_of(PAGES - 1, TODAY), marks(), MONDAY))
    last = ahead(START_DAYS_AHEAD)
    assert seen[last].reachable
    assert [day for day, cell in seen.items() if not cell.reachable] == [day for day in seen if day > last]


@given(today=st.dates(date(2025, 1, 1), date(2030, 1, 1)), begins=st.integers(0, 6))
def test_every_day_within_reach_is_in_the_picture_of_its_page_in_its_column(today: date, begins: int) -> None:
    pages = [days_of(page, today) for page in range(PAGES)]
    assert [day for page in pages for day in page] == [
        today + timedelta(days=one) for one in range(START_DAYS_AHEAD + 1)
    ]
    for page in pages:
        months = months_of(page, Marks(today, pages[-1][-1], None, frozenset(), frozenset()), begins)
        assert cells(months).keys() >= set(page)
        for month in months:
            for week in month.weeks:
                for column, cell in enumerate(week):
                    assert cell is None or (cell.day.weekday() - begins) % 7 == column
                    assert cell is None or (cell.day.year, cell.day.month) == (month.year, month.number)


def test_an_interview_marks_the_days_that_it_touches_in_the_zone() -> None:
    late = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)
    over_midnight = (late, late + timedelta(hours=2))
    until_midnight = (late, late + timedelta(minutes=90))
    assert days_touched([over_midnight], "UTC") == {date(2026, 11, 25), date(2026, 11, 26)}
    assert days_touched([until_midnight], "UTC") == {date(2026, 11, 25)}
    assert days_touched([over_midnight], "Europe/Moscow") == {date(2026, 11, 26)}
    assert days_started([late], "Asia/Tokyo") == {date(2026, 11, 26)}
    assert days_started([late], "America/New_York") == {date(2026, 11, 25)}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", range(PAGES))
def test_the_picture_decodes_and_is_wide_enough_to_be_read(language: str, page: int) -> None:
    months = months_of(days_of(page, TODAY), marks(chosen=ahead(9)), MONDAY)
    content = draw_months(months, language, LEGENDS[language])
    picture = Image.open(BytesIO(content))
    picture.load()
    assert picture.format == "PNG"
    assert picture.width == WIDTH
    # Discord shows pictures up to 400 by 300: a taller one would be made smaller than its width needs.
    assert WIDTH / picture.height > 4 / 3
    assert len(content) < 60_000


def test_marks_differ_in_shape_not_only_in_colour() -> None:
    """Each mark changes the picture's greys in places of its own."""
    page = days_of(0, TODAY)
    day = ahead(4)

    def grey(known: Marks) -> bytes:
        content = draw_months(months_of(page, known, MONDAY), "en", LEGENDS["en"])
        return (
            Image.open(BytesIO(content)).convert("L").point(lambda light: 255 if light > 150 else 0).tobytes()
        )

    pictures = {
        grey(marks()),
        grey(marks(mine=frozenset({day}))),
        grey(marks(offered=frozenset({day}))),
        grey(marks(chosen=day)),
        grey(marks(mine=frozenset({day}), offered=frozenset({day}))),
    }
    assert len(pictures) == 5
