"""How much is enough in a server: open cards, seats ahead, bookings given back."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta

import pytest

from models import Withdrawal
from services import (
    admin_acts,
    booking,
    drafts,
    ending,
    people,
    publishing,
    server_settings,
    settings,
)
from services.drafts import Details, Seat
from services.finding import given_back
from services.finding.refusals import GivenBackTooOften, TooManyOpenCards, TooManySeats
from services.interviews import Role
from services.people import Member
from services.refusals import Refusal, SettingOutOfRange
from services.settings import LimitsChange
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_draft,
    a_member,
    an_admin,
    balance,
    everything,
)

pytestmark = pytest.mark.usefixtures("database")

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MANY = 12


async def limited(*, open_cards: int = 0, seats: int = 0, given_back: int = 0) -> None:
    await a_member()
    change = LimitsChange(open_cards=open_cards, seats=seats, given_back=given_back)
    await settings.set_limits(SERVER, change)


async def at_once(*attempts: Awaitable[object]) -> Counter[type | None]:
    results = await asyncio.gather(*attempts, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Refusal):
            raise result
    return Counter(type(result) if isinstance(result, Refusal) else None for result in results)


async def give_back(guest: Member, hours: int) -> int:
    """A booking that a guest gives back so many hours after `NOW`."""
    card = await a_card(starts_at=NOW + 20 * DAY)
    now = NOW + hours * HOUR
    await booking.book(guest, card.id, now)
    await booking.withdraw(guest.user_id, SERVER, card.id, now)
    return card.id


# --- open cards ------------------------------------------------------------------------------------------


async def test_who_has_as_many_open_cards_as_they_may_publishes_no_other() -> None:
    await limited(open_cards=2)
    host = await a_member(PRICE)
    first = await a_card(host, starts_at=TOMORROW)
    await a_card(host, Role.INTERVIEWEE, TOMORROW + 2 * HOUR)
    before = await everything()

    with pytest.raises(TooManyOpenCards) as refused:
        await a_card(host, starts_at=TOMORROW + 4 * HOUR)

    assert (refused.value.open_cards, refused.value.limit) == (2, 2)
    assert await everything() == before
    await booking.book(await a_member(PRICE), first.id, NOW)
    await a_card(host, starts_at=TOMORROW + 4 * HOUR)
    await a_card(await a_member(), starts_at=TOMORROW)


async def test_what_is_over_or_in_another_server_is_no_open_card() -> None:
    await limited(open_cards=1)
    host = await a_member()
    await a_card(await a_member(server_id=ANOTHER_SERVER, user_id=host.user_id), starts_at=TOMORROW)
    card = await a_card(host, starts_at=TOMORROW + 2 * HOUR)
    await ending.cancel(host.user_id, SERVER, card.id, NOW)
    await a_card(host, starts_at=TOMORROW + 2 * HOUR)

    later = TOMORROW + 3 * HOUR
    await publishing.publish(host, a_draft(starts_at=later + DAY), later)


async def test_who_may_publish_no_more_reads_it_before_they_choose_a_time() -> None:
    await limited(open_cards=1)
    host = await a_member()
    await a_card(host)
    asker = await people.meet(host, NOW)

    with pytest.raises(TooManyOpenCards):
        await publishing.check_seat(asker, None, NOW)
    draft = await drafts.keep(host, Seat(Role.INTERVIEWER, TOMORROW + 2 * HOUR, 60), Details(topic="x"), NOW)
    obstacle = await drafts.obstacle(asker, draft, NOW)

    assert isinstance(obstacle, TooManyOpenCards)


async def test_of_many_cards_that_are_published_at_once_as_many_stand_as_may() -> None:
    await limited(open_cards=3)
    host = await a_member()
    starts = [TOMORROW + 2 * number * HOUR for number in range(MANY)]

    results = await at_once(*(publishing.publish(host, a_draft(starts_at=one), NOW) for one in starts))

    assert results == {None: 3, TooManyOpenCards: MANY - 3}


# --- seats -----------------------------------------------------------------------------------------------


async def test_seats_ahead_as_interviewee_are_counted_whoever_published_them() -> None:
    await limited(seats=2)
    guest = await a_member(10 * PRICE)
    await a_card(guest, Role.INTERVIEWEE, TOMORROW)
    await booking.book(guest, (await a_card(starts_at=TOMORROW + 2 * HOUR)).id, NOW)
    third = await a_card(starts_at=TOMORROW + 4 * HOUR)
    before = await everything()

    with pytest.raises(TooManySeats) as refused:
        await booking.book(guest, third.id, NOW)
    with pytest.raises(TooManySeats):
        await a_card(guest, Role.INTERVIEWEE, TOMORROW + 4 * HOUR)

    assert (refused.value.seats, refused.value.limit) == (2, 2)
    assert await everything() == before
    await a_card(guest, Role.INTERVIEWER, TOMORROW + 4 * HOUR)
    late = TOMORROW + HOUR / 2
    await booking.book(guest, (await a_card(starts_at=TOMORROW + 6 * HOUR)).id, late)


async def test_seats_in_another_server_do_not_count() -> None:
    await limited(seats=1)
    guest = await a_member(10 * PRICE)
    elsewhere = await a_member(PRICE, server_id=ANOTHER_SERVER, user_id=guest.user_id)
    await a_card(elsewhere, Role.INTERVIEWEE, TOMORROW)

    await booking.book(guest, (await a_card(starts_at=TOMORROW + 2 * HOUR)).id, NOW)


async def test_of_many_seats_that_are_taken_at_once_as_many_are_had_as_may() -> None:
    await limited(seats=3)
    guest = await a_member(MANY * PRICE)
    cards = [await a_card(starts_at=TOMORROW + 2 * number * HOUR) for number in range(MANY - 2)]
    own = [TOMORROW + (1 + 2 * number) * HOUR for number in (20, 21)]

    results = await at_once(
        *(booking.book(guest, card.id, NOW) for card in cards),
        *(publishing.publish(guest, a_draft(Role.INTERVIEWEE, one), NOW) for one in own),
    )

    assert results == {None: 3, TooManySeats: MANY - 3}
    assert await balance(guest) == (MANY - 3) * PRICE


# --- given back ------------------------------------------------------------------------------------------


async def test_who_has_given_back_too_often_waits_until_one_is_a_week_old() -> None:
    await limited(given_back=2)
    guest = await a_member(10 * PRICE)
    for hours in (0, 5):
        await give_back(guest, hours)
    card = await a_card(starts_at=NOW + 21 * DAY)
    now = NOW + 10 * HOUR
    before = await everything()

    with pytest.raises(GivenBackTooOften) as refused:
        await booking.book(guest, card.id, now)

    assert (refused.value.limit, refused.value.again_at) == (2, NOW + 7 * DAY)
    assert await everything() == before
    await publishing.publish(guest, a_draft(Role.INTERVIEWEE, TOMORROW), now)
    with pytest.raises(GivenBackTooOften):
        await booking.book(guest, card.id, NOW + 7 * DAY - timedelta(seconds=1))
    await booking.book(guest, card.id, NOW + 7 * DAY)


async def test_of_more_than_the_limit_the_one_counts_that_makes_room_last() -> None:
    await limited(given_back=0)
    guest = await a_member(10 * PRICE)
    for hours in (0, 5, 10):
        await give_back(guest, hours)
    await settings.set_limits(SERVER, LimitsChange(given_back=2))
    card = await a_card(starts_at=NOW + 21 * DAY)

    with pytest.raises(GivenBackTooOften) as refused:
        await booking.book(guest, card.id, NOW + 11 * HOUR)

    assert refused.value.again_at == NOW + 5 * HOUR + 7 * DAY


async def test_giving_back_is_never_refused_and_a_limit_of_none_keeps_nobody() -> None:
    await limited(given_back=0)
    guest = await a_member(10 * PRICE)
    for hours in range(4):
        await give_back(guest, hours)
    card = await a_card(starts_at=NOW + 21 * DAY)
    await booking.book(guest, card.id, NOW + 5 * HOUR)
    await settings.set_limits(SERVER, LimitsChange(given_back=1))

    await booking.withdraw(guest.user_id, SERVER, card.id, NOW + 6 * HOUR)

    assert await Withdrawal.filter(user_id=guest.user_id).count() == 5


async def test_what_was_given_back_in_another_server_does_not_count() -> None:
    await limited(given_back=1)
    guest = await a_member(10 * PRICE)
    elsewhere = await a_member(PRICE, server_id=ANOTHER_SERVER, user_id=guest.user_id)
    card = await a_card(await a_member(server_id=ANOTHER_SERVER))
    await booking.book(elsewhere, card.id, NOW)
    await booking.withdraw(guest.user_id, ANOTHER_SERVER, card.id, NOW)

    await booking.book(guest, (await a_card()).id, NOW)


async def test_what_others_free_is_not_counted_as_given_back() -> None:
    await an_admin()
    freed, canceled = await a_booking(), await a_booking()

    await admin_acts.free_seat(ADMIN, SERVER, freed.id, "as asked", NOW)
    await ending.cancel(canceled.host.user_id, SERVER, canceled.id, NOW)

    assert await Withdrawal.all().count() == 0


async def test_what_is_old_goes_some_at_a_time() -> None:
    guest, card = await a_member(), await a_card()
    for days in (0, 1, 2):
        await given_back.note(card.id, guest.user_id, NOW + days * DAY)

    assert await given_back.remove_old(NOW + given_back.KEPT - timedelta(seconds=1)) == 0
    assert await given_back.remove_old(NOW + given_back.KEPT + DAY) == 2
    assert await Withdrawal.all().count() == 1


async def test_limits_are_set_one_by_one_within_their_range() -> None:
    await a_member()

    await settings.set_limits(SERVER, LimitsChange(open_cards=5))
    await settings.set_limits(SERVER, LimitsChange(given_back=0))
    for wrong in (LimitsChange(open_cards=51), LimitsChange(seats=-1), LimitsChange(given_back=51)):
        with pytest.raises(SettingOutOfRange):
            await settings.set_limits(SERVER, wrong)

    found = await server_settings.read(SERVER)
    assert (found.open_cards_limit, found.seats_limit, found.given_back_limit) == (5, 0, 0)
