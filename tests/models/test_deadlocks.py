"""Two who want the same rows of PostgreSQL in another order: one gives way and is done all the same."""

import asyncio
from contextvars import Context, copy_context

import pytest
from tortoise.transactions import in_transaction

from models import Server
from models.giving_way import GaveWayError
from models.statements import run
from services.transaction import TRIES, begun_anew, use_case
from tests.support.factories import NOW
from tests.support.races import waiting

PATIENT = "SET LOCAL deadlock_timeout = '1h'"
"""PostgreSQL looks once, so long after somebody began to wait, whether they wait for each other. So who is
patient waits first, and it is the other whom it ends."""


async def have_servers(count: int) -> None:
    for number in range(1, count + 1):
        await Server.create(id=number, created_at=NOW)


async def languages() -> set[str]:
    return {one.language for one in await Server.all()}


async def speak(number: int, language: str) -> None:
    await Server.filter(id=number).update(language=language)


async def all_speak(language: str) -> list[int]:
    """Change all rows in one statement, the oldest first; return which those were."""
    rows = await run("UPDATE server SET language = :language RETURNING id", {"language": language})
    return sorted(row["id"] for row in rows)


async def hold(number: int, is_held: asyncio.Event, may_go: asyncio.Event) -> None:
    """Hold a row until one may go."""
    async with in_transaction():
        await speak(number, "de")
        is_held.set()
        await may_go.wait()


async def until_waiting(count: int, elsewhere: Context) -> None:
    """Wait until so many wait for a lock; looked at over another connection than the caller's."""
    await asyncio.create_task(waiting(count), context=elsewhere.copy())


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
async def test_a_statement_that_has_to_give_way_to_another_is_done_after_it() -> None:
    await have_servers(3)
    # Each has a connection of its own.
    elsewhere, is_held, may_go = copy_context(), asyncio.Event(), asyncio.Event()
    between = asyncio.create_task(hold(2, is_held, may_go), context=elsewhere.copy())
    await is_held.wait()
    async with in_transaction() as holder:
        await holder.execute_query(PATIENT)
        await speak(3, "ru")
        other = asyncio.create_task(all_speak("fr"), context=elsewhere.copy())
        await until_waiting(1, elsewhere)
        # The other has the first row and waits for the second.
        first = asyncio.create_task(speak(1, "ru"))
        await until_waiting(2, elsewhere)
        may_go.set()
        await first
    await between
    assert await other == [1, 2, 3]
    assert await languages() == {"fr"}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
async def test_a_use_case_that_has_to_give_way_to_another_begins_anew_after_it() -> None:
    await have_servers(2)
    begun: list[int] = []
    has_first, may_go, is_over = asyncio.Event(), asyncio.Event(), asyncio.Event()

    @begun_anew
    async def speak_one_by_one() -> None:
        if begun:
            # Else it might be quicker than the one for which it gave way, and have to do so again.
            await is_over.wait()
        async with use_case():
            begun.append(len(begun))
            await speak(1, "fr")
            has_first.set()
            await may_go.wait()
            await speak(2, "fr")

    elsewhere = copy_context()
    async with in_transaction() as holder:
        await holder.execute_query(PATIENT)
        await speak(2, "ru")
        other = asyncio.create_task(speak_one_by_one(), context=elsewhere.copy())
        await has_first.wait()
        first = asyncio.create_task(speak(1, "ru"))
        await until_waiting(1, elsewhere)
        may_go.set()
        await first
    is_over.set()
    await other
    assert begun == [0, 1]
    assert await languages() == {"fr"}


async def test_what_gives_way_each_time_is_not_begun_for_ever() -> None:
    begun: list[int] = []

    @begun_anew
    async def give_way() -> None:
        begun.append(len(begun))
        raise GaveWayError

    with pytest.raises(GaveWayError):
        await give_way()
    assert len(begun) == TRIES
