"""The bot as a process of its own, started as people start it: `python bot.py`."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import ClassVar

from services.environment import Environment

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot.py"
EXAMPLE = ROOT / ".env.example"
PATIENCE_SECONDS = 60.0

NOT_OURS = "Can't keep up, shard ID"
"""discord.py notes the time of a heartbeat after sending it: where its thread has to wait for the processor,
the answer is quicker, and is taken for a late one to the heartbeat before."""


def own_lines(said: list[str]) -> list[str]:
    """Return what a process said, without what discord.py says of a machine that is only busy."""
    return [line for line in said if NOT_OURS not in line]


class BotProcess:
    """A running `python bot.py`; what it says is collected line by line.

    Args:
        folder: The working folder; its database is there too, if it is told of no other.
        arguments: What follows `bot.py`.
        environment: What it is told; nothing else of the bot's settings reaches it, no `.env` of the project.

    Attributes:
        program: What Python runs.
    """

    program: ClassVar[tuple[str, ...]] = (str(BOT),)

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self._folder = folder
        self._arguments = arguments
        self._environment = without_settings() | unset_settings(folder) | environment
        self.said: list[str] = []
        self._process: asyncio.subprocess.Process | None = None
        self._following: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the process."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self.program,
            *self._arguments,
            cwd=self._folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def says(self, text: str) -> str:
        """Wait until it says something, and return the line."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (line := await self._next_line()) is not None:
                if text in line:
                    return line
        raise AssertionError(f"It ended without saying {text!r}:\n" + "\n".join(self.said))

    def follow(self) -> None:
        """Take what it says from now on: a process stops when nobody reads so much of its output."""
        self._following = asyncio.create_task(self._read_on())

    async def ends(self) -> int:
        """Wait until it ends by itself; return its status."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await (self._following or self._read_on())
            return await self._running.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal and return the status with which it ends."""
        self._running.send_signal(number)
        return await self.ends()

    async def kill(self) -> None:
        """End it at once, if it runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self.ends()

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    async def _read_on(self) -> None:
        while await self._next_line() is not None:
            pass

    async def _next_line(self) -> str | None:
        assert self._running.stdout is not None
        line = (await self._running.stdout.readline()).decode()
        if not line:
            return None
        self.said.append(line.rstrip())
        return line.rstrip()


def without_settings() -> dict[str, str]:
    """Return the environment of this process without the settings of the bot."""
    own = {name.upper() for name in Environment.model_fields}
    return {name: value for name, value in os.environ.items() if name.upper() not in own}


def unset_settings(folder: Path) -> dict[str, str]:
    """Return every setting as if it were not set, which no `.env` changes; the database is in a folder."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    unset = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return unset | {"DATABASE_URL": f"sqlite://{folder}/data/sparring.sqlite3"}
