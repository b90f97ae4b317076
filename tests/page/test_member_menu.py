"""The menu of a member: opened at their name, with what apps offer for them."""

from playwright.async_api import expect

from sandbox import Sandbox
from tests.page.client import Client
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot

TO_THE_MENU = "Menu of Chen"


async def list_members(window: Client) -> None:
    await window.page.get_by_role("button", name="Who is here").click()
    await expect(window.members()).to_be_visible()


async def test_a_command_is_chosen_in_the_menu_of_somebody_in_the_list(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await list_members(alice)
    await alice.members().get_by_role("button", name=TO_THE_MENU).click()
    await alice.menu("Chen").get_by_role("menuitem", name="Say hello").click()
    answer = alice.message("Alice says hello to Chen.")
    await expect(answer).to_be_visible()
    await expect(answer).to_contain_text("Alice used Say hello")
    await expect(alice.menu("Chen")).to_be_hidden()


async def test_the_list_has_everybody_of_the_open_server_and_the_bot(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await list_members(alice)
    names = alice.members().get_by_role("listitem")
    await expect(names).to_contain_text(["Olga", "Alice", "Boris", "Chen", "Dina", "sandbox-bot"])
    await alice.page.get_by_role("button", name="Night School").click()
    await expect(names).to_contain_text(["Alice", "Emil", "sandbox-bot"])
    await alice.open("sandbox-bot")
    await expect(names).to_contain_text(["Alice", "sandbox-bot"])
    await alice.page.get_by_role("button", name="Who is here").click()
    await expect(alice.members()).to_be_hidden()


async def test_the_author_of_a_message_has_a_menu_at_the_name_and_at_the_picture(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    await sandbox.member("Chen").write("Hello all")
    alice = await open_page("Alice")
    author = alice.message("Hello all").get_by_role("button", name=TO_THE_MENU)
    await author.click()
    await expect(alice.menu("Chen")).to_be_visible()
    await expect(author).to_have_attribute("aria-expanded", "true")
    await author.click()
    await expect(alice.menu("Chen")).to_be_hidden()
    await alice.message("Hello all").locator(".picture").click()
    await expect(alice.menu("Chen")).to_be_visible()
    await alice.type("<Escape>")
    await author.click(button="right")
    await alice.menu("Chen").get_by_role("menuitem", name="Say hello").click()
    await expect(alice.message("Alice says hello to Chen.")).to_be_visible()


async def test_a_menu_is_used_by_the_keyboard_alone(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await alice.page.get_by_role("button", name="Who is here").focus()
    await alice.type("<Enter>")
    await expect(alice.members().get_by_role("button", name="Menu of Olga")).to_be_focused()
    await alice.type("<Tab>", "<Tab>", "<Tab>", "<Enter>")
    invite, greet = (alice.page.get_by_role("menuitem", name=name) for name in ("Invite", "Say hello"))
    await expect(invite).to_be_focused()
    for key, item in (("Down", greet), ("Down", invite), ("Up", greet)):
        await alice.type(f"<Arrow{key}>")
        await expect(item).to_be_focused()
    await alice.type("<Home>")
    await expect(invite).to_be_focused()
    await alice.type("<Escape>")
    await expect(alice.members().get_by_role("button", name=TO_THE_MENU)).to_be_focused()
    await alice.type("<Enter>", "<End>", "<Enter>")
    await expect(alice.message("Alice says hello to Chen.")).to_be_visible()
    await expect(alice.members().get_by_role("button", name=TO_THE_MENU)).to_be_focused()
    await alice.type("<Escape>")
    await expect(alice.page.get_by_role("button", name="Who is here")).to_be_focused()


async def test_commands_have_the_names_of_the_members_language(open_page: OpenPage) -> None:
    boris = await open_page("Boris")
    await boris.page.get_by_role("button", name="Кто здесь").click()
    await boris.page.get_by_role("button", name="Меню: Chen").click()
    menu = boris.page.get_by_role("menu", name="Приложения: Chen")
    await expect(menu.get_by_role("menuitem")).to_have_text(["Поздороваться", "Пригласить на встречу"])
    await menu.get_by_role("menuitem", name="Поздороваться").click()
    answer = boris.message("Boris says hello to Chen.")
    await expect(answer).to_contain_text("Boris использует Поздороваться")


async def test_a_command_may_open_a_form(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await list_members(alice)
    await alice.members().get_by_role("button", name=TO_THE_MENU).click()
    await alice.menu("Chen").get_by_role("menuitem", name="Invite to a meeting").click()
    await expect(alice.form()).to_be_visible()


async def test_a_direct_message_offers_only_what_works_there(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.open("sandbox-bot")
    await list_members(alice)
    await alice.members().get_by_role("button", name="Menu of sandbox-bot").click()
    menu = alice.menu("sandbox-bot")
    await expect(menu.get_by_role("menuitem")).to_have_text(["Say hello"])
    await menu.get_by_role("menuitem").click()
    await expect(alice.message("Alice says hello to sandbox-bot.", "@sandbox-bot")).to_be_visible()


async def test_without_commands_the_menu_says_so(open_page: OpenPage, sandbox: Sandbox) -> None:
    sandbox.remove_bot("Night School")
    emil = await open_page("Emil")
    await list_members(emil)
    await emil.members().get_by_role("button", name="Menu of Alice").click()
    await expect(emil.page.get_by_text("No app has a command here.")).to_be_visible()


async def test_on_a_phone_the_list_gives_way_to_what_was_chosen(open_page: OpenPage) -> None:
    alice = await open_page("Alice", width=390)
    await list_members(alice)
    await alice.members().get_by_role("button", name=TO_THE_MENU).click()
    await alice.menu("Chen").get_by_role("menuitem", name="Say hello").click()
    await expect(alice.message("Alice says hello to Chen.")).to_be_visible()
    await expect(alice.members()).to_be_hidden()
    await expect(alice.page.get_by_role("button", name="Who is here")).to_be_focused()


async def test_a_command_that_is_refused_is_told(open_page: OpenPage, sandbox: Sandbox) -> None:
    alice = await open_page("Alice")
    await list_members(alice)
    await alice.members().get_by_role("button", name=TO_THE_MENU).click()
    item = alice.menu("Chen").get_by_role("menuitem", name="Say hello")
    await expect(item).to_be_visible()
    # The page has not heard of it: nothing announces a change that is made behind its back.
    sandbox.world.guild_named("Study Hall").members.pop(sandbox.member("Chen").id)
    await item.click()
    await expect(
        alice.page.get_by_role("status").get_by_text("There is nobody like that here.")
    ).to_be_visible()
