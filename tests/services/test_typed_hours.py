"""Hours of a day as they are typed: a time of the day alone, and a day with hours behind it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.times import DayAndHours, read_clock, read_day, read_day_and_hours

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
"""A Monday."""
BERLIN = "Europe/Berlin"
ALL_DAY = (0, 1440)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("18:00", "18:00"),
        ("18", "18:00"),
        ("6", "06:00"),
        ("06", "06:00"),
        ("0", "00:00"),
        ("6pm", "18:00"),
        ("6:30 PM", "18:30"),
        ("9.30", "09:30"),
        ("18-30", "18:30"),
        ("1830", "18:30"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("12 am", "00:00"),
        ("12pm", "12:00"),
        ("quarter past 7", "07:15"),
        ("6 in the evening", "18:00"),
        ("24:00", "24:00"),
        ("полдень", "12:00"),
        ("в 18", "18:00"),
        ("18 часов", "18:00"),
        ("18ч", "18:00"),
        ("6 утра", "06:00"),
        ("восемь вечера", "20:00"),
        ("12 ночи", "00:00"),
        ("половина восьмого", "07:30"),
        ("час дня", "13:00"),
    ],
)
def test_a_time_of_the_day_stands_as_it_is_written(typed: str, clock: str) -> None:
    minute = read_clock(typed)
    assert minute is not None
    assert f"{minute // 60:02}:{minute % 60:02}" == clock


@pytest.mark.parametrize(
    "typed",
    [
        "25:00",
        "24:30",
        "",
        "half 7",
        "later",
        "tomorrow",
        "7 pm utc",
        "18:00 msk",
        "-5",
        "18:00:30",
        "13 утра",
    ],
)
def test_what_is_no_time_of_the_day_or_may_be_two_is_none(typed: str) -> None:
    assert read_clock(typed) is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_is_read_as_clocks_show_it(hour: int, minute: int) -> None:
    assert read_clock(f"{hour}:{minute:02}") == hour * 60 + minute
    half = f"{hour % 12 or 12}:{minute:02} {'pm' if hour >= 12 else 'am'}"
    assert read_clock(half) == hour * 60 + minute


@given(st.text(max_size=120))
def test_no_text_is_too_strange(text: str) -> None:
    minute = read_clock(text)
    assert minute is None or 0 <= minute <= 1440
    said = read_day_and_hours(text, zone=BERLIN, now=NOW, language="en-US")
    assert said is None or 0 <= said.from_minute < 1440 >= said.to_minute


@pytest.mark.parametrize(
    ("language", "typed", "day", "hours"),
    [
        ("en-US", "tomorrow", date(2026, 12, 1), ALL_DAY),
        ("en-US", "24 Dec", date(2026, 12, 24), ALL_DAY),
        ("en-US", "24 Dec 18:00-21:00", date(2026, 12, 24), (1080, 1260)),
        ("en-US", "Dec 24, 6 pm - 9 pm", date(2026, 12, 24), (1080, 1260)),
        ("en-US", "tomorrow from 6pm to 9pm", date(2026, 12, 1), (1080, 1260)),
        ("en-US", "tomorrow 6-9pm", date(2026, 12, 1), (1080, 1260)),
        ("en-US", "tomorrow 11-1pm", date(2026, 12, 1), (660, 780)),
        ("en-US", "tomorrow 9am-5pm", date(2026, 12, 1), (540, 1020)),
        ("en-US", "tomorrow 22:00 to 02:00", date(2026, 12, 1), (1320, 120)),
        ("en-US", "on Friday, 18:00 to 24:00", date(2026, 12, 4), (1080, 1440)),
        ("en-US", "2026-12-24 18:00-21:00", date(2026, 12, 24), (1080, 1260)),
        ("ru", "завтра с 18 до 21", date(2026, 12, 1), (1080, 1260)),
        ("ru", "завтра с 6 до 9 вечера", date(2026, 12, 1), (1080, 1260)),
        ("ru", "завтра с полудня до 18", date(2026, 12, 1), (720, 1080)),
        ("ru", "в пятницу", date(2026, 12, 4), ALL_DAY),
        ("ru", "24.12 18:00–21:00", date(2026, 12, 24), (1080, 1260)),
        ("ru", "1 января", date(2027, 1, 1), ALL_DAY),
    ],
)
def test_a_day_with_or_without_hours(language: str, typed: str, day: date, hours: tuple[int, int]) -> None:
    said = read_day_and_hours(typed, zone=BERLIN, now=NOW, language=language)
    assert said == DayAndHours(day, *hours)
    assert said.is_whole_day is (hours == ALL_DAY)


@pytest.mark.parametrize(
    "typed", ["soon", "24 Dec 18:00", "24 Dec 25:00-26:00", "24-26 Dec", "18:00-21:00", "03/04 18-20", ""]
)
def test_what_is_no_day_or_has_no_hours_is_none(typed: str) -> None:
    assert read_day_and_hours(typed, zone=BERLIN, now=NOW, language="en-US") is None


def test_a_day_of_a_date_without_a_year_is_the_next_one() -> None:
    said = {typed: read_day(typed, zone=BERLIN, now=NOW, language="en-GB") for typed in ("30 Nov", "29 Nov")}
    assert said == {"30 Nov": date(2026, 11, 30), "29 Nov": date(2027, 11, 29)}
