"""Whoever books holds the host too: nothing that is noted of both meanwhile blocks the two for good."""

import asyncio
from contextvars import copy_context
from itertools import count

import pytest

from models import Pair, PairState
from services import departures, people, points
from services.delivery import missed, outcomes
from services.finding import wishes
from services.finding.pairs import answering
from services.finding.pairs.answering import Agreed
from services.interviews import Role
from services.transaction import use_case
from tests.services.finding.test_pairs import NOON, propose_for, what_is_due, wishing
from tests.support.factories import NOW, SERVER, a_member
from tests.support.races import done_or_blocked

_ids = count(500_000_000_000_000_000, 10)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
@pytest.mark.parametrize("what", ["channels", "open again"])
async def test_what_is_noted_of_two_people_waits_for_them_one_by_one(what: str) -> None:
    first = next(_ids)
    # The later is stored first, so that a read of the whole table meets them in the other order.
    for one in (first + 1, first):
        await a_member(user_id=one, now=NOW)

    async def note() -> None:
        if what == "channels":
            await outcomes.note_channels({first + 1: 7, first: 8})
        else:
            await missed.are_open_again({first + 1, first})

    # A connection of its own.
    outside = copy_context()
    async with use_case():
        await people.lock({first})
        noting = asyncio.create_task(note(), context=outside)
        await done_or_blocked(noting)
        await people.hold(SERVER, first, beside=first + 1)
    await noting


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
@pytest.mark.parametrize("first", list(Role))
async def test_two_who_agree_meet_a_report_about_the_same_two(first: Role) -> None:
    """It moves points of both, and holds their accounts in the order of these."""
    one, other = await wishing(first), await wishing(first.other)
    await propose_for(one)
    pair = (await Pair.get()).id
    await answering.pick(one.user_id, pair, 0, NOON)
    agreed: list[object] = []

    async def agree() -> None:
        agreed.append(await answering.pick(other.user_id, pair, 0, NOON))

    # A connection of its own.
    outside = copy_context()
    async with use_case():
        await points.hold_account(SERVER, one.user_id)
        agreeing = asyncio.create_task(agree(), context=outside)
        await done_or_blocked(agreeing)
        await points.hold_account(SERVER, other.user_id)
    await agreeing
    assert isinstance(agreed[0], Agreed)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
@pytest.mark.parametrize("how", ["dropped", "left"])
async def test_a_wish_that_ends_while_its_pair_is_made_ends_the_pair(how: str) -> None:
    one, other = await wishing(Role.INTERVIEWER), await wishing(Role.INTERVIEWEE)
    (wish,) = (await wishes.list_of(other.user_id, SERVER, NOON)).rows

    async def end() -> None:
        if how == "dropped":
            await wishes.drop(other.user_id, wish.id, NOON)
        else:
            await departures.left(SERVER, other.user_id, NOON)

    # A connection of its own.
    outside = copy_context()
    async with use_case():
        await people.lock({one.user_id, other.user_id})
        ending = asyncio.create_task(end(), context=outside)
        await done_or_blocked(ending)
        await propose_for(one)
    await ending
    await what_is_due(NOON)
    assert (await Pair.get()).state is PairState.ENDED
