"""Hours in which people who wait on the other side are free: who counts, and from how many on."""

from datetime import datetime, timedelta

import pytest

from models import User, Wish, WishState
from services import people
from services.finding import apart
from services.finding.free_time import own, waiting_hours
from services.finding.free_time.week import DAY_MINUTES
from services.interviews import Role
from tests.support.factories import ANOTHER_SERVER, NOW, SERVER, a_booking, a_member

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)
TUESDAY = (NOW + DAY).date()


async def waits(
    *,
    zone: str = "UTC",
    role: Role = Role.INTERVIEWEE,
    server_id: int = SERVER,
    hours: tuple[int, int] | None = (1080, 1200),
    until: datetime = NOW + 30 * DAY,
) -> int:
    """Somebody who looks for a seat and is free on Tuesdays."""
    me = (await a_member(server_id=server_id)).user_id
    await people.set_zone(me, zone)
    if hours is not None:
        await own.add(me, [1], *hours, NOW)
    await Wish.create(
        server_id=server_id,
        user_id=me,
        is_interviewer=role is Role.INTERVIEWER,
        days=30,
        since=NOW - DAY,
        until=until,
    )
    return me


async def counted(me: int, zone: str = "UTC", seat: Role = Role.INTERVIEWER) -> dict[int, int]:
    return await waiting_hours.counts(SERVER, me, seat, TUESDAY, zone, NOW)


async def test_it_is_said_from_three_people_on_who_are_free_for_all_of_the_hour() -> None:
    me = (await a_member()).user_id
    await waits()
    await waits(hours=(1080, 1150))
    assert await counted(me) == {}

    await waits(zone="Europe/Berlin", hours=(1140, 1320))

    assert await counted(me) == {18: 3}
    await waits()
    assert await counted(me) == {18: 4, 19: 3}
    assert await counted(me, "Europe/Berlin") == {19: 4, 20: 3}
    assert await counted(me, "Asia/Kathmandu") == {}
    assert await counted(me, seat=Role.INTERVIEWEE) == {}


async def test_who_is_kept_apart_counts_like_all_others() -> None:
    me = (await a_member()).user_id
    found = [await waits() for _ in range(3)]
    await apart.keep_apart(found[0], me, NOW)
    await apart.keep_apart(me, found[1], NOW)
    assert await counted(me) == {18: 3, 19: 3}


async def test_who_pauses_has_given_no_hours_or_waits_no_more_does_not_count() -> None:
    me = await waits()
    first, second, third = [await waits() for _ in range(3)]
    await waits(hours=None)
    await waits(role=Role.INTERVIEWER)
    await waits(server_id=ANOTHER_SERVER)
    await waits(until=NOW)
    done = await waits()
    interview = await a_booking()
    await Wish.filter(user_id=done).update(
        state=WishState.DONE, done_at=NOW, interview_id=interview.id, waited_minutes=0
    )
    assert await counted(me) == {18: 3, 19: 3}

    await own.pause(first, NOW + DAY, NOW)
    assert await counted(me) == {}
    await User.filter(id=first).update(free_paused_until=NOW)
    assert await counted(me) == {18: 3, 19: 3}
    await own.add_exception(second, TUESDAY, 1080, 1140, is_free=False, now=NOW)
    assert await counted(me) == {19: 3}
    # Who has hours on other days alone, and an exception that leaves them free, is free by that alone.
    await own.remove(third, (await own.week_of(third, NOW)).spans[0].id)
    await own.add(third, [4], 0, DAY_MINUTES, NOW)
    await own.add_exception(third, TUESDAY, 1140, 1200, is_free=True, now=NOW)
    assert await counted(me) == {19: 3}


async def test_several_wishes_of_one_person_count_once() -> None:
    me = (await a_member()).user_id
    found = [await waits() for _ in range(2)]
    for topic in ("Rust", "Go"):
        await Wish.create(
            server_id=SERVER,
            user_id=found[0],
            is_interviewer=False,
            topic=topic,
            days=30,
            since=NOW,
            until=NOW + DAY,
        )
    assert await counted(me) == {}


async def test_an_hour_that_is_skipped_is_left_out() -> None:
    me = (await a_member()).user_id
    sunday = datetime(2027, 3, 28).date()  # noqa: DTZ001 - a day
    for _ in range(3):
        one = (await a_member()).user_id
        await people.set_zone(one, "Europe/Berlin")
        await own.add(one, range(7), 0, DAY_MINUTES, NOW)
        await Wish.create(
            server_id=SERVER,
            user_id=one,
            is_interviewer=False,
            days=30,
            since=NOW,
            until=NOW + 300 * DAY,
        )
    found = await waiting_hours.counts(SERVER, me, Role.INTERVIEWER, sunday, "Europe/Berlin", NOW)
    assert found == {hour: 3 for hour in range(24) if hour != 2}
