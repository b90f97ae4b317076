"""Whoever leaves a server leaves nobody waiting, nor paying, for them."""

from datetime import timedelta

import pytest

from models import NotificationKind, NotificationState
from services import booking, departures
from services.delivery import missed, preparing
from services.interviews import InterviewStatus, Role
from tests.services.delivery.working import ME, NAME, said, state_of, take
from tests.support.factories import (
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    balance,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")

ANOTHER_DAY = TOMORROW + timedelta(days=1)


@pytest.mark.parametrize("role", Role)
async def test_what_a_host_who_left_had_ahead_is_cancelled_and_the_guest_is_refunded_and_told(
    role: Role,
) -> None:
    played = await a_booking(role)
    card = await a_card(played.host, starts_at=ANOTHER_DAY)
    await said(NOW)

    for _ in range(2):
        await departures.left(SERVER, played.host.user_id, NOW)

    assert (await stored(played.id)).status is InterviewStatus.CANCELLED
    assert (await stored(card.id)).status is InterviewStatus.CANCELLED
    assert await balance(played.interviewee) == PRICE
    (told,) = await outbox(NotificationKind.HOST_LEFT)
    refund = PRICE if played.guest == played.interviewee else 0
    assert (told.recipient_id, told.payload) == (played.guest.user_id, {"refund": refund})
    assert await said(TOMORROW) == [
        (NotificationKind.HOST_LEFT, played.guest.user_id),
        (NotificationKind.CARD, None),
        (NotificationKind.CARD, None),
    ], "nobody is reminded"


@pytest.mark.parametrize("role", Role)
async def test_what_a_guest_who_left_had_booked_is_given_back_and_the_card_is_open_again(role: Role) -> None:
    played = await a_booking(role)
    await said(NOW)

    for _ in range(2):
        await departures.left(SERVER, played.guest.user_id, NOW)

    row = await stored(played.id)
    assert (row.status, row.booking) == (InterviewStatus.PENDING, None)
    assert await balance(played.guest) == (PRICE if played.guest == played.interviewee else 0)
    (told,) = await outbox(NotificationKind.GUEST_LEFT)
    assert (told.recipient_id, told.payload["guest_id"]) == (played.host.user_id, played.guest.user_id)
    await booking.book(await a_member(PRICE), played.id, NOW)


async def test_what_has_begun_or_is_in_another_server_goes_on() -> None:
    played = await a_booking()
    elsewhere = await a_member(server_id=SERVER + 1, user_id=played.host.user_id)
    other = await a_card(elsewhere, starts_at=ANOTHER_DAY)

    await departures.left(SERVER, played.host.user_id, played.starts_at)
    assert (await stored(played.id)).status is InterviewStatus.BOOKED
    assert (await stored(other.id)).status is InterviewStatus.PENDING

    await departures.left_everywhere(played.host.user_id, SERVER, played.starts_at)
    assert (await stored(other.id)).status is InterviewStatus.CANCELLED


async def test_whoever_left_is_called_no_more() -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    await take(row.id)
    (mine,) = (await preparing.prepare([row.id], NAME, NOW)).deliveries
    await missed.note(ME, mine, "DMs are closed", NOW)
    (call,) = await outbox(NotificationKind.UNREACHABLE)
    await take(call.id)
    (calling,) = (await preparing.prepare([call.id], NAME, NOW)).deliveries
    await missed.called(ME, calling, 11, 77, row.id, NOW)

    await departures.left(SERVER, played.guest.user_id, NOW)

    assert await state_of(row.id) is NotificationState.DROPPED
    assert await missed.waiting(SERVER, played.guest.user_id, NOW) == ()
    calls = await outbox(NotificationKind.UNREACHABLE)
    assert len(calls) == 2, "the call has to be taken down"


async def test_only_the_host_of_a_card_that_can_be_booked_is_looked_for() -> None:
    card = await a_card()
    assert await booking.host_of_open(SERVER, card.id) == card.host_id
    assert await booking.host_of_open(SERVER + 1, card.id) is None
    assert await booking.host_of_open(SERVER, 2**31) is None
    booked = await a_booking(starts_at=ANOTHER_DAY)
    assert await booking.host_of_open(SERVER, booked.id) is None
