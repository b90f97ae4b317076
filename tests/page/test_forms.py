"""Forms: every input, what is wrong with them, and nothing that was typed is lost."""

from playwright.async_api import expect

from sandbox import Fault, Sandbox
from tests.page.client import Client
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot
from tests.support.patience import impatient


async def open_form(window: Client) -> None:
    await window.command("/form")
    await expect(window.form()).to_be_visible()


async def test_a_form_takes_every_kind_of_input(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await open_form(alice)
    form = alice.form()
    await form.get_by_role("radio", name="Good").check()
    await form.get_by_label("What went well").fill("Clear thinking")
    await form.get_by_label("Topic").fill("Graphs")
    await form.get_by_role("combobox", name="Level").click()
    await form.get_by_role("option", name="Senior").click()
    await form.get_by_role("checkbox", name="Design").check()
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_be_hidden()
    await expect(alice.message("Thank you for “Clear thinking”.")).to_be_visible()
    assert bot.forms == [
        {
            "score": "good",
            "text": "Clear thinking",
            "topic": "Graphs",
            "level": ["senior"],
            "areas": ["design"],
        }
    ]


async def test_a_form_is_filled_in_by_the_keyboard_alone(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await alice.composer().focus()
    await alice.type("/form", "<Enter>")
    await expect(alice.form().get_by_role("radio", name="Weak")).to_be_focused()
    await alice.type("<ArrowDown>", "<ArrowDown>", "<Tab>", "Short but fine", "<Tab>", "<Tab>")
    await alice.type(
        "<ArrowDown>", "sen", "<Enter>", "<Tab>", "<Space>", "<Tab>", "<Tab>", "<Tab>", "<Enter>"
    )
    await expect(alice.message("Thank you for “Short but fine”.")).to_be_visible()
    assert bot.forms == [
        {"score": "excellent", "text": "Short but fine", "topic": "", "level": ["senior"], "areas": ["code"]}
    ]
    await expect(alice.composer()).to_be_focused()


async def test_what_is_missing_is_said_at_the_field(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await open_form(alice)
    await alice.form().get_by_label("What went well").fill("abc")
    await alice.form().get_by_role("button", name="Submit").click()
    await expect(alice.form().get_by_text("This field is required.")).to_have_count(2)
    await expect(alice.form().get_by_text("Write from 5 to 500 characters.")).to_be_visible()
    await expect(alice.form().get_by_role("radio", name="Weak")).to_be_focused()
    assert bot.forms == []


async def test_a_half_filled_form_survives_a_reload(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    await open_form(alice)
    await alice.form().get_by_role("radio", name="Good").check()
    await alice.form().get_by_label("What went well").fill("Half of a thought")
    await alice.page.reload()
    form = alice.form()
    await expect(form.get_by_role("radio", name="Good")).to_be_checked()
    await expect(form.get_by_label("What went well")).to_have_value("Half of a thought")
    await form.get_by_role("combobox", name="Level").click()
    await form.get_by_role("option", name="Junior").click()
    await form.get_by_role("button", name="Submit").click()
    await expect(alice.message("Half of a thought")).to_be_visible()
    assert bot.forms[0]["text"] == "Half of a thought"


async def test_a_form_whose_answer_fails_stays_open_with_what_was_typed(
    open_page: OpenPage, sandbox: Sandbox, bot: DemoBot
) -> None:
    alice = await open_page("Alice")
    await open_form(alice)
    form = alice.form()
    await form.get_by_role("radio", name="Weak").check()
    await form.get_by_label("What went well").fill("Precious words")
    await form.get_by_role("combobox", name="Level").click()
    await form.get_by_role("option", name="Junior").click()
    sandbox.faults.add(Fault(kind="status", status=403, method="POST", path="/callback"))
    with impatient(sandbox):
        await form.get_by_role("button", name="Submit").click()
        await expect(form.get_by_role("alert").filter(has_text="did not respond")).to_be_visible()
    await expect(form.get_by_label("What went well")).to_have_value("Precious words")


async def test_escape_closes_a_form_and_gives_the_focus_back(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await open_form(alice)
    await alice.type("<Escape>")
    await expect(alice.form()).to_be_hidden()
    await expect(alice.composer()).to_be_focused()


async def test_a_form_without_a_field_is_sent_or_closed_by_the_keyboard(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/sure")
    form = alice.page.get_by_role("dialog", name="Are you sure?")
    await expect(form.get_by_role("button", name="Submit")).to_be_focused()
    await alice.type("<Escape>")
    await expect(form).to_be_hidden()


async def test_a_form_opens_only_in_the_window_that_asked_for_it(open_page: OpenPage) -> None:
    one = await open_page("Alice")
    other = await open_page("Alice", beside=one)
    await open_form(one)
    await one.type("<Escape>")
    await one.command("/secret")
    await expect(other.message("Nobody else reads this.")).to_be_visible()
    await expect(other.form()).to_have_count(0)
