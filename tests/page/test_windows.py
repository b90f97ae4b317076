"""Members, windows, time and faults around the conversation."""

import asyncio
import re
from datetime import timedelta

from playwright.async_api import Page, Route, expect

from sandbox import ExtraFault, Sandbox
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot
from tests.support.patience import impatient


async def test_an_invitation_marks_the_member_who_got_it(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    chip = alice.page.get_by_role("button", name="Boris", exact=True)
    await alice.command("/event plan kind:Lecture when:monday guest:Boris")
    await expect(chip).to_have_attribute("aria-description", re.compile("unread|new"))
    await alice.be("Boris")
    direct = alice.page.get_by_role("link", name="sandbox-bot", exact=True)
    await expect(direct).to_have_attribute("aria-description", re.compile("новых|непрочитанное"))
    await direct.click()
    await expect(alice.message("Alice invites you: monday.", "@sandbox-bot")).to_be_visible()
    await alice.be("Alice")
    await expect(chip).not_to_have_attribute("aria-description", re.compile("unread|new"))


async def test_two_members_stand_side_by_side_and_see_each_other_act(open_page: OpenPage) -> None:
    window = await open_page("Alice")
    await window.page.get_by_role("button", name="Two members side by side").click()
    left = window.page.get_by_role("region", name="Alice")
    second = window.page.get_by_role("main").get_by_role("region").nth(1)
    await second.get_by_role("button", name="Chen", exact=True).click()
    right = window.page.get_by_role("region", name="Chen")
    await left.get_by_role("textbox", name="Message #general").fill("/event plan kind:Lecture when:monday ")
    await window.type("<Escape>", "<Enter>")
    await right.get_by_role("button", name="Join").click()
    await expect(left.get_by_role("button", name="Taken")).to_be_disabled()
    direct = right.get_by_role("link", name="sandbox-bot")
    await expect(direct).to_have_attribute("aria-description", re.compile("unread|new"))
    await window.page.reload()
    await expect(right.get_by_role("button", name="Taken")).to_be_visible()


async def test_two_windows_of_one_member_stay_in_step(open_page: OpenPage) -> None:
    one = await open_page("Alice")
    other = await open_page("Alice", beside=one)
    await one.composer().fill("Seen in both")
    await one.type("<Enter>")
    await expect(other.message("Seen in both")).to_be_visible()
    await other.message("Seen in both").hover()
    await other.message("Seen in both").get_by_role("button", name="Delete message").click()
    await expect(one.log().get_by_text("Seen in both")).to_have_count(0)


async def test_who_one_is_and_where_survives_a_reload(open_page: OpenPage) -> None:
    window = await open_page("Chen")
    await window.open("interviews")
    await window.composer("#interviews").fill("Half a sentence")
    await window.page.reload()
    await expect(window.composer("#interviews")).to_have_value("Half a sentence")
    await expect(window.page.get_by_role("button", name="Chen", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def snapshot_of(sandbox: Sandbox, member: str) -> re.Pattern[str]:
    """Return the address of what a page asks for to show a member."""
    return re.compile(rf"/sandbox/snapshot\?member={sandbox.member(member).id}")


async def held_back(page: Page, address: re.Pattern[str]) -> asyncio.Event:
    """Keep requests for an address from the server until the event is set."""
    may_go_on = asyncio.Event()

    async def hold(route: Route) -> None:
        await may_go_on.wait()
        await route.continue_()

    await page.route(address, hold)
    return may_go_on


async def test_of_two_members_chosen_in_quick_turn_the_later_is_shown(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    window = await open_page("Alice")
    boris = snapshot_of(sandbox, "Boris")
    may_go_on = await held_back(window.page, boris)
    async with window.page.expect_request(boris):
        await window.page.get_by_role("button", name="Boris", exact=True).click()
    await window.be("Chen")
    async with window.page.expect_response(boris) as answer:
        may_go_on.set()
    await (await answer.value).finished()
    # What follows the answer has run once a later request has been answered.
    await window.page.evaluate("fetch('/sandbox/faults').then((response) => response.text())")
    await expect(window.page.get_by_role("button", name="Chen", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


async def test_a_member_who_arrives_late_does_not_take_the_keyboard_from_who_types_beside(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    window = await open_page("Alice")
    await window.page.get_by_role("button", name="Two members side by side").click()
    left = window.page.get_by_role("region", name="Alice")
    second = window.page.get_by_role("main").get_by_role("region").nth(1)
    chen = snapshot_of(sandbox, "Chen")
    may_go_on = await held_back(window.page, chen)
    async with window.page.expect_request(chen):
        await second.get_by_role("button", name="Chen", exact=True).click()
    box = left.get_by_role("textbox", name="Message #general")
    await box.fill("Typed meanwhile")
    may_go_on.set()
    await expect(window.page.get_by_role("region", name="Chen").get_by_role("log")).to_be_visible()
    # What follows the answer has run once a later request has been answered.
    await window.page.evaluate("fetch('/sandbox/faults').then((response) => response.text())")
    await expect(box).to_be_focused()


async def test_the_clock_is_moved_and_relative_times_follow(open_page: OpenPage, sandbox: Sandbox) -> None:
    alice = await open_page("Alice")
    before = sandbox.clock.now()
    await alice.command("/event plan kind:Lecture when:monday")
    await expect(alice.message("Lecture")).to_contain_text("in 2 hours")
    await alice.page.get_by_role("button", name="+1 day").click()
    await expect(alice.message("Lecture")).to_contain_text("22 hours ago")
    assert (sandbox.clock.now() - before).days == 1


async def test_a_time_is_told_in_the_largest_unit_it_rounds_to(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    tell = """async (seconds) => {
        const { formatRelative } = await import("/static/js/format.js");
        return formatRelative("en-US", new Date(seconds * 1000), new Date(0));
    }"""
    told = {
        seconds: await alice.page.evaluate(tell, seconds) for seconds in (0, 59, 3569, 3599, 3600, -86399)
    }
    assert told == {
        0: "in 0 seconds",
        59: "in 59 seconds",
        3569: "in 59 minutes",
        3599: "in 1 hour",
        3600: "in 1 hour",
        -86399: "1 day ago",
    }


async def test_the_clock_goes_to_the_next_event(open_page: OpenPage, sandbox: Sandbox) -> None:
    alice = await open_page("Alice")
    next_one = sandbox.clock.now().replace(microsecond=0) + timedelta(days=365)

    async def next_event() -> object:
        return next_one

    sandbox.next_event = next_event  # type: ignore[assignment]
    await alice.page.get_by_role("button", name="Next event").click()
    await sandbox.wait_until(lambda: sandbox.clock.now() >= next_one, reason="the clock at the next event")


async def test_the_language_of_a_member_changes_the_page_and_the_commands(open_page: OpenPage) -> None:
    window = await open_page("Alice")
    await window.page.get_by_role("button", name="Member settings").click()
    await window.page.get_by_label("Language").select_option("ru")
    dialog = window.page.get_by_role("dialog", name="Настройки: Alice")
    await dialog.get_by_role("button", name="Закрыть").click()
    await window.composer().press_sequentially("/встреча")
    await expect(window.suggestion("/встреча назначить")).to_be_visible()


async def test_an_admin_right_given_on_the_page_opens_the_private_channel(open_page: OpenPage) -> None:
    window = await open_page("Alice")
    await window.page.get_by_role("button", name="Member settings").click()
    await window.page.get_by_role("checkbox", name="Administrator").check()
    await window.type("<Escape>")
    await expect(window.page.get_by_role("link", name="admin-log", exact=True)).to_be_visible()


async def test_closed_direct_messages_keep_the_bot_out(open_page: OpenPage, sandbox: Sandbox) -> None:
    window = await open_page("Boris")
    await window.page.get_by_role("button", name="Настройки участника").click()
    await window.page.get_by_role("checkbox", name="Принимает личные сообщения").uncheck()
    await sandbox.wait_until(
        lambda: not sandbox.world.user_named("Boris").dms_open, reason="the direct messages of Boris to close"
    )


async def test_a_fault_is_made_in_the_drawer_and_the_bot_meets_it(
    open_page: OpenPage, sandbox: Sandbox, bot: DemoBot
) -> None:
    alice = await open_page("Alice")
    await alice.page.get_by_role("button", name="Faults").click()
    drawer = alice.page.get_by_role("complementary", name="Faults")
    await drawer.get_by_label("What happens").select_option(label="Answer with an error")
    await drawer.get_by_label("Status").fill("403")
    await drawer.get_by_label("Only requests whose path matches").fill("/callback")
    await drawer.get_by_role("button", name="Add the fault").click()
    await expect(drawer.get_by_role("listitem")).to_contain_text("/callback")
    with impatient(sandbox):
        await alice.command("/secret")
        await expect(alice.message("The application did not respond")).to_be_visible()
    await expect(drawer.get_by_text("None. Everything works.")).to_be_visible()
    await alice.command("/secret")
    await expect(alice.message("Nobody else reads this.")).to_be_visible()


async def test_the_gateway_is_dropped_from_the_drawer_and_the_bot_comes_back(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    alice = await open_page("Alice")
    await alice.page.get_by_role("button", name="Faults").click()
    drawer = alice.page.get_by_role("complementary", name="Faults")
    await drawer.get_by_label("What happens").select_option(label="Drop the gateway")
    await drawer.get_by_role("button", name="Add the fault").click()
    await expect(alice.page.get_by_text("The bot is online")).to_be_visible()
    await expect(drawer.get_by_text("Done.")).to_be_visible()
    await sandbox.wait_until(lambda: sandbox.gateway.online, reason="the bot's return")


async def test_every_request_of_the_bot_is_in_the_log_with_its_bodies(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.page.get_by_role("button", name="Requests").click()
    drawer = alice.page.get_by_role("complementary", name="Requests")
    await drawer.get_by_role("searchbox").fill("callback")
    await expect(drawer.get_by_text("No request yet.")).to_be_visible()
    await alice.command("/secret")
    request = drawer.locator("details").filter(has_text="callback")
    await request.locator("summary").click()
    await expect(request).to_contain_text("Nobody else reads this.")
    await expect(request).to_contain_text("POST")


async def test_a_window_finds_its_way_back_after_the_server_was_away(
    open_page: OpenPage, sandbox: Sandbox, problems: list[str]
) -> None:
    alice = await open_page("Alice")
    await expect(alice.composer()).to_be_visible()
    port = int(sandbox.page_url.rstrip("/").rpartition(":")[2])
    assert problems == []
    await sandbox.stop()
    await expect(alice.page.get_by_text("The connection was lost. Reconnecting…")).to_be_visible()
    await sandbox.start(port=port)
    await sandbox.member("Boris").write("Written meanwhile")
    await expect(alice.message("Written meanwhile")).to_be_visible()
    # The page tries again in a moment: where that comes before the server does, the browser says so.
    refused = rf"WebSocket connection to 'ws://127\.0\.0\.1:{port}/\S*' failed: .*net::ERR_CONNECTION_REFUSED"
    problems[:] = [problem for problem in problems if not re.fullmatch(refused, problem)]
    await expect(alice.page.get_by_text("The connection was lost. Reconnecting…")).to_have_count(0)


async def test_a_link_to_a_channel_opens_it_for_the_same_member_in_a_new_window(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    address = await alice.page.get_by_role("link", name="interviews", exact=True).get_attribute("href")
    other = await open_page(beside=alice)
    await other.page.goto(f"{alice.page.url}{address}")
    await expect(other.log("#interviews")).to_be_visible()
    await expect(other.page).to_have_title("#interviews · Alice · Local Discord")


async def test_a_fault_of_the_owners_own_is_switched_from_the_drawer(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    turns: list[bool] = []
    sandbox.offer_fault(
        ExtraFault("library", {"en": "The library is shut", "ru": "Библиотека закрыта"}, turns.append)
    )
    alice = await open_page("Alice")
    await alice.page.get_by_role("button", name="Faults").click()
    drawer = alice.page.get_by_role("complementary", name="Faults")
    await drawer.get_by_label("What happens").select_option(label="The library is shut")
    await drawer.get_by_role("button", name="Add the fault").click()
    await expect(drawer.get_by_role("listitem")).to_contain_text("The library is shut")
    await drawer.get_by_role("button", name="Clear all faults").click()
    await expect(drawer.get_by_text("None. Everything works.")).to_be_visible()
    assert turns == [True, False]


async def test_a_channel_is_closed_to_the_bot_and_opened_again(open_page: OpenPage, sandbox: Sandbox) -> None:
    alice = await open_page("Alice")
    await alice.page.get_by_role("button", name="Faults").click()
    drawer = alice.page.get_by_role("complementary", name="Faults")
    await drawer.get_by_label("What happens").select_option(label="Close the bot’s access to a channel")
    await drawer.get_by_label("Channel").select_option(label="#interviews · Study Hall")
    await drawer.get_by_role("button", name="Add the fault").click()
    await expect(drawer.get_by_role("listitem")).to_contain_text("#interviews")
    await drawer.get_by_label("What happens").select_option(label="Give the access back")
    await drawer.get_by_label("Channel").select_option(label="#interviews · Study Hall")
    await drawer.get_by_role("button", name="Add the fault").click()
    await expect(drawer.get_by_text("None. Everything works.")).to_be_visible()
