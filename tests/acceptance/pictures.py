"""Takes the pictures of the README: `uv run python -m tests.acceptance.pictures docs/pictures`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.acceptance.browser_story import live
from tests.acceptance.picker_story import ENGLISH, RUSSIAN, have_others_offer, pick
from tests.acceptance.playground import playground
from tests.page.client import Client
from tests.page.running import chromium_path, running_chromium
from tests.support.databases import SqliteDatabases, opened

SIZE = 1200, 760
TALL = 1000, 1060
"""For the picker, which is taller than other messages."""


async def main(folder: Path) -> int:
    """Live through the first interview, pick another, and take a picture of each step."""
    path = chromium_path()
    if path is None:
        print(  # noqa: T201 - for the person who runs it
            "Chromium is needed for the pictures: install Debian's package chromium.", file=sys.stderr
        )
        return 1

    async def take(name: str, client: Client) -> None:
        await client.page.screenshot(path=folder / f"{name}.png")

    with tempfile.TemporaryDirectory() as workplace:
        url = SqliteDatabases(Path(workplace)).migrated()
        async with opened(url), playground() as local, running_chromium(path) as chromium:

            async def open_window(size: tuple[int, int] = SIZE) -> Client:
                width, height = size
                page = await chromium.new_page(
                    viewport={"width": width, "height": height}, color_scheme="dark", reduced_motion="reduce"
                )
                await page.goto(local.page_url)
                close_tour = page.get_by_role("button", name="Close")
                await close_tour.or_(page.get_by_role("button", name="Закрыть")).first.click()
                return Client(page)

            await live(await open_window(), await open_window(), await open_window(), take)
            await have_others_offer(local)
            for member, words, language in (("Alice", ENGLISH, "en"), ("Boris", RUSSIAN, "ru")):
                window = await open_window(TALL)
                await window.be(member)
                await window.open("general")
                await pick(window, words, language, take)
    return 0


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    sys.exit(asyncio.run(main(target)))
