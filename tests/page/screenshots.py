"""Takes pictures of the page with the demo bot: `python -m tests.page.screenshots FOLDER`."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, expect

from sandbox import Sandbox, study_server
from tests.page.client import Client, file
from tests.page.demo_bot import DemoBot
from tests.page.running import TOUR, chromium_path, running_bot, running_chromium
from tests.page.test_events import plan

SIZES = ((1440, 900), (1024, 768), (390, 844))
LOADING = 1 << 7
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

Scene = Callable[[Client], Awaitable[None]]


async def show_commands(window: Client) -> None:
    await window.composer().press_sequentially("/")
    await expect(window.suggestion("/event plan")).to_be_visible()


async def show_option(window: Client) -> None:
    await window.composer().fill("/event plan kind:Lecture when:tue")
    await expect(window.suggestion("tuesday 20:00")).to_be_visible()


async def show_answers(window: Client) -> None:
    await window.command("/silent")
    await expect(window.message("did not respond")).to_be_visible()
    await window.command("/slow")
    await expect(window.message("is thinking")).to_be_visible()


async def show_menu(window: Client) -> None:
    await window.log().get_by_role("combobox", name="Choose topics").click()


async def show_form(window: Client) -> None:
    await window.command("/form")
    await window.form().get_by_role("radio", name="Good").check()
    await window.form().get_by_label("What went well").fill("Clear thinking, good questions.")


async def show_file(window: Client) -> None:
    await window.composer().fill("/paper file:")
    await window.type("<Enter>")
    await window.choose(file("report.pdf", bytes(120_000)))
    await expect(window.page.get_by_text("117.2 KB")).to_be_visible()
    await window.type("appendix:")


async def show_papers(window: Client) -> None:
    await window.command("/papers")
    await window.place("Papers").click()
    await window.choose(file("report.pdf", bytes(120_000)), file("notes.md", bytes(900)))
    await expect(window.page.get_by_text("900 B")).to_be_visible()


async def show_pair(window: Client) -> None:
    button = window.page.get_by_role("button", name="Two members side by side")
    if not await button.is_visible():
        return
    await button.click()
    second = window.page.get_by_role("main").get_by_role("region").nth(1)
    await second.get_by_role("button", name="Boris", exact=True).click()
    menu = second.get_by_role("button", name="Показать каналы")
    if await menu.is_visible():
        await menu.click()
    await second.get_by_role("link", name="sandbox-bot", exact=True).click()
    await expect(second.get_by_role("article").last).to_be_visible()


async def show_faults(window: Client) -> None:
    await window.page.get_by_role("button", name="Faults").click()
    drawer = window.page.get_by_role("complementary", name="Faults")
    await drawer.get_by_label("Only requests whose path matches").fill("/never")
    await drawer.get_by_role("button", name="Add the fault").click()
    await expect(drawer.get_by_role("listitem").last).to_contain_text("/never")


async def show_requests(window: Client) -> None:
    await window.page.get_by_role("button", name="Requests").click()
    await window.page.locator("details").nth(1).locator("summary").click()


async def show_settings(window: Client) -> None:
    menu = window.page.get_by_role("button", name="Show channels")
    if await menu.is_visible():
        await menu.click()
    await window.page.get_by_role("button", name="Member settings").click()


async def show_channels(window: Client) -> None:
    menu = window.page.get_by_role("button", name="Show channels")
    if await menu.is_visible():
        await menu.click()


async def show_events(window: Client) -> None:
    await show_channels(window)
    await window.page.get_by_role("button", name="Events").click()


async def show_member_menu(window: Client) -> None:
    await window.page.get_by_role("button", name="Who is here").click()
    await window.members().get_by_role("button", name="Menu of Boris").click()
    await expect(window.menu("Boris")).to_be_visible()


async def show_conversation(window: Client) -> None:
    await expect(window.log().get_by_role("article").last).to_be_visible()


async def show_beginning(window: Client) -> None:
    await window.log().hover()
    await window.page.mouse.wheel(0, -20_000)


SCENES: dict[str, Scene] = {
    "conversation": show_conversation,
    "beginning": show_beginning,
    "commands": show_commands,
    "option": show_option,
    "menu": show_menu,
    "form": show_form,
    "file": show_file,
    "papers": show_papers,
    "pair": show_pair,
    "faults": show_faults,
    "requests": show_requests,
    "settings": show_settings,
    "channels": show_channels,
    "member-menu": show_member_menu,
    "events": show_events,
    "answers": show_answers,
}


async def prepare(sandbox: Sandbox, bot: DemoBot) -> None:
    """Have a conversation to look at."""
    alice, boris = sandbox.member("Alice"), sandbox.member("Boris")
    await alice.run("words")
    await alice.run("files")
    await boris.run("layout")
    await alice.run("gallery")
    await alice.run("event plan", kind="practice", when="friday 19:00", guest=boris)
    await alice.run("secret")
    await plan(bot, sandbox)
    await plan(bot, sandbox, "Practice: trees", hours=30)


def clean_up(sandbox: Sandbox) -> None:
    """Undo what a scene left behind for the next one."""
    alice = sandbox.member("Alice")
    for message in alice.messages():
        if message.raw["flags"] & LOADING:
            alice.dismiss(message)
    sandbox.faults.clear()


async def take(browser: Browser, sandbox: Sandbox, folder: Path) -> None:
    """Take every scene at every size, light and dark."""
    for width, height in SIZES:
        for scheme in SCHEMES:
            for name, scene in SCENES.items():
                context = await browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
                )
                window = Client(await context.new_page())
                await window.page.goto(sandbox.page_url)
                await window.be("Alice")
                await scene(window)
                await window.page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                await context.close()
                clean_up(sandbox)


async def main(folder: Path) -> None:
    path = chromium_path()
    if path is None:
        sys.exit("Install Debian's package chromium-headless-shell.")
    sandbox = Sandbox(world=study_server(), rate_limits=False, answer_seconds=1.0, tour=TOUR)
    await sandbox.start()
    async with running_bot(sandbox) as bot, running_chromium(path) as browser:
        await prepare(sandbox, bot)
        await take(browser, sandbox, folder)
    await sandbox.stop()


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(target))
