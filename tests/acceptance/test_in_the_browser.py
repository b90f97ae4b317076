"""The whole life of an interview on the page of the local Discord, by keyboard, in English and in Russian."""

from playwright.async_api import Browser

from tests.acceptance.browser_story import Person, live
from tests.acceptance.picker_story import have_others_offer, pick
from tests.acceptance.playground import playground
from tests.acceptance.story_words import ENGLISH, RUSSIAN, Words
from tests.page.client import Client
from tests.support.databases import SqliteDatabases, opened


async def test_two_members_live_through_an_interview_with_the_keyboard_alone(
    sqlite_databases: SqliteDatabases, browser: Browser
) -> None:
    async with opened(sqlite_databases.migrated()), playground() as local:

        async def somebody(words: Words) -> Person:
            page = await browser.new_page(viewport={"width": 1440, "height": 900})
            await page.goto(local.page_url)
            return Person(Client(page), words)

        olga, alice, boris = [await somebody(words) for words in (RUSSIAN, ENGLISH, RUSSIAN)]
        await live(olga, alice, boris, board=ENGLISH)


async def test_an_interview_is_picked_on_the_page_in_both_languages(
    sqlite_databases: SqliteDatabases, browser: Browser
) -> None:
    async with opened(sqlite_databases.migrated()), playground() as local:
        await have_others_offer(local)
        for member, words in (("Alice", ENGLISH), ("Boris", RUSSIAN)):
            page = await browser.new_page(viewport={"width": 1440, "height": 1100})
            await page.goto(local.page_url)
            window = Client(page)
            await window.be(member)
            await window.open("general")
            await pick(window, words)
            await page.close()
