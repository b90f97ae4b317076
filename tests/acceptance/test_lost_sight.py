"""A turn of the pool that meets a fault: what it has taken by then is delivered all the same."""

import importlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.delivery import preparing, queue, standing
from services.delivery.kinds.direct import PointsGranted
from services.delivery.kinds.message import Present
from services.outages import OutageError
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import booked

Step = Callable[..., Awaitable[Any]]


def _fails_once(step: Step, error: Exception, *, when_done: bool) -> Step:
    """Return a step that meets a fault the first time it is given rows, before its work or after it."""
    has_failed = False

    async def fails(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the step takes and gives
        nonlocal has_failed
        found = await step(*given, **named) if when_done or has_failed else None
        if has_failed or (when_done and not found):
            return found
        has_failed = True
        raise error

    return fails


@pytest.mark.parametrize("error", [OutageError("cut"), RuntimeError("a bug")], ids=["outage", "bug"])
@pytest.mark.parametrize("lost", ["the answer to a claim", "what was claimed"])
async def test_rows_that_a_turn_took_and_lost_sight_of_are_delivered_once(
    town: Town, monkeypatch: pytest.MonkeyPatch, lost: str, error: Exception
) -> None:
    await town.open_board()
    await nothing_waits(town.now())
    # Each bot loads its extensions anew.
    monkeypatch.setattr(importlib.import_module("cogs.delivery.pool"), "PAUSE_AFTER_FAULT_SECONDS", 0.05)
    if lost == "the answer to a claim":
        monkeypatch.setattr(queue, "claim", _fails_once(queue.claim, error, when_done=True))
    else:
        monkeypatch.setattr(preparing, "prepare", _fails_once(preparing.prepare, error, when_done=False))

    await town.olga.run("settings grant", member=town.boris, amount=1, reason="for patience")

    await town.dm_says(town.boris, "for patience")
    await nothing_waits(town.now())
    assert len([dm for dm in town.boris.dms() if "for patience" in dm.text]) == 1


async def test_a_row_that_cannot_be_prepared_by_a_bug_holds_up_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.open_board()
    await nothing_waits(town.now())
    monkeypatch.setattr(importlib.import_module("cogs.delivery.pool"), "PAUSE_AFTER_FAULT_SECONDS", 0.05)

    def still_holds(_: PointsGranted, present: Present) -> bool:
        assert present.recipient is not None
        if present.recipient.id == int(town.boris.id):
            raise RuntimeError("a bug")
        return True

    with monkeypatch.context() as patched:
        patched.setattr(PointsGranted, "still_holds", still_holds)
        await town.olga.run("settings grant", member=town.boris, amount=1, reason="for patience")
        await town.olga.run("settings grant", member=town.chen, amount=1, reason="for nothing")
        await town.dm_says(town.chen, "for nothing")

    town.clock.advance(timedelta(minutes=16))
    await town.dm_says(town.boris, "for patience")


async def test_what_people_were_told_is_brought_up_to_date_though_the_turn_that_saw_the_change_fails(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await booked(town)
    monkeypatch.setattr(importlib.import_module("cogs.delivery.pool"), "PAUSE_AFTER_FAULT_SECONDS", 0.05)
    bring_up_to_date = _fails_once(standing.refresh_after_change, OutageError("cut"), when_done=False)

    async def of_some(changed_at: dict[int, datetime], now: datetime) -> None:
        if changed_at:
            await bring_up_to_date(changed_at, now)

    monkeypatch.setattr(standing, "refresh_after_change", of_some)
    await town.alice.run("interview edit", interview="1", topic="Balanced trees")
    await town.until(
        lambda: any("Balanced trees" in dm.text for dm in town.boris.dms()), "the new topic in the message"
    )
