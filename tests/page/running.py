"""Running the demo bot and a headless Chromium, for tests and for screenshots."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Iterator

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from playwright.async_api import Browser, async_playwright

from sandbox import Sandbox
from sandbox.json_types import JsonObject
from tests.page.demo_bot import DemoBot

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOUR: list[JsonObject] = [
    {
        "title": "Plan a meeting",
        "text": "Type /event plan as Alice.",
        "member": "alice",
        "channel": "general",
        "command": "/event plan kind:Lecture when:monday",
        "done": [{"happened": "message", "in": "#general", "custom_id": "^demo:join$"}],
    },
    {
        "title": "Join it",
        "text": "Become Boris and press Join.",
        "member": "boris",
        "done": [{"happened": "click", "by": "boris", "custom_id": "^demo:join$"}],
    },
    {"title": "Look around", "text": "Run a command of your own."},
]


@contextlib.contextmanager
def _local_discord(sandbox: Sandbox) -> Iterator[None]:
    """Let discord.py talk to the local Discord meanwhile."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = sandbox.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@contextlib.asynccontextmanager
async def running_bot(sandbox: Sandbox) -> AsyncIterator[DemoBot]:
    """Keep the demo bot connected meanwhile."""
    with _local_discord(sandbox):
        demo = DemoBot()
        running = asyncio.create_task(demo.start(sandbox.bot_token))
        synced = asyncio.create_task(demo.synced.wait())
        await asyncio.wait({running, synced}, timeout=60, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            synced.cancel()
            running.result()
        await sandbox.wait_until(lambda: sandbox.gateway.online, reason="the bot's gateway session")
        try:
            yield demo
        finally:
            demo.release.set()
            await demo.close()
            await asyncio.gather(running, return_exceptions=True)


def chromium_path() -> str | None:
    """Return where Debian's Chromium is, if it is installed.

    The headless shell is the same browser without what is around a page: a window of it takes half the time.
    """
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@contextlib.asynccontextmanager
async def running_chromium(path: str) -> AsyncIterator[Browser]:
    """Keep a headless Chromium running meanwhile."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield chromium
        finally:
            await chromium.close()
