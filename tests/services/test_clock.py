"""The clock is set forward or back by hours: nothing is said twice, and nothing waits for hours."""

from datetime import timedelta

import pytest

from models import InterviewStatus, Notification, NotificationKind, NotificationState
from services import delivery, timetable
from tests.services.test_delivery import deliver_all, lane
from tests.support.factories import NOW, TOMORROW, a_booking, a_card, outbox, stored

pytestmark = pytest.mark.usefixtures("database")

HOURS = timedelta(hours=5)
MINUTE = timedelta(minutes=1)
EARLIER = NOW - HOURS
"""What the time really is while the clock says that it is now."""


async def test_a_claim_made_by_a_clock_that_ran_ahead_holds_nobody_up() -> None:
    first, second = await lane("one", 2)
    assert await delivery.claim(NOW + HOURS, 10) == [first]

    assert await delivery.claim(NOW, 10) == [first]
    await delivery.delivered(first, NOW)
    assert await delivery.claim(NOW, 10) == [second]


async def test_a_pause_begun_by_a_clock_that_ran_ahead_is_over() -> None:
    (number,) = await lane("one", 1)
    await delivery.failed(number, "down", NOW + HOURS)

    assert await delivery.claim(NOW, 10) == [number]


async def test_the_worker_does_not_wait_for_a_claim_of_a_clock_that_ran_ahead() -> None:
    await lane("one", 1)
    await delivery.claim(NOW + HOURS, 10)

    assert await timetable.next_look(NOW) is None


async def test_no_pause_is_longer_than_what_counts_as_held() -> None:
    (number,) = await lane("one", 1)

    await delivery.failed(number, "slow down", NOW, retry_after=7 * 24 * 3600)

    assert await delivery.claim(NOW + delivery.LONGEST_HOLD - MINUTE, 10) == []
    assert await delivery.claim(NOW + delivery.LONGEST_HOLD, 10) == [number]


async def test_what_was_written_by_a_clock_that_ran_ahead_is_said_at_once() -> None:
    await a_card()
    assert await delivery.claim(EARLIER, 10) == []

    assert await delivery.bring_forward(EARLIER) == 1

    (row,) = await outbox(NotificationKind.CARD)
    assert await delivery.claim(EARLIER, 10) == [row.id]


async def test_what_a_machine_wrote_whose_clock_is_a_little_ahead_is_left_as_it_is() -> None:
    await a_card()

    assert await delivery.bring_forward(NOW - delivery.CLOCKS_MAY_DIFFER) == 0
    assert await delivery.bring_forward(NOW - delivery.CLOCKS_MAY_DIFFER - timedelta(seconds=1)) == 1


async def test_what_is_planned_for_a_moment_of_its_own_keeps_it_when_the_clock_is_set_back() -> None:
    await a_booking()
    planned = await outbox(NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE)

    await delivery.bring_forward(EARLIER)

    kept = await outbox(NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE)
    assert [row.due_at for row in kept] == [row.due_at for row in planned]
    assert all(row.due_at > NOW for row in kept)


async def test_no_reminder_is_sent_again_when_its_moment_comes_a_second_time() -> None:
    await a_booking()
    sent = await deliver_all(TOMORROW - timedelta(minutes=5))
    assert [kind for kind, _ in sent].count(NotificationKind.REMINDER) == 2

    again = await deliver_all(NOW)
    again += await deliver_all(TOMORROW - timedelta(minutes=5))

    assert again == []


async def test_what_happened_by_itself_stays_when_the_clock_is_set_back() -> None:
    card = await a_card()
    await timetable.run_due(TOMORROW + HOURS)

    assert await timetable.run_due(NOW) == 0
    assert (await stored(card.id)).status is InterviewStatus.EXPIRED


async def test_a_row_that_looks_old_because_the_clock_was_set_forward_is_tried_some_more() -> None:
    (number,) = await lane("one", 1)
    late = NOW + timedelta(days=3)

    for _ in range(delivery.TRIES_AT_LEAST - 1):
        assert await delivery.claim(late, 1) == [number]
        assert not await delivery.failed(number, "down", late)
        late += timedelta(hours=1)
    assert await delivery.claim(late, 1) == [number]
    assert await delivery.failed(number, "down", late)

    assert (await Notification.get(id=number)).state is NotificationState.FAILED
