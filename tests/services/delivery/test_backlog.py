"""How much waits in the outbox, and for how long; that it reads no whole table is in test_no_scan.py."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from models import Notification, WaitsFor
from services.delivery import queue
from services.delivery.backlog import Waiting, backlog
from services.delivery.kinds.message import Urgency
from tests.services.delivery.working import ME, a_lane, claim, deliver_all
from tests.support.factories import NOW

pytestmark = pytest.mark.usefixtures("database")
MINUTE = timedelta(minutes=1)


async def seen(now: datetime = NOW) -> Mapping[tuple[Urgency, Waiting], tuple[int, timedelta]]:
    """How many rows wait, and how old the oldest of them is."""
    return {(one.urgency, one.waiting): (one.rows, one.age(now)) for one in await backlog(now)}


async def test_an_empty_outbox_has_no_backlog() -> None:
    assert await seen() == {}


async def test_what_was_delivered_does_not_wait() -> None:
    await a_lane("one", 2)
    await deliver_all(NOW)

    assert await seen(NOW + MINUTE) == {}


async def test_rows_are_due_until_they_are_noted_whoever_has_them_and_planned_until_their_moment() -> None:
    rows = [(await a_lane(f"lane {number}", 1))[0] for number in range(5)]
    await Notification.filter(id=rows[0]).update(urgency=Urgency.CLICKED.value, due_at=NOW - 3 * MINUTE)
    assert await claim(free=1) == [rows[0]]
    await Notification.filter(id=rows[1]).update(urgency=Urgency.CLICKED.value, due_at=NOW - 2 * MINUTE)
    for number in rows[2:4]:
        later = NOW + (number - rows[1]) * MINUTE
        await Notification.filter(id=number).update(urgency=1, due_at=later, waits_until=later)
    redrawn = Urgency((await Notification.get(id=rows[4])).urgency)

    clicked, timed = Urgency.CLICKED, Urgency.TIMED
    assert await seen() == {
        (clicked, Waiting.DUE): (2, 3 * MINUTE),
        (timed, Waiting.PLANNED): (2, timedelta()),
        (redrawn, Waiting.DUE): (1, timedelta()),
    }
    # Nobody has made ready yet what is due by now.
    assert await seen(NOW + MINUTE) == {
        (clicked, Waiting.DUE): (2, 4 * MINUTE),
        (timed, Waiting.DUE): (1, timedelta()),
        (timed, Waiting.PLANNED): (1, timedelta()),
        (redrawn, Waiting.DUE): (1, MINUTE),
    }


@pytest.mark.parametrize("reason", list(WaitsFor))
async def test_what_failed_is_put_off_until_its_next_try_is_due(reason: WaitsFor) -> None:
    (row,) = await a_lane("one", 1)
    urgency = Urgency((await Notification.get(id=row)).urgency)
    assert await claim() == [row]
    await queue.put_off(ME, [row], NOW + 2 * MINUTE, reason)

    assert await seen(NOW + MINUTE) == {(urgency, Waiting.PUT_OFF): (1, MINUTE)}
    assert await seen(NOW + 2 * MINUTE) == {(urgency, Waiting.DUE): (1, 2 * MINUTE)}
