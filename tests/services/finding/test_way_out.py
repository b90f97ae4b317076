"""Leaving what is booked with somebody from whom one is kept apart, and how often two have met."""

from datetime import timedelta

import pytest

from models import InterviewStatus, NotificationKind, Withdrawal
from services import absence, booking, feedback
from services.delivery.kinds import read
from services.delivery.kinds.direct import Cancelled, Withdrawn
from services.finding import apart, way_out
from services.finding.met import Met, met
from services.finding.refusals import WayOutClosed
from services.interviews import Role
from services.refusals import AlreadyStarted, InterviewNotFound
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    balance,
    completed,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("role", list(Role))
async def test_a_guest_gives_back_for_free_and_without_a_word(role: Role) -> None:
    played = await a_booking(role)
    host, guest = played.host.user_id, played.guest.user_id
    await apart.keep_apart(guest, host, NOW)
    pays = role is Role.INTERVIEWER

    asked = await way_out.before_leaving(guest, played.id, NOW)
    left = await way_out.leave(guest, played.id, NOW)

    assert left.refunded == (PRICE if pays else 0)
    assert asked.refund == PRICE
    assert await balance(played.guest) == (PRICE if pays else 0)
    assert (await stored(played.id)).status is InterviewStatus.PENDING
    assert await Withdrawal.all().count() == 0
    (told,) = await outbox(NotificationKind.WITHDRAWN, to=played.host)
    message = read(told.kind, told.payload)
    assert isinstance(message, Withdrawn)
    assert (message.guest_id, message.reason, message.for_pause) == (guest, "", False)


@pytest.mark.parametrize("role", list(Role))
async def test_a_host_cancels_and_whoever_paid_gets_it_back(role: Role) -> None:
    played = await a_booking(role)
    await apart.keep_apart(played.host.user_id, played.guest.user_id, NOW)

    left = await way_out.leave(played.host.user_id, played.id, NOW)

    assert left.refunded == (0 if role is Role.INTERVIEWER else PRICE)
    assert await balance(played.interviewee) == PRICE
    assert (await stored(played.id)).status is InterviewStatus.CANCELLED
    (told,) = await outbox(NotificationKind.CANCELLED, to=played.guest)
    refund = PRICE if role is Role.INTERVIEWER else 0
    assert read(told.kind, told.payload) == Cancelled(refund=refund, reason="")


async def test_what_the_other_reads_is_what_they_would_read_anyway() -> None:
    usual, freed = await a_booking(), await a_booking()
    await apart.keep_apart(freed.guest.user_id, freed.host.user_id, NOW)

    await booking.withdraw(usual.guest.user_id, SERVER, usual.id, NOW)
    await way_out.leave(freed.guest.user_id, freed.id, NOW)

    told = [row for one in (usual, freed) for row in await outbox(NotificationKind.WITHDRAWN, to=one.host)]
    first, second = ({**row.payload, "guest_id": 0} for row in told)
    assert first == second


async def test_the_way_is_open_to_who_asked_as_long_as_they_do_and_before_the_start() -> None:
    played = await a_booking()
    host, guest = played.host.user_id, played.guest.user_id
    await apart.keep_apart(host, guest, NOW)

    for who, now, refusal in (
        (guest, NOW, WayOutClosed),
        (host, TOMORROW, AlreadyStarted),
        ((await a_member()).user_id, NOW, InterviewNotFound),
    ):
        for step in (way_out.before_leaving, way_out.leave):
            with pytest.raises(refusal):
                await step(who, played.id, now)
    await apart.let_together(host, guest)
    with pytest.raises(WayOutClosed):
        await way_out.leave(host, played.id, NOW)
    open_card = await a_card()
    with pytest.raises(WayOutClosed):
        await way_out.leave(open_card.host_id, open_card.id, NOW)


async def test_what_two_have_ahead_is_found_in_every_server_the_soonest_first() -> None:
    host, guest = await a_member(10 * PRICE), await a_member(10 * PRICE)
    there = [await a_member(PRICE, server_id=ANOTHER_SERVER, user_id=one.user_id) for one in (host, guest)]
    late = await a_booking(host=host, guest=guest, starts_at=TOMORROW + 5 * HOUR)
    soon = await a_booking(host=there[1], guest=there[0], starts_at=TOMORROW)
    await a_booking(host=host, starts_at=TOMORROW + 2 * HOUR)
    await a_card(host, starts_at=TOMORROW + 9 * HOUR)

    for one, other in ((host, guest), (guest, host)):
        found = await way_out.ahead(one.user_id, other.user_id, NOW)
        assert [row.id for row in found] == [soon.id, late.id]
    assert [row.id for row in await way_out.ahead(host.user_id, guest.user_id, TOMORROW)] == [late.id]


# --- have we met -----------------------------------------------------------------------------------------


async def test_two_have_met_where_both_came_to_an_interview_whoever_interviewed_whom() -> None:
    first = await completed()
    one, other = first.host, first.guest
    ended = first.ends_at
    assert await met(SERVER, one.user_id, other.user_id, ended) == Met(1, first.starts_at)
    again = await a_booking(
        Role.INTERVIEWEE,
        TOMORROW + 5 * HOUR,
        host=await a_member(PRICE, user_id=one.user_id),
        guest=other,
    )
    before = again.ends_at - timedelta(seconds=1)
    assert (await met(SERVER, one.user_id, other.user_id, before)).times == 1, "it is not over yet"

    async def have_met_twice() -> None:
        for me, them in ((one, other), (other, one)):
            found = await met(SERVER, me.user_id, them.user_id, again.ends_at)
            assert found == Met(2, again.starts_at)

    # From its end on, and not only once there is feedback that is accepted.
    await have_met_twice()
    await feedback.leave(other.user_id, SERVER, again.id, score=4, text=TEXT, now=again.ends_at)
    await feedback.accept(one.user_id, SERVER, again.id, again.ends_at)
    await have_met_twice()
    assert await met(ANOTHER_SERVER, one.user_id, other.user_id, again.ends_at) == Met(0, None)
    assert await met(SERVER, one.user_id, (await a_member()).user_id, again.ends_at) == Met(0, None)


async def test_two_of_whom_one_did_not_come_have_not_met() -> None:
    played = await a_booking()
    await absence.report(played.host.user_id, SERVER, played.id, "", played.ends_at)

    assert (await met(SERVER, played.host.user_id, played.guest.user_id, played.ends_at)).times == 0


async def test_a_booking_says_how_often_the_two_have_met() -> None:
    before = await completed()
    card = await a_card(before.host, starts_at=TOMORROW + 7 * HOUR)
    guest = await a_member(PRICE, user_id=before.guest.user_id)

    booked = await booking.book(guest, card.id, before.ends_at)

    assert booked.met == Met(1, before.starts_at)
    stranger = await booking.book(await a_member(PRICE), (await a_card()).id, NOW)
    assert stranger.met == Met(0, None)
