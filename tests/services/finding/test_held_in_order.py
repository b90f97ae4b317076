"""Whoever books holds the host too: nothing that is noted of both meanwhile blocks the two for good."""

import asyncio
from itertools import count

import pytest

from services import people
from services.delivery import missed, outcomes
from services.transaction import use_case
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

    async with use_case():
        await people.lock({first})
        noting = asyncio.create_task(note())
        await done_or_blocked(noting)
        await people.hold(SERVER, first, beside=first + 1)
    await noting
