"""Noticing that another process is connected with this bot's token, and saying so.

Discord tells neither of the other. But it sends every interaction to both, and takes one first answer to it:
who is told that there is one already has met the other. The one that has just been started lets the other go
first a few times, so that it is sure to hear; the one that was there before sees it in the number of
connections that Discord lets a bot begin in a day, which falls by one that is not its own.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord

_log = logging.getLogger(__name__)

TWIN = (
    "Another process is connected with this bot's token: %s. Members are answered by whichever is faster. End"
    " one of the two, or reset the token if you do not know the other. Processes that are to share the work"
    " need the same DATABASE_URL, and each SHARD_IDS of its own."
)
MET_WITH_AN_ANSWER = "it was the first to answer an interaction"
MET_AT_THE_GATEWAY = "it connected within the last minutes"

GOES_SECOND = 3
"""To how many interactions after its start a process lets another answer first."""

GOES_SECOND_AFTER_SECONDS = (0.2, 0.5)
"""How long it waits then, between these: two that have just been started must not wait for each other."""

LOOK_SECONDS = 300.0
"""How often to look how many connections may still begin."""

SETTLED_AFTER_SECONDS = 30.0
"""How long after a connection of its own Discord may count it still."""

SAID_AGAIN_AFTER_SECONDS = 3600.0


class Twins:
    """Watches for another process with the same token.

    Args:
        is_wary: Whether to look for one at all; otherwise one that is met by itself is still named.
        shares_work: Whether others connect for their own shards, so that their connections mean nothing.
        seconds: The clock by which waits are measured.
        pause: Waits.
    """

    def __init__(
        self,
        *,
        is_wary: bool,
        shares_work: bool = False,
        seconds: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._goes_second = GOES_SECOND if is_wary else 0
        self._looks = is_wary and not shares_work
        self._seconds = seconds
        self._pause = pause
        self._left: int | None = None
        self._began = 0
        self._began_at = 0.0
        self._said_at: float | None = None

    async def let_another_go_first(self) -> None:
        """Wait a moment before a first answer, if this is one of those where another may show itself."""
        if self._goes_second > 0:
            self._goes_second -= 1
            await self._pause(random.uniform(*GOES_SECOND_AFTER_SECONDS))  # noqa: S311 - nothing is kept secret

    def was_first(self) -> None:
        """Take note that an interaction had an answer that is not this process's."""
        self._goes_second = 0
        self._say(MET_WITH_AN_ANSWER)

    def begins(self) -> None:
        """Take note that this process begins a connection."""
        self._began += 1
        self._began_at = self._seconds()

    def hear(self, left: int) -> None:
        """Hear how many connections Discord lets the bot begin still; the number rises once a day."""
        if self._left is not None and left < self._left - self._began:
            self._say(MET_AT_THE_GATEWAY)
        self._left, self._began = left, 0

    async def watch(self, ask: Callable[[], Awaitable[tuple[int, str, Any]]]) -> None:
        """Look again and again, for as long as the process runs; `ask` is discord.py's `get_bot_gateway`."""
        while self._looks:
            await self._pause(LOOK_SECONDS)
            if self._seconds() - self._began_at < SETTLED_AFTER_SECONDS:
                continue
            try:
                _, _, limit = await ask()
                self.hear(limit["remaining"])
            except (aiohttp.ClientError, OSError, discord.DiscordException):
                continue

    def _say(self, how: str) -> None:
        now = self._seconds()
        if self._said_at is None or now - self._said_at >= SAID_AGAIN_AFTER_SECONDS:
            self._said_at = now
            _log.warning(TWIN, how)
