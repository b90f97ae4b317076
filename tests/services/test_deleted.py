"""Channels and roles that are deleted on Discord: noticed once, and nothing that was to be said is lost."""

from datetime import timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, Server
from services import deleted, people, points, server_settings, settings
from services.delivery import outcomes
from services.refusals import RoleIsEverybody, SetAndUnset
from services.setting_changes import ChangedBy
from services.settings import PointsChange, Unset
from tests.services.delivery.working import ME, claim, prepared
from tests.support.factories import ADMIN, NOW, SERVER, a_card, a_member, an_admin, everything, outbox

pytestmark = pytest.mark.usefixtures("database")
BOARD, LOG, ROLE, OWNER = 11, 12, 13, 14
BY = ChangedBy(ADMIN, NOW)


@pytest.fixture(autouse=True)
async def server(database: str) -> None:
    """A server with a board, a log channel and a role to ping."""
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, BOARD, LOG, NOW, role_id=ROLE)


async def test_each_deleted_channel_is_told_to_the_owner_once() -> None:
    for _ in range(2):
        for channel in (BOARD, LOG, 99):
            await deleted.forget_channel(SERVER, channel, OWNER, NOW)
        await deleted.forget_role(SERVER, ROLE)

    found = await server_settings.read(SERVER)
    assert (found.board_channel_id, found.log_channel_id, found.log_role_id) == (None, None, None)
    assert (found.board_is_gone, found.log_is_gone, found.log_role_is_gone) == (True, True, True)
    told = await outbox(NotificationKind.CHANNEL_GONE)
    assert [(row.recipient_id, row.payload["lost"]) for row in told] == [(OWNER, "board"), (OWNER, "log")]

    await settings.set_board(SERVER, 21, 22, NOW, role_id=23)
    found = await server_settings.read(SERVER)
    assert (found.board_is_gone, found.log_is_gone, found.log_role_is_gone) == (False, False, False)


async def test_lines_for_admins_wait_for_another_log_channel_and_not_for_ever() -> None:
    await Notification.all().delete()
    await deleted.forget_channel(SERVER, LOG, None, NOW)
    member = await a_member()
    await people.meet_server(SERVER, "en", NOW)
    await a_member(user_id=ADMIN)
    await points.grant(SERVER, member.user_id, 1, "thanks", admin_id=ADMIN, now=NOW)
    (line,) = await outbox(NotificationKind.LOG_GRANT)
    assert line.id in await claim()
    row = await prepared(line.id)

    assert not await outcomes.keep_for_another_log(ME, row, NOW + outcomes.LINES_KEPT)
    assert await outcomes.keep_for_another_log(ME, row, NOW)
    assert line.id not in await claim(NOW + timedelta(days=2))

    await settings.set_board(SERVER, None, 22, NOW)
    assert line.id in await claim()


async def test_a_board_that_is_unset_or_deleted_leaves_no_card_to_look_after() -> None:
    card = await a_card()
    seen = len(await outbox(NotificationKind.CARD, NotificationKind.PANEL))
    later = NOW + timedelta(minutes=1)
    await settings.set_board(SERVER, None, None, later, unset=Unset.BOARD)
    left = await outbox(NotificationKind.CARD, NotificationKind.PANEL)
    assert len(left) == seen + 2
    assert left[-1].interview_id == card.id
    assert not (await server_settings.read(SERVER)).board_is_gone
    assert all(row.state is NotificationState.PENDING for row in left[seen:])


async def test_what_contradicts_itself_or_would_ping_everybody_is_refused() -> None:
    before = await everything()

    for unset, board, log in ((Unset.BOARD, 1, None), (Unset.LOG, None, 1)):
        with pytest.raises(SetAndUnset):
            await settings.set_board(SERVER, board, log, NOW, unset=unset)
    with pytest.raises(RoleIsEverybody):
        await settings.set_board(SERVER, None, None, NOW, role_id=SERVER)

    assert await everything() == before


async def test_the_log_says_what_an_admin_changed_from_what_to_what_and_nothing_else() -> None:
    await an_admin()
    await settings.set_points(SERVER, PointsChange(price=5, reward=1), NOW, by=BY)
    await settings.set_points(SERVER, PointsChange(price=5), NOW, by=BY)
    await settings.set_points(SERVER, PointsChange(price=6), NOW)

    (line,) = await outbox(NotificationKind.LOG_SETTINGS)
    assert line.payload["changes"] == {"price": [3, 5]}
    assert line.payload["admin_id"] == ADMIN
    assert (await Server.get(id=SERVER)).price == 6
