"""How many interviews a week somebody gives, in their own weeks and over all servers."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from services import booking, ending, feedback, moves, people
from services.finding import weekly
from services.finding.weekly import WeeklyCap
from services.interviews import Role
from services.people import Member
from services.refusals import NotAvailable, SettingOutOfRange, WeeklyCapReached
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


async def with_cap(a_week: int, balance: int = 0) -> Member:
    member = await a_member(balance)
    await weekly.set_cap(member.user_id, a_week)
    return member


def test_a_week_begins_on_monday_where_its_person_is() -> None:
    in_berlin, nowhere = WeeklyCap(1, "Europe/Berlin"), WeeklyCap(1, None)
    monday_there = SUNDAY_NIGHT + HOUR

    assert not in_berlin.is_reached(monday_there, [SUNDAY_NIGHT])
    assert nowhere.is_reached(monday_there, [SUNDAY_NIGHT])
    assert in_berlin.is_reached(monday_there, [monday_there + 6 * DAY + 23 * HOUR])
    assert not WeeklyCap(None, None).is_reached(NOW, [NOW] * 30)


async def test_who_wants_to_give_no_more_is_told_so_where_they_would_themselves() -> None:
    me = await with_cap(1)
    await a_booking(host=me)
    card = await a_card(role=Role.INTERVIEWEE, starts_at=TOMORROW + 2 * HOUR)
    before = await everything()

    with pytest.raises(WeeklyCapReached) as refused:
        await booking.book(me, card.id, NOW)
    with pytest.raises(WeeklyCapReached):
        await a_card(me, starts_at=TOMORROW + 2 * HOUR)

    assert refused.value.cap == 1
    assert await everything() == before
    await a_card(me, starts_at=TOMORROW + 7 * DAY)
    await weekly.set_cap(me.user_id, 0)
    await booking.book(me, card.id, NOW)
    assert await weekly.cap_of(me.user_id) is None


async def test_a_guest_of_a_full_week_reads_neither_whose_limit_it_is_nor_which() -> None:
    host, guest = await with_cap(1), await a_member(2 * PRICE)
    first, second = await a_card(host), await a_card(host, starts_at=TOMORROW + 2 * HOUR)
    in_a_week = await a_card(host, starts_at=TOMORROW + 7 * DAY)
    await booking.book(guest, first.id, NOW)
    before = await everything()

    with pytest.raises(NotAvailable) as refused:
        await booking.book(guest, second.id, NOW)

    assert refused.value.facts() == {"number": second.id}
    assert await everything() == before
    await booking.book(guest, in_a_week.id, NOW)
    assert await balance(guest) == 0


async def test_open_cards_do_not_count_and_what_was_held_does() -> None:
    me = await with_cap(1)
    await a_card(me, starts_at=TOMORROW)
    played = await a_booking(host=me, starts_at=TOMORROW + 2 * HOUR)
    await feedback.leave(me.user_id, SERVER, played.id, score=4, text=TEXT, now=played.ends_at)
    await feedback.accept(played.guest.user_id, SERVER, played.id, played.ends_at)

    with pytest.raises(WeeklyCapReached):
        await a_card(me, starts_at=TOMORROW + 6 * HOUR)


async def test_what_is_called_off_makes_room_again() -> None:
    me = await with_cap(1)
    played = await a_booking(host=me)
    await ending.cancel(me.user_id, SERVER, played.id, NOW)

    await a_booking(host=me)


async def test_interviews_in_other_servers_count_and_those_as_interviewee_do_not() -> None:
    me = await with_cap(1, 10 * PRICE)
    await a_booking(Role.INTERVIEWEE, host=me)
    elsewhere = await a_member(server_id=ANOTHER_SERVER, user_id=me.user_id)
    guest = await a_member(PRICE, server_id=ANOTHER_SERVER)
    await a_booking(host=elsewhere, guest=guest, starts_at=TOMORROW + 2 * HOUR)

    with pytest.raises(WeeklyCapReached):
        await a_card(me, starts_at=TOMORROW + 4 * HOUR)


async def test_a_move_that_the_host_asked_for_goes_into_a_full_week() -> None:
    host = await with_cap(1)
    await a_booking(host=host, starts_at=TOMORROW + 7 * DAY)
    played = await a_booking(host=host)

    proposal = await a_proposal(played, TOMORROW + 8 * DAY)
    await moves.confirm(played.guest.user_id, SERVER, proposal, NOW)

    assert (await stored(played.id)).scheduled_time == TOMORROW + 8 * DAY


async def test_of_many_guests_who_book_a_hosts_cards_at_once_as_many_get_one_as_the_host_wants() -> None:
    host = await with_cap(3)
    cards = [await a_card(host, starts_at=TOMORROW + 2 * number * HOUR) for number in range(10)]
    guests = [await a_member(PRICE) for _ in cards]

    results = await asyncio.gather(
        *(booking.book(guest, card.id, NOW) for guest, card in zip(guests, cards, strict=True)),
        return_exceptions=True,
    )

    refused = [one for one in results if isinstance(one, BaseException)]
    assert [type(one) for one in refused] == [NotAvailable] * 7
    assert sum([await balance(guest) for guest in guests]) == 7 * PRICE


async def test_two_who_book_each_others_cards_at_once_wait_for_each_other_in_order() -> None:
    for _ in range(5):
        one, other = await with_cap(5, PRICE), await with_cap(5, PRICE)
        theirs = await a_card(one), await a_card(other, starts_at=TOMORROW + 2 * HOUR)

        await asyncio.gather(booking.book(other, theirs[0].id, NOW), booking.book(one, theirs[1].id, NOW))


async def test_a_cap_is_set_within_its_range() -> None:
    me = await a_member()

    for wrong in (-1, 21):
        with pytest.raises(SettingOutOfRange):
            await weekly.set_cap(me.user_id, wrong)

    await weekly.set_cap(me.user_id, 20)
    assert await weekly.cap_of(me.user_id) == 20
    assert (await people.meet(me, NOW)).cap == WeeklyCap(20, None)
    assert await weekly.cap_of(1) is None
