"""A host cancels, or nobody books in time (design, section 3)."""

from datetime import timedelta

import pytest

from models import InterviewStatus, NotificationKind, PointsReason, Server
from services import booking, ending
from services.interviews import Role
from services.refusals import AlreadyOver, Refusal
from tests.support.factories import (
    NOW,
    PRICE,
    SERVER,
    a_booking,
    a_card,
    a_member,
    balance,
    everything,
    ledger,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("price", [0, 3, 7])
async def test_a_cancelled_card_gives_back_exactly_what_it_cost(role: Role, price: int) -> None:
    host = await a_member(10)
    await Server.filter(id=SERVER).update(price=price)
    card = await a_card(host, role)
    await Server.filter(id=SERVER).update(price=5)

    cancelled = await ending.cancel(host.user_id, SERVER, card.id, NOW)

    assert cancelled.interview.status is InterviewStatus.CANCELLED
    assert cancelled.entry is None
    assert cancelled.refunded == (price if role is Role.INTERVIEWEE else 0)
    assert await balance(host) == 10


@pytest.mark.parametrize("role", list(Role))
async def test_cancelling_a_booked_interview_pays_the_interviewee_back_and_tells_the_guest(
    role: Role,
) -> None:
    played = await a_booking(role)

    cancelled = await ending.cancel(played.host.user_id, SERVER, played.id, NOW)

    assert cancelled.refunded == (PRICE if role is Role.INTERVIEWEE else 0)
    assert await balance(played.interviewee) == PRICE
    assert await balance(played.interviewer) == 0
    assert (await ledger(played.interviewee))[-1] == (PointsReason.REFUND, PRICE)
    (row,) = await outbox(NotificationKind.CANCELLED)
    assert row.recipient_id == played.guest.user_id
    assert row.payload == {"refund": PRICE if role is Role.INTERVIEWER else 0}
    planned = await outbox(NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE)
    assert {row.state for row in planned} == {"dropped"}


async def test_a_card_is_cancelled_once() -> None:
    card = await a_card(role=Role.INTERVIEWEE)
    await ending.cancel(card.host_id, SERVER, card.id, NOW)
    before = await everything()

    with pytest.raises(AlreadyOver):
        await ending.cancel(card.host_id, SERVER, card.id, NOW)

    assert await everything() == before


@pytest.mark.parametrize("role", list(Role))
async def test_a_card_that_nobody_booked_expires_and_gives_back_what_it_cost(role: Role) -> None:
    host = await a_member(PRICE)
    card = await a_card(host, role)

    await ending.expire(card.id, card.starts_at)

    assert (await stored(card.id)).status is InterviewStatus.EXPIRED
    assert await balance(host) == PRICE
    (row,) = await outbox(NotificationKind.EXPIRED)
    assert row.recipient_id == host.user_id
    assert row.payload == {"refund": PRICE if role is Role.INTERVIEWEE else 0}
    assert [row.kind for row in await outbox(NotificationKind.CARD)] == [NotificationKind.CARD] * 2


async def test_a_card_expires_no_sooner_than_it_starts_and_only_once() -> None:
    card = await a_card(role=Role.INTERVIEWEE)
    before = await everything()

    await ending.expire(card.id, card.starts_at - timedelta(seconds=1))
    assert await everything() == before

    await ending.expire(card.id, card.starts_at)
    expired = await everything()
    await ending.expire(card.id, card.starts_at)
    assert await everything() == expired


async def test_a_booked_interview_does_not_expire() -> None:
    played = await a_booking()
    before = await everything()

    await ending.expire(played.id, played.ends_at)

    assert await everything() == before


async def test_a_cancelled_card_cannot_be_booked() -> None:
    card, guest = await a_card(), await a_member(PRICE)
    await ending.cancel(card.host_id, SERVER, card.id, NOW)

    with pytest.raises(Refusal):
        await booking.book(guest, card.id, NOW)
