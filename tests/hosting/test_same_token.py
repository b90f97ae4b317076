"""Two processes with one token and a database each, as on a server and the machine of whoever develops."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import ClassVar

import pytest

from cogs._client.twins import GOES_SECOND, MET_AT_THE_GATEWAY, MET_WITH_AN_ANSWER
from sandbox import Sandbox, SandboxClock, study_server
from tests.acceptance.conftest import PATIENT_SECONDS
from tests.acceptance.processes import ROOT, BotProcess

LOOKS_OFTEN = """
import sys
from cogs._client import twins
twins.LOOK_SECONDS, twins.SETTLED_AFTER_SECONDS = 0.5, 0.0
twins.GOES_SECOND_AFTER_SECONDS = (3.0, 3.0)
import bot
sys.exit(bot.main())
"""


class ImpatientBot(BotProcess):
    """A bot that looks twice a second whether another has connected, and not every five minutes.

    To another that is there it leaves more time, as machines may be slow.
    """

    program: ClassVar[tuple[str, ...]] = ("-c", LOOKS_OFTEN)


@pytest.fixture
async def local() -> AsyncIterator[Sandbox]:
    """A local Discord that waits long for answers."""
    world = study_server(bot_name="Sparring")
    async with Sandbox(world, SandboxClock(), rate_limits=False, answer_seconds=PATIENT_SECONDS) as running:
        yield running


async def test_both_say_so_whoever_is_faster(local: Sandbox, tmp_path: Path) -> None:
    alice = local.member("Alice")
    older, newer = (
        ImpatientBot(
            tmp_path / name,
            DISCORD_TOKEN=local.bot_token,
            DISCORD_API_URL=local.api_url,
            PYTHONPATH=str(ROOT),
        )
        for name in ("older", "newer")
    )
    for name in ("older", "newer"):
        (tmp_path / name).mkdir()
    try:
        await older.start()
        await older.says("Invite me with")
        used_to_it = await asyncio.gather(*(alice.run("points") for _ in range(GOES_SECOND)))
        assert not any(answer.failed for answer in used_to_it)
        await newer.start()
        await newer.says("Invite me with")
        await older.says(MET_AT_THE_GATEWAY)
        assert not (await alice.run("points")).failed
        await newer.says(MET_WITH_AN_ANSWER)
        for process in (older, newer):
            assert await process.stop() == 0
            assert sum("Another process" in line for line in process.said) == 1
    finally:
        for process in (older, newer):
            await process.kill()
