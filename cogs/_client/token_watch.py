"""Noticing that Discord does not take the bot's token any more, while the bot is running."""

import asyncio
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp
import discord
from discord.http import Route


class TokenWatch:
    """Watches what Discord answers to requests that carry the bot's token."""

    def __init__(self) -> None:
        self._suspected = asyncio.Event()

    def watch(self, trace: aiohttp.TraceConfig) -> None:
        """Hear of every answer to the client that is made with a trace (`http_trace`)."""
        trace.on_request_end.append(self._look)

    async def refused(self, client: discord.Client) -> None:
        """Return once Discord refuses the token; a refusal that it takes back at once does not count."""
        while True:
            await self._suspected.wait()
            self._suspected.clear()
            try:
                await client.http.request(Route("GET", "/users/@me"))
            except discord.HTTPException as error:
                if error.status == HTTPStatus.UNAUTHORIZED:
                    return
            except (aiohttp.ClientError, OSError):
                continue

    async def _look(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, end: aiohttp.TraceRequestEndParams
    ) -> None:
        # The tokens of interactions end after a quarter of an hour: only those requests carry no header.
        if end.response.status == HTTPStatus.UNAUTHORIZED and "Authorization" in end.headers:
            self._suspected.set()
