"""The list of a server's events: opened, read, and kept true."""

from datetime import timedelta

import discord
import pytest
from playwright.async_api import Locator, expect

from sandbox import Sandbox
from tests.page.client import Client
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot
from tests.page.test_accessibility import findings


async def plan(
    bot: DemoBot, sandbox: Sandbox, name: str = "Graphs", hours: int = 1
) -> discord.ScheduledEvent:
    """Have the bot make an event."""
    guild = discord.utils.get(bot.guilds, name="Study Hall")
    assert guild is not None
    start = sandbox.clock.now() + timedelta(hours=hours)
    return await guild.create_scheduled_event(
        name=name,
        description="**Bring** paper. https://example.org/graphs",
        location="The library",
        start_time=start,
        end_time=start + timedelta(hours=1),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
    )


def events(window: Client) -> Locator:
    return window.page.get_by_role("dialog", name="Events of Study Hall")


async def test_the_list_is_opened_and_closed_by_keyboard(
    open_page: OpenPage, bot: DemoBot, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    entry = alice.page.get_by_role("button", name="Events", exact=True)
    await entry.focus()
    await alice.type("<Enter>")
    await expect(events(alice)).to_contain_text("No events are planned.")
    await expect(events(alice).get_by_role("button", name="Close")).to_be_focused()
    await alice.type("<Escape>")
    await expect(events(alice)).to_be_hidden()
    await expect(entry).to_be_focused()


async def test_an_event_appears_goes_on_and_ends_while_one_looks_on(
    open_page: OpenPage, bot: DemoBot, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    await alice.page.get_by_role("button", name="Events", exact=True).click()
    made = await plan(bot, sandbox)
    shown = events(alice).get_by_role("article", name="Graphs")
    for text in ("The library", "Bring", "in 1 hour", "Created by sandbox-bot"):
        await expect(shown).to_contain_text(text)
    await expect(shown.get_by_role("link", name="https://example.org/graphs")).to_be_visible()
    await expect(shown.get_by_role("button")).to_have_count(0)
    await made.edit(name="Trees")
    await expect(events(alice).get_by_role("heading", name="Trees")).to_be_visible()
    sandbox.clock.advance(timedelta(minutes=70))
    await expect(events(alice)).to_contain_text("happening now")
    sandbox.clock.advance(timedelta(hours=1))
    await expect(events(alice)).to_contain_text("No events are planned.")


async def test_the_address_of_a_message_leads_to_its_channel(
    open_page: OpenPage, bot: DemoBot, sandbox: Sandbox
) -> None:
    board = sandbox.channel("interviews")
    hidden = sandbox.channel("admin-log")
    made = await plan(bot, sandbox)
    await made.edit(
        description=f"https://discord.com/channels/{board.guild_id}/{board.id}/1\n"
        f"https://discord.com/channels/{board.guild_id}/{hidden.id}/1"
    )
    alice = await open_page("Alice")
    await alice.page.get_by_role("button", name="Events 1").click()
    unseen = events(alice).get_by_role("link", name="https://discord.com/channels/")
    await expect(unseen).to_have_attribute(
        "href", f"https://discord.com/channels/{board.guild_id}/{hidden.id}/1"
    )
    await events(alice).get_by_role("button", name="#interviews › message").click()
    await expect(events(alice)).to_be_hidden()
    await expect(alice.log("#interviews")).to_be_visible()


async def test_the_entry_counts_events_and_an_admin_deletes_one(
    open_page: OpenPage, bot: DemoBot, sandbox: Sandbox
) -> None:
    await plan(bot, sandbox)
    await plan(bot, sandbox, "Trees", hours=2)
    olga = await open_page("Olga")
    await olga.page.get_by_role("button", name="События 2").click()
    dialog = olga.page.get_by_role("dialog", name="События сервера Study Hall")
    await dialog.get_by_role("button", name="Удалить событие: Graphs").click()
    await expect(dialog.get_by_role("article")).to_have_count(1)
    await expect(dialog.get_by_role("button", name="Закрыть")).to_be_focused()
    await olga.type("<Escape>")
    await expect(olga.page.get_by_role("button", name="События 1")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_the_list_has_no_finding(
    open_page: OpenPage, bot: DemoBot, sandbox: Sandbox, scheme: str, width: int
) -> None:
    for number in range(6):
        await plan(bot, sandbox, f"Lecture {number}", hours=number + 1)
    sandbox.clock.advance(timedelta(minutes=70))
    window = await open_page("Alice", width=width, scheme=scheme)
    menu = window.page.get_by_role("button", name="Show channels")
    if await menu.is_visible():
        await menu.click()
    assert await findings(window) == []
    await window.page.get_by_role("button", name="Events 6").click()
    await expect(events(window).get_by_role("article")).to_have_count(6)
    assert await findings(window) == []
