"""The bot comes to an end: told to, within seconds whatever Discord does; turned away, with one sentence."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from discord.backoff import ExponentialBackoff

from cogs._client.ending import CLOSE_SECONDS, SHUTDOWN_SECONDS, WORK_SECONDS, shut_down
from hosting.failures import LOGIN_REFUSED
from hosting.running import LAST_RESORT_SECONDS
from sandbox import Fault, Sandbox, SandboxClock, study_server
from tests.acceptance.conftest import Town
from tests.acceptance.processes import BotProcess
from tests.acceptance.steps import publish
from tests.support.databases import PostgresDatabases
from tests.support.outages import Relay

SLACK_SECONDS = 15.0
"""Five seconds, three times over, for a machine that is busy; without a bound it is half a minute or more."""

HOURS = 10_000.0


@pytest.fixture
async def local() -> AsyncIterator[Sandbox]:
    """A local Discord without a bot."""
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock(), rate_limits=False) as running:
        yield running


@pytest.fixture
async def network(local: Sandbox) -> AsyncIterator[Relay]:
    """What lies between the bot and Discord, its gateway included."""
    url = urlsplit(local.api_url)
    relay = Relay(partial(asyncio.open_connection, url.hostname, url.port))
    await relay.open()
    local.relay(relay.address)
    yield relay
    await relay.close()


@pytest.fixture
async def process(
    local: Sandbox, network: Relay, database_url: str, tmp_path: Path
) -> AsyncIterator[BotProcess]:
    """A bot that is up, with that network between it and Discord."""
    one = BotProcess(
        tmp_path,
        DISCORD_TOKEN=local.bot_token,
        DISCORD_API_URL=local.api_url.replace(urlsplit(local.api_url).netloc, network.address),
        DATABASE_URL=database_url,
    )
    await one.start()
    await one.says("Invite me with")
    yield one
    await one.kill()


async def ends_soon(process: BotProcess, number: signal.Signals = signal.SIGTERM) -> None:
    """Tell the bot to end, and check that it does so soon and cleanly."""
    began = time.monotonic()
    assert await process.stop(number) == 0
    assert time.monotonic() - began < SLACK_SECONDS
    assert "Traceback" not in "\n".join(process.said)


def test_the_bounds_leave_room_within_five_seconds() -> None:
    assert SHUTDOWN_SECONDS < LAST_RESORT_SECONDS < 5
    assert 3 < WORK_SECONDS < WORK_SECONDS + CLOSE_SECONDS < SHUTDOWN_SECONDS


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_bot_though_the_network_is_silent(
    process: BotProcess, network: Relay, number: signal.Signals
) -> None:
    network.is_silent = True
    await ends_soon(process, number)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_signal_ends_the_bot_while_discord_is_away(process: BotProcess, network: Relay) -> None:
    await network.close()
    await process.says("Attempting a reconnect")
    began = time.monotonic()
    assert await process.stop() == 0
    assert time.monotonic() - began < SLACK_SECONDS


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_signal_ends_a_bot_that_cannot_log_in_yet(
    local: Sandbox, database_url: str, tmp_path: Path
) -> None:
    stuck = local.faults.add(Fault("delay", "GET", "^/users/@me$", seconds=60.0))
    one = BotProcess(
        tmp_path, DISCORD_TOKEN=local.bot_token, DISCORD_API_URL=local.api_url, DATABASE_URL=database_url
    )
    await one.start()
    await local.wait_until(lambda: stuck.hits == 1, reason="the login")
    await ends_soon(one)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_signal_ends_the_bot_while_messages_and_answers_do_not_get_through(
    local: Sandbox, process: BotProcess
) -> None:
    town = Town(local, local.clock)
    process.follow()
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    messages = local.faults.add(Fault("delay", "POST", "/messages$", times=None, seconds=60.0))
    answers = local.faults.add(Fault("delay", "PATCH", "@original$", times=None, seconds=60.0))
    trying = asyncio.create_task(town.boris.click(card, "Book"))
    await town.until(lambda: bool(messages.hits and answers.hits), "what does not get through")
    began = time.monotonic()
    assert await process.stop() == 0
    assert time.monotonic() - began < SLACK_SECONDS
    trying.cancel()


@pytest.mark.parametrize("engine", ["postgres"])
async def test_a_signal_ends_the_bot_though_the_database_is_silent(
    local: Sandbox, postgres_databases: PostgresDatabases, database_url: str, tmp_path: Path
) -> None:
    relay = Relay(partial(asyncio.open_unix_connection, postgres_databases.socket))
    await relay.open()
    one = BotProcess(
        tmp_path,
        DISCORD_TOKEN=local.bot_token,
        DISCORD_API_URL=local.api_url,
        DATABASE_URL=relay.url(database_url),
    )
    await one.start()
    await one.says("Invite me with")
    relay.is_silent = True
    asking = asyncio.create_task(local.member("Boris").run("points"))
    await asyncio.wait_for(relay.swallowed.wait(), 60)
    await ends_soon(one)
    asking.cancel()
    await relay.close()


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    ("call", "command", "options", "said"),
    [
        (("POST", "/callback$"), "points", {}, "3 балла"),
        (("PATCH", "@original$"), "timezone", {"zone": "Moscow"}, "Europe/Moscow"),
    ],
    ids=["at once", "after an acknowledgement"],
)
async def test_who_clicked_before_the_signal_is_answered(
    local: Sandbox,
    process: BotProcess,
    call: tuple[str, str],
    command: str,
    options: dict[str, str],
    said: str,
) -> None:
    town = Town(local, local.clock)
    process.follow()
    await town.open_board(points_for=town.boris)
    slow = local.faults.add(Fault("delay", *call, seconds=0.5))
    asking = asyncio.create_task(town.boris.run(command, **options))
    await town.until(lambda: slow.hits == 1, "the answer")
    await ends_soon(process)
    assert said in (await asking).text


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_shard_that_pauses_for_hours_before_it_connects_again_holds_nobody_up(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda _: HOURS)
    town.local.gateway.accepting = False
    town.local.gateway.drop()
    bot, running = town.bot, town.running
    assert bot is not None
    assert running is not None
    pausing = asyncio.Event()
    bot.add_listener(_note(pausing), "on_disconnect")
    await asyncio.wait_for(pausing.wait(), 60)
    await asyncio.wait_for(shut_down(bot, running), 60)
    assert running.cancelled()


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_token_that_is_reset_ends_the_bot_with_one_sentence(
    local: Sandbox, process: BotProcess
) -> None:
    local.reset_token()
    assert await process.ends() == 2
    assert process.said[-1] == LOGIN_REFUSED
    assert "Traceback" not in "\n".join(process.said)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_token_that_only_the_rest_api_refuses_ends_the_bot_too(
    local: Sandbox, process: BotProcess
) -> None:
    local.reset_token(gateway=False)
    process.follow()
    setting = asyncio.create_task(
        local.member("Olga").run("settings board", channel=local.channel("interviews"))
    )
    assert await process.ends() == 2
    assert process.said[-1] == LOGIN_REFUSED
    setting.cancel()


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_single_refusal_of_the_token_is_no_reset_token(local: Sandbox, process: BotProcess) -> None:
    town = Town(local, local.clock)
    process.follow()
    refused = local.faults.add(Fault("status", "POST", r"^/channels/\d+/messages$", status=401))
    await town.open_board(points_for=town.boris)
    assert refused.hits == 1
    assert "3 балла" in (await town.boris.run("points")).text
    assert await process.stop() == 0


def _note(event: asyncio.Event) -> Callable[[], Coroutine[None, None, None]]:
    """Return a listener that sets an event."""

    async def note() -> None:
        event.set()

    return note
