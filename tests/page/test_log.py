"""The message log: long histories, the end, the keyboard."""

from playwright.async_api import expect

from sandbox import Sandbox
from tests.page.conftest import OpenPage


async def fill_history(sandbox: Sandbox, count: int) -> None:
    """Let two members talk."""
    people = sandbox.member("Boris"), sandbox.member("Chen")
    for number in range(1, count + 1):
        await people[number // 4 % 2].write(f"Message number {number}.")


async def test_hundreds_of_messages_are_reached_by_scrolling(open_page: OpenPage, sandbox: Sandbox) -> None:
    await fill_history(sandbox, 400)
    alice = await open_page("Alice")
    await expect(alice.message("Message number 400.")).to_be_in_viewport()
    articles = alice.log().get_by_role("article")
    for loaded in range(200, 401, 100):
        await alice.log().evaluate("log => log.scrollTo(0, 0)")
        await expect(articles).to_have_count(loaded)
    await alice.log().evaluate("log => log.scrollTo(0, 0)")
    await expect(alice.log().get_by_text("Message number 1.", exact=True)).to_be_in_viewport()
    await expect(alice.log().get_by_text("This is the beginning of #general.")).to_be_visible()


async def test_older_messages_come_without_moving_what_is_read(open_page: OpenPage, sandbox: Sandbox) -> None:
    await fill_history(sandbox, 150)
    alice = await open_page("Alice")
    await expect(alice.message("Message number 150.")).to_be_in_viewport()
    oldest = alice.log().get_by_text("Message number 51.", exact=True)
    await oldest.scroll_into_view_if_needed()
    await expect(alice.log().get_by_role("article")).to_have_count(150)
    await expect(oldest).to_be_in_viewport()


async def test_new_messages_scroll_only_whoever_is_at_the_end(open_page: OpenPage, sandbox: Sandbox) -> None:
    await fill_history(sandbox, 60)
    alice = await open_page("Alice")
    await expect(alice.message("Message number 60.")).to_be_in_viewport()
    await sandbox.member("Boris").write("Right at the end")
    await expect(alice.message("Right at the end")).to_be_in_viewport()
    early = alice.log().get_by_text("Message number 5.", exact=True)
    await early.scroll_into_view_if_needed()
    await expect(alice.page.get_by_role("button", name="To the newest messages")).to_be_visible()
    await sandbox.member("Boris").write("Further below")
    await expect(alice.message("Further below")).to_be_attached()
    await expect(early).to_be_in_viewport()
    await alice.page.get_by_role("button", name="To the newest messages").click()
    await expect(alice.message("Further below")).to_be_in_viewport()


async def test_arrow_keys_walk_through_the_messages(open_page: OpenPage, sandbox: Sandbox) -> None:
    await fill_history(sandbox, 3)
    alice = await open_page("Alice")
    await expect(alice.message("Message number 3.")).to_be_visible()
    await alice.log().focus()
    await alice.type("<ArrowUp>", "<ArrowUp>")
    await expect(alice.message("Message number 2.")).to_be_focused()
    await alice.type("<ArrowDown>")
    await expect(alice.message("Message number 3.")).to_be_focused()


async def test_messages_of_one_author_stand_together_under_one_name(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    boris, chen = sandbox.member("Boris"), sandbox.member("Chen")
    for author, text in ((boris, "one"), (boris, "two"), (chen, "three")):
        await author.write(text)
    alice = await open_page("Alice")
    await expect(alice.log().get_by_role("article")).to_have_count(3)
    await expect(alice.message("one").get_by_text("Boris", exact=True)).to_be_visible()
    await expect(alice.message("two").get_by_text("Boris", exact=True)).to_have_count(0)
    await expect(alice.message("three").get_by_text("Chen", exact=True)).to_be_visible()
