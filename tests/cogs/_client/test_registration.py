"""Commands that Discord does not take keep nothing else from running."""

import logging

import pytest

from cogs._client.registration import TRY_AGAIN_SECONDS, register_later
from sandbox import Fault, Sandbox
from tests.acceptance.conftest import Town, discord_addresses, town

__all__ = ["discord_addresses", "town"]

PUT = ("PUT", "/commands$")
SAID = "Discord did not take the commands"


class Pauses:
    """Takes note of what somebody would wait."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_bot_whose_commands_are_not_taken_runs_with_those_that_discord_has(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert town.bot is not None
    for fault, then in (
        (Fault("status", *PUT, status=400, code=50035), "at the next start"),
        (Fault("status", *PUT, status=403, code=50001), "at the next start"),
        (Fault("status", *PUT, status=400, code=30034), "in 60 minutes"),
        (Fault("rate_limit", *PUT, retry_after=7_200.0, code=30034), "in 120 minutes"),
        (Fault("status", *PUT, status=503), "in 60 minutes"),
        (Fault("drop", *PUT, times=2), "in 60 minutes"),
        (Fault("status", "GET", "/commands$", status=503), "in 60 minutes"),
    ):
        caplog.clear()
        _make_old(town.local)
        town.local.faults.add(fault)
        pauses = Pauses()
        await register_later(town.bot.tree, 5.0, pauses)
        (said,) = [message for message in caplog.messages if message.startswith(SAID)]
        assert then in said, fault
        assert "\n" not in said
        is_tried_again = then.startswith("in")
        assert len(pauses.taken) == 1 + is_tried_again
        assert all(pause >= TRY_AGAIN_SECONDS for pause in pauses.taken[1:])
        assert any(message.startswith("Registered") for message in caplog.messages) == is_tried_again

    await town.stop_bot()
    _make_old(town.local)
    town.local.faults.add(Fault("status", *PUT, times=None, status=400, code=50035))
    await town.start_bot()
    assert "points" in (await town.alice.run("points")).text


def _make_old(local: Sandbox) -> None:
    """Let Discord have a command as an earlier version of the bot had it."""
    for command in local.backend.commands.in_scope(None):
        if command["name"] == "points":
            command["description"] = "What it was called before"
