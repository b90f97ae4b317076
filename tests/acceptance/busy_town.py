"""A town whose bot is two processes on one database: Discord sends every interaction to both."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox import SandboxClock
from tests.acceptance.conftest import PATIENT_SECONDS, Town, a_town
from tests.acceptance.processes import BotProcess, own_lines
from tests.support.databases import opened

TOGETHER = "Another process is connected with this bot's token"
FAULTS = ("Traceback", " ERROR ", " CRITICAL ", " WARNING ")


@asynccontextmanager
async def a_busy_town(
    database_url: str, folder: Path, *, extra_members: int, answer_seconds: float = PATIENT_SECONDS
) -> AsyncIterator[Town]:
    """Such a town; in the end both processes stop when they are told to, and neither log holds a fault.

    That there are two of them is said by both, and is none here.
    """
    async with (
        opened(database_url),
        a_town(extra_members=extra_members, answer_seconds=answer_seconds, clock=SandboxClock()) as town,
    ):
        addresses = {"DISCORD_API_URL": town.local.api_url, "DATABASE_URL": database_url}
        processes = [
            BotProcess(folder, DISCORD_TOKEN=town.local.bot_token, LOG_LEVEL="INFO", **addresses)
            for _ in range(2)
        ]
        try:
            for process in processes:
                await process.start()
            await asyncio.gather(*(process.says("Invite me with") for process in processes))
            for process in processes:
                process.follow()
            yield town
            assert await asyncio.gather(*(process.stop() for process in processes)) == [0, 0]
        finally:
            await asyncio.gather(*(process.kill() for process in processes))
        for process in processes:
            lines = [line for line in own_lines(process.said) if TOGETHER not in line]
            faults = [line for line in lines if any(mark in line for mark in FAULTS)]
            assert faults == [], process.said
            assert any(TOGETHER in line for line in process.said), "each says that there is another"
