"""Thank-yous that stand: what is noted of them, what is shown again, and when they go."""

from datetime import timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, Server, ThankYou
from services import boards, settings
from services.delivery import outcomes, preparing, queue
from services.delivery.kinds import read
from services.delivery.kinds.others import TakenDown
from services.delivery.preparing import Delivery
from services.places import Place
from services.thanks import standing
from services.transaction import use_case
from tests.support.factories import NOW, SERVER, outbox
from tests.support.thanks import BOARD, a_willing_member, shown, thank_you_of

pytestmark = pytest.mark.usefixtures("database")
ME = 1
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


async def on_its_way(row: ThankYou) -> Delivery:
    """Take the row of the outbox that shows a thank-you."""
    async with use_case():
        await standing.show([row], NOW)
    (number,) = await queue.claim(ME, queue.Room(9, 9, 9), NOW)
    (delivery,) = (await preparing.prepare([number], "", NOW)).deliveries
    return delivery


async def taken_down() -> list[Place]:
    found = [read(row.kind, row.payload) for row in await outbox(NotificationKind.TAKEN_DOWN)]
    return [Place(one.channel_id, one.message_id) for one in found if isinstance(one, TakenDown)]


async def a_thank_you(**changes: object) -> ThankYou:
    return await thank_you_of(await a_willing_member(), **changes)  # type: ignore[arg-type]  # fields of it


async def test_where_it_was_posted_is_noted_with_its_row() -> None:
    row = await a_thank_you(channel_id=None, message_id=None, is_missed=True)
    delivery = await on_its_way(row)

    await standing.posted(ME, delivery, row.id, Place(BOARD, 5), NOW)

    found = await standing.read(row.id, NOW)
    assert found is not None
    assert (found.place, found.month) == (Place(BOARD, 5), row.month)
    assert not (await ThankYou.get()).is_missed
    assert (await Notification.get(id=delivery.id)).state is NotificationState.SENT


async def test_one_whose_row_went_while_it_was_on_its_way_is_taken_down() -> None:
    row = await a_thank_you(channel_id=None, message_id=None)
    delivery = await on_its_way(row)
    await ThankYou.all().delete()

    await standing.posted(ME, delivery, row.id, Place(BOARD, 5), NOW)

    assert await taken_down() == [Place(BOARD, 5)]
    assert (await Notification.get(id=delivery.id)).state is NotificationState.SENT


async def test_one_that_has_ended_is_shown_no_more() -> None:
    row = await a_thank_you()
    delivery = await on_its_way(row)
    await standing.ended(ME, delivery, row.id, NOW)
    assert await standing.read(row.id, NOW) is None
    assert (await Notification.get(id=delivery.id)).state is NotificationState.SENT
    assert await standing.read(row.id + 1, NOW) is None


async def test_it_may_be_posted_for_a_week() -> None:
    row = await a_thank_you()
    for late, may_be in ((7 * DAY, True), (7 * DAY + MINUTE, False)):
        found = await standing.read(row.id, NOW + late)
        assert found is not None
        assert found.may_be_posted is may_be


async def test_a_change_that_was_given_up_is_shown_when_its_channel_is_open_again() -> None:
    row = await a_thank_you()
    delivery = await on_its_way(row)
    await boards.show_given_up(SERVER, NOW)
    assert len(await shown()) == 1, "nothing was given up yet"
    await Server.filter(id=SERVER).update(board_channel_id=BOARD)

    await outcomes.refused(ME, delivery, "closed", NOW)
    assert (await ThankYou.get()).is_missed
    await boards.show_given_up(SERVER, NOW)
    assert len(await shown()) == 2

    # On a former board: when that one is opened.
    await Server.filter(id=SERVER).update(board_channel_id=BOARD + 5)
    await boards.show_given_up(SERVER, NOW)
    await settings.show_again(SERVER, [BOARD + 5], NOW)
    assert len(await shown()) == 2
    await settings.show_again(SERVER, [BOARD], NOW)
    assert len(await shown()) == 3
    await standing.note(row.id, is_missed=False)
    await settings.show_again(SERVER, [BOARD], NOW)
    assert len(await shown()) == 3


async def test_after_400_days_it_is_taken_down_and_forgotten() -> None:
    old = await a_thank_you()
    await a_thank_you(made_at=NOW - DAY, month=NOW.date(), channel_id=None, message_id=None)
    young = await a_thank_you(made_at=NOW + MINUTE, month=(NOW + 60 * DAY).date())

    assert await standing.remove_old(NOW + standing.KEPT) == 2

    assert [row.id for row in await ThankYou.all()] == [young.id]
    assert await taken_down() == [Place(old.channel_id or 0, old.message_id or 0)]
    assert await standing.remove_old(NOW + standing.KEPT) == 0
