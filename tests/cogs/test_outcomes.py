"""What became of rows that were sent while the database was away: noted once it is back, the newest too."""

import asyncio

import pytest

from cogs.delivery.outcomes import Outcomes
from services.outages import OutageError


async def test_what_was_noted_while_the_row_was_being_caught_up_is_not_dropped() -> None:
    outcomes = Outcomes()
    written: list[str] = []
    is_away = True
    goes_on = asyncio.Event()
    has_begun = asyncio.Event()

    async def first() -> None:
        if is_away:
            raise OutageError
        has_begun.set()
        await goes_on.wait()
        written.append("first")

    async def second() -> None:
        if is_away:
            raise OutageError
        written.append("second")

    with pytest.raises(OutageError):
        await outcomes.note(1, first)
    is_away = False
    catching_up = asyncio.create_task(outcomes.catch_up())
    await has_begun.wait()
    is_away = True
    with pytest.raises(OutageError):
        await outcomes.note(1, second)
    goes_on.set()
    await catching_up
    is_away = False

    await outcomes.catch_up()
    await outcomes.catch_up()

    assert written == ["first", "second"]
