"""The clock is set forward or back by hours: nothing is said twice, and nothing waits for hours."""

from datetime import timedelta

import pytest

from models import InterviewStatus, Notification, NotificationKind, NotificationState, WaitsFor
from services import timetable
from services.delivery import outcomes, processes, queue
from services.delivery.processes import Identity
from tests.services.delivery.working import ME, OTHER, a_lane, claim, deliver_all, prepared, sent
from tests.support.factories import NOW, TOMORROW, a_booking, a_card, outbox, stored

pytestmark = pytest.mark.usefixtures("database")

HOURS = timedelta(hours=5)
MINUTE = timedelta(minutes=1)
EARLIER = NOW - HOURS
"""What the time really is while the clock says that it is now."""


async def test_a_claim_of_a_dead_process_whose_clock_ran_ahead_holds_nobody_up() -> None:
    first, second = await a_lane("one", 2)
    dead = await processes.register(Identity("ahead", 7, 0.0))
    assert await claim(NOW + HOURS, me=dead) == [first]
    await processes.bury(dead)

    assert await claim() == [first]
    await sent(first)
    assert await claim() == [second]


async def test_a_claim_of_a_process_that_lives_is_its_own_whichever_clock_is_right() -> None:
    (number,) = await a_lane("one", 1)
    assert await claim(NOW, me=OTHER) == [number]

    for now in (NOW - 10 * HOURS, NOW, NOW + 1_000 * HOURS):
        await queue.forgive_the_clock(now)
        assert await claim(now) == []


async def test_a_pause_begun_by_a_clock_that_ran_ahead_is_over() -> None:
    (number,) = await a_lane("one", 1)
    await claim(NOW + HOURS)
    await outcomes.failed(ME, await prepared(number, NOW + HOURS), "down", NOW + HOURS)
    assert await claim() == []

    await queue.forgive_the_clock(NOW)

    assert await claim() == [number]


@pytest.mark.parametrize("waits_for", list(WaitsFor))
async def test_a_pause_that_this_clock_may_have_begun_goes_on(waits_for: WaitsFor) -> None:
    (number,) = await a_lane("one", 1)
    await claim()
    await queue.put_off(ME, [number], NOW + queue.LONGEST_WAIT, waits_for)

    await queue.forgive_the_clock(NOW)

    assert await claim(NOW + queue.LONGEST_WAIT - MINUTE) == []
    await queue.forgive_the_clock(NOW - timedelta(seconds=1))
    assert await claim() == [number]


async def test_the_worker_does_not_wait_for_what_a_clock_that_ran_ahead_had_put_off() -> None:
    (number,) = await a_lane("one", 1)
    await claim(NOW + HOURS)
    await outcomes.failed(ME, await prepared(number, NOW + HOURS), "down", NOW + HOURS)
    await queue.forgive_the_clock(NOW)

    assert await queue.ready_what_is_due(NOW) is None
    assert await timetable.next_due(NOW) is None


async def test_no_pause_is_longer_than_what_counts_as_put_off() -> None:
    (number,) = await a_lane("one", 1)
    await claim()

    await outcomes.failed(ME, await prepared(number), "slow down", NOW, retry_after=7 * 24 * 3600)

    await queue.forgive_the_clock(NOW)
    assert await claim(NOW + queue.LONGEST_WAIT - MINUTE) == []
    assert await claim(NOW + queue.LONGEST_WAIT) == [number]


@pytest.mark.parametrize("ahead", [timedelta(milliseconds=1), timedelta(seconds=5), HOURS])
async def test_what_was_written_by_a_clock_that_ran_ahead_is_said_at_once(ahead: timedelta) -> None:
    await a_card()
    (row,) = await outbox(NotificationKind.CARD)

    assert await claim(NOW - ahead) == [row.id]


async def test_what_is_planned_for_a_moment_of_its_own_keeps_it_when_the_clock_is_set_back() -> None:
    await a_booking()
    planned = await outbox(NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE)

    await queue.forgive_the_clock(EARLIER)
    await queue.ready_what_is_due(EARLIER)

    kept = await outbox(NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE)
    assert [(row.due_at, row.waits_until) for row in kept] == [(row.due_at, row.due_at) for row in planned]
    assert all(row.due_at > NOW for row in kept)


async def test_no_reminder_is_sent_again_when_its_moment_comes_a_second_time() -> None:
    await a_booking()
    sent_then = await deliver_all(TOMORROW - timedelta(minutes=5))
    assert [kind for kind, _ in sent_then].count(NotificationKind.REMINDER) == 2

    again = await deliver_all(NOW)
    again += await deliver_all(TOMORROW - timedelta(minutes=5))

    assert again == []


async def test_what_happened_by_itself_stays_when_the_clock_is_set_back() -> None:
    card = await a_card()
    await timetable.run_due(TOMORROW + HOURS)

    assert await timetable.run_due(NOW) == 0
    assert (await stored(card.id)).status is InterviewStatus.EXPIRED


async def test_a_row_that_looks_old_because_the_clock_was_set_forward_is_tried_some_more() -> None:
    (number,) = await a_lane("one", 1)
    late = NOW + timedelta(days=3)

    for _ in range(outcomes.TRIES_AT_LEAST - 1):
        assert await claim(late) == [number]
        assert not await outcomes.failed(ME, await prepared(number, late), "down", late)
        late += timedelta(hours=1)
    assert await claim(late) == [number]
    assert await outcomes.failed(ME, await prepared(number, late), "down", late)

    assert (await Notification.get(id=number)).state is NotificationState.FAILED
