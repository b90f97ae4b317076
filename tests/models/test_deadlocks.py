"""Two who want the same rows of PostgreSQL in another order: one gives way and is done all the same."""

import asyncio
from contextvars import copy_context

import pytest
from tortoise.transactions import in_transaction

from models import Server
from models.giving_way import GaveWayError
from models.statements import run
from services.transaction import TRIES, begun_anew, use_case
from tests.support.factories import NOW
from tests.support.races import done_or_blocked

PATIENT = "SET LOCAL deadlock_timeout = '1h'"
"""Of two who wait for each other, the one whose patience ends first gives way."""


async def all_speak(language: str) -> list[int]:
    """Change all rows in one statement, the oldest first."""
    rows = await run("UPDATE server SET language = :language RETURNING id", {"language": language})
    return [row["id"] for row in rows]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
async def test_a_statement_that_has_to_give_way_to_another_is_done_after_it() -> None:
    for number in (1, 2):
        await Server.create(id=number, created_at=NOW)
    # A connection of its own.
    outside = copy_context()
    async with in_transaction() as holder:
        await holder.execute_query(PATIENT)
        await Server.filter(id=2).update(language="ru")
        other = asyncio.create_task(all_speak("fr"), context=outside)
        await done_or_blocked(other)
        # The other has the first row and waits for the second.
        await Server.filter(id=1).update(language="ru")
    assert await other == [1, 2]
    assert {one.language for one in await Server.all()} == {"fr"}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
async def test_a_use_case_that_has_to_give_way_to_another_begins_anew_after_it() -> None:
    for number in (1, 2):
        await Server.create(id=number, created_at=NOW)
    begun: list[int] = []

    @begun_anew
    async def speak_one_by_one() -> None:
        async with use_case():
            begun.append(len(begun))
            for number in (1, 2):
                await Server.filter(id=number).update(language="fr")

    # A connection of its own.
    outside = copy_context()
    async with in_transaction() as holder:
        await holder.execute_query(PATIENT)
        await Server.filter(id=2).update(language="ru")
        other = asyncio.create_task(speak_one_by_one(), context=outside)
        await done_or_blocked(other)
        await Server.filter(id=1).update(language="ru")
    await other
    assert begun == [0, 1]
    assert {one.language for one in await Server.all()} == {"fr"}


async def test_what_gives_way_each_time_is_not_begun_for_ever() -> None:
    begun: list[int] = []

    @begun_anew
    async def give_way() -> None:
        begun.append(len(begun))
        raise GaveWayError

    with pytest.raises(GaveWayError):
        await give_way()
    assert len(begun) == TRIES
