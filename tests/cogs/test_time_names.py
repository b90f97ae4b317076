"""How times are called in lists and on buttons, and that such a name can be typed."""

from datetime import UTC, datetime, timedelta

import pytest
from babel.dates import format_datetime
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs._shared.translation import Speaker
from services.bounds import LATEST, SOONEST
from services.times import read_time, suggest_times

NOW = datetime(2026, 11, 23, 10, 17, 42, tzinfo=UTC)
AUTUMN = datetime(2027, 10, 30, 12, tzinfo=UTC)
ZONES = [
    *("UTC", "Europe/Berlin", "Europe/London", "Europe/Moscow", "Asia/Kolkata", "America/New_York"),
    *("America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Asia/Ust-Nera", "Australia/Lord_Howe"),
]
nows = st.datetimes(datetime(2025, 11, 1), datetime(2027, 11, 30), timezones=st.just(UTC))  # noqa: DTZ001
aheads = st.integers(SOONEST // timedelta(minutes=1), LATEST // timedelta(minutes=1))


@settings(max_examples=200, deadline=None)
@given(
    now=nows,
    ahead=aheads,
    zone=st.sampled_from(ZONES),
    reads=st.sampled_from(["en-US", "en-GB", "ru"]),
    names=st.sampled_from(["en", "ru"]),
)
def test_what_a_suggestion_is_called_is_read_as_its_moment(
    now: datetime, ahead: int, zone: str, reads: str, names: str
) -> None:
    moment = now.replace(second=0, microsecond=0) + timedelta(minutes=ahead)
    name = f"{Speaker(names).wall_time(moment, zone)} · {zone}"
    assert read_time(name, zone=zone, now=now, language=reads).starts_at == moment


@settings(max_examples=100, deadline=None)
@given(now=nows, ahead=aheads, reads=st.sampled_from(["en-US", "en-GB", "ru"]))
def test_so_is_a_name_with_a_twelve_hour_clock(now: datetime, ahead: int, reads: str) -> None:
    moment = now.replace(second=0, microsecond=0) + timedelta(minutes=ahead)
    for pattern in ("EEE, MMM d, h:mm a", "EEE d MMM, h:mm a", "EEEE, MMMM d, y, h:mm a"):
        name = format_datetime(moment, pattern, locale="en_US")
        assert read_time(f"{name} · UTC", zone="UTC", now=now, language=reads).starts_at == moment


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/London"])
def test_on_the_night_on_which_an_hour_comes_twice_no_two_suggestions_have_the_same_name(
    zone: str, language: str
) -> None:
    speak = Speaker(language)
    for typed in ("tomorrow 2:30", "tomorrow 1:30", "завтра в 02:30", "завтра в 01:30", "tomorrow", "31"):
        found = suggest_times(typed, zone=zone, now=AUTUMN, language=language)
        names = [speak.wall_time(one.starts_at, zone) for one in found]
        assert len(set(names)) == len(names)
        for name, one in zip(names, found, strict=True):
            read = read_time(f"{name} · {zone}", zone=zone, now=AUTUMN, language=language)
            assert read.starts_at == one.starts_at
