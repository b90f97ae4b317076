"""Unread messages: the line above them, the marks beside channels and members."""

import re
from re import Pattern

import pytest
from playwright.async_api import Locator, Route, expect

from sandbox import Sandbox
from tests.page.client import Client
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot
from tests.page.test_accessibility import findings


def new_line(window: Client, channel: str = "#general", name: str | Pattern[str] = "new messages") -> Locator:
    """Return the line above the first unread message."""
    return window.log(channel).get_by_role("separator", name=name)


async def tell_alice(sandbox: Sandbox, bot: DemoBot, *texts: str) -> None:
    user = await bot.fetch_user(int(sandbox.member("Alice").id))
    for text in texts:
        await user.send(text)


async def have_missed(window: Client, sandbox: Sandbox) -> None:
    """Wait until a window that shows #interviews knows of all that was written: news comes in order."""
    await sandbox.member("Boris").at("interviews").write("That is all")
    await expect(window.message("That is all", "#interviews")).to_be_visible()


async def test_a_line_stands_above_the_first_unread_message_until_one_leaves(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    boris = sandbox.member("Boris")
    await boris.write("Read long ago")
    alice = await open_page("Alice")
    await expect(alice.message("Read long ago")).to_be_visible()
    await alice.open("interviews")
    await boris.write("Missed one")
    await boris.write("Missed two")
    await have_missed(alice, sandbox)
    await alice.open("general")
    line = new_line(alice)
    await expect(line).to_have_count(1)
    following = line.locator("xpath=following-sibling::article[1]")
    await expect(following).to_contain_text("Missed one")
    await boris.write("Seen at once")
    await expect(alice.message("Seen at once")).to_be_visible()
    await expect(following).to_contain_text("Missed one")
    await alice.open("interviews")
    await expect(alice.log("#interviews")).to_be_visible()
    await alice.open("general")
    await expect(alice.message("Seen at once")).to_be_visible()
    await expect(line).to_have_count(0)


async def test_what_one_wrote_oneself_is_not_new_and_neither_is_what_comes_while_one_looks(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    await alice.composer().fill("My own words")
    await alice.type("<Enter>")
    await expect(alice.message("My own words")).to_be_visible()
    await sandbox.member("Boris").write("An answer")
    await expect(alice.message("An answer")).to_be_visible()
    await expect(new_line(alice)).to_have_count(0)


async def test_whoever_one_becomes_finds_their_own_line(open_page: OpenPage, sandbox: Sandbox) -> None:
    window = await open_page("Chen")
    await expect(window.log()).to_be_visible()
    await window.be("Alice")
    await sandbox.member("Boris").write("For everyone")
    await expect(window.message("For everyone")).to_be_visible()
    await expect(new_line(window)).to_have_count(0)
    await window.be("Chen")
    await expect(new_line(window)).to_have_count(1)
    await window.page.reload()
    await expect(window.message("For everyone")).to_be_visible()
    await expect(new_line(window)).to_have_count(0)


async def test_the_line_is_one_with_the_line_of_a_new_day(open_page: OpenPage, sandbox: Sandbox) -> None:
    alice = await open_page("Alice")
    await alice.open("interviews")
    await sandbox.member("Boris").write("The first words of all")
    await have_missed(alice, sandbox)
    await alice.open("general")
    await expect(alice.log().get_by_role("separator")).to_have_count(1)
    await expect(new_line(alice, name=re.compile(r"\d{4}, new messages"))).to_be_visible()


async def test_the_line_waits_until_the_first_unread_message_is_loaded(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    await alice.composer().fill("Read before")
    await alice.type("<Enter>")
    await expect(alice.message("Read before")).to_be_visible()
    await alice.open("interviews")
    for number in range(120):
        await sandbox.member("Boris").write(f"Number {number}.")
    await alice.page.reload()
    await alice.open("general")
    await expect(alice.message("Number 119.")).to_be_in_viewport()
    await expect(new_line(alice)).to_have_count(0)
    await alice.log().evaluate("log => log.scrollTo(0, 0)")
    await expect(new_line(alice)).to_have_count(1)


async def test_one_goes_to_the_line_when_it_is_above_the_screen(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    await alice.open("interviews")
    for number in range(60):
        await sandbox.member("Boris").write(f"Number {number}.")
    await have_missed(alice, sandbox)
    await alice.open("general")
    await expect(alice.message("Number 59.")).to_be_in_viewport()
    await expect(new_line(alice)).not_to_be_in_viewport()
    way = alice.page.get_by_role("button", name="To the first new message")
    await way.focus()
    await alice.type("<Enter>")
    await expect(new_line(alice)).to_be_in_viewport()
    await expect(alice.message("Number 0.")).to_be_focused()
    await expect(way).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_line_and_the_marks_have_no_finding(
    open_page: OpenPage, sandbox: Sandbox, bot: DemoBot, scheme: str
) -> None:
    alice = await open_page("Alice", scheme=scheme)
    await alice.open("interviews")
    for number in range(60):
        await sandbox.member("Boris").write(f"Number {number}.")
    await have_missed(alice, sandbox)
    await tell_alice(sandbox, bot, "One")
    await alice.open("general")
    await expect(alice.page.get_by_role("button", name="To the first new message")).to_be_visible()
    assert await findings(alice) == []
    await alice.log().evaluate("log => log.scrollTo(0, 0)")
    await expect(new_line(alice)).to_be_in_viewport()
    assert await findings(alice) == []


async def test_every_unread_direct_message_counts(
    open_page: OpenPage, sandbox: Sandbox, bot: DemoBot
) -> None:
    window = await open_page("Alice")
    await tell_alice(sandbox, bot, "One", "Two", "Three")
    direct = window.page.get_by_role("link", name="sandbox-bot", exact=True)
    await expect(direct).to_have_attribute("aria-description", "3 new")
    await expect(direct.get_by_text("3", exact=True)).to_be_visible()
    await window.be("Olga")
    chip = window.page.get_by_role("button", name="Alice", exact=True)
    await expect(chip.get_by_text("3", exact=True)).to_be_visible()
    await window.be("Alice")
    await window.open("sandbox-bot")
    await expect(new_line(window, "@sandbox-bot")).to_have_count(1)
    await expect(direct.get_by_text("3", exact=True)).to_have_count(0)


async def test_marks_reach_the_page_without_asking_for_everything_again(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    window = await open_page("Chen")
    await window.open("interviews")
    await expect(window.log("#interviews")).not_to_have_attribute("aria-busy", "true")
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    await sandbox.member("Boris").write("Something new")
    link = window.page.get_by_role("link", name="general", exact=True)
    await expect(link).to_have_attribute("aria-description", "unread")
    chip = window.page.get_by_role("button", name="Dina", exact=True)
    await expect(chip).to_have_attribute("aria-description", "unread")
    assert [url for url in asked if "snapshot" in url] == []


async def test_what_is_written_while_a_channel_is_being_loaded_is_shown(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")

    async def answer_late(route: Route) -> None:
        answer = await route.fetch()
        await sandbox.member("Boris").at("interviews").write("Just now")
        await sandbox.member("Boris").at("general").write("Look there")
        # News comes in order: with the mark of the second message the window knows of the first.
        general = alice.page.get_by_role("link", name="general", exact=True)
        await expect(general).to_have_attribute("aria-description", "unread")
        await route.fulfill(response=answer)

    await alice.page.route("**/sandbox/messages?**", answer_late)
    await alice.open("interviews")

    await expect(alice.message("Just now", "#interviews")).to_be_visible()
