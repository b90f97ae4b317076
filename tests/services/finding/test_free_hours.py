"""A member's own free hours: what may be added, how it is joined, exceptions and pauses."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from models import FreeException, FreeSpan, User
from services import people
from services.finding.free_time import own
from services.finding.free_time.dates import Exceptional
from services.finding.free_time.own import DAYS_AHEAD, EXCEPTIONS_MAXIMUM, SPANS_MAXIMUM
from services.finding.free_time.people import free_of, is_free
from services.finding.free_time.week import DAY_MINUTES, Weekly
from services.finding.refusals import (
    ExceptionOver,
    FreeTooFar,
    NoDayChosen,
    PauseOver,
    TooManyFreeExceptions,
    TooManyFreeSpans,
    ZoneNotChosen,
)
from tests.support.factories import NOW, a_member
from tests.support.recording import unrecorded

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)
BERLIN = "Europe/Berlin"
TODAY = NOW.date()


async def somebody(zone: str | None = "UTC") -> int:
    """A member who has chosen a zone."""
    member = await a_member()
    if zone is not None:
        await people.set_zone(member.user_id, zone)
    return member.user_id


async def spans_of(user_id: int) -> list[Weekly]:
    return [one.span for one in (await own.week_of(user_id, NOW)).spans]


async def exceptions_of(user_id: int) -> list[Exceptional]:
    return [one.exception for one in (await own.week_of(user_id, NOW)).exceptions]


async def test_what_overlaps_or_touches_is_joined_and_what_stays_keeps_its_number() -> None:
    me = await somebody()
    await own.add(me, [0, 2], 600, 720, NOW)
    before = {one.span: one.id for one in (await own.week_of(me, NOW)).spans}

    await own.add(me, [0], 720, 780, NOW)
    await own.add(me, [0], 660, 700, NOW)
    await own.add(me, [0], 840, 900, NOW)

    assert await spans_of(me) == [Weekly(0, 600, 780), Weekly(0, 840, 900), Weekly(2, 600, 720)]
    after = {one.span: one.id for one in (await own.week_of(me, NOW)).spans}
    assert after[Weekly(2, 600, 720)] == before[Weekly(2, 600, 720)]


async def test_over_midnight_is_two_spans_and_of_sunday_it_is_monday() -> None:
    me = await somebody()
    await own.add(me, [6], 1320, 120, NOW)
    assert await spans_of(me) == [Weekly(0, 0, 120), Weekly(6, 1320, DAY_MINUTES)]
    await own.add(me, [3], 0, 0, NOW)
    await own.add(me, [4], 0, DAY_MINUTES, NOW)
    assert (await spans_of(me))[1:3] == [Weekly(3, 0, DAY_MINUTES), Weekly(4, 0, DAY_MINUTES)]


async def test_the_22nd_span_is_refused_and_nothing_is_changed_by_it() -> None:
    me = await somebody()
    for start in (60, 180, 300):
        await own.add(me, range(7), start, start + 60, NOW)
    before = await spans_of(me)
    assert len(before) == SPANS_MAXIMUM

    with pytest.raises(TooManyFreeSpans):
        await own.add(me, [0], 600, 660, NOW)
    assert await spans_of(me) == before

    # Joined they are fewer.
    await own.add(me, range(7), 60, 360, NOW)
    assert len(await spans_of(me)) == 7


async def test_no_day_and_no_zone_are_refused() -> None:
    with pytest.raises(NoDayChosen):
        await own.add(await somebody(), [], 600, 660, NOW)
    with pytest.raises(NoDayChosen):
        await own.add(await somebody(), [7, -1], 600, 660, NOW)
    for refused in (await somebody(None), 12345):
        with pytest.raises(ZoneNotChosen):
            await own.add(refused, [0], 600, 660, NOW)
        with pytest.raises(ZoneNotChosen):
            await own.add_exception(refused, TODAY, 0, DAY_MINUTES, is_free=True, now=NOW)
        with pytest.raises(ZoneNotChosen):
            await own.zone_of(refused)
    assert (await own.week_of(12345, NOW)).spans == ()


async def test_a_span_is_removed_once_and_only_by_whose_it_is() -> None:
    me, other = await somebody(), await somebody()
    await own.add(me, [0], 600, 660, NOW)
    (span,) = (await own.week_of(me, NOW)).spans

    assert not await own.remove(other, span.id)
    assert await own.remove(me, span.id)
    assert not await own.remove(me, span.id)
    assert not await own.remove(me, 10**18)
    assert await spans_of(me) == []


async def test_two_who_add_at_once_pass_no_limit() -> None:
    me = await somebody()
    for start in (60, 180):
        await own.add(me, range(7), start, start + 60, NOW)
    await own.add(me, range(6), 300, 360, NOW)

    refused = await asyncio.gather(
        *(own.add(me, [6], start, start + 60, NOW) for start in (600, 720, 840)), return_exceptions=True
    )

    assert sum(isinstance(one, TooManyFreeSpans) for one in refused) == 2
    assert len(await spans_of(me)) == SPANS_MAXIMUM


async def test_a_pause_is_ahead_within_a_year_and_can_be_ended() -> None:
    me = await somebody()
    for until in (NOW, NOW - DAY):
        with pytest.raises(PauseOver):
            await own.pause(me, until, NOW)
    with pytest.raises(FreeTooFar):
        await own.pause(me, NOW + timedelta(days=DAYS_AHEAD, minutes=1), NOW)

    await own.pause(me, NOW + DAY, NOW)
    assert (await own.week_of(me, NOW)).paused_until == NOW + DAY
    assert (await own.week_of(me, NOW + DAY)).paused_until is None
    await own.resume(me, NOW)
    assert (await own.week_of(me, NOW)).paused_until is None


async def test_a_new_exception_replaces_what_was_said_of_that_part_of_the_day() -> None:
    me = await somebody()
    await own.add_exception(me, TODAY, 0, DAY_MINUTES, is_free=False, now=NOW)
    await own.add_exception(me, TODAY, 600, 720, is_free=True, now=NOW)
    assert await exceptions_of(me) == [
        Exceptional(TODAY, 0, 600, is_free=False),
        Exceptional(TODAY, 600, 720, is_free=True),
        Exceptional(TODAY, 720, DAY_MINUTES, is_free=False),
    ]
    await own.add_exception(me, TODAY, 540, 660, is_free=False, now=NOW)
    assert await exceptions_of(me) == [
        Exceptional(TODAY, 0, 660, is_free=False),
        Exceptional(TODAY, 660, 720, is_free=True),
        Exceptional(TODAY, 720, DAY_MINUTES, is_free=False),
    ]
    await own.add_exception(me, TODAY, 0, DAY_MINUTES, is_free=True, now=NOW)
    assert await exceptions_of(me) == [Exceptional(TODAY, 0, DAY_MINUTES, is_free=True)]


async def test_an_exception_over_midnight_is_one_of_each_day() -> None:
    me = await somebody()
    await own.add_exception(me, TODAY, 1320, 120, is_free=True, now=NOW)
    assert await exceptions_of(me) == [
        Exceptional(TODAY, 1320, DAY_MINUTES, is_free=True),
        Exceptional(TODAY + DAY, 0, 120, is_free=True),
    ]
    first, _ = (await own.week_of(me, NOW)).exceptions
    assert not await own.remove_exception(await somebody(), first.id)
    assert await own.remove_exception(me, first.id)
    assert not await own.remove_exception(me, first.id)


async def test_exceptions_are_not_over_and_within_a_year_in_the_members_zone() -> None:
    late = datetime(2026, 11, 23, 11, tzinfo=UTC)
    me = await somebody("Pacific/Kiritimati")  # where it is the 24th by then
    with pytest.raises(ExceptionOver):
        await own.add_exception(me, date(2026, 11, 23), 0, DAY_MINUTES, is_free=True, now=late)
    await own.add_exception(me, date(2026, 11, 24), 0, DAY_MINUTES, is_free=True, now=late)
    last = date(2026, 11, 24) + timedelta(days=DAYS_AHEAD)
    await own.add_exception(me, last, 0, DAY_MINUTES, is_free=True, now=late)
    with pytest.raises(FreeTooFar):
        await own.add_exception(me, last + DAY, 0, DAY_MINUTES, is_free=True, now=late)


async def test_the_61st_exception_is_refused_and_those_that_are_over_do_not_count() -> None:
    me = await somebody()
    for ahead in range(EXCEPTIONS_MAXIMUM):
        await own.add_exception(me, TODAY + ahead * DAY, 0, DAY_MINUTES, is_free=False, now=NOW)
    with pytest.raises(TooManyFreeExceptions):
        await own.add_exception(me, TODAY + 100 * DAY, 0, DAY_MINUTES, is_free=False, now=NOW)
    assert len(await exceptions_of(me)) == EXCEPTIONS_MAXIMUM
    # The same day again is no more.
    await own.add_exception(me, TODAY + DAY, 0, DAY_MINUTES, is_free=True, now=NOW)

    await own.add_exception(me, TODAY + 100 * DAY, 0, DAY_MINUTES, is_free=False, now=NOW + 3 * DAY)
    assert len((await own.week_of(me, NOW + 3 * DAY)).exceptions) == EXCEPTIONS_MAXIMUM - 2


async def test_what_is_over_in_every_zone_is_removed() -> None:
    me = await somebody()
    for ahead in range(4):
        await own.add_exception(me, TODAY + ahead * DAY, 0, DAY_MINUTES, is_free=False, now=NOW)
    assert await own.remove_old(NOW + DAY) == 0
    assert await own.remove_old(NOW + 3 * DAY) == 2
    assert [row.day for row in await FreeException.all().order_by("day")] == [
        TODAY + 2 * DAY,
        TODAY + 3 * DAY,
    ]


async def test_many_people_are_looked_up_at_once_in_their_own_zones() -> None:
    given, in_berlin, nothing, gone = [await somebody(zone) for zone in ("UTC", BERLIN, "UTC", "UTC")]
    for one in (given, in_berlin):
        await own.add(one, [1], 1080, 1200, NOW)
    await own.add_exception(gone, TODAY + DAY, 1080, 1140, is_free=False, now=NOW)
    await own.add_exception(given, TODAY + DAY, 1140, 1200, is_free=False, now=NOW)
    many = [await somebody(None) for _ in range(8)]
    since, until = NOW, NOW + 2 * DAY
    tuesday = datetime(2026, 11, 24, tzinfo=UTC)

    found = await free_of([given, in_berlin, nothing, gone, *many], since, until, zone_otherwise="UTC")

    at = {hour: tuesday + timedelta(hours=hour) for hour in (17, 18, 19)}
    assert found[given] == ((at[18], at[19]),)
    assert found[in_berlin] == ((at[17], at[19]),)
    assert found[nothing] == ((since, until),)
    assert found[gone] == ((since, at[18]), (at[19], until))
    assert all(found[one] == ((since, until),) for one in many)
    assert is_free(found[given], at[18], at[19])
    assert not is_free(found[given], at[17], at[19])
    assert not is_free(found[gone], at[17], at[19])


async def test_who_lost_their_zone_is_read_in_the_other() -> None:
    me = await somebody(BERLIN)
    await own.add(me, [1], 1080, 1200, NOW)
    with unrecorded():
        await User.filter(id=me).update(timezone=None)
    found = await free_of({me}, NOW, NOW + 2 * DAY, zone_otherwise="Asia/Tokyo")
    assert found[me] == ((NOW + timedelta(hours=23), NOW + DAY + timedelta(hours=1)),)
    assert await FreeSpan.filter(user_id=me).count() == 1
