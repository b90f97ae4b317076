"""What admins do for members, and what they see of one."""

from datetime import timedelta

import pytest

from models import InterviewStatus, NotificationKind, Server
from services import absence, admin_acts, blocks, member_page, server_settings, setup
from services.interviews import Role
from services.refusals import (
    AdminNeedsReason,
    AlreadyOver,
    AlreadyStarted,
    InterviewNotFound,
    NobodyHasBooked,
    NotPaused,
    Refusal,
)
from services.setup import Step
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_member,
    an_admin,
    balance,
    completed,
    everything,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")
MINUTE = timedelta(minutes=1)


async def reported() -> Played:
    """An interview whose interviewer was reported absent, which pauses them."""
    await an_admin()
    await Server.filter(id=SERVER).update(no_show_limit=1)
    played = await a_booking()
    await absence.report(played.interviewee.user_id, SERVER, played.id, "", played.starts_at + 10 * MINUTE)
    return played


@pytest.mark.parametrize("role", list(Role))
async def test_what_an_admin_cancels_is_refunded_and_both_read_why(role: Role) -> None:
    played = await a_booking(role)
    await an_admin()

    await admin_acts.cancel(ADMIN, SERVER, played.id, " No rooms\nthat day ", NOW)

    assert (await stored(played.id)).status is InterviewStatus.CANCELLED
    assert await balance(played.interviewee) == PRICE
    told = {row.recipient_id: row.payload for row in await outbox(NotificationKind.ADMIN_CANCELLED)}
    assert {person: one["refund"] for person, one in told.items()} == {
        played.interviewee.user_id: PRICE,
        played.interviewer.user_id: 0,
    }
    assert {one["reason"] for one in told.values()} == {"No rooms that day"}
    (line,) = await outbox(NotificationKind.LOG_CANCELLED)
    assert line.payload == {"admin_id": ADMIN, "reason": "No rooms that day"}


@pytest.mark.parametrize("role", list(Role))
async def test_a_seat_that_an_admin_frees_is_the_guests_and_the_card_is_open_again(role: Role) -> None:
    played = await a_booking(role)
    await an_admin()

    await admin_acts.free_seat(ADMIN, SERVER, played.id, "as asked", NOW)

    row = await stored(played.id)
    assert (row.status, row.host_id) == (InterviewStatus.PENDING, played.host.user_id)
    assert played.guest.user_id not in {row.interviewer_id, row.interviewee_id}
    assert await balance(played.guest) == (PRICE if played.guest is played.interviewee else 0)
    assert {row.recipient_id for row in await outbox(NotificationKind.SEAT_FREED)} == {
        played.host.user_id,
        played.guest.user_id,
    }
    assert len(await outbox(NotificationKind.LOG_SEAT_FREED)) == 1


async def test_what_admins_cannot_do_changes_nothing() -> None:
    card, over, played = await a_card(), await completed(), await a_booking()
    await an_admin()
    before = await everything()

    async def refused(because: type[Refusal], number: int, *, server: int = SERVER, **given: object) -> None:
        act = admin_acts.free_seat if given.get("free") else admin_acts.cancel
        now = TOMORROW if given.get("late") else NOW
        with pytest.raises(because):
            await act(ADMIN, server, number, str(given.get("reason", "why")), now)

    await refused(NobodyHasBooked, card.id, free=True)
    await refused(AlreadyOver, over.id)
    await refused(AlreadyStarted, played.id, late=True)
    await refused(AlreadyStarted, played.id, late=True, free=True)
    await refused(InterviewNotFound, played.id, server=ANOTHER_SERVER)
    await refused(AdminNeedsReason, played.id, reason=" \n ")
    with pytest.raises(NotPaused):
        await admin_acts.lift_pause(ADMIN, SERVER, played.guest.user_id, NOW)
    assert await everything() == before


async def test_a_pause_that_is_lifted_needs_new_reports_to_come_back() -> None:
    played = await reported()
    settings, who = await server_settings.read(SERVER), played.interviewer.user_id
    now = played.starts_at + 20 * MINUTE
    assert await blocks.block_of(settings, who, now) is not None

    await admin_acts.lift_pause(ADMIN, SERVER, who, now)

    assert await blocks.block_of(settings, who, now) is None
    assert [row.recipient_id for row in await outbox(NotificationKind.PAUSE_LIFTED)] == [who]
    assert len(await outbox(NotificationKind.LOG_PAUSE_LIFTED)) == 1
    again = await a_booking(starts_at=now + timedelta(days=1), host=played.host)
    absent_at = again.starts_at + 10 * MINUTE
    await absence.report(again.interviewee.user_id, SERVER, again.id, "", absent_at)
    block = await blocks.block_of(settings, who, absent_at)
    assert block is not None
    assert block.missed == (again.id,)


async def test_the_page_of_a_member_says_who_reported_whom() -> None:
    played = await reported()
    settings, now = await server_settings.read(SERVER), played.starts_at + 20 * MINUTE

    absent = await member_page.member_page(settings, played.interviewer.user_id, now)
    reporter = await member_page.member_page(settings, played.interviewee.user_id, now)

    assert [(one.number, one.other_id) for one in absent.received] == [
        (played.id, played.interviewee.user_id)
    ]
    assert [(one.number, one.other_id) for one in reporter.made] == [(played.id, played.interviewer.user_id)]
    assert (absent.made, reporter.received) == ((), ())
    assert absent.points.block is not None
    assert reporter.points.balance == PRICE + settings.compensation


async def test_what_is_left_of_the_setup_is_told_from_the_settings() -> None:
    await a_member()
    settings = await server_settings.read(SERVER)

    assert (await setup.checklist(settings, "ru", NOW)).open == tuple(Step)

    await Server.filter(id=SERVER).update(
        board_channel_id=1, log_channel_id=2, timezone="Europe/Berlin", language="ru"
    )
    await a_member(PRICE)
    assert (await setup.checklist(await server_settings.read(SERVER), "ru", NOW)).open == ()
