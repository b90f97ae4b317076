"""Taking a free seat and giving it back (design, section 3)."""

from datetime import timedelta

import pytest

from models import InterviewStatus, MockInterview, NotificationKind, PointsReason, Server
from services import availability, booking, ending, transaction
from services.interviews import Action, Role
from services.refusals import (
    AlreadyOver,
    AlreadyStarted,
    AlreadyYours,
    InterviewNotFound,
    NobodyHasPoints,
    NotEnoughPoints,
    NotOpen,
    OnlyTheGuest,
    Overlap,
    OwnCard,
    SeatTaken,
    TooLateToBook,
)
from tests.support.factories import (
    ANOTHER_SERVER,
    LINK,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    balance,
    completed,
    everything,
    ledger,
    outbox,
    stored,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


# --- book ------------------------------------------------------------------------------------------------


async def test_a_guest_who_is_interviewed_pays_and_gets_the_link() -> None:
    card, guest = await a_card(), await a_member(PRICE + 1)

    booked = await booking.book(guest, card.id, NOW)

    assert (booked.cost, booked.balance) == (PRICE, 1)
    assert (booked.mine.link, booked.mine.actions) == (LINK, (Action.WITHDRAW, Action.WRITE))
    interview = booked.mine.interview
    assert (interview.status, interview.guest_id) == (InterviewStatus.BOOKED, guest.user_id)
    assert (interview.interviewer_id, interview.interviewee_id) == (card.host_id, guest.user_id)
    assert interview.open_role is None
    assert await ledger(guest) == [(PointsReason.GRANT, PRICE + 1), (PointsReason.SEAT, -PRICE)]


async def test_a_guest_who_interviews_pays_nothing() -> None:
    card, guest = await a_card(role=Role.INTERVIEWEE), await a_member()

    booked = await booking.book(guest, card.id, NOW)

    assert (booked.cost, booked.balance) == (0, 0)
    assert booked.mine.interview.interviewer_id == guest.user_id
    assert await ledger(guest) == []


async def test_a_seat_is_free_where_the_price_is_0() -> None:
    card, guest = await a_card(), await a_member()
    await Server.filter(id=SERVER).update(price=0)

    booked = await booking.book(guest, card.id, NOW)

    assert (booked.cost, booked.balance) == (0, 0)
    assert (await booking.withdraw(guest.user_id, SERVER, card.id, NOW)).refunded == 0
    assert await ledger(guest) == []


@pytest.mark.parametrize("role", list(Role))
async def test_both_hear_of_a_booking_and_the_card_shows_it(role: Role) -> None:
    played = await a_booking(role)

    booked = await outbox(NotificationKind.BOOKED)
    assert [row.recipient_id for row in booked] == [played.host.user_id, played.guest.user_id]
    assert {row.lane for row in booked} == {f"dm:{played.host.user_id}", f"dm:{played.guest.user_id}"}
    assert len(await outbox(NotificationKind.CARD)) == 2
    assert all(LINK not in str(row.payload) for row in await outbox())


async def test_both_are_reminded_and_the_interviewer_is_asked_for_feedback() -> None:
    starts_at = NOW + 3 * HOUR
    played = await a_booking(starts_at=starts_at)

    reminders = await outbox(NotificationKind.REMINDER)
    both = {played.host.user_id, played.guest.user_id}
    assert {(row.due_at, row.recipient_id) for row in reminders} == {
        (starts_at - ahead, person) for ahead in (HOUR, 10 * MINUTE) for person in both
    }
    asked = await outbox(NotificationKind.FEEDBACK_DUE)
    assert {row.recipient_id for row in asked} == {played.interviewer.user_id}
    assert [row.due_at - played.ends_at for row in asked] == [timedelta(0), HOUR, 24 * HOUR]


async def test_a_guest_without_points_hears_the_price_and_what_they_have() -> None:
    card, guest, _rich = await a_card(), await a_member(PRICE - 1), await a_member(PRICE)
    before = await everything()

    with pytest.raises(NotEnoughPoints) as refusal:
        await booking.book(guest, card.id, NOW)

    assert refusal.value.facts() == {"price": PRICE, "balance": PRICE - 1}
    assert await everything() == before


async def test_where_nobody_could_pay_that_is_said() -> None:
    card, guest = await a_card(), await a_member()
    before = await everything()

    with pytest.raises(NobodyHasPoints):
        await booking.book(guest, card.id, NOW)

    assert await everything() == before


async def test_points_of_another_server_pay_for_nothing_here() -> None:
    card, guest = await a_card(), await a_member()
    await a_member(PRICE, server_id=ANOTHER_SERVER, user_id=guest.user_id)

    with pytest.raises(NobodyHasPoints):
        await booking.book(guest, card.id, NOW)


@pytest.mark.parametrize("role", list(Role))
async def test_nobody_books_their_own_card(role: Role) -> None:
    host = await a_member(3 * PRICE)
    card = await a_card(host, role)
    before = await everything()

    with pytest.raises(OwnCard):
        await booking.book(host, card.id, NOW)

    assert await everything() == before


async def test_who_comes_second_hears_who_was_faster() -> None:
    played, second = await a_booking(), await a_member(PRICE)
    before = await everything()

    with pytest.raises(SeatTaken) as refusal:
        await booking.book(second, played.id, NOW)

    assert refusal.value.facts() == {"winner_id": played.guest.user_id}
    assert await everything() == before


async def test_a_guest_who_books_again_hears_that_it_is_theirs() -> None:
    played = await a_booking()
    before = await everything()

    with pytest.raises(AlreadyYours):
        await booking.book(played.guest, played.id, NOW)

    assert await everything() == before


async def test_a_host_hears_that_a_booked_card_is_their_own() -> None:
    played = await a_booking()

    with pytest.raises(OwnCard):
        await booking.book(played.host, played.id, NOW)


async def test_a_card_can_be_booked_until_the_shortest_notice_before_its_start() -> None:
    card, guest = await a_card(), await a_member(PRICE)
    before = await everything()

    with pytest.raises(AlreadyStarted) as refusal:
        await booking.book(guest, card.id, card.starts_at)
    assert refusal.value.facts() == {"number": card.id, "starts_at": card.starts_at}
    assert await everything() == before

    with pytest.raises(TooLateToBook) as too_late:
        await booking.book(guest, card.id, card.starts_at - 5 * MINUTE)
    facts = {"number": card.id, "starts_at": card.starts_at, "minutes": 5}
    assert too_late.value.facts() == facts
    assert await everything() == before

    await booking.book(guest, card.id, card.starts_at - 5 * MINUTE - timedelta(seconds=1))


async def test_what_is_over_cannot_be_booked() -> None:
    card, other, guest = await a_card(), await a_card(), await a_member(PRICE)
    await ending.cancel(card.host_id, SERVER, card.id, NOW)
    await ending.expire(other.id, other.starts_at)

    with pytest.raises(NotOpen) as cancelled:
        await booking.book(guest, card.id, NOW)
    with pytest.raises(NotOpen) as expired:
        await booking.book(guest, other.id, NOW)

    assert cancelled.value.facts() == {"number": card.id, "status": "cancelled"}
    assert expired.value.facts() == {"number": other.id, "status": "expired"}


@pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63, 10**30])
async def test_a_number_that_is_no_interviews_is_refused(number: int) -> None:
    guest = await a_member(PRICE)

    with pytest.raises(InterviewNotFound) as refusal:
        await booking.book(guest, number, NOW)

    assert refusal.value.facts() == {"number": number}


async def test_a_card_of_another_server_cannot_be_reached_by_its_number() -> None:
    card, guest = await a_card(), await a_member(PRICE, server_id=ANOTHER_SERVER)
    before = await everything()

    with pytest.raises(InterviewNotFound):
        await booking.book(guest, card.id, NOW)
    with pytest.raises(InterviewNotFound):
        await booking.withdraw(guest.user_id, ANOTHER_SERVER, card.id, NOW)

    assert await everything() == before


@pytest.mark.parametrize("shift", [-59 * MINUTE, timedelta(0), 59 * MINUTE])
async def test_nobody_books_what_overlaps_an_interview_of_theirs(shift: timedelta) -> None:
    guest = await a_member(2 * PRICE)
    mine = await a_card(guest)
    card = await a_card(starts_at=TOMORROW + shift)
    before = await everything()

    with pytest.raises(Overlap) as refusal:
        await booking.book(guest, card.id, NOW)

    assert refusal.value.facts() == {"number": mine.id, "starts_at": mine.starts_at}
    assert await everything() == before


@pytest.mark.parametrize("shift", [-HOUR, HOUR])
async def test_an_interview_may_follow_another(shift: timedelta) -> None:
    played = await a_booking()
    guest = played.guest
    card = await a_card(role=Role.INTERVIEWEE, starts_at=TOMORROW + shift)

    await booking.book(guest, card.id, NOW)


async def test_an_interview_in_another_server_takes_time_too() -> None:
    played = await a_booking()
    there = await a_member(PRICE, server_id=ANOTHER_SERVER, user_id=played.guest.user_id)
    card = await a_card(await a_member(server_id=ANOTHER_SERVER))

    with pytest.raises(Overlap):
        await booking.book(there, card.id, NOW)


async def test_a_refused_booking_announces_nothing_and_a_stored_one_does() -> None:
    card, guest = await a_card(), await a_member()

    async with transaction.committed() as event:
        with pytest.raises(NobodyHasPoints):
            await booking.book(guest, card.id, NOW)
        assert not event.is_set()
        await booking.book(await a_member(PRICE), card.id, NOW)
        assert event.is_set()


async def test_the_time_of_live_interviews_is_busy() -> None:
    played = await a_booking()
    await a_card(played.guest, starts_at=TOMORROW + 2 * HOUR)
    cancelled = await a_card(played.guest, starts_at=TOMORROW + 4 * HOUR)
    await ending.cancel(played.guest.user_id, SERVER, cancelled.id, NOW)

    spans = await availability.busy_spans(played.guest.user_id, NOW, NOW + timedelta(days=7))

    assert spans == [(TOMORROW, TOMORROW + HOUR), (TOMORROW + 2 * HOUR, TOMORROW + 3 * HOUR)]


# --- withdraw --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
async def test_a_guest_gives_the_seat_back_and_gets_exactly_what_it_cost(role: Role) -> None:
    played = await a_booking(role)
    await Server.filter(id=SERVER).update(price=PRICE + 4)

    withdrawn = await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    pays = role is Role.INTERVIEWER
    assert withdrawn.refunded == (PRICE if pays else 0)
    assert await balance(played.guest) == (PRICE if pays else 0)
    assert await balance(played.host) == 0
    row = await stored(played.id)
    assert row.status is InterviewStatus.PENDING
    assert (row.interviewer_id, row.interviewee_id) == (
        (played.host.user_id, None) if pays else (None, played.host.user_id)
    )


async def test_the_host_hears_who_withdrew_and_the_card_is_open_again() -> None:
    played = await a_booking()

    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    (row,) = await outbox(NotificationKind.WITHDRAWN)
    revision = (await stored(played.id)).revision
    assert row.recipient_id == played.host.user_id
    assert row.payload == {"guest_id": played.guest.user_id, "revision": revision, "knows_link": True}
    assert len(await outbox(NotificationKind.CARD)) == 3
    planned = await outbox(NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE)
    assert {row.state for row in planned} == {"dropped"}


async def test_a_seat_can_be_booked_given_back_and_booked_again() -> None:
    played = await a_booking()
    for _ in range(2):
        await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
        await booking.book(played.guest, played.id, NOW)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    await booking.book(await a_member(PRICE), played.id, NOW)

    assert await balance(played.guest) == PRICE
    assert sum(amount for _, amount in await ledger(played.guest)) == PRICE
    assert len(await outbox(NotificationKind.BOOKED)) == 8
    live = [row for row in await outbox(NotificationKind.REMINDER) if row.state == "pending"]
    assert played.guest.user_id not in {row.recipient_id for row in live}


async def test_only_the_guest_withdraws() -> None:
    played, stranger = await a_booking(), await a_member()
    before = await everything()

    for who in (played.host, stranger):
        with pytest.raises(OnlyTheGuest):
            await booking.withdraw(who.user_id, SERVER, played.id, NOW)

    assert await everything() == before


async def test_a_guest_who_withdrew_has_nothing_more_to_give_back() -> None:
    played = await a_booking()
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    before = await everything()

    with pytest.raises(OnlyTheGuest):
        await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    assert await everything() == before


async def test_nobody_withdraws_once_it_has_started() -> None:
    played = await a_booking()
    before = await everything()

    with pytest.raises(AlreadyStarted):
        await booking.withdraw(played.guest.user_id, SERVER, played.id, played.starts_at)

    assert await everything() == before


async def test_nobody_withdraws_from_what_is_over() -> None:
    played, cancelled = await completed(), await a_booking()
    await ending.cancel(cancelled.host.user_id, SERVER, cancelled.id, NOW)
    before = await everything()

    for over, status in ((played, "completed"), (cancelled, "cancelled")):
        with pytest.raises(AlreadyOver) as refusal:
            await booking.withdraw(over.guest.user_id, SERVER, over.id, NOW)
        assert refusal.value.facts() == {"number": over.id, "status": status}

    assert await everything() == before


async def test_in_a_dm_a_guest_withdraws_and_a_stranger_finds_nothing() -> None:
    played, stranger = await a_booking(), await a_member()

    with pytest.raises(InterviewNotFound):
        await booking.withdraw(stranger.user_id, None, played.id, NOW)
    await booking.withdraw(played.guest.user_id, None, played.id, NOW)


async def test_feedback_left_does_not_open_the_seat_again() -> None:
    played = await with_feedback()

    with pytest.raises(AlreadyStarted):
        await booking.withdraw(played.guest.user_id, SERVER, played.id, played.ends_at)

    assert await MockInterview.filter(status=InterviewStatus.BOOKED).count() == 1
