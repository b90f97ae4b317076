"""Who is in a server, and who has left it: Discord says so when asked, without any privileged intent."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import discord

from cogs._shared.discord_errors import UNKNOWN_MEMBER, UNKNOWN_USER

PATIENCE_SECONDS = 1.5
"""How long an answer is waited for. Without one nobody counts as gone."""

REMEMBERED = timedelta(seconds=10)
"""How long somebody counts as present who just was: many may click on one card at once, and something is
suggested at every key that is typed in a direct message."""

KEPT = 5_000
"""Answers that are remembered at most."""

Seat = tuple[int, int]
"""A server and a person."""


class _Seen(NamedTuple):
    """When somebody was a member of a server, and what they were called there."""

    at: datetime
    nick: str


class Membership:
    """Asks Discord whether people are in a server still, and what they are called there.

    Args:
        client: Through which it is asked.
        clock: The present moment (UTC).
    """

    def __init__(self, client: discord.Client, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._seen: dict[Seat, _Seen] = {}
        self._asking: dict[Seat, asyncio.Task[str | None]] = {}

    async def has_left(self, server_id: int, user_id: int) -> bool:
        """Tell whether somebody is no member of a server any more, as far as Discord says so in time."""
        seat = (server_id, user_id)
        if self._present(seat) is not None:
            return False
        asking = self._ask(seat)
        # It is left to end by itself: discord.py 2.7 must not be cancelled while it waits for a limit.
        done, _ = await asyncio.wait({asking}, timeout=PATIENCE_SECONDS)
        # Where Discord does not say, nobody has left.
        return bool(done) and asking.exception() is None and asking.result() is None

    async def nick_of(self, server_id: int, user_id: int) -> str | None:
        """Return what somebody is called in a server, empty if as everywhere; None if they are no member.

        Raises:
            discord.DiscordException: Discord does not say, or not to the bot.
            aiohttp.ClientError: Discord does not answer.
        """
        seat = (server_id, user_id)
        seen = self._present(seat)
        return await asyncio.shield(self._ask(seat)) if seen is None else seen.nick

    def _present(self, seat: Seat) -> _Seen | None:
        seen = self._seen.get(seat)
        return seen if seen is not None and abs(self._clock() - seen.at) < REMEMBERED else None

    def _ask(self, seat: Seat) -> asyncio.Task[str | None]:
        """Ask Discord, once for all who want to know at the same time."""
        asking = self._asking.get(seat)
        if asking is None:
            asking = self._asking[seat] = asyncio.create_task(self._fetch(seat), name="membership")
            asking.add_done_callback(partial(self._asked, seat))
        return asking

    def _asked(self, seat: Seat, asking: asyncio.Task[str | None]) -> None:
        self._asking.pop(seat, None)
        if not asking.cancelled():
            # Whoever still waits for it hears of it; that nobody does is no fault.
            asking.exception()

    async def _fetch(self, seat: Seat) -> str | None:
        try:
            member = await self._client.http.get_member(*seat)
        except discord.NotFound as error:
            if error.code in {UNKNOWN_MEMBER, UNKNOWN_USER}:
                return None
            raise
        if len(self._seen) >= KEPT:
            self._seen.clear()
        nick = member.get("nick") or ""
        self._seen[seat] = _Seen(self._clock(), nick)
        return nick
