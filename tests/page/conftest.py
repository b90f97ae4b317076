"""The demo bot in a local Discord, and a headless Chromium that looks at the page."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from playwright.async_api import Browser, ConsoleMessage, Error, Page, async_playwright, expect

from sandbox import Sandbox, study_server
from tests.page.client import Client
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
TOUR = [
    {
        "title": "Plan a meeting",
        "text": "Type /event plan as Alice.",
        "member": "alice",
        "channel": "general",
    },
    {"title": "Join it", "text": "Become Boris and press Join.", "member": "boris"},
]

OpenPage = Callable[..., Awaitable[Client]]

expect.set_options(timeout=10_000)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A local Discord without rate limits whose patience is short."""
    server = Sandbox(world=study_server(), rate_limits=False, answer_seconds=0.8, tour=TOUR)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def bot(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DemoBot]:
    """The demo bot, connected to the local Discord."""
    monkeypatch.setattr(Route, "BASE", sandbox.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
    demo = DemoBot()
    running = asyncio.create_task(demo.start(sandbox.bot_token))
    synced = asyncio.create_task(demo.synced.wait())
    await asyncio.wait({running, synced}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        synced.cancel()
        running.result()
    await sandbox.wait_until(lambda: sandbox.gateway.online, reason="the bot's gateway session")
    yield demo
    demo.release.set()
    await demo.close()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A headless Chromium; where there is none the tests are skipped, though never in CI."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium: install Debian's package chromium.")
        pytest.skip("Debian's package chromium is not installed.")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest.fixture
async def open_page(browser: Browser, sandbox: Sandbox, bot: DemoBot) -> AsyncIterator[OpenPage]:
    """Open windows of the page; whatever goes wrong inside them fails the test."""
    problems: list[str] = []

    def watch(page: Page) -> None:
        page.on("console", note)
        page.on("pageerror", lambda error: problems.append(str(error)))

    def note(message: ConsoleMessage) -> None:
        # The browser reports every refused request; the refusals are what some tests are about.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            problems.append(message.text)

    async def open_one(
        member: str | None = None, *, beside: Client | None = None, width: int = 1280, scheme: str = "dark"
    ) -> Client:
        if beside is None:
            context = await browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                timezone_id="Europe/Berlin",
                reduced_motion="reduce",
            )
        else:
            context = beside.page.context
        page = await context.new_page()
        watch(page)
        await page.goto(sandbox.page_url)
        client = Client(page)
        if member is not None:
            await client.be(member)
        return client

    yield open_one
    for context in browser.contexts:
        try:
            await context.close()
        except Error as error:
            problems.append(str(error))
    assert problems == []
