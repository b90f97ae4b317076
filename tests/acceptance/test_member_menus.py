"""Commands in the menu of a member, as a cog declares them and members meet them."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
from fluent.runtime import FluentResource
from playwright.async_api import Browser, expect

import cogs
from cogs._shared import translation
from cogs._shared.measured import Kind, Measurement, Observer, Outcome
from cogs._shared.translation import Speaker
from sandbox import ClientRefusal
from sandbox.model.commands import CHAT_INPUT, USER_COMMAND
from services.refusals import InterviewNotFound
from tests.acceptance.conftest import Town
from tests.acceptance.playground import playground
from tests.acceptance.witness import Witness
from tests.page.client import Client
from tests.support.databases import SqliteDatabases, opened

WAVE, WAVE_IN_RUSSIAN = "Wave at them!", "Помахать"


@pytest.fixture(autouse=True)
def feature(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every bot of these tests load the feature with the menus."""
    extensions = (*cogs.EXTENSIONS, "tests.acceptance.menu_feature")
    monkeypatch.setattr("cogs._client.bot.EXTENSIONS", extensions)


@pytest.fixture(autouse=True)
def in_russian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have a menu's Russian name, which else would stand in `locales/ru/commands.ftl`."""
    written = translation._resources
    added = FluentResource(f"menu-wave-at-them = {WAVE_IN_RUSSIAN}")
    monkeypatch.setattr(
        translation, "_resources", lambda language: (*written(language), *[added] * (language == "ru"))
    )
    forget_texts()
    yield
    forget_texts()


def forget_texts() -> None:
    translation._bundle.cache_clear()
    translation._said.cache_clear()


class Listener(Observer):
    """Hears how interactions ended."""

    def __init__(self) -> None:
        self.heard: list[tuple[Kind, str, Outcome | None]] = []
        self.hears_of_a_fault = asyncio.Event()

    def interaction_ended(self, measurement: Measurement) -> None:
        self.heard.append((measurement.kind, measurement.name, measurement.outcome))
        if measurement.outcome is Outcome.FAILED:
            self.hears_of_a_fault.set()


async def test_it_is_chosen_by_the_name_of_ones_language_and_answered(town: Town, witness: Witness) -> None:
    alice, boris = town.alice, town.boris

    answer = await alice.run_on(boris, WAVE)
    assert answer.text == f"{alice.id} waves at {boris.id}, a member"
    assert answer.ephemeral
    assert (await boris.run_on(boris, WAVE_IN_RUSSIAN)).text == f"{boris.id} waves at {boris.id}, a member"
    bot = town.local.world.bot
    assert (await alice.run_on(bot, WAVE)).text == f"{alice.id} waves at {bot.id}, a member"
    with pytest.raises(ClientRefusal, match="does not exist"):
        await alice.run_on(boris, WAVE_IN_RUSSIAN)
    assert witness.faults() == []


async def test_who_has_left_is_a_user(town: Town) -> None:
    await town.boris.write("Goodbye")
    town.boris.leave()

    assert (await town.alice.run_on(town.boris, WAVE)).text.endswith("a user")


async def test_it_is_for_servers_only(town: Town) -> None:
    with pytest.raises(ClientRefusal, match="not offered"):
        await town.alice.run_on(town.alice, WAVE, channel="dm")


async def test_what_goes_wrong_is_answered_and_counted_as_in_other_commands(
    town: Town, witness: Witness, caplog: pytest.LogCaptureFixture
) -> None:
    assert town.bot is not None
    listener = town.bot.observer = Listener()

    await town.alice.run_on(town.boris, WAVE)
    await witness.refused(
        town.alice, lambda: town.alice.run_on(town.boris, "Refuse"), InterviewNotFound(number=7)
    )
    assert "went wrong" in (await town.chen.run_on(town.boris, "board")).text
    (fault,) = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert fault.endswith("in board")
    # Its handling ends a moment after the member has read the answer.
    await asyncio.wait_for(listener.hears_of_a_fault.wait(), 60)
    of_menus = [one for one in listener.heard if one[1] != "points"]
    assert of_menus == [
        (Kind.COMMAND, WAVE, Outcome.ANSWERED),
        (Kind.COMMAND, "Refuse", Outcome.REFUSED),
        (Kind.COMMAND, "Refuse", Outcome.REFUSED),
        (Kind.COMMAND, "board", Outcome.FAILED),
    ]


async def test_it_is_registered_once_and_goes_with_its_feature(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert registrations(town) == 1
    (kept,) = [one for one in town.local.backend.commands.in_scope(None) if one["name"] == WAVE]
    assert (kept["type"], kept["contexts"]) == (USER_COMMAND, [0])
    assert kept["name_localizations"] == {"ru": WAVE_IN_RUSSIAN}

    await town.stop_bot()
    await town.start_bot()
    assert registrations(town) == 1

    await town.stop_bot()
    monkeypatch.setattr("cogs._client.bot.EXTENSIONS", cogs.EXTENSIONS)
    await town.start_bot()
    assert registrations(town) == 2
    with pytest.raises(ClientRefusal, match="does not exist"):
        await town.alice.run_on(town.boris, WAVE)


def registrations(town: Town) -> int:
    """Return how often the bot has sent its commands."""
    return sum(
        request.method == "PUT" and request.path.endswith("/commands") for request in town.local.requests
    )


async def test_who_still_sees_it_after_it_is_gone_is_told(town: Town, witness: Witness) -> None:
    assert town.bot is not None
    await town.bot.remove_cog("MenuCog")

    for member, language in ((town.alice, "en"), (town.boris, "ru")):
        assert (await member.run_on(town.chen, WAVE)).text == Speaker(language)("error-outdated-command")
    assert witness.faults() == []


async def test_texts_link_to_the_command_of_its_name_that_is_typed(town: Town) -> None:
    commands = town.local.backend.commands
    typed, in_menu = (commands.named(None, "board", kind) for kind in (CHAT_INPUT, USER_COMMAND))
    assert typed is not None
    assert in_menu is not None

    for restarted in (False, True):
        if restarted:
            await town.stop_bot()
            await town.start_bot()
        said = Speaker("ru")("board-empty-filtered")
        assert f"</board:{typed['id']}>" in said
        assert in_menu["id"] not in said


async def test_it_is_chosen_on_the_page(sqlite_databases: SqliteDatabases, browser: Browser) -> None:
    async with opened(sqlite_databases.migrated()), playground() as local:
        boris, chen = local.member("Boris"), local.member("Chen")
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.goto(local.page_url)
        window = Client(page)
        await window.be("Boris")
        await page.get_by_role("button", name="Кто здесь").click()
        await page.get_by_role("button", name="Меню: Chen").click()
        items = page.get_by_role("menu", name="Приложения: Chen").get_by_role("menuitem")
        await expect(items.filter(has_text="Refuse")).to_be_visible()
        await items.filter(has_text=WAVE_IN_RUSSIAN).click()
        answer = window.message(f"{boris.id} waves at {chen.id}, a member")
        await expect(answer).to_contain_text(f"Boris использует {WAVE_IN_RUSSIAN}")
