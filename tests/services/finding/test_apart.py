"""Whom somebody does not want to be paired with: asking for it, taking it back, and what it leads to."""

import asyncio
from datetime import timedelta

import pytest

from models import KeptApart
from services import booking, erased, people
from services.finding import apart
from services.finding.apart import KEPT_APART_MAXIMUM, LISTED_AT_ONCE
from services.finding.refusals import ApartFromOneself, NotAvailable, TooManyKeptApart
from services.interviews import Role
from services.people import Member
from services.privacy import erasing
from services.refusals import Refusal
from tests.services.privacy.lives import rows_with
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    PRICE,
    TOMORROW,
    a_card,
    a_member,
    everything,
)

pytestmark = pytest.mark.usefixtures("database")

LATER = NOW + timedelta(hours=1)


async def many(me: Member, count: int) -> list[Member]:
    """As many members, none of whom somebody wants to be paired with."""
    found = [await a_member(name=f"Other {number}") for number in range(count)]
    for one in found:
        await apart.keep_apart(me.user_id, one.user_id, NOW)
    return found


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("blocker_hosts", [True, False])
async def test_neither_books_the_other_and_nothing_is_paid_or_written(
    role: Role,
    blocker_hosts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    host, guest = await a_member(PRICE), await a_member(PRICE)
    card = await a_card(host, role)
    two = (host, guest) if blocker_hosts else (guest, host)
    await apart.keep_apart(two[0].user_id, two[1].user_id, NOW)
    before = await everything()

    with pytest.raises(NotAvailable) as refused:
        await booking.book(guest, card.id, NOW)

    assert refused.value.facts() == {"number": card.id}
    assert await everything() == before


async def test_it_holds_in_every_server_and_until_it_is_taken_back() -> None:
    host, guest = await a_member(server_id=ANOTHER_SERVER), await a_member(PRICE, server_id=ANOTHER_SERVER)
    card = await a_card(host)
    await apart.keep_apart(host.user_id, guest.user_id, NOW)
    with pytest.raises(NotAvailable):
        await booking.book(guest, card.id, NOW)

    assert await apart.let_together(host.user_id, guest.user_id)

    assert not await apart.let_together(host.user_id, guest.user_id)
    await booking.book(guest, card.id, NOW)


async def test_each_takes_back_only_what_they_asked_for_themselves() -> None:
    host, guest = await a_member(), await a_member(PRICE)
    card = await a_card(host)
    for one, other in ((host, guest), (guest, host)):
        await apart.keep_apart(one.user_id, other.user_id, NOW)

    await apart.let_together(guest.user_id, host.user_id)

    assert (await apart.list_of(guest.user_id)).rows == ()
    with pytest.raises(NotAvailable):
        await booking.book(guest, card.id, NOW)


async def test_to_ask_twice_is_the_same_as_once_and_oneself_is_refused() -> None:
    me, other = await a_member(), await a_member(name="Boris")

    for now in (NOW, LATER):
        await apart.keep_apart(me.user_id, other.user_id, now)
    with pytest.raises(ApartFromOneself):
        await apart.keep_apart(me.user_id, me.user_id, NOW)

    (row,) = (await apart.list_of(me.user_id)).rows
    assert (row.user_id, row.name, row.since) == (other.user_id, "Boris", NOW)
    assert (await apart.list_of(other.user_id)).count == 0


async def test_there_are_fifty_at_most_also_of_many_at_once() -> None:
    me = await a_member()
    known = await many(me, KEPT_APART_MAXIMUM - 2)
    others = [await a_member() for _ in range(6)]

    results = await asyncio.gather(
        *(apart.keep_apart(me.user_id, one.user_id, NOW) for one in others), return_exceptions=True
    )

    assert [type(one) for one in results if isinstance(one, Refusal)] == [TooManyKeptApart] * 4
    assert await KeptApart.all().count() == KEPT_APART_MAXIMUM
    await apart.keep_apart(me.user_id, known[0].user_id, NOW)
    await apart.let_together(me.user_id, known[0].user_id)
    await apart.keep_apart(me.user_id, known[0].user_id, NOW)


async def test_a_list_has_pages_of_a_menus_length_the_latest_first() -> None:
    me = await a_member()
    known = await many(me, LISTED_AT_ONCE + 1)

    first, second = await apart.list_of(me.user_id), await apart.list_of(me.user_id, 1)

    assert [one.user_id for one in first.rows] == [one.user_id for one in reversed(known[1:])]
    assert [one.user_id for one in second.rows] == [known[0].user_id]
    assert (second.count, second.page, second.pages) == (LISTED_AT_ONCE + 1, 1, 2)
    assert await apart.list_of(me.user_id, 98) == second


async def test_who_asks_while_the_other_books_is_either_seen_or_sees_the_booking() -> None:
    for _ in range(5):
        host, guest = await a_member(), await a_member(PRICE)
        card = await a_card(host)

        _, booked = await asyncio.gather(
            apart.keep_apart(host.user_id, guest.user_id, NOW),
            booking.book(guest, card.id, NOW),
            return_exceptions=True,
        )

        assert isinstance(booked, booking.Booked | NotAvailable), booked


# --- erasing ---------------------------------------------------------------------------------------------


async def test_what_somebody_asked_for_outlasts_the_erasure_of_the_other_and_holds_when_they_come_back() -> (
    None
):
    host, guest = await a_member(), await a_member(PRICE)
    await apart.keep_apart(host.user_id, guest.user_id, NOW)

    await erasing.erase(guest.user_id, LATER)

    assert await rows_with(str(guest.user_id)) == []
    (row,) = (await apart.list_of(host.user_id)).rows
    assert (row.user_id, row.name) == (None, "")
    card = await a_card(host)
    back = await a_member(PRICE, user_id=guest.user_id, name="New", now=LATER)
    assert [one.user_id for one in (await apart.list_of(host.user_id)).rows] == [back.user_id]
    assert (await KeptApart.get()).mark == ""
    with pytest.raises(NotAvailable):
        await booking.book(back, card.id, LATER)


async def test_who_comes_back_as_a_host_is_known_too_and_a_second_erasure_changes_nothing() -> None:
    me, other = await a_member(PRICE), await a_member()
    await apart.keep_apart(me.user_id, other.user_id, NOW)
    for _ in range(2):
        await erasing.erase(other.user_id, LATER)
        other = await a_member(user_id=other.user_id, server_id=ANOTHER_SERVER)
    guest = await a_member(PRICE, user_id=me.user_id, server_id=ANOTHER_SERVER)

    with pytest.raises(NotAvailable):
        await booking.book(guest, (await a_card(other)).id, NOW)


async def test_who_is_erased_takes_along_what_they_asked_for() -> None:
    me, other = await a_member(), await a_member(PRICE)
    await apart.keep_apart(me.user_id, other.user_id, NOW)
    gone = await a_member()
    await apart.keep_apart(me.user_id, gone.user_id, NOW)
    await erasing.erase(gone.user_id, LATER)

    await erasing.erase(me.user_id, LATER)

    assert await KeptApart.all().count() == 0
    back = await a_member(user_id=me.user_id)
    await booking.book(other, (await a_card(back)).id, NOW)


async def test_what_is_about_somebody_who_was_erased_can_be_taken_back_by_who_asked_alone() -> None:
    me, other, gone = await a_member(), await a_member(PRICE), await a_member(PRICE)
    for one in (other, gone):
        await apart.keep_apart(me.user_id, one.user_id, NOW)
    await erasing.erase(gone.user_id, LATER)
    (row, known) = (await apart.list_of(me.user_id)).rows

    assert not await apart.let_erased(other.user_id, row.id)
    assert not await apart.let_erased(me.user_id, known.id)
    assert await apart.let_erased(me.user_id, row.id)

    back = await a_member(PRICE, user_id=gone.user_id)
    await booking.book(back, (await a_card(me)).id, NOW)


async def test_who_is_back_without_an_account_is_asked_about_once() -> None:
    me, other = await a_member(), await a_member()
    await apart.keep_apart(me.user_id, other.user_id, NOW)
    await erasing.erase(other.user_id, LATER)
    await people.meet_person(other.user_id, "Back", "en", LATER)

    await apart.keep_apart(me.user_id, other.user_id, LATER)
    await people.meet(other, LATER)

    assert [one.user_id for one in (await apart.list_of(me.user_id)).rows] == [other.user_id]
    assert await erased.mark_of(other.user_id) != str(other.user_id)


async def test_a_card_of_somebody_else_can_be_booked_as_ever() -> None:
    me, other = await a_member(), await a_member(2 * PRICE)
    await apart.keep_apart(me.user_id, other.user_id, NOW)

    await booking.book(other, (await a_card()).id, NOW)
    await booking.book(await a_member(PRICE), (await a_card(me, starts_at=TOMORROW)).id, NOW)


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**20 - 1])
async def test_nobody_is_let_together_by_a_number_that_nobody_has(number: int) -> None:
    one, other = await a_member(), await a_member()
    await apart.keep_apart(one.user_id, other.user_id, NOW)

    assert not await apart.let_together(one.user_id, number)
    assert not await apart.let_erased(one.user_id, number)

    assert (await apart.list_of(one.user_id)).count == 1
