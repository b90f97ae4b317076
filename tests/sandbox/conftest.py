"""A discord.py bot, unmodified, that lives in the sandbox."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from sandbox import Sandbox, study_server
from tests.sandbox.sample_bot import SampleBot

StartBot = Callable[..., Awaitable[SampleBot]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A local Discord without rate limits whose patience is short."""
    server = Sandbox(world=study_server(), rate_limits=False, answer_seconds=0.5)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def start_bot(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StartBot]:
    """Start bots against a sandbox, and close them afterwards."""
    running: list[tuple[SampleBot, asyncio.Task[None]]] = []

    async def start(server: Sandbox, **options: object) -> SampleBot:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        bot = SampleBot(**{"intents": discord.Intents.default(), **options})
        task = asyncio.create_task(bot.start(server.bot_token))
        running.append((bot, task))
        synced = asyncio.create_task(bot.synced.wait())
        await asyncio.wait({task, synced}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            synced.cancel()
            task.result()
        await server.wait_until(lambda: server.gateway.online, reason="the bot's gateway session")
        return bot

    yield start
    for bot, task in running:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def bot(sandbox: Sandbox, start_bot: StartBot) -> SampleBot:
    """A sample bot that is connected to the sandbox."""
    return await start_bot(sandbox)
