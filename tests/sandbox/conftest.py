"""A discord.py bot, unmodified, that lives in the sandbox."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from sandbox import Sandbox, study_server
from tests.sandbox.page import OpenPage, Page
from tests.sandbox.sample_bot import SampleBot
from tests.support.patience import until_servers_are_known

StartBot = Callable[..., Awaitable[SampleBot]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A local Discord without rate limits whose patience is long: a busy machine is no late bot."""
    async with Sandbox(world=study_server(), rate_limits=False, answer_seconds=10.0) as server:
        yield server


@pytest.fixture
async def start_bot(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StartBot]:
    """Start bots against a sandbox, and close them afterwards."""
    running: list[tuple[SampleBot, asyncio.Task[None]]] = []

    async def start(server: Sandbox, **options: object) -> SampleBot:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        bot = SampleBot(**{"intents": discord.Intents.default(), "guild_ready_timeout": 0.05, **options})
        task = asyncio.create_task(bot.start(server.bot_token))
        running.append((bot, task))
        async with asyncio.timeout(60):
            await bot.connected.wait()
            await until_servers_are_known(bot)
        return bot

    yield start
    for bot, task in running:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def bot(sandbox: Sandbox, start_bot: StartBot) -> SampleBot:
    """A sample bot that is connected to the sandbox."""
    return await start_bot(sandbox)


@pytest.fixture
async def open_page(sandbox: Sandbox) -> AsyncIterator[OpenPage]:
    """Open pages without a browser, and close them afterwards."""
    async with aiohttp.ClientSession() as http:
        listeners: list[asyncio.Task[None]] = []

        async def open_as(member: str) -> Page:
            page = Page(sandbox, http, member)
            listeners.append(asyncio.create_task(page.listen()))
            await page.until(page.arrived.is_set)
            return page

        yield open_as
        for listener in listeners:
            listener.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)
