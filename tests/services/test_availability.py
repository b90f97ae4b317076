"""Which free times are offered for one that is taken."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import availability
from services.availability import Outlook, outlook
from services.bounds import LATEST, SOONEST
from services.interviews import Role
from tests.support.factories import ANOTHER_SERVER, NOW, SERVER, TOMORROW, a_card, a_member

pytestmark = pytest.mark.usefixtures("database")
QUARTER = timedelta(minutes=15)


async def test_the_nearest_come_first_and_the_later_of_two_that_are_equally_near() -> None:
    host = await a_member()
    await a_card(host, starts_at=TOMORROW)

    free = await availability.nearest_free(host.user_id, TOMORROW + 2 * QUARTER, 60, NOW)

    assert free == [TOMORROW + 4 * QUARTER, TOMORROW + 5 * QUARTER, TOMORROW + 6 * QUARTER]
    free = await availability.nearest_free(host.user_id, TOMORROW, 60, NOW)
    assert free == [TOMORROW + 4 * QUARTER, TOMORROW - 4 * QUARTER, TOMORROW + 5 * QUARTER]


async def test_none_is_too_soon() -> None:
    host = await a_member()
    soon = NOW + timedelta(hours=1)
    await a_card(host, starts_at=soon)

    free = await availability.nearest_free(host.user_id, soon, 30, NOW)

    assert free == [soon - 2 * QUARTER, soon - 3 * QUARTER, soon + 4 * QUARTER]


async def test_none_is_too_far_ahead() -> None:
    host = await a_member()
    last = NOW + LATEST
    await a_card(host, starts_at=last)

    free = await availability.nearest_free(host.user_id, last, 30, NOW)

    assert free == [last - 2 * QUARTER, last - 3 * QUARTER, last - 4 * QUARTER]


@given(
    wanted=st.integers(0, 40),
    duration=st.integers(15, 240),
    taken=st.lists(st.tuples(st.integers(0, 40), st.integers(15, 240)), max_size=6),
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_is_offered_is_free_and_at_a_quarter(
    monkeypatch: pytest.MonkeyPatch, wanted: int, duration: int, taken: list[tuple[int, int]]
) -> None:
    busy = [(NOW + at * QUARTER, NOW + at * QUARTER + timedelta(minutes=length)) for at, length in taken]

    async def spans(*_: object, **__: object) -> list[tuple[datetime, datetime]]:
        return busy

    with monkeypatch.context() as patch:
        patch.setattr(availability, "busy_spans", spans)
        free = await availability.nearest_free(1, NOW + wanted * QUARTER, duration, NOW)

    assert len(free) == 3
    length = timedelta(minutes=duration)
    for start in free:
        assert start >= NOW + SOONEST
        assert start.minute % 15 == 0
        assert all(start >= end or start + length <= begin for begin, end in busy)


async def test_the_outlook_tells_when_one_is_taken_and_what_others_offer() -> None:
    me, others = await a_member(3), [await a_member(3) for _ in range(4)]
    mine = await a_card(me, starts_at=TOMORROW)
    at_the_same_time = TOMORROW + timedelta(minutes=30)
    wanted = TOMORROW + timedelta(days=1)
    await a_card(others[0], starts_at=at_the_same_time)
    await a_card(others[1], Role.INTERVIEWER, wanted)
    await a_card(others[2], Role.INTERVIEWEE, wanted + timedelta(hours=2))
    await a_card(others[3], starts_at=NOW + timedelta(days=20))
    until = NOW + timedelta(days=10)

    def starts(found: Outlook) -> list[datetime]:
        return [start for start, _ in found.offered]

    either = await outlook(me.user_id, SERVER, None, NOW, until)
    assert either.mine == ((mine.starts_at, mine.ends_at),)
    assert starts(either) == [wanted, wanted + timedelta(hours=2)]
    as_interviewee = await outlook(me.user_id, SERVER, Role.INTERVIEWEE, NOW, until)
    assert starts(as_interviewee) == [wanted]
    as_interviewer = await outlook(me.user_id, SERVER, Role.INTERVIEWER, NOW, until)
    assert starts(as_interviewer) == [wanted + timedelta(hours=2)]
    assert starts(await outlook(me.user_id, ANOTHER_SERVER, None, NOW, until)) == []
