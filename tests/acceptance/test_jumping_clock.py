"""The machine's clock is set while the bot runs: clicks are answered, nothing is said twice or too late."""

from datetime import timedelta

import pytest

from sandbox import Fault
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import count_dms, ledger, publish

HOURS = timedelta(hours=5)


@pytest.mark.parametrize("jump", [HOURS, -HOURS], ids=["forward", "back"])
async def test_clicks_are_answered_and_told_of_whatever_the_clock_does(town: Town, jump: timedelta) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    town.clock.advance(jump)
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    town.clock.advance(-jump)
    await town.dm_says(town.boris, "назначено")
    await town.dm_says(town.alice, "is booked")
    await town.card_shows(1, "booked")
    await nothing_waits(town.now())
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]


async def test_what_is_written_while_the_clock_is_ahead_does_not_wait_though_the_worker_never_saw_it_ahead(
    town: Town,
) -> None:
    await town.open_board(points_for=town.boris)
    held_up = town.local.faults.add(Fault("delay", "POST", r"^/channels/\d+/messages$", seconds=1))
    await publish(town, town.alice)
    await town.until(lambda: held_up.hits > 0, "the worker, busy with the card")
    town.clock.advance(HOURS)
    assert "Вы записаны на #1" in (await town.boris.run("book", interview=1)).text
    town.clock.advance(-HOURS)
    await town.dm_says(town.boris, "назначено")
    await town.dm_says(town.alice, "is booked")
    await town.card_shows(1, "booked")


async def test_what_waits_for_another_try_does_not_wait_for_hours_when_the_clock_is_set_back(
    town: Town,
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    await nothing_waits(town.now())
    town.clock.advance(HOURS)
    broken = town.local.faults.add(Fault("status", "POST", r"^/users/@me/channels$", times=None, status=503))
    await town.boris.click(card, "Book")
    await town.until(lambda: broken.hits >= 2, "two messages that do not get through")
    town.local.faults.clear()
    town.clock.advance(-HOURS)
    await town.dm_says(town.boris, "назначено")
    await town.dm_says(town.alice, "is booked")
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1


async def test_a_reminder_comes_once_though_its_hour_comes_twice(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dm_says(town.boris, "назначено")
    for _ in range(2):
        town.clock.advance(timedelta(hours=29))
        await town.dm_says(town.boris, "Скоро собеседование")
        await nothing_waits(town.now())
        town.clock.advance(-timedelta(hours=29))
        assert "#1" in (await town.boris.run("interview list")).text
        await nothing_waits(town.now())
    assert (
        count_dms(town.boris, "Скоро собеседование") == count_dms(town.alice, "Coming up: interview #1 ") == 1
    )
