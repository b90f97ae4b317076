"""The demo bot in a local Discord, and a headless Chromium that looks at the page.

Chromium takes as long to start as most of these tests to run, so there is one for all of them, and they share
its event loop: their async fixtures name it (`loop_scope="session"`). Each test has windows of its own, which
know nothing of those before.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page

from sandbox import Sandbox, study_server
from tests.page.client import Client
from tests.page.demo_bot import DemoBot
from tests.page.running import TOUR, running_bot, running_chromium

OpenPage = Callable[..., Awaitable[Client]]
_FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run these tests in the loop that holds the browser."""
    for item in items:
        if _FOLDER in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser(path_of_chromium: str) -> AsyncIterator[Browser]:
    """The headless Chromium of all these tests."""
    async with running_chromium(path_of_chromium) as chromium:
        yield chromium


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """A local Discord without rate limits whose patience is long: a busy machine is no late bot."""
    server = Sandbox(world=study_server(), rate_limits=False, tour=TOUR, answer_seconds=15.0)
    await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(sandbox: Sandbox) -> AsyncIterator[DemoBot]:
    """The demo bot, connected to the local Discord."""
    async with running_bot(sandbox) as demo:
        yield demo


@pytest.fixture
def problems() -> list[str]:
    """What goes wrong inside the windows; a test takes out what it expects."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(
    browser: Browser, sandbox: Sandbox, bot: DemoBot, problems: list[str]
) -> AsyncIterator[OpenPage]:
    """Open windows of the page; whatever goes wrong inside them fails the test."""

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
