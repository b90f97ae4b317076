"""What the bot answers, as the member sees it."""

import re

from playwright.async_api import expect

from sandbox import Sandbox
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot
from tests.support.patience import impatient


async def test_an_ephemeral_answer_is_seen_by_one_and_dismissed(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    boris = await open_page("Boris")
    await alice.command("/secret")
    answer = alice.message("Nobody else reads this.")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(boris.log().get_by_text("Nobody else")).to_have_count(0)
    await answer.get_by_role("button", name="Dismiss message").click()
    await expect(alice.log().get_by_text("Nobody else")).to_have_count(0)


async def test_a_deferred_answer_is_thinking_until_it_comes(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await alice.command("/slow")
    await expect(alice.message("sandbox-bot is thinking…")).to_be_visible()
    bot.release.set()
    await expect(alice.message("Thought through.")).to_be_visible()
    await expect(alice.log().get_by_text("is thinking…")).to_have_count(0)
    await expect(alice.log().get_by_role("article")).to_have_count(1)


async def test_an_answer_that_was_promised_and_never_came_fails(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/slow")
    await expect(alice.message("sandbox-bot is thinking…")).to_be_visible()
    await alice.page.get_by_role("button", name="+1 h").click()
    await expect(alice.message("The application did not respond")).to_contain_text("/slow")
    await expect(alice.log().get_by_role("article")).to_have_count(1)
    await alice.page.reload()
    await expect(alice.message("The application did not respond")).to_contain_text("/slow")


async def test_a_command_without_an_answer_fails_after_three_seconds(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    failed = alice.message("The application did not respond")
    with impatient(sandbox, 3.0):
        await alice.command("/silent")
        await expect(failed).to_contain_text("/silent")
    await failed.get_by_role("button", name="Dismiss message").click()
    await expect(failed).to_have_count(0)


async def test_a_click_without_an_answer_says_so_below_the_message(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    await alice.command("/event plan kind:Lecture when:monday")
    ignore = alice.message("Lecture").get_by_role("button", name="Ignore")
    await expect(ignore).to_be_visible()
    with impatient(sandbox):
        await ignore.click()
        await expect(alice.message("Lecture")).to_contain_text("The application did not respond")


async def test_a_click_that_the_bot_defers_leaves_the_buttons_usable(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/event plan kind:Lecture when:monday")
    wait = alice.message("Lecture").get_by_role("button", name="Wait")
    await wait.click()
    await expect(wait).not_to_have_attribute("aria-busy", "true")
    await alice.message("Lecture").get_by_role("button", name="Join").click()
    await expect(alice.message("Lecture").get_by_role("button", name="Taken")).to_be_disabled()


async def test_a_button_changes_the_message_for_everyone_at_once(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    boris = await open_page("Boris")
    await alice.command("/event plan kind:Lecture when:monday")
    await boris.message("Lecture").get_by_role("button", name="Join").click()
    for window in (alice, boris):
        taken = window.message("Lecture").get_by_role("button", name="Taken")
        await expect(taken).to_be_disabled()
        await expect(window.message("Lecture")).to_contain_text("@Boris joins.")


async def test_the_bot_is_marked_as_an_app_and_the_command_is_named(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/gallery")
    message = alice.message("One of each:")
    await expect(message).to_contain_text("Alice used /gallery")
    await expect(message.get_by_text("APP", exact=True)).to_be_visible()


async def test_every_kind_of_button_and_menu_is_there(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/gallery")
    message = alice.message("One of each:")
    for label in ("Primary", "Secondary", "Success", "Danger"):
        await expect(message.get_by_role("button", name=label)).to_be_enabled()
    await expect(message.get_by_role("link", name="Website")).to_have_attribute(
        "href", "https://example.org/"
    )
    await expect(message.get_by_role("button", name="Not now")).to_be_disabled()
    for placeholder in ("Choose a day", "Choose topics", "Choose a member"):
        await expect(message.get_by_role("combobox", name=placeholder)).to_be_visible()


async def test_a_menu_is_used_with_the_mouse(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/gallery")
    await alice.log().get_by_role("combobox", name="Choose a day").click()
    await alice.page.get_by_role("option", name="Tuesday").click()
    await expect(alice.message("Chosen: Tuesday")).to_be_visible()


async def test_several_choices_are_sent_when_the_menu_closes(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/gallery")
    await alice.log().get_by_role("combobox", name="Choose topics").focus()
    await alice.type("<ArrowDown>", "<Enter>", "<ArrowDown>", "<ArrowDown>", "<Enter>")
    await expect(alice.page.get_by_role("option", name="SQL")).to_have_attribute("aria-disabled", "true")
    await alice.type("<Escape>")
    await expect(alice.message("Chosen: Python, Go")).to_be_visible()


async def test_a_member_is_chosen_from_a_menu_by_typing(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/gallery")
    await alice.log().get_by_role("combobox", name="Choose a member").focus()
    await alice.type("<ArrowDown>", "che", "<Enter>")
    await expect(alice.message("Chosen: Chen")).to_be_visible()


async def test_files_and_pictures_of_a_message_are_shown(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/files")
    message = alice.message("With a picture")
    picture = message.get_by_role("img", name="A blue square")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 40)
    await expect(message.get_by_role("link", name="meeting.ics", exact=True)).to_be_visible()
    await expect(message.locator(".embed").get_by_role("img")).to_have_js_property("naturalWidth", 120)


async def test_markdown_mentions_and_times_read_as_in_discord(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/words")
    message = alice.message("bold")
    await expect(message.get_by_role("heading", name="Heading")).to_be_visible()
    await expect(message.locator("strong").filter(has_text=re.compile("^(1|bold)$"))).to_have_count(2)
    await expect(message).to_contain_text("@Alice")
    await expect(message.locator("time.timestamp")).to_have_text("Friday, January 15, 2027 at 9:00 AM")
    await expect(message.get_by_role("link")).to_have_attribute("href", "https://example.org/a_b_c")
    await expect(message.get_by_text("hidden")).to_be_hidden()
    await message.get_by_role("button", name="Spoiler").first.press("Enter")
    await expect(message.get_by_text("hidden")).to_be_visible()
    for text in ("first line", "print(2)", "last line"):
        await expect(message.get_by_text(text)).to_be_hidden()
    await message.get_by_role("button", name="Spoiler").click()
    for text in ("first line", "print(2)", "last line"):
        await expect(message.get_by_text(text)).to_be_visible()


async def test_a_layout_is_shown_with_its_parts(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/layout")
    message = alice.message("A layout")
    await expect(message.get_by_text("Beside a button")).to_be_visible()
    await expect(message.get_by_role("button", name="Aside")).to_be_visible()
    await expect(message.get_by_role("button", name="Below")).to_be_visible()


async def test_a_focused_button_keeps_the_focus_when_its_message_changes(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    await alice.command("/event plan kind:Lecture when:monday")
    await alice.message("Lecture").get_by_role("button", name="Ignore").focus()
    message = sandbox.member("Boris").messages("general")[-1]
    await sandbox.member("Boris").click(message, "Join")
    await expect(alice.message("Lecture").get_by_role("button", name="Taken")).to_be_visible()
    await expect(alice.message("Lecture").get_by_role("button", name="Ignore")).to_be_focused()
