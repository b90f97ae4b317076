"""Commands in the message box: found, filled in and sent."""

import asyncio

from playwright.async_api import Route, expect

from sandbox import Sandbox
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot


async def test_a_slash_lists_the_commands_with_their_descriptions(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.composer().press("/")
    commands = alice.page.get_by_role("listbox", name="Commands")
    await expect(commands.get_by_role("option", name="/event plan Plan a meeting")).to_be_visible()
    await expect(commands.get_by_role("option", name="/secret Say something only to you")).to_be_visible()


async def test_typing_narrows_the_commands(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.composer().press_sequentially("/pla")
    await expect(alice.page.get_by_role("option")).to_have_count(1)
    await expect(alice.suggestion("/event plan")).to_be_visible()
    await alice.type("xyz")
    await expect(alice.page.get_by_role("option")).to_have_count(0)


async def test_a_command_is_filled_in_and_sent_by_the_keyboard_alone(
    open_page: OpenPage, bot: DemoBot
) -> None:
    alice = await open_page("Alice")
    await alice.composer().focus()
    await alice.type("/event", "<Enter>")
    await expect(alice.suggestion("Lecture")).to_be_visible()
    await alice.type("<ArrowDown>", "<Enter>", "tues", "<ArrowDown>")
    await expect(alice.suggestion("tuesday 20:00 (free)")).to_have_attribute("aria-selected", "true")
    await alice.type("<Enter>")
    await alice.type("gu", "<Enter>", "bor", "<Enter>", "seats", "<Tab>", "5", "<Enter>")
    await expect(alice.message("Practice: graphs")).to_contain_text("tuesday 20:00")
    assert bot.options == [{"kind": "practice", "when": "tuesday 20:00", "guest": "boris", "seats": 5}]
    await expect(alice.composer()).to_have_value("")


async def test_keys_wait_for_the_suggestions_that_are_on_their_way(open_page: OpenPage) -> None:
    """They would take one from the list for what was typed before, which stands there meanwhile."""
    alice = await open_page("Alice")
    await alice.composer().fill("/event plan kind:Lecture when:")
    await expect(alice.suggestion("monday 18:00 (free)")).to_be_visible()
    may_go_on = asyncio.Event()

    async def hold(route: Route) -> None:
        await may_go_on.wait()
        await route.continue_()

    await alice.page.route("**/sandbox/interactions", hold)
    await alice.type("tues", "<ArrowDown>", "<Enter>")
    may_go_on.set()
    await expect(alice.composer()).to_have_value("/event plan kind:Lecture when:tuesday 20:00 (free) ")


async def test_commands_and_options_appear_in_the_members_language(open_page: OpenPage, bot: DemoBot) -> None:
    boris = await open_page("Boris")
    await boris.composer().press_sequentially("/встр")
    await expect(boris.suggestion("/встреча назначить")).to_contain_text("Назначить встречу")
    await boris.type("<Enter>")
    await expect(boris.suggestion("Лекция")).to_be_visible()
    await boris.type("Лек", "<Enter>", "fri")
    await boris.suggestion("friday 19:00").click()
    await boris.type("<Enter>")
    await expect(boris.message("Lecture: graphs")).to_be_visible()
    assert bot.options[0]["kind"] == "lecture"


async def test_a_missing_required_option_is_asked_for(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await alice.composer().fill("/event plan kind:Lecture")
    await alice.type("<Escape>", "<Enter>")
    await expect(alice.page.get_by_text("“when” is required.")).to_be_visible()
    await expect(alice.composer()).to_have_value("/event plan kind:Lecture when:")
    assert bot.options == []


async def test_a_number_out_of_bounds_is_refused_before_sending(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await alice.command("/event plan kind:Lecture when:monday seats:50")
    await expect(alice.page.get_by_text("“seats” must be at most 20.")).to_be_visible()
    await expect(alice.composer()).to_have_value("/event plan kind:Lecture when:monday seats:50 ")
    assert bot.options == []


async def test_an_unknown_command_is_not_sent_as_a_message(open_page: OpenPage, sandbox: Sandbox) -> None:
    alice = await open_page("Alice")
    await alice.command("/nonsense")
    await expect(alice.page.get_by_text("There is no such command.")).to_be_visible()
    assert sandbox.member("Alice").messages("general") == []


async def test_a_plain_message_reaches_the_others_with_its_mention(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    await alice.composer().press_sequentially("Hello @bor")
    await alice.type("<Enter>", "and all", "<Enter>")
    await expect(alice.message("Hello @Boris and all")).to_be_visible()
    [message] = sandbox.member("Boris").messages("general")
    assert message.content.startswith("Hello <@")


async def test_only_an_admin_finds_a_private_channel(open_page: OpenPage) -> None:
    window = await open_page("Olga")
    await expect(window.page.get_by_role("link", name="admin-log", exact=True)).to_be_visible()
    await window.be("Alice")
    await expect(window.page.get_by_role("link", name="general", exact=True)).to_be_visible()
    await expect(window.page.get_by_role("link", name="admin-log", exact=True)).to_have_count(0)


async def test_a_command_without_options_is_sent_as_soon_as_its_name_is_there(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.composer().focus()
    await alice.type("/secret", "<Enter>")
    await expect(alice.message("Nobody else reads this.")).to_be_visible()
