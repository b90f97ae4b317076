"""How long the local Discord and discord.py wait, for tests that are about being late or being cut off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import discord
import pytest
from discord.backoff import ExponentialBackoff

from sandbox import Sandbox

RETRY_SECONDS = 0.05


@contextmanager
def impatient(sandbox: Sandbox, seconds: float = 0.5) -> Iterator[None]:
    """Give the bot so long for the first response to an interaction that is sent in the body."""
    before = sandbox.backend.settings
    sandbox.backend.settings = replace(before, answer_seconds=seconds)
    try:
        yield
    finally:
        sandbox.backend.settings = before


async def until_servers_are_known(bot: discord.Client) -> None:
    """Wait until a bot that was started knows its servers.

    discord.py calls itself ready when no server has come for a while, and tests give it a short one: on a
    busy machine there may be some to come.
    """
    await bot.wait_until_ready()
    while any(guild.unavailable for guild in bot.guilds):
        await bot.wait_for("guild_available")


def come_back_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare a bot that lost its connection random pauses, and the five seconds between identifications."""
    monkeypatch.setattr(discord.Client, "before_identify_hook", _at_once)
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda _: RETRY_SECONDS)


async def _at_once(_: discord.Client, __: int | None, *, initial: bool = False) -> None:
    del initial
