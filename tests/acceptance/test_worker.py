"""When the worker wakes: nothing that can be done is left until it happens to look again."""

import importlib
from datetime import timedelta
from itertools import count

import pytest

from sandbox import Fault
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town

STEP = timedelta(seconds=1.3)
"""Once is less than the first pause after a failed try, and twice is more, whatever its jitter."""


async def test_a_pause_that_ends_while_the_worker_turns_to_sleep_is_noticed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.open_board()
    await nothing_waits(town.now())
    # Each bot loads its extensions anew.
    worker = importlib.import_module("cogs.delivery.pool")
    monkeypatch.setattr(worker, "LONGEST_SLEEP_SECONDS", 600.0)
    assert town.bot is not None
    start, looks = town.now(), count()
    town.bot.clock = lambda: start + next(looks) * STEP
    town.local.faults.add(Fault("status", "POST", r"^/users/@me/channels$", status=403, code=50001))
    await town.olga.run("settings grant", member=town.boris, amount=1, reason="for patience")
    await town.dm_says(town.boris, "for patience")
