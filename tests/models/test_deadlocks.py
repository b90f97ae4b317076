"""Two who want the same rows of PostgreSQL in another order: one gives way and is done all the same."""

import asyncio
from contextvars import copy_context

import pytest
from tortoise.transactions import in_transaction

from models import Server
from models.statements import run
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
