"""A pause frees the later seats of who is paused, and all whom it concerns are told (design, section 3)."""

from datetime import timedelta

import pytest

from models import InterviewStatus, NotificationKind, Ruling, Server
from services import absence, blocks, booking, disputes, pauses, server_settings
from services.delivery.kinds import read
from services.delivery.kinds.direct import Cancelled, SeatsFreed, Withdrawn
from services.interviews import Role
from services.people import Member
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
    a_proposal,
    an_admin,
    balance,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


async def missed(absent: Member) -> Played:
    """An interview that the member did not come to, after which they are paused."""
    played = await a_booking(host=absent)
    await Server.filter(id=SERVER).update(no_show_limit=1)
    await absence.report(played.guest.user_id, SERVER, played.id, "", played.starts_at + 10 * MINUTE)
    return played


async def test_a_pause_frees_later_seats_gives_back_what_they_cost_and_tells_all_why() -> None:
    paused = await a_member(2 * PRICE)
    elsewhere = await a_member(server_id=ANOTHER_SERVER, user_id=paused.user_id)
    there = await a_card(elsewhere, starts_at=TOMORROW + 9 * DAY)
    open_card = await a_card(paused, Role.INTERVIEWEE, TOMORROW + DAY)
    hosted = await a_booking(host=paused, starts_at=TOMORROW + 2 * DAY)
    as_guest = await a_booking(guest=paused, starts_at=TOMORROW + 3 * DAY)
    await a_proposal(as_guest, TOMORROW + 4 * DAY)
    as_interviewer = await a_booking(Role.INTERVIEWEE, guest=paused, starts_at=TOMORROW + 5 * DAY)
    assert await balance(paused) == 0

    first = await missed(paused)

    at = first.starts_at + 10 * MINUTE
    numbers = [open_card.id, hosted.id, as_guest.id, as_interviewer.id]
    assert [(await stored(number)).status for number in numbers] == [
        InterviewStatus.CANCELLED,
        InterviewStatus.CANCELLED,
        InterviewStatus.PENDING,
        InterviewStatus.PENDING,
    ]
    assert (await stored(there.id)).status is InterviewStatus.PENDING
    assert (await stored(as_guest.id)).interviewee_id is None
    assert (await stored(as_interviewer.id)).interviewer_id is None
    # Whoever paid has it back; the compensation is taken out of what was there before.
    assert [await balance(one) for one in (paused, hosted.guest, as_interviewer.host)] == [
        2 * PRICE,
        PRICE,
        0,
    ]
    (told,) = await outbox(NotificationKind.SEATS_FREED, to=paused)
    named = ", ".join(f"#{number}" for number in numbers)
    assert read(told.kind, told.payload) == SeatsFreed(until=at + 7 * DAY, interviews=named, refund=2 * PRICE)
    (row,) = await outbox(NotificationKind.CANCELLED, to=hosted.guest)
    assert read(row.kind, row.payload) == Cancelled(refund=PRICE, for_pause=True)
    for played in (as_guest, as_interviewer):
        (row,) = await outbox(NotificationKind.WITHDRAWN, to=played.host)
        message = read(row.kind, row.payload)
        assert isinstance(message, Withdrawn)
        assert (message.guest_id, message.for_pause) == (paused.user_id, True)
    # They can be booked again, by somebody else.
    await booking.book(await a_member(PRICE), as_guest.id, NOW)


async def test_a_pause_that_waited_for_a_ruling_frees_seats_once_the_report_is_upheld() -> None:
    paused = await a_member()
    later = await a_booking(host=paused, starts_at=TOMORROW + 5 * DAY)
    first = await a_booking(host=paused)
    at = first.starts_at + 10 * MINUTE
    await absence.report(first.guest.user_id, SERVER, first.id, "", at)
    await disputes.open_dispute(paused.user_id, SERVER, first.id, "I was there.", at)
    await Server.filter(id=SERVER).update(no_show_limit=1)
    assert (await stored(later.id)).status is InterviewStatus.BOOKED
    await an_admin()

    await disputes.rule(ADMIN, SERVER, first.id, Ruling.UPHELD, at + DAY)

    assert (await stored(later.id)).status is InterviewStatus.CANCELLED
    assert await balance(later.guest) == PRICE
    assert await blocks.block_of(await server_settings.read(SERVER), paused.user_id, at + DAY) is not None


async def test_a_pause_frees_so_many_seats_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pauses, "FREED_AT_MOST", 2)
    paused = await a_member()
    cards = [await a_card(paused, starts_at=TOMORROW + day * DAY) for day in (3, 1, 2)]

    await missed(paused)

    assert [(await stored(card.id)).status for card in cards] == [
        InterviewStatus.PENDING,
        InterviewStatus.CANCELLED,
        InterviewStatus.CANCELLED,
    ]


async def test_a_report_that_makes_no_pause_frees_nothing() -> None:
    absent = await a_member()
    later = await a_card(absent, starts_at=TOMORROW + DAY)
    played = await a_booking(host=absent)

    await absence.report(played.guest.user_id, SERVER, played.id, "", played.starts_at + 10 * MINUTE)

    assert (await stored(later.id)).status is InterviewStatus.PENDING
    assert await outbox(NotificationKind.SEATS_FREED) == []
