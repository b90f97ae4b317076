"""Takes the pictures of the README: `uv run python -m tests.acceptance.pictures docs/pictures`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser

from sandbox import Sandbox
from tests.acceptance.browser_story import Person, live
from tests.acceptance.hour_story import have_had_many, judge, look_at_the_progress
from tests.acceptance.picker_story import have_others_offer, pick
from tests.acceptance.playground import playground
from tests.acceptance.story_words import ENGLISH, RUSSIAN, Words
from tests.page.client import Client
from tests.page.running import chromium_path, running_chromium
from tests.support.databases import SqliteDatabases, opened

LANGUAGES = {"en": ENGLISH, "ru": RUSSIAN}
LOCALES = {"en": "en-US", "ru": "ru"}

SIZE = 1200, 760
TALL = 1000, 1060
"""For the picker, which is taller than other messages."""


async def main(folder: Path) -> int:
    """Live through the first interview, pick another, and take a picture of each step, in each language."""
    path = chromium_path()
    if path is None:
        print(  # noqa: T201 - for the person who runs it
            "Chromium is needed for the pictures: install Debian's package chromium-headless-shell.",
            file=sys.stderr,
        )
        return 1
    async with running_chromium(path) as chromium:
        for language, words in LANGUAGES.items():
            with tempfile.TemporaryDirectory() as workplace:
                url = SqliteDatabases(Path(workplace)).migrated()
                async with opened(url), playground() as local:
                    await _take_all(local, chromium, language, words, folder)
    return 0


async def _take_all(local: Sandbox, chromium: Browser, language: str, words: Words, folder: Path) -> None:
    for user in local.world.users.values():
        user.locale = LOCALES[language]

    async def take(name: str, client: Client) -> None:
        await client.page.screenshot(path=folder / f"{name}.{language}.png")

    async def open_window(size: tuple[int, int] = SIZE) -> Client:
        width, height = size
        page = await chromium.new_page(
            viewport={"width": width, "height": height}, color_scheme="dark", reduced_motion="reduce"
        )
        await page.goto(local.page_url)
        close_tour = page.get_by_role("button", name="Close")
        await close_tour.or_(page.get_by_role("button", name="Закрыть")).first.click()
        return Client(page)

    olga, alice, boris = [Person(await open_window(), words) for _ in range(3)]
    await live(olga, alice, boris, words, take)
    await have_others_offer(local)
    window = await open_window(TALL)
    await window.be("Alice")
    await window.open("general")
    await pick(window, words, take)
    await have_had_many(local, words)
    await judge(local, window, words, take)
    await boris.window.open("general")
    await boris.window.page.set_viewport_size({"width": TALL[0], "height": TALL[1]})
    await look_at_the_progress(boris.window, words, take)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    sys.exit(asyncio.run(main(target)))
