"""How many interviews a week somebody gives and takes, in their own weeks and over all servers."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from services import booking, ending, feedback, moves, people
from services.finding import weekly
from services.finding.refusals import NotAvailable, WeeklyCapReached
from services.finding.weekly import WeeklyCaps
from services.interviews import Role
from services.people import Member
from services.refusals import SettingOutOfRange
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
    a_proposal,
    balance,
    everything,
    stored,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SUNDAY_NIGHT = datetime(2026, 11, 29, 22, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("database")


async def set_cap(member: Member, seat: Role, cap: int) -> None:
    if seat is Role.INTERVIEWER:
        await weekly.set_caps(member.user_id, given=cap)
    else:
        await weekly.set_caps(member.user_id, taken=cap)


async def with_cap(a_week: int, balance: int = 0, *, seat: Role = Role.INTERVIEWER) -> Member:
    member = await a_member(balance)
    await set_cap(member, seat, a_week)
    return member


def test_a_week_begins_on_monday_where_its_person_is() -> None:
    in_berlin, nowhere = (
        WeeklyCaps(1, 1, "Europe/Berlin").of(Role.INTERVIEWEE),
        WeeklyCaps(1).of(Role.INTERVIEWER),
    )
    monday_there = SUNDAY_NIGHT + HOUR

    assert not in_berlin.is_reached(monday_there, [SUNDAY_NIGHT])
    assert nowhere.is_reached(monday_there, [SUNDAY_NIGHT])
    assert in_berlin.is_reached(monday_there, [monday_there + 6 * DAY + 23 * HOUR])
    assert not WeeklyCaps().of(Role.INTERVIEWER).is_reached(NOW, [NOW] * 30)


@pytest.mark.parametrize("seat", list(Role))
async def test_who_wants_no_more_in_a_seat_is_told_so_where_they_would_themselves(seat: Role) -> None:
    me = await with_cap(1, 10 * PRICE, seat=seat)
    await a_booking(seat, host=me)
    card = await a_card(role=seat.other, starts_at=TOMORROW + 2 * HOUR)
    before = await everything()

    with pytest.raises(WeeklyCapReached) as refused:
        await booking.book(me, card.id, NOW)
    with pytest.raises(WeeklyCapReached):
        await a_card(me, seat, starts_at=TOMORROW + 2 * HOUR)

    assert (refused.value.cap, refused.value.seat) == (1, seat)
    assert await everything() == before
    await a_card(me, seat.other, starts_at=TOMORROW + 2 * HOUR)
    await a_card(me, seat, starts_at=TOMORROW + 7 * DAY)
    await set_cap(me, seat, 0)
    await ending.cancel(me.user_id, SERVER, card.id + 1, NOW)
    await booking.book(me, card.id, NOW)
    assert await weekly.caps_of(me.user_id) == WeeklyCaps()


@pytest.mark.parametrize("seat", list(Role))
async def test_a_guest_of_a_full_week_reads_neither_whose_limit_it_is_nor_which(seat: Role) -> None:
    host, guest = await with_cap(1, 10 * PRICE, seat=seat), await a_member(2 * PRICE)
    first, second = await a_card(host, seat), await a_card(host, seat, TOMORROW + 2 * HOUR)
    in_a_week = await a_card(host, seat, TOMORROW + 7 * DAY)
    await booking.book(guest, first.id, NOW)
    before = await everything()

    with pytest.raises(NotAvailable) as refused:
        await booking.book(guest, second.id, NOW)

    assert refused.value.facts() == {"number": second.id}
    assert await everything() == before
    await booking.book(guest, in_a_week.id, NOW)
    assert await balance(guest) == (0 if seat is Role.INTERVIEWER else 2 * PRICE)


@pytest.mark.parametrize("seat", list(Role))
async def test_open_cards_do_not_count_and_what_was_held_does(seat: Role) -> None:
    me = await with_cap(1, 10 * PRICE, seat=seat)
    await a_card(me, seat, TOMORROW)
    played = await a_booking(seat, host=me, starts_at=TOMORROW + 2 * HOUR)
    one, other = played.interviewer.user_id, played.interviewee.user_id
    await feedback.leave(one, SERVER, played.id, score=4, text=TEXT, now=played.ends_at)
    await feedback.accept(other, SERVER, played.id, played.ends_at)

    with pytest.raises(WeeklyCapReached):
        await a_card(me, seat, TOMORROW + 6 * HOUR)


async def test_what_is_called_off_makes_room_again() -> None:
    me = await with_cap(1)
    played = await a_booking(host=me)
    await ending.cancel(me.user_id, SERVER, played.id, NOW)

    await a_booking(host=me)


@pytest.mark.parametrize("seat", list(Role))
async def test_interviews_in_other_servers_count_and_those_in_the_other_seat_do_not(seat: Role) -> None:
    me = await with_cap(1, 10 * PRICE, seat=seat)
    await a_booking(seat.other, host=me)
    elsewhere = await a_member(PRICE, server_id=ANOTHER_SERVER, user_id=me.user_id)
    guest = await a_member(PRICE, server_id=ANOTHER_SERVER)
    await a_booking(seat, host=elsewhere, guest=guest, starts_at=TOMORROW + 2 * HOUR)

    with pytest.raises(WeeklyCapReached):
        await a_card(me, seat, TOMORROW + 4 * HOUR)


@pytest.mark.parametrize("seat", list(Role))
async def test_a_guests_cap_is_theirs_and_a_hosts_is_the_hosts(seat: Role) -> None:
    host, guest = [await with_cap(5, 3 * PRICE, seat=one) for one in (seat, seat.other)]
    await set_cap(host, seat.other, 1)
    await set_cap(guest, seat, 1)
    await a_booking(seat.other, host=host, guest=await a_member(PRICE), starts_at=TOMORROW + 2 * HOUR)
    await a_booking(seat, host=guest, guest=await a_member(PRICE), starts_at=TOMORROW + 2 * HOUR)

    await booking.book(guest, (await a_card(host, seat)).id, NOW)


async def test_a_move_that_the_host_asked_for_goes_into_a_full_week() -> None:
    host = await with_cap(1)
    await a_booking(host=host, starts_at=TOMORROW + 7 * DAY)
    played = await a_booking(host=host)

    proposal = await a_proposal(played, TOMORROW + 8 * DAY)
    await moves.confirm(played.guest.user_id, SERVER, proposal, NOW)

    assert (await stored(played.id)).scheduled_time == TOMORROW + 8 * DAY


@pytest.mark.parametrize("seat", list(Role))
async def test_of_many_guests_who_book_a_hosts_cards_at_once_as_many_get_one_as_the_host_wants(
    seat: Role,
) -> None:
    host = await with_cap(3, 10 * PRICE, seat=seat)
    cards = [await a_card(host, seat, TOMORROW + 2 * number * HOUR) for number in range(10)]
    guests = [await a_member(PRICE) for _ in cards]

    results = await asyncio.gather(
        *(booking.book(guest, card.id, NOW) for guest, card in zip(guests, cards, strict=True)),
        return_exceptions=True,
    )

    refused = [one for one in results if isinstance(one, BaseException)]
    assert [type(one) for one in refused] == [NotAvailable] * 7
    paid = 3 * PRICE if seat is Role.INTERVIEWER else 0
    assert sum([await balance(guest) for guest in guests]) == 10 * PRICE - paid


async def test_two_who_book_each_others_cards_at_once_wait_for_each_other_in_order() -> None:
    for _ in range(5):
        one, other = await with_cap(5, PRICE), await with_cap(5, PRICE)
        theirs = await a_card(one), await a_card(other, starts_at=TOMORROW + 2 * HOUR)

        await asyncio.gather(booking.book(other, theirs[0].id, NOW), booking.book(one, theirs[1].id, NOW))


async def test_caps_are_set_one_by_one_within_their_range() -> None:
    me = await a_member()

    for wrong in (-1, 21):
        with pytest.raises(SettingOutOfRange):
            await weekly.set_caps(me.user_id, given=wrong)
        with pytest.raises(SettingOutOfRange):
            await weekly.set_caps(me.user_id, given=5, taken=wrong)
    assert await weekly.caps_of(me.user_id) == WeeklyCaps()

    await weekly.set_caps(me.user_id, given=20)
    await weekly.set_caps(me.user_id, taken=7)
    await weekly.set_caps(me.user_id)
    assert await weekly.caps_of(me.user_id) == WeeklyCaps(given=20, taken=7)
    assert (await people.meet(me, NOW)).caps == WeeklyCaps(given=20, taken=7)
    assert (await people.hold(SERVER, me.user_id)).caps == WeeklyCaps(given=20, taken=7)
    await weekly.set_caps(me.user_id, given=0)
    assert await weekly.caps_of(me.user_id) == WeeklyCaps(taken=7)
    assert await weekly.caps_of(1) == WeeklyCaps()
