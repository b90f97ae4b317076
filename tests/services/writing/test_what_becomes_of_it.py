"""Nobody but its reader hears what becomes of a message: it would tell that it was not dropped."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, User
from services import people, settings
from services.delivery import missed, outcomes
from services.delivery.outcomes import Said
from services.delivery.preparing import Delivery
from services.writing import passing_on
from tests.services.delivery.working import ME, delivered, prepared, state_of, take
from tests.support.factories import NOW, SERVER, a_booking, outbox

pytestmark = pytest.mark.usefixtures("database")

BOARD, LOG = 11, 12
DAY, WEEK = timedelta(days=1), timedelta(days=7)

End = Callable[[Delivery], Awaitable[object]]


async def given_up(row: Delivery) -> None:
    await outcomes.refused(ME, row, "50035", NOW)


async def missed_with_closed_dms(row: Delivery) -> None:
    await missed.note(ME, row, "50007", NOW)


async def arrived(row: Delivery) -> None:
    await outcomes.sent(ME, [Said(row, 77)], NOW)


ENDS: list[End] = [given_up, missed_with_closed_dms, arrived]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("closed_at", [None, NOW - DAY], ids=["open", "closed"])
@pytest.mark.parametrize("board", [None, BOARD], ids=["without a board", "with a board"])
async def test_whatever_becomes_of_a_message_nobody_is_told_or_shown_anything_of_it(
    end: End, closed_at: datetime | None, board: int | None
) -> None:
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, board, LOG, NOW)
    played = await a_booking()
    await delivered(NOW)
    await User.filter(id=played.guest.user_id).update(dms_closed_at=closed_at)
    await passing_on.write(played.host.user_id, SERVER, played.id, "Hello", NOW)
    (row,) = await outbox(NotificationKind.WRITTEN)
    await take(row.id)

    await end(await prepared(row.id))

    assert await Notification.filter(state=NotificationState.PENDING, due_at__lte=NOW).values("kind") == []
    assert (await User.get(id=played.guest.user_id)).dms_closed_at == closed_at


async def test_what_was_missed_is_let_go_once_it_helps_no_more_though_nobody_is_called() -> None:
    played = await a_booking()
    await delivered(NOW)
    await passing_on.write(played.host.user_id, SERVER, played.id, "Hello", NOW)
    (row,) = await outbox(NotificationKind.WRITTEN)
    await take(row.id)

    await missed.note(ME, await prepared(row.id), "50007", NOW)

    (look,) = await outbox(NotificationKind.UNREACHABLE)
    assert (look.recipient_id, look.due_at) == (played.guest.user_id, NOW + WEEK)
    assert await missed.waiting(SERVER, played.guest.user_id, look.due_at) == ()
    assert await state_of(row.id) is NotificationState.DROPPED
