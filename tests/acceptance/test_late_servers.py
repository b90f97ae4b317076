"""After the start servers are announced one by one: nothing is called missing before its own was."""

import contextlib
from collections.abc import AsyncIterator

import pytest

from sandbox import Fault
from tests.acceptance.conftest import Town, a_town
from tests.acceptance.steps import ledger, publish

GUILD = "Study Hall"

pytestmark = pytest.mark.usefixtures("discord_addresses")


@contextlib.asynccontextmanager
async def _unannounced() -> AsyncIterator[Town]:
    """A town whose bot runs and has not heard of its server yet."""
    async with a_town() as town:
        town.local.hold_back(GUILD)
        await town.start_bot(knows_servers=False)
        town.olga.locale = "en-US"
        yield town


@pytest.fixture
async def late_town(database: str) -> AsyncIterator[Town]:
    """Such a town."""
    async with _unannounced() as town:
        yield town


async def test_a_board_is_set_before_the_server_is_announced(late_town: Town) -> None:
    town = late_town
    interviews, log = town.local.channel("interviews"), town.local.channel("admin-log")
    town.local.allow("admin-log", "view_channel")
    said = await town.olga.at("general").run("settings board", channel=interviews, log=log)
    assert f"<#{interviews.id}>" in said.text
    assert "enough permissions" not in said.text
    assert "Cards now go to" in said.text
    town.local.announce(GUILD)
    await town.until(lambda: bool(town.board()), "the panel")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_channel_of_the_command_itself_needs_no_question(late_town: Town) -> None:
    town = late_town
    here = town.olga.at("interviews")
    assert (
        "Cards now go to" in (await here.run("settings board", channel=town.local.channel("interviews"))).text
    )
    assert not any(request.path.startswith("/guilds/") for request in town.local.requests)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_is_really_closed_is_said_before_the_server_is_announced(late_town: Town) -> None:
    town = late_town
    town.local.deny("interviews", "embed_links")
    for place in (town.olga.at("general"), town.olga.at("interviews")):
        said = await place.run("settings board", channel=town.local.channel("interviews"))
        assert "Embed Links" in said.text
        assert "View Channel" not in said.text


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_events_are_switched_on_and_refused_before_the_server_is_announced(late_town: Town) -> None:
    town = late_town
    town.local.permit("create_events", guild=GUILD)
    assert "Saved." in (await town.olga.run("settings events", enabled=True)).text
    town.local.forbid("create_events", guild=GUILD)
    assert "Create Events" in (await town.olga.run("settings events", enabled=True)).text


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_where_discord_does_not_say_nothing_is_called_forbidden(late_town: Town) -> None:
    town = late_town
    silent = town.local.faults.add(Fault("drop", "GET", "^/guilds/", times=None))
    said = await town.olga.at("general").run("settings board", channel=town.local.channel("interviews"))
    assert silent.hits > 0
    assert "enough permissions" not in said.text
    assert "try again" in said.text


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_an_interview_is_played_before_the_server_is_announced(late_town: Town) -> None:
    town = late_town
    await town.olga.at("general").run("settings board", channel=town.local.channel("interviews"))
    await town.olga.run("settings grant", member=town.boris, amount=3, reason="welcome")
    await publish(town, town.alice)
    assert "Вы записаны на #1" in (await town.boris.run("book", interview="1")).text
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_channel_that_was_opened_and_of_which_the_bot_has_not_heard_is_taken(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_town() as town:
        town.local.deny("interviews", "send_messages")
        await town.start_bot()
        town.olga.locale = "en-US"
        with monkeypatch.context() as unheard:
            unheard.setattr(town.local.gateway, "dispatch", lambda *_, **__: 0)
            town.local.allow("interviews", "send_messages")
        said = await town.olga.at("general").run("settings board", channel=town.local.channel("interviews"))
        assert "Cards now go to" in said.text
