"""What the picker shows is what is stored, in every zone, also where the clocks are changed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs._shared.discord_limits import CUSTOM_ID_MAXIMUM
from cogs._shared.translation import Speaker
from cogs.interviews.picker.message import MINUTES, Scene, picker_message
from cogs.interviews.picker.state import STATE, Choices, decode
from services.availability import Outlook
from services.drafts import Details
from services.people import ReadingZone
from services.refusals import ChoiceNotOffered, TimeAmbiguous, TimeInGap

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
BEGIN, END = datetime(2025, 11, 23, tzinfo=UTC), datetime(2027, 11, 23, tzinfo=UTC)
"""Two years around the present."""
BERLIN = "Europe/Berlin"


def changes(zone: str) -> list[datetime]:
    """Return when the clocks of a zone are changed, to the minute."""
    clocks = ZoneInfo(zone)

    def offset(moment: datetime) -> timedelta | None:
        return moment.astimezone(clocks).utcoffset()

    found = []
    day = BEGIN
    while day < END:
        if offset(day) != offset(day + timedelta(days=1)):
            low, high = 0, 24 * 60
            while high - low > 1:
                middle = (low + high) // 2
                same = offset(day) == offset(day + timedelta(minutes=middle))
                low, high = (middle, high) if same else (low, middle)
            found.append(day + timedelta(minutes=high))
        day += timedelta(days=1)
    return found


def offered_minutes(chosen: Choices, zone: str) -> list[str]:
    """Return the values of the menu of minutes, as a member finds them on the message."""
    assert chosen.day is not None
    scene = Scene(
        zone=ReadingZone(zone, is_own=True),
        today=chosen.day,
        outlook=Outlook((), ()),
        price=3,
        starts_at=None,
        bar=None,
        obstacle=None,
        details=Details(),
        previewed=False,
    )
    _, view = picker_message(Speaker("en"), chosen, scene)
    assert view is not None
    menus = [item for item in view.to_components() if item["components"][0]["type"] == 3]
    return [option["value"] for option in menus[2]["components"][0]["options"]]


def clicked(day: date, hour: int) -> Choices:
    """Choose a day and an hour as clicks do, one after the other."""
    return Choices().chosen("day", day.isoformat()).chosen("hour", str(hour))


def check_hour(day: date, hour: int, zone: str) -> int:
    """Check every minute that is offered in an hour; return how many instants can be reached."""
    chosen = clicked(day, hour)
    clocks = ZoneInfo(zone)
    reached: dict[datetime, str] = {}
    for value in offered_minutes(chosen, zone):
        picked = chosen.chosen("minute", value)
        minute = int(value.rstrip("ab"))
        try:
            stored = picked.starts_at(zone)
        except TimeInGap:
            # The only option of an hour that the clocks skip.
            assert offered_minutes(chosen, zone) == ["0"]
            continue
        assert stored is not None
        shown = stored.astimezone(clocks)
        assert (shown.date(), shown.hour, shown.minute, shown.second) == (day, hour, minute, 0), (
            zone,
            picked,
        )
        assert picked.at(stored, zone) == replace(picked, page=None)
        assert stored not in reached
        reached[stored] = value
    # Every quarter of an hour at which the clocks show this hour can be picked.
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    quarters = (start + timedelta(minutes=15 * step) for step in range(4 * 54))
    shows = {
        instant
        for instant in quarters
        for local in [instant.astimezone(clocks)]
        if (local.date(), local.hour) == (day, hour) and local.minute in MINUTES
    }
    assert reached.keys() == shows, (zone, day, hour)
    return len(reached)


@pytest.mark.parametrize("part", range(8))
def test_around_every_change_of_the_clocks_what_is_shown_is_what_is_stored(part: int) -> None:
    seen = set()
    for zone in ZONES[part::8]:
        for change in changes(zone):
            for hours in range(-2, 3):
                local = (change + timedelta(hours=hours)).astimezone(ZoneInfo(zone))
                seen.add(check_hour(local.date(), local.hour, zone))
            before = (change - timedelta(minutes=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            # The wall time that follows may be one that no clock shows.
            skipped = before + timedelta(minutes=1)
            seen.add(check_hour(skipped.date(), skipped.hour, zone))
    assert seen >= {4, 8}


@settings(max_examples=400)
@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(BEGIN.date(), END.date()),
    hour=st.integers(0, 23),
)
def test_on_any_day_of_two_years_in_any_zone_what_is_shown_is_what_is_stored(
    zone: str, day: date, hour: int
) -> None:
    check_hour(day, hour, zone)


def test_an_hour_that_comes_twice_is_asked_about_and_one_that_is_skipped_is_refused() -> None:
    doubled = clicked(date(2026, 10, 25), 2)
    assert offered_minutes(doubled, BERLIN) == ["0a", "0b", "15a", "15b", "30a", "30b", "45a", "45b"]
    with pytest.raises(TimeAmbiguous):
        doubled.chosen("minute", "30").starts_at(BERLIN)
    first, second = (doubled.chosen("minute", value).starts_at(BERLIN) for value in ("30a", "30b"))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    skipped = clicked(date(2026, 3, 29), 2)
    with pytest.raises(TimeInGap):
        skipped.chosen("minute", "0").starts_at(BERLIN)
    half = clicked(date(2026, 10, 4), 2)
    assert offered_minutes(half, "Australia/Lord_Howe") == ["30", "45"]


def test_which_of_two_was_meant_means_nothing_where_there_is_one() -> None:
    chosen = clicked(date(2026, 10, 25), 2).chosen("minute", "30b").chosen("hour", "5")
    assert chosen.starts_at(BERLIN) == datetime(2026, 10, 25, 4, 30, tzinfo=UTC)


LONGEST = Choices(
    role=None, day=date(2026, 12, 31), hour=23, minute=45, second=True, length=240, page=2, draft=2**31 - 1
).chosen("role", "interviewee")


def test_the_longest_custom_id_fits_with_every_zone() -> None:
    assert all(len(f"picker:in:{zone}:{LONGEST.encode()}") <= CUSTOM_ID_MAXIMUM for zone in ZONES)


@given(
    minute=st.none() | st.integers(0, 59),
    which=st.sampled_from(["", "a", "b"]),
    page=st.none() | st.integers(0, 9),
    draft=st.none() | st.integers(1, 2**31 - 1),
)
def test_choices_are_read_back_as_they_were_written(
    minute: int | None, which: str, page: int | None, draft: int | None
) -> None:
    chosen = Choices(page=page, draft=draft)
    if minute is not None:
        chosen = chosen.chosen("minute", f"{minute}{which}")
    match = re.fullmatch(STATE, chosen.encode())
    assert match is not None
    assert decode(match.groupdict()) == chosen


@pytest.mark.parametrize(("field", "value"), [("day", "20261301"), ("hour", "24"), ("minute", "60c")])
def test_what_was_not_offered_cannot_be_chosen(field: str, value: str) -> None:
    with pytest.raises(ChoiceNotOffered):
        Choices().chosen(field, value)
