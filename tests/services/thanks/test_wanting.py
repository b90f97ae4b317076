"""A member's yes to being thanked, over all servers, and taking it back."""

import asyncio
from contextvars import copy_context
from datetime import timedelta

import pytest

from models import ThankYou, User
from services import people
from services.delivery.kinds import read
from services.delivery.kinds.shown import Thanks
from services.privacy import erasing, leaving
from services.refusals import BeingErased
from services.thanks import counting, standing, wanting
from services.transaction import use_case
from tests.support.factories import ANOTHER_SERVER, NOW, SERVER, a_member, outbox
from tests.support.races import done_or_blocked
from tests.support.thanks import a_willing_member, gave, shown, thank_you_of

pytestmark = pytest.mark.usefixtures("database")
DAY = timedelta(days=1)


async def shown_anew() -> list[int]:
    """Which thank-yous are brought up to date, each as often as it is."""
    found = [read(row.kind, row.payload) for row in await shown()]
    return [one.thanks for one in found if isinstance(one, Thanks)]


async def test_nobody_wants_it_before_they_say_so_and_each_can_take_it_back() -> None:
    member = await a_member()
    assert not await wanting.wants(member.user_id)
    await wanting.say_yes(member.user_id, NOW)
    # Once more changes nothing: they are named since the first time.
    await wanting.say_yes(member.user_id, NOW + DAY)
    assert await wanting.wants(member.user_id)
    assert (await User.get(id=member.user_id)).thanked_since == NOW
    await wanting.take_back(member.user_id, NOW)
    assert not await wanting.wants(member.user_id)
    assert await outbox() == []


async def test_who_is_not_known_has_not_said_yes_and_can_take_nothing_back() -> None:
    assert not await wanting.wants(5)
    await wanting.take_back(5, NOW)
    assert not await User.exists(id=5)


async def test_taking_it_back_takes_the_name_from_what_stands_where_they_were_thanked() -> None:
    member = await a_willing_member(NOW - 100 * DAY)
    both = await a_member(user_id=member.user_id, server_id=ANOTHER_SERVER)
    rows = [
        await thank_you_of(member),
        await thank_you_of(member, NOW - 40 * DAY),
        await thank_you_of(both),
    ]
    other = await a_willing_member(NOW - 100 * DAY)
    # Of another's month, of another server, and one that is not shown any more.
    await thank_you_of(other, NOW - 80 * DAY)
    await a_member(user_id=member.user_id, server_id=ANOTHER_SERVER + 1)
    await thank_you_of(await a_willing_member(server_id=ANOTHER_SERVER + 1))
    await thank_you_of(member, NOW - 120 * DAY, is_gone=True)
    await gave(other, NOW - DAY)

    await wanting.take_back(member.user_id, NOW)

    assert sorted(await shown_anew()) == sorted(row.id for row in rows)
    named = (await counting.thanked(rows[0])).named
    assert [one.user_id for one in named] == [other.user_id]
    # What is taken back already is done.
    await wanting.take_back(member.user_id, NOW)
    assert len(await shown_anew()) == len(rows)


async def test_two_who_take_it_back_at_one_moment_are_both_taken_out() -> None:
    one, two = await a_willing_member(), await a_willing_member()
    row = await thank_you_of(one)
    await gave(two, NOW - DAY)
    for member in (one, two):
        await wanting.take_back(member.user_id, NOW)
    assert await shown_anew() == [row.id, row.id]


async def test_who_says_yes_after_it_was_made_is_not_named_in_it() -> None:
    member = await a_willing_member()
    row = await thank_you_of(member)
    await wanting.take_back(member.user_id, NOW)
    await wanting.say_yes(member.user_id, NOW + DAY)
    assert (await counting.thanked(row)).named == ()
    assert await shown_anew() == [row.id]


async def test_one_that_is_stored_while_a_yes_is_taken_back_is_shown_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    member = await a_willing_member()
    looked = wanting._show_without
    made: list[ThankYou] = []

    async def before_it(*args: object) -> None:
        await looked(*args)  # type: ignore[arg-type]  # its own
        if not made:
            made.append(await thank_you_of(member))

    monkeypatch.setattr(wanting, "_show_without", before_it)

    await wanting.take_back(member.user_id, NOW)

    assert await shown_anew() == [made[0].id]


# --- being erased ----------------------------------------------------------------------------------------


async def test_an_erasure_leaves_no_name_on_what_stands() -> None:
    member, other = await a_willing_member(), await a_willing_member()
    row = await thank_you_of(member)
    await gave(other, NOW - DAY)

    await erasing.erase(member.user_id, NOW)

    assert await shown_anew() == [row.id]
    found = await standing.read(row.id, NOW)
    assert found is not None
    assert [one.user_id for one in found.thanked.named] == [other.user_id]
    assert not any(str(member.user_id) in str(vars(row)) for row in await outbox())


async def test_who_is_being_erased_says_yes_to_nothing() -> None:
    member = await a_member()
    await leaving.begin(member.user_id, NOW)
    with pytest.raises(BeingErased):
        await wanting.say_yes(member.user_id, NOW)
    assert not await wanting.wants(member.user_id)


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
async def test_a_yes_that_meets_an_erasure_counts_for_nothing() -> None:
    member = await a_member()
    # A connection of its own.
    outside = copy_context()
    async with use_case():
        await User.filter(id=member.user_id).update(exported_at=NOW)
        saying = asyncio.create_task(wanting.say_yes(member.user_id, NOW), context=outside)
        await done_or_blocked(saying)
        await leaving.begin(member.user_id, NOW)
    with pytest.raises(BeingErased):
        await saying
    assert not await wanting.wants(member.user_id)


async def test_somebody_who_came_by_a_direct_message_alone_can_say_yes() -> None:
    await people.meet_person(7, "Zoe", "en", NOW)
    await wanting.say_yes(7, NOW)
    assert await wanting.wants(7)
    assert SERVER not in await people.servers_of(7)
