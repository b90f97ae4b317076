"""Removing what was finished long ago."""

from datetime import datetime, timedelta

import pytest

from models import Notification, NotificationKind, NotificationState
from services.delivery import retention
from services.delivery.kinds.message import Urgency
from services.writing import passing_on
from tests.services.delivery.working import ME, a_lane, deliver_all, delivered
from tests.support.factories import NOW, SERVER, a_booking

pytestmark = pytest.mark.usefixtures("database")

KEPT = timedelta(days=30)
LATER = NOW + KEPT + timedelta(seconds=1)


async def finished(count: int, *, state: NotificationState = NotificationState.SENT) -> list[int]:
    """Rows that were finished now."""
    rows = await a_lane(f"{state.value}", count)
    await Notification.filter(id__in=rows).update(state=state, finished_at=NOW)
    return rows


async def finished_at(number: int, moment: datetime) -> None:
    """Have a row be finished at another moment."""
    await Notification.filter(id=number).update(finished_at=moment)


async def left() -> list[int]:
    return [row.id for row in await Notification.all().order_by("id")]


@pytest.mark.parametrize("state", [state for state in NotificationState if state != "pending"])
async def test_what_was_finished_long_ago_is_removed(state: NotificationState) -> None:
    await finished(3, state=state)

    assert await retention.remove_old(KEPT, NOW + KEPT) == 0
    assert await retention.remove_old(KEPT, LATER) == 3

    assert await left() == []


async def test_what_waits_is_never_removed_however_old() -> None:
    rows = await a_lane("one", 2)
    await Notification.filter(id=rows[0]).update(urgency=Urgency.REDRAWN.value, owner=ME)

    assert await retention.remove_old(KEPT, NOW + 100 * KEPT) == 0

    assert await left() == rows


async def test_a_message_that_may_still_have_to_change_stays_known() -> None:
    rows = await finished(2)
    await Notification.filter(id=rows[0]).update(message_id=71)

    assert await retention.remove_old(KEPT, LATER) == 1

    assert await left() == rows[:1]


async def test_nothing_is_removed_while_something_urgent_is_ready() -> None:
    await finished(1)
    (urgent,) = await a_lane("urgent", 1)
    await Notification.filter(id=urgent).update(urgency=Urgency.CLICKED.value)
    assert await retention.remove_old(KEPT, LATER) == 0

    await Notification.filter(id=urgent).update(owner=ME)

    assert await retention.remove_old(KEPT, LATER) == 1
    assert await left() == [urgent]


async def test_much_goes_some_at_a_time_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    rows = await finished(5)
    await finished_at(rows[4], NOW - timedelta(days=2))
    await finished_at(rows[0], NOW - timedelta(days=1))

    removed = [await retention.remove_old(KEPT, LATER)]
    assert await left() == rows[1:4]
    removed += [await retention.remove_old(KEPT, LATER) for _ in range(3)]

    assert removed == [2, 2, 1, 0]


async def test_what_is_removed_is_not_said_again() -> None:
    played = await a_booking()
    over = played.ends_at + timedelta(days=2)
    await deliver_all(over)
    await retention.remove_old(KEPT, over + KEPT + timedelta(seconds=1))

    assert await deliver_all(over + KEPT + timedelta(seconds=1)) == []


async def test_what_one_wrote_to_the_other_goes_with_the_rest_though_its_message_can_be_changed() -> None:
    played = await a_booking()
    await passing_on.write(played.host.user_id, SERVER, played.id, "Hello", NOW)
    await delivered(NOW)
    rows = Notification.filter(kind=NotificationKind.WRITTEN)
    await rows.update(message_id=77)

    for kept, left in ((timedelta(days=30), 1), (timedelta(days=29), 0)):
        await retention.remove_old(kept, NOW + timedelta(days=29, seconds=1))
        assert await rows.count() == left
