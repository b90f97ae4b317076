"""Who has left a server: Discord says so when it is asked, without any privileged intent."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
import discord

from cogs._shared.discord_errors import UNKNOWN_MEMBER, UNKNOWN_USER

PATIENCE_SECONDS = 1.5
"""How long an answer is waited for. Without one nobody counts as gone."""

REMEMBERED = timedelta(seconds=10)
"""How long somebody counts as present who just was: many may click on one card at once."""

KEPT = 5_000
"""Answers that are remembered at most."""

Seat = tuple[int, int]
"""A server and a person."""


class Membership:
    """Asks Discord whether people are in a server still.

    Args:
        client: Through which it is asked.
        clock: The present moment (UTC).
    """

    def __init__(self, client: discord.Client, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._seen: dict[Seat, datetime] = {}
        self._asking: dict[Seat, asyncio.Task[bool]] = {}

    async def has_left(self, server_id: int, user_id: int) -> bool:
        """Tell whether somebody is no member of a server any more, as far as Discord says so in time."""
        seat, seen = (server_id, user_id), self._seen.get((server_id, user_id))
        if seen is not None and abs(self._clock() - seen) < REMEMBERED:
            return False
        asking = self._asking.get(seat)
        if asking is None:
            asking = self._asking[seat] = asyncio.create_task(self._ask(seat), name="membership")
            asking.add_done_callback(lambda _: self._asking.pop(seat, None))
        # It is left to end by itself: discord.py 2.7 must not be cancelled while it waits for a limit.
        done, _ = await asyncio.wait({asking}, timeout=PATIENCE_SECONDS)
        return bool(done) and asking.result()

    async def _ask(self, seat: Seat) -> bool:
        """Ask Discord; where it does not say, nobody has left."""
        try:
            await self._client.http.get_member(*seat)
        except discord.NotFound as error:
            return error.code in {UNKNOWN_MEMBER, UNKNOWN_USER}
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return False
        if len(self._seen) >= KEPT:
            self._seen.clear()
        self._seen[seat] = self._clock()
        return False
