"""Which free times are offered for one that is taken."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import availability
from tests.support.factories import NOW, TOMORROW, a_card, a_member

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

    free = await availability.nearest_free(host.user_id, soon, 30, NOW + timedelta(minutes=10))

    assert free == [soon - 2 * QUARTER, soon - 3 * QUARTER, soon + 4 * QUARTER]


@given(
    wanted=st.integers(0, 40),
    duration=st.integers(15, 240),
    taken=st.lists(st.tuples(st.integers(0, 40), st.integers(15, 240)), max_size=6),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
        assert start >= NOW
        assert start.minute % 15 == 0
        assert all(start >= end or start + length <= begin for begin, end in busy)
