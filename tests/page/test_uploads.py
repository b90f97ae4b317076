"""Files for commands and forms: chosen, dropped, shown, removed, sent; and those that are too large."""

import asyncio
import re

import pytest
from playwright.async_api import Locator, Route, expect

from sandbox import Fault, Sandbox
from tests.page.client import Client, file
from tests.page.conftest import OpenPage
from tests.page.demo_bot import DemoBot
from tests.page.test_accessibility import findings
from tests.support.patience import impatient

LARGEST = 10 * 1024 * 1024
DROP = """([node, type, names]) => {
  const brought = new DataTransfer();
  for (const name of names) brought.items.add(new File([`inside ${name}`], name));
  const how = type === "paste" ? { clipboardData: brought } : { dataTransfer: brought };
  const event = type === "paste" ? ClipboardEvent : DragEvent;
  node.dispatchEvent(new event(type, { ...how, bubbles: true, cancelable: true }));
}"""


async def bring(window: Client, onto: Locator, *names: str, how: str = "drop") -> None:
    """Drop or paste files."""
    await window.page.evaluate(DROP, [await onto.element_handle(), how, list(names)])


def chip(window: Client, name: str) -> Locator:
    """Return what shows a chosen file."""
    return window.page.locator(".file-chip").filter(has_text=name)


async def open_papers(window: Client) -> Locator:
    await window.command("/papers")
    form = window.form("Papers")
    await expect(form).to_be_visible()
    return form


async def add_papers(window: Client, *names: str) -> None:
    """Choose files for the field of papers."""
    await window.place("Papers").click()
    await window.choose(*(file(name, f"inside {name}".encode()) for name in names))
    await expect(chip(window, names[-1])).to_be_visible()


async def test_a_file_is_given_to_a_command_by_the_keyboard_alone(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.composer().focus()
    await alice.type("/paper", "<Enter>")
    await expect(alice.place("file")).to_be_visible()
    await expect(alice.page.get_by_text("Press Enter to choose a file.")).to_be_visible()
    await alice.type("<Enter>")
    await alice.choose(file("report.txt", b"All about graphs"))
    await expect(chip(alice, "report.txt")).to_contain_text("16 B")
    await expect(alice.composer()).to_have_value("/paper file:report.txt ")
    await expect(alice.composer()).to_be_focused()
    await alice.type("<Enter>")
    answer = "report.txt (16 bytes, text/plain; charset=utf-8): b'All about graphs'"
    await expect(alice.message("Topic: none")).to_contain_text(answer)
    await expect(chip(alice, "report.txt")).to_have_count(0)
    await expect(alice.composer()).to_have_value("")


async def test_files_are_chosen_by_the_mouse_and_their_names_may_have_spaces(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.composer().fill("/paper file:")
    await alice.place("file").click()
    await alice.choose(file("my topic: trees.pdf", b"%PDF"))
    await expect(chip(alice, "my topic: trees.pdf")).to_be_visible()
    await alice.type("topic:Gr")
    await alice.suggestion("Graphs").click()
    await alice.type("appendix:")
    await alice.place("appendix").click()
    await alice.choose(file("data.csv", b"1,2"))
    await expect(chip(alice, "data.csv")).to_be_visible()
    await alice.page.get_by_role("button", name="Send").click()
    answer = alice.message("Topic: Graphs")
    await expect(answer).to_contain_text("my topic: trees.pdf (4 bytes, application/pdf)")
    await expect(answer).to_contain_text("data.csv (3 bytes, text/csv; charset=utf-8)")


async def test_a_chosen_file_can_be_removed_and_is_then_missing(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.composer().fill("/paper file:")
    await alice.type("<Enter>")
    await alice.choose(file("wrong.txt", b"1"))
    await alice.page.get_by_role("button", name="Remove wrong.txt").click()
    await expect(chip(alice, "wrong.txt")).to_have_count(0)
    await expect(alice.composer()).to_have_value("/paper file: ")
    await expect(alice.composer()).to_be_focused()
    await alice.page.get_by_role("button", name="Send").click()
    await expect(alice.page.get_by_text("“file” is required.")).to_be_visible()
    await alice.composer().fill("/paper file:right.txt")
    await alice.type("<Enter>")
    await expect(alice.page.get_by_text("“file”: choose a file.")).to_be_visible()
    await alice.composer().fill("/paper file:")
    await alice.type("<Enter>")
    await alice.choose(file("wrong.txt", b"22"))
    await expect(chip(alice, "wrong.txt")).to_contain_text("2 B")


async def test_files_are_dropped_and_pasted_onto_the_message_box(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await bring(alice, alice.composer(), "lost.txt")
    await alice.composer().fill("/paper file: appendix:")
    await bring(alice, alice.place("appendix"), "two.txt")
    await expect(chip(alice, "two.txt")).to_be_visible()
    await bring(alice, alice.composer(), "one.txt", "nowhere.txt", how="paste")
    await expect(alice.composer()).to_have_value(re.compile("^/paper file:one.txt appendix:two.txt"))
    await alice.page.get_by_role("button", name="Send").click()
    await expect(alice.message("one.txt")).to_contain_text("b'inside one.txt'")


async def test_a_chosen_file_survives_a_reload(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.composer().fill("/paper file:")
    await alice.type("<Enter>")
    await alice.choose(file("kept.txt", b"kept"))
    await expect(chip(alice, "kept.txt")).to_be_visible()
    await alice.page.reload()
    await expect(chip(alice, "kept.txt")).to_be_visible()
    await alice.composer().focus()
    await alice.type("<Enter>")
    await expect(alice.message("kept.txt")).to_contain_text("b'kept'")


@pytest.mark.parametrize(
    ("member", "option", "sentence"),
    [
        ("Alice", "/paper file:", "“big.bin” is too large: a file has at most 10 MB."),
        ("Boris", "/доклад файл:", "Файл «big.bin» слишком велик: можно не больше 10 МБ."),
    ],
)
async def test_a_file_that_is_too_large_is_refused_in_the_members_language(
    open_page: OpenPage, member: str, option: str, sentence: str
) -> None:
    window = await open_page(member)
    await window.composer().fill(option)
    await window.type("<Enter>")
    await window.choose(file("big.bin", bytes(LARGEST + 1)))
    await expect(window.page.get_by_text(sentence)).to_be_visible()
    await expect(chip(window, "big.bin")).to_have_count(0)
    await window.type("<Enter>")
    await window.choose(file("large.bin", bytes(LARGEST)))
    await expect(chip(window, "large.bin")).to_be_visible()
    await window.type("<Enter>")
    await expect(window.message("large.bin")).to_contain_text(f"{LARGEST} bytes")


async def test_a_file_that_was_refused_leaves_the_focus_where_it_was(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.composer().fill("/paper file:")
    await alice.place("file").click()
    await alice.choose(file("big.bin", bytes(LARGEST + 1)))
    await expect(alice.page.get_by_text("“big.bin” is too large")).to_be_visible()
    await expect(alice.place("file")).to_be_focused()


async def test_nothing_is_sent_while_a_file_is_on_its_way(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    may_go_on = asyncio.Event()

    async def hold(route: Route) -> None:
        await may_go_on.wait()
        await route.continue_()

    await alice.page.route("**/sandbox/uploads**", hold)
    await alice.composer().fill("/paper file:")
    await alice.type("<Enter>")
    await alice.choose(file("slow.txt", b"slow"))
    await expect(alice.page.get_by_role("button", name="file Uploading…")).to_be_visible()
    await alice.page.get_by_role("button", name="Send").click()
    await expect(alice.page.get_by_text("A file is still being uploaded.")).to_be_visible()
    may_go_on.set()
    await expect(chip(alice, "slow.txt")).to_be_visible()
    await expect(alice.page.get_by_text("A file is still being uploaded.")).to_have_count(0)
    await alice.type("<Enter>")
    await expect(alice.message("slow.txt")).to_contain_text("b'slow'")


async def test_a_file_that_cannot_be_brought_over_is_said_to_be_so(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.page.route("**/sandbox/uploads**", lambda route: route.abort())
    await alice.composer().fill("/paper file:")
    await alice.type("<Enter>")
    await alice.choose(file("gone.txt", b"gone"))
    await expect(alice.page.get_by_text("“gone.txt” could not be uploaded.")).to_be_visible()


async def test_a_command_speaks_of_files_in_russian(open_page: OpenPage) -> None:
    boris = await open_page("Boris")
    await boris.composer().fill("/доклад файл:")
    await expect(boris.page.get_by_text("Нажмите Enter, чтобы выбрать файл.")).to_be_visible()
    await boris.page.get_by_role("button", name="файл Перетащите или выберите файл").click()
    await boris.choose(file("отчёт.txt", bytes(1536)))
    await expect(chip(boris, "отчёт.txt")).to_contain_text("1,5 КБ")
    await expect(boris.page.get_by_role("button", name="Убрать отчёт.txt")).to_be_visible()
    await boris.type("<Enter>")
    await expect(boris.message("отчёт.txt")).to_contain_text("отчёт.txt (1536 bytes, text/plain")


async def test_a_form_takes_files(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    form = await open_papers(alice)
    await form.get_by_role("radio", name="Talk").check()
    await add_papers(alice, "a.txt", "b.md")
    await form.get_by_label("Note").fill("Two of them")
    await alice.place("Picture").click()
    await alice.choose(file("me.png", b"PNG"))
    await expect(alice.place("Picture")).to_be_hidden()
    await form.get_by_role("button", name="Submit").click()
    await expect(alice.message("Received 3 files.")).to_be_visible()
    assert bot.forms == [
        {
            "kind": "talk",
            "files": [
                "a.txt (12 bytes, text/plain; charset=utf-8): b'inside a.txt'",
                "b.md (11 bytes, text/markdown; charset=utf-8): b'inside b.md'",
                "me.png (3 bytes, image/png): b'PNG'",
            ],
            "note": "Two of them",
        }
    ]


async def test_a_form_takes_as_many_files_as_it_says(open_page: OpenPage, bot: DemoBot) -> None:
    alice = await open_page("Alice")
    form = await open_papers(alice)
    await form.get_by_role("radio", name="Neither").check()
    await expect(form.get_by_text("Files: 2–3, at most 10 MB each")).to_be_visible()
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_text("This field is required.")).to_have_count(1)
    await expect(alice.place("Papers")).to_be_focused()
    await add_papers(alice, "a.txt")
    await expect(form.get_by_text("This field is required.")).to_have_count(0)
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_text("Choose from 2 to 3.")).to_be_visible()
    await bring(alice, alice.place("Papers"), "b.txt", "c.txt", "d.txt")
    await expect(form.get_by_text("At most 3 fit here, the rest was left out.")).to_be_visible()
    await expect(alice.place("Papers")).to_be_hidden()
    await form.get_by_role("button", name="Remove b.txt").click()
    await expect(alice.place("Papers")).to_be_focused()
    await form.get_by_role("button", name="Submit").click()
    await expect(alice.message("Received 2 files.")).to_be_visible()
    assert [one.split(" ")[0] for one in bot.forms[0]["files"]] == ["a.txt", "c.txt"]


async def test_what_is_in_a_form_survives_a_file_that_is_too_large(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    form = await open_papers(alice)
    await form.get_by_role("radio", name="Poster").check()
    await form.get_by_label("Note").fill("Typed before")
    await alice.place("Papers").click()
    await alice.choose(file("a.txt", b"1"), file("big.bin", bytes(LARGEST + 1)))
    await expect(form.get_by_text("“big.bin” is too large: a file has at most 10 MB.")).to_be_visible()
    await expect(chip(alice, "a.txt")).to_be_visible()
    await expect(form.get_by_label("Note")).to_have_value("Typed before")
    await expect(form.get_by_role("radio", name="Poster")).to_be_checked()


async def test_the_files_of_a_form_survive_a_reload_and_an_answer_that_failed(
    open_page: OpenPage, sandbox: Sandbox, bot: DemoBot
) -> None:
    alice = await open_page("Alice")
    form = await open_papers(alice)
    await form.get_by_role("radio", name="Talk").check()
    await add_papers(alice, "a.txt", "b.txt")
    await alice.page.reload()
    await expect(chip(alice, "b.txt")).to_be_visible()
    sandbox.faults.add(Fault(kind="status", status=403, method="POST", path="/callback"))
    with impatient(sandbox):
        await form.get_by_role("button", name="Submit").click()
        await expect(form.get_by_role("alert").filter(has_text="did not respond")).to_be_visible()
    await expect(chip(alice, "a.txt")).to_be_visible()
    await form.get_by_role("button", name="Submit").click()
    await expect(alice.message("Received 2 files.")).to_be_visible()
    assert bot.forms[-1]["files"][0].endswith("b'inside a.txt'")


async def test_the_choices_of_a_form_are_explained_and_chosen_by_the_arrows(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    form = await open_papers(alice)
    group = form.get_by_role("radiogroup", name="Kind")
    await expect(group).to_have_accessible_description("What you will show.")
    await expect(group).to_have_attribute("aria-required", "true")
    talk, poster = group.get_by_role("radio", name="Talk"), group.get_by_role("radio", name="Poster")
    await expect(talk).to_be_focused()
    await expect(talk).to_have_accessible_description("Half an hour, with slides")
    await form.get_by_role("button", name="Submit").click()
    await expect(group).to_have_attribute("aria-invalid", "true")
    await alice.type("<ArrowDown>")
    await expect(poster).to_be_checked()
    await alice.type("<ArrowUp>")
    await expect(talk).to_be_checked()
    await group.get_by_text("One large sheet").click()
    await expect(poster).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_files_have_no_finding(open_page: OpenPage, scheme: str, width: int) -> None:
    alice = await open_page("Alice", width=width, scheme=scheme)
    await alice.composer().fill("/paper appendix: file:")
    await alice.type("<Enter>")
    await alice.choose(file("report.txt", b"1"))
    await expect(chip(alice, "report.txt")).to_be_visible()
    assert await findings(alice) == []
    form = await open_papers(alice)
    await form.get_by_role("radio", name="Talk").check()
    await add_papers(alice, "a.txt")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_text("Choose from 2 to 3.")).to_be_visible()
    await expect(alice.place("Papers")).to_have_accessible_description(
        re.compile("required.*Choose from 2 to 3")
    )
    assert await findings(alice) == []
