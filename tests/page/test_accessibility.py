"""No finding of an automatic checker at level A or AA, light or dark, wide or narrow."""

import importlib.resources
from typing import Any

import pytest
from playwright.async_api import expect

from tests.page.client import Client
from tests.page.conftest import OpenPage

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


async def findings(window: Client) -> list[str]:
    """Return what axe-core finds, one line a finding."""
    source = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    await window.page.evaluate(source)
    options = {"runOnly": {"type": "tag", "values": LEVELS}}
    result: dict[str, Any] = await window.page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


async def fill_the_log(window: Client) -> None:
    """Bring one of everything onto the screen."""
    for command in (
        "/words",
        "/files",
        "/layout",
        "/gallery",
        "/event plan kind:Lecture when:monday",
        "/secret",
    ):
        await window.command(command)
        name = command.split()[0]
        await expect(window.message(name)).to_be_visible()
    await expect(window.message("Nobody else reads this.")).to_be_visible()


async def test_the_checker_finds_what_is_wrong(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [finding.partition(":")[0] for finding in await findings(alice)] == ["button-name"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_a_conversation_has_no_finding(open_page: OpenPage, scheme: str, width: int) -> None:
    alice = await open_page("Alice", width=width, scheme=scheme)
    await fill_the_log(alice)
    assert await findings(alice) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_lists_forms_and_drawers_have_no_finding(open_page: OpenPage, scheme: str) -> None:
    alice = await open_page("Alice", scheme=scheme)
    await alice.page.get_by_role("button", name="Faults").click()
    await alice.composer().press_sequentially("/event")
    await expect(alice.suggestion("/event plan")).to_be_visible()
    assert await findings(alice) == []
    await alice.page.get_by_role("button", name="Requests").click()
    await alice.command("/form")
    await alice.form().get_by_role("button", name="Submit").click()
    await expect(alice.form().get_by_text("This field is required.").first).to_be_visible()
    assert await findings(alice) == []


async def test_menus_and_settings_have_no_finding(open_page: OpenPage) -> None:
    alice = await open_page("Alice")
    await alice.command("/gallery")
    await alice.log().get_by_role("combobox", name="Choose topics").click()
    await expect(alice.page.get_by_role("option", name="SQL")).to_be_visible()
    assert await findings(alice) == []
    await alice.type("<Escape>")
    await alice.page.get_by_role("button", name="Member settings").click()
    assert await findings(alice) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_the_list_of_members_and_a_menu_have_no_finding(
    open_page: OpenPage, scheme: str, width: int
) -> None:
    alice = await open_page("Alice", width=width, scheme=scheme)
    await alice.page.get_by_role("button", name="Who is here").click()
    await alice.members().get_by_role("button", name="Menu of Chen").click()
    await expect(alice.menu("Chen").get_by_role("menuitem", name="Say hello")).to_be_visible()
    assert await findings(alice) == []


async def test_the_channels_of_a_phone_open_and_close(open_page: OpenPage) -> None:
    alice = await open_page("Alice", width=390)
    await alice.page.get_by_role("button", name="Show channels").click()
    assert await findings(alice) == []
    await alice.open("interviews")
    await expect(alice.log("#interviews")).to_be_visible()
    await expect(alice.page.get_by_role("link", name="interviews", exact=True)).to_be_hidden()
