"""The guided tour: it goes from member to member, and notices by itself what was done."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from sandbox import Sandbox
from tests.page.client import Client
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot


def tour(window: Client, name: str = "Tour") -> Locator:
    return window.page.get_by_role("region", name=name)


async def test_the_tour_leads_from_member_to_member_and_stays_closed(open_page: OpenPage) -> None:
    window = await open_page("Olga")
    await expect(tour(window)).to_contain_text("Plan a meeting")
    await tour(window).get_by_role("button", name="Become Alice").click()
    await expect(window.page.get_by_role("button", name="Alice", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await tour(window).get_by_role("button", name="Next").click()
    await expect(tour(window)).to_contain_text("Join it")
    await tour(window).get_by_role("button", name="Close").click()
    await expect(tour(window)).to_be_hidden()
    await window.page.reload()
    await expect(window.composer()).to_be_visible()
    await expect(tour(window)).to_be_hidden()


async def test_a_step_that_was_done_is_ticked_and_the_next_one_comes(open_page: OpenPage) -> None:
    window = await open_page("Alice")
    await expect(tour(window)).to_contain_text("Step 1 of 3")
    await tour(window).get_by_role("button", name="Put it into the message box").click()
    await expect(window.composer()).to_be_focused()
    await window.type("<Enter>")
    await expect(tour(window)).to_contain_text("Done: Plan a meeting")
    await expect(tour(window)).to_contain_text("Step 2 of 3")
    await tour(window).get_by_role("button", name="Become Boris").click()
    await window.message("Lecture").get_by_role("button", name="Join").click()
    await expect(tour(window)).to_contain_text("Done: Join it")
    await expect(tour(window)).to_contain_text("Look around")


async def test_what_was_done_is_still_done_after_a_reload_and_in_other_windows(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    boris = await open_page("Boris")
    await alice.command("/event plan kind:Lecture when:monday")
    for window in (alice, boris):
        await expect(tour(window)).to_contain_text("Step 2 of 3")
    await alice.page.reload()
    await expect(tour(alice)).to_contain_text("Step 2 of 3")
    await tour(alice).get_by_role("button", name="Back").click()
    await expect(tour(alice)).to_contain_text("Step 1 of 3")
    await expect(tour(alice).get_by_text("Done", exact=True)).to_be_visible()
    await expect(tour(boris)).to_contain_text("Step 1 of 3")


async def test_only_the_member_of_the_step_does_it(open_page: OpenPage, sandbox: Sandbox) -> None:
    alice = await open_page("Alice")
    await alice.command("/event plan kind:Lecture when:monday")
    await expect(tour(alice)).to_contain_text("Step 2 of 3")
    await alice.message("Lecture").get_by_role("button", name="Join").click()
    await expect(alice.message("Lecture").get_by_role("button", name="Taken")).to_be_disabled()
    await expect(tour(alice)).to_contain_text("Step 2 of 3")


async def test_the_last_step_ends_the_tour_which_can_be_opened_again(open_page: OpenPage) -> None:
    window = await open_page("Alice")
    await tour(window).get_by_role("button", name="Next").click()
    await tour(window).get_by_role("button", name="Next").click()
    await tour(window).get_by_role("button", name="Finish").click()
    await expect(tour(window)).to_be_hidden()
    await window.page.get_by_role("button", name="Tour").click()
    await expect(tour(window)).to_contain_text("Step 1 of 3")


@pytest_asyncio.fixture(loop_scope="session")
async def russian(browser: Browser, sandbox: Sandbox, bot: DemoBot) -> AsyncIterator[Client]:
    """A window of somebody whose browser is Russian and who was never here."""
    context = await browser.new_context(locale="ru-RU")
    client = Client(await context.new_page())
    await client.page.goto(sandbox.page_url)
    yield client
    await context.close()


async def test_the_tour_speaks_the_language_of_the_browser_and_so_does_the_first_member(
    open_page: OpenPage, russian: Client
) -> None:
    english = await open_page()
    await expect(english.page.get_by_role("button", name="Alice", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await english.be("Boris")
    await expect(tour(english)).to_contain_text("Step 1 of 3")
    await expect(russian.page.get_by_role("button", name="Olga", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(tour(russian, "Экскурсия")).to_contain_text("Шаг 1 из 3")


async def test_another_language_can_be_chosen_and_stays_whoever_one_becomes(open_page: OpenPage) -> None:
    window = await open_page("Alice")
    await tour(window).get_by_role("button", name="По-русски").click()
    await expect(tour(window, "Экскурсия")).to_contain_text("Шаг 1 из 3")
    await window.be("Boris")
    await window.be("Alice")
    await expect(tour(window, "Экскурсия")).to_contain_text("Шаг 1 из 3")
    await window.page.reload()
    await expect(tour(window, "Экскурсия")).to_contain_text("Шаг 1 из 3")
    await tour(window, "Экскурсия").get_by_role("button", name="In English").click()
    await expect(tour(window)).to_contain_text("Step 1 of 3")
