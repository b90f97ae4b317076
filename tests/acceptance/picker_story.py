"""An interview picked on the page: role, day, hour and minute, the form, the preview and the card."""

import contextlib
from collections.abc import AsyncIterator

from playwright.async_api import Locator, expect

from sandbox import Sandbox
from tests.acceptance.browser_story import Picture, command, no_picture, press
from tests.acceptance.story_words import Words
from tests.page.client import Client


async def have_others_offer(local: Sandbox) -> None:
    """Have the days around filled: interviews of the two who pick, and offers of a third."""
    for name, days in (("Alice", (2, 9)), ("Boris", (3, 9)), ("Chen", (4, 6, 13))):
        for ahead in days:
            await local.member(name).run(
                "interview create",
                role="interviewee" if name == "Chen" and ahead != 13 else "interviewer",
                when=f"in {24 * ahead} hours",
                topic="Algorithms",
            )


async def choose(window: Client, picker: Locator, menu: str, option: int) -> None:
    """Choose the option with a number from a menu, and wait until the picker knows of it."""
    box = picker.get_by_role("combobox", name=menu)
    async with _redrawn(picker):
        await box.click()
        await window.page.get_by_role("listbox", name=menu).get_by_role("option").nth(option).click()


@contextlib.asynccontextmanager
async def _redrawn(picker: Locator) -> AsyncIterator[None]:
    """Wait after the body until the picker is another: what it knows stands in its menus' custom_ids."""
    menu = picker.get_by_role("combobox").last
    before = await menu.get_attribute("data-custom-id") or ""
    yield
    await expect(menu).not_to_have_attribute("data-custom-id", before)


async def pick(window: Client, words: Words, take: Picture = no_picture) -> None:
    """Pick an interview six days ahead at 18:30, type its topic, and publish it from the preview."""
    await command(window, f"{words.create} ")
    picker = window.message(words.picker)
    async with _redrawn(picker):
        await press(picker.get_by_role("button", name=words.role, exact=True))
    for menu, option in zip(words.menus, (6, 18, 2), strict=True):
        await choose(window, picker, menu, option)
    await expect(picker.get_by_role("button", name=words.next_step)).to_be_enabled()
    await expect(picker.get_by_role("img", name=words.calendar)).to_be_visible()
    await take("picker", window)
    await press(picker.get_by_role("button", name=words.next_step))
    form = window.form(words.details)
    await form.get_by_role("textbox", name=words.topic_field).fill("Python")
    await press(form.get_by_role("button", name=words.submit))
    preview = window.message(words.preview)
    await expect(preview).to_be_visible()
    await take("preview", window)
    await press(preview.get_by_role("button", name=words.publish, exact=True))
    await expect(window.message(words.is_live)).to_be_visible()
