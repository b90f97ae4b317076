"""Free hours on dates: held against an oracle that asks the clocks of every zone minute by minute."""

import random
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.finding.free_time.dates import Exceptional, day_begins, free_spans, hour_of, is_within
from services.finding.free_time.week import DAY_MINUTES, Weekly, joined, of_a_day, pieces

BEGIN = datetime(2026, 11, 30, tzinfo=UTC)
END = datetime(2028, 11, 30, tzinfo=UTC)
ZONES = sorted(available_timezones())
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@cache
def changes_of(zone: str) -> tuple[datetime, ...]:
    """The moments between which the clocks of a zone are changed, to the hour."""
    rules, found, moment = ZoneInfo(zone), [], BEGIN
    while moment < END:
        after = moment + 7 * DAY
        if moment.astimezone(rules).utcoffset() != after.astimezone(rules).utcoffset():
            hour = moment
            while hour.astimezone(rules).utcoffset() == moment.astimezone(rules).utcoffset():
                hour += HOUR
            found.append(hour)
        moment = after
    return tuple(found)


def is_free(wall: datetime, weekly: list[Weekly] | None, exceptions: list[Exceptional]) -> bool:
    """What the week and its exceptions say of what the clocks show."""
    minute, day = wall.hour * 60 + wall.minute, wall.date()
    for one in exceptions:
        if one.day == day and one.from_minute <= minute < one.to_minute:
            return one.is_free
    if weekly is None:
        return True
    return any(
        span.weekday == day.weekday() and span.from_minute <= minute < span.to_minute for span in weekly
    )


def runs(
    zone: str, weekly: list[Weekly] | None, exceptions: list[Exceptional], since: datetime, until: datetime
) -> int:
    """How often the clocks would begin to show free hours if nobody ever changed them."""
    rules = ZoneInfo(zone)
    wall = datetime.combine(since.astimezone(rules).date(), time())
    last = datetime.combine(until.astimezone(rules).date() + DAY, time())
    said = [False]
    while wall < last:
        said.append(is_free(wall, weekly, exceptions))
        wall += QUARTER
    return sum(after and not before for before, after in pairwise(said))


def check(
    zone: str, weekly: list[Weekly] | None, exceptions: list[Exceptional], since: datetime, until: datetime
) -> None:
    """Hold what is found between two moments against every quarter of an hour."""
    rules = ZoneInfo(zone)
    spans = free_spans(weekly, exceptions, zone, since, until)

    assert all(since <= start < end <= until for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert len(spans) <= runs(zone, weekly, exceptions, since, until)
    inside: set[datetime] = set()
    meant: set[datetime] = set()
    moment = since
    while moment < until:
        wall = moment.astimezone(rules).replace(tzinfo=None, fold=0)
        said = is_free(wall, weekly, exceptions)
        if is_within(spans, moment, moment + timedelta(seconds=1)):
            assert said, (zone, weekly, exceptions, moment, spans)
            inside.add(wall)
        elif said:
            meant.add(wall)
        moment += QUARTER
    # What the clocks show twice may lie outside as it comes once; at the ends the other may be beyond.
    edges = (since + 3 * HOUR, until - 3 * HOUR)
    left_out = {
        wall for wall in meant - inside if edges[0] < wall.replace(tzinfo=rules).astimezone(UTC) < edges[1]
    }
    assert not left_out, (zone, weekly, exceptions, spans, sorted(left_out))


def cuts(draw: random.Random, count: int) -> list[tuple[int, int]]:
    """Parts of a day that neither overlap nor touch, some of them close to where clocks are changed."""
    quarters = sorted(draw.sample([*range(24), *range(24, 97, 4)], 2 * count))
    return [(15 * start, 15 * end) for start, end in zip(quarters[::2], quarters[1::2], strict=True)]


def a_week(draw: random.Random) -> list[Weekly]:
    return joined(Weekly(day, *part) for day in range(7) for part in cuts(draw, draw.randint(0, 3)))


@pytest.mark.parametrize("part", range(8))
def test_in_every_zone_hours_are_those_that_the_clocks_show(part: int) -> None:
    draw = random.Random(part)  # noqa: S311 - a test that is the same each time
    for zone in ZONES[part::8]:
        days = [*changes_of(zone), *(BEGIN + draw.randrange(730) * DAY for _ in range(2))]
        for moment in 3 * days:
            middle = moment.astimezone(ZoneInfo(zone)).date()
            exceptions = [
                Exceptional(middle + timedelta(days=ahead), *part_of_day, draw.random() < 0.5)
                for ahead in (-1, 0, 1)
                for part_of_day in cuts(draw, draw.randint(0, 1))
            ]
            since = datetime.combine(moment.date(), time(), UTC) - DAY
            week = None if draw.random() < 0.1 else a_week(draw)
            check(zone, week, exceptions, since, since + 3 * DAY)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(0, 1440)), max_size=12))
def test_a_week_holds_what_was_added_and_no_two_spans_of_a_day_touch(
    added: list[tuple[int, int, int]],
) -> None:
    spans = joined(one for each in added for one in pieces(*each))

    said = set()
    for weekday, start, end in added:
        length = end - start if end > start else DAY_MINUTES - start + end
        said |= {(weekday * DAY_MINUTES + start + ahead) % (7 * DAY_MINUTES) for ahead in range(length)}
    held = [
        span.weekday * DAY_MINUTES + minute
        for span in spans
        for minute in range(span.from_minute, span.to_minute)
    ]
    assert sorted(held) == sorted(said)
    assert spans == sorted(spans)
    for one, other in pairwise(spans):
        assert one.weekday < other.weekday or one.to_minute < other.from_minute


BERLIN = "Europe/Berlin"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def berlin(day: str, start: int, end: int) -> list[str]:
    """When somebody in Berlin is free who is so on one day only, as hours of UTC."""
    only = [Exceptional(date.fromisoformat(day), start * 60, end * 60, is_free=True)]
    noon = utc(f"{day}T12:00")
    spans = free_spans([], only, BERLIN, noon - DAY, noon + DAY)
    return [f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in spans]


def test_the_wall_clock_decides_in_summer_and_in_winter() -> None:
    week = pieces(0, 18 * 60, 20 * 60)
    spans = free_spans(week, [], BERLIN, utc("2027-03-21"), utc("2027-04-01"))
    assert [start for start, _ in spans] == [utc("2027-03-22T17:00"), utc("2027-03-29T16:00")]


@pytest.mark.parametrize(
    ("day", "start", "end", "expected"),
    [
        ("2027-03-28", 2, 3, []),
        ("2027-03-28", 1, 2, ["00:00-01:00"]),
        ("2027-03-28", 1, 4, ["00:00-02:00"]),
        ("2027-10-31", 2, 3, ["00:00-01:00"]),
        ("2027-10-31", 1, 3, ["23:00-02:00"]),
        ("2027-10-31", 2, 4, ["01:00-03:00"]),
        ("2027-10-31", 1, 2, ["23:00-00:00"]),
    ],
)
def test_hours_that_are_skipped_or_come_twice(day: str, start: int, end: int, expected: list[str]) -> None:
    assert berlin(day, start, end) == expected


def test_over_midnight_it_is_one_span_and_of_sunday_it_is_monday() -> None:
    week = pieces(6, 22 * 60, 2 * 60)
    assert week == [Weekly(6, 1320, 1440), Weekly(0, 0, 120)]
    spans = free_spans(week, [], "UTC", utc("2026-12-05"), utc("2026-12-09"))
    assert spans == ((utc("2026-12-06T22:00"), utc("2026-12-07T02:00")),)


def test_a_whole_day_is_written_in_two_ways() -> None:
    assert of_a_day(0, 0) == of_a_day(0, DAY_MINUTES) == ((0, DAY_MINUTES), None)
    assert of_a_day(1080, 0) == ((1080, DAY_MINUTES), None)
    assert of_a_day(1080, 1080) == ((1080, DAY_MINUTES), (0, 1080))


def test_who_has_given_no_hours_is_free_but_for_what_they_excepted() -> None:
    since, until = utc("2026-12-01"), utc("2026-12-03")
    assert free_spans(None, [], "UTC", since, until) == ((since, until),)
    gone = Exceptional(date(2026, 12, 2), 600, 660, is_free=False)
    more = Exceptional(date(2026, 12, 1), 600, 660, is_free=True)
    spans = free_spans(None, [gone, more], "UTC", since, until)
    assert spans == ((since, utc("2026-12-02T10:00")), (utc("2026-12-02T11:00"), until))
    assert free_spans([], [], "UTC", since, until) == ()


def test_a_day_begins_when_its_clocks_first_show_it_and_an_hour_may_be_missing() -> None:
    assert day_begins(date(2027, 4, 1), BERLIN) == utc("2027-03-31T22:00")
    # Midnight is skipped there.
    assert day_begins(date(2027, 4, 30), "Africa/Cairo") == utc("2027-04-29T22:00")
    assert hour_of(date(2027, 3, 28), 2, BERLIN) is None
    assert hour_of(date(2027, 10, 31), 2, BERLIN) == (utc("2027-10-31T00:00"), utc("2027-10-31T01:00"))
