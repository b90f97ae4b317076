"""When somebody is told: by day, a few a day, then one digest, whatever their zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.finding.alert_times import DAY_BEGINS, DIGEST, NIGHT_BEGINS, SOON, Today, Turn, turn_of

ZONES = sorted(available_timezones())
MOMENTS = st.datetimes(
    datetime(2026, 11, 30),  # noqa: DTZ001 - made aware below
    datetime(2028, 11, 30),  # noqa: DTZ001
).map(lambda one: one.replace(tzinfo=UTC))
LATER = timedelta(days=3)


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of a day, on clocks that show UTC."""
    return datetime(2026, 12, 1, hour, minute, tzinfo=UTC)


@given(
    zone=st.sampled_from(ZONES),
    now=MOMENTS,
    ahead=st.integers(1, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes)),
    today=st.builds(Today, told=st.integers(0, 4), most=st.integers(0, 3), had_digest=st.booleans()),
)
def test_whatever_the_zone_nobody_is_told_at_night_or_of_too_much(
    zone: str, now: datetime, ahead: timedelta, today: Today
) -> None:
    turn = turn_of(now + ahead, today, zone, now)
    clock = now.astimezone(ZoneInfo(zone)).time()
    is_day = DAY_BEGINS <= clock < NIGHT_BEGINS

    if turn is Turn.TELL:
        assert today.told < today.most
        assert is_day or ahead <= SOON
    elif turn is Turn.LIST:
        assert today.told >= today.most
        assert not today.had_digest
        assert DIGEST <= clock < NIGHT_BEGINS
    else:
        assert isinstance(turn, datetime)
        # It is looked at again, within a day and what the clocks may be put by.
        assert now < turn <= now + timedelta(hours=27)
        assert turn.astimezone(ZoneInfo(zone)).replace(tzinfo=None).time() in {DAY_BEGINS, DIGEST} or (
            turn.astimezone(ZoneInfo(zone)).utcoffset() != now.astimezone(ZoneInfo(zone)).utcoffset()
        )


@pytest.mark.parametrize(
    ("now", "ahead", "today", "turn"),
    [
        (at(8), LATER, Today(0, 3, had_digest=False), Turn.TELL),
        (at(21, 59), LATER, Today(2, 3, had_digest=False), Turn.TELL),
        (at(22), LATER, Today(0, 3, had_digest=False), at(8) + timedelta(days=1)),
        (at(7, 59), LATER, Today(0, 3, had_digest=False), at(8)),
        (at(3), SOON, Today(0, 3, had_digest=False), Turn.TELL),
        (at(3), SOON + timedelta(minutes=1), Today(0, 3, had_digest=False), at(8)),
        (at(9), LATER, Today(3, 3, had_digest=False), at(20)),
        (at(9), SOON, Today(3, 3, had_digest=False), at(20)),
        (at(20), LATER, Today(3, 3, had_digest=False), Turn.LIST),
        (at(21), LATER, Today(3, 3, had_digest=True), at(8) + timedelta(days=1)),
        (at(22), LATER, Today(3, 3, had_digest=False), at(8) + timedelta(days=1)),
        (at(9), LATER, Today(0, 0, had_digest=False), at(20)),
        (at(20), LATER, Today(0, 0, had_digest=False), Turn.LIST),
    ],
)
def test_the_hours_of_a_day(now: datetime, ahead: timedelta, today: Today, turn: Turn | datetime) -> None:
    assert turn_of(now + ahead, today, "UTC", now) == turn


def test_the_night_is_that_of_the_own_clocks() -> None:
    """At one in the afternoon in London it is ten in the evening in Tokyo."""
    none_yet = Today(0, 3, had_digest=False)
    assert turn_of(at(13) + LATER, none_yet, "Europe/London", at(13)) is Turn.TELL
    morning = datetime.combine(at(13).date() + timedelta(days=1), time(8), ZoneInfo("Asia/Tokyo"))
    assert turn_of(at(13) + LATER, none_yet, "Asia/Tokyo", at(13)) == morning
