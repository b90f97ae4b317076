"""Processes of the bot that die and come back, on one database and in one local Discord."""

import random
from pathlib import Path

from sandbox import NotAnswered
from tests.acceptance.conftest import Town
from tests.acceptance.processes import BotProcess, own_lines

PATIENCE_SECONDS = 60
"""On a busy machine: several processes begin and end here while others are at work."""


class Lives:
    """The bot as one process or several, each of which may be killed at any moment.

    Args:
        town: The local Discord in which they live.
        folder: Their working folder.
        database_url: The database that they share.
        count: How many there are.

    Attributes:
        said: What the processes said before they died.
    """

    def __init__(self, town: Town, folder: Path, database_url: str, count: int) -> None:
        self._town = town
        self._folder = folder
        self._environment = {
            "DISCORD_TOKEN": town.local.bot_token,
            "DISCORD_API_URL": town.local.api_url,
            "DATABASE_URL": database_url,
            "LOG_LEVEL": "WARNING",
        }
        self._count = count
        self._living: list[BotProcess] = []
        self.said: list[str] = []

    async def begin(self) -> None:
        """Start what is missing, and wait until all are connected."""
        while len(self._living) < self._count:
            process = BotProcess(self._folder, **self._environment)
            self._living.append(process)
            await process.start()
        try:
            await self._connected(self._count, "the bot")
        except NotAnswered as error:
            await self.kill_all()
            raise AssertionError(f"It does not come: {self.said}") from error

    async def kill_one(self, chance: random.Random) -> None:
        """Kill one of them, whichever."""
        await self._kill(chance.choice(self._living))
        await self._connected(len(self._living), "its death")

    async def kill_all(self) -> None:
        """Kill what lives still."""
        for process in list(self._living):
            await self._kill(process)

    async def _kill(self, process: BotProcess) -> None:
        self._living.remove(process)
        await process.kill()
        self.said += own_lines(process.said)

    async def _connected(self, count: int, reason: str) -> None:
        gateway = self._town.local.gateway
        await self._town.local.wait_until(
            lambda: sum(session.line is not None for session in gateway.sessions) == count,
            PATIENCE_SECONDS,
            reason,
        )
