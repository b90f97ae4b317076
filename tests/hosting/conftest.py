"""What the tests of hosting have in common."""

from collections.abc import AsyncIterator

import pytest

from sandbox import Sandbox, SandboxClock, study_server
from tests.acceptance.conftest import discord_addresses

__all__ = ["discord_addresses"]


@pytest.fixture
async def local() -> AsyncIterator[Sandbox]:
    """A local Discord without a bot."""
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock(), rate_limits=False) as running:
        yield running
