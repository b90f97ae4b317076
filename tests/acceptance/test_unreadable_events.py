"""What the gateway sends and cannot be read harms nobody else: the next interaction is answered."""

import logging
from collections.abc import Callable
from datetime import timedelta

import discord
import pytest

from cogs._client import gateway_guard
from sandbox import Answer
from sandbox.json_types import JsonObject
from tests.acceptance.conftest import Town
from tests.acceptance.steps import publish
from tests.support.patience import come_back_at_once, impatient

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

SECRET = "MTA-a-secret-that-no-log-may-hold"

EVENTS: dict[str, Callable[[JsonObject], object]] = {
    "no limit of files": lambda data: data.pop("attachment_size_limit"),
    "no token": lambda data: data.pop("token"),
    "no id": lambda data: data.pop("id"),
    "an id that is no number": lambda data: data.update(id=SECRET),
    "no kind": lambda data: data.pop("type"),
    "a member without a user": lambda data: data["member"].pop("user"),
    "a member that is none": lambda data: data.update(member=SECRET),
    "nothing at all": lambda data: data.clear(),
}

FRAMES: dict[str, bytes] = {
    "no JSON": b"<html>" + SECRET.encode(),
    "half of it": b'{"op":0,"t":"INTERACTION_CREATE","s":1,"d":{"token":"' + SECRET.encode(),
    "a lone surrogate": b'{"op":0,"t":"X","s":null,"d":{"name":"\\ud800 ' + SECRET.encode() + b'"}}',
    "no UTF-8": b'{"op":0,"t":"\xff\xfe"}',
    "a list": b'["' + SECRET.encode() + b'"]',
    "a name that is none": b'{"op":0,"t":{"name":"' + SECRET.encode() + b'"},"s":null,"d":{}}',
    "a greeting without a beat": b'{"op":10,"d":null,"s":null,"t":null}',
    "a session without an id": b'{"op":0,"t":"READY","s":null,"d":{}}',
    "empty": b"",
}


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot come back without the pauses that discord.py makes."""
    come_back_at_once(monkeypatch)


def test_the_guard_is_written_for_the_discord_py_that_is_installed(engine: str) -> None:
    assert discord.__version__ == gateway_guard.WRITTEN_FOR, engine


@pytest.mark.parametrize("wrong", EVENTS)
async def test_an_interaction_that_cannot_be_read_is_dropped_and_the_next_is_answered(
    town: Town, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    town.local.alter_next("INTERACTION_CREATE", EVENTS[wrong])
    with impatient(town.local):
        assert (await town.boris.run("points")).failed
    assert "0 баллов" in (await town.boris.run("points")).text
    assert [record.levelno for record in _said(caplog)] == [logging.WARNING]
    assert "INTERACTION_CREATE" in caplog.text
    _nothing_given_away(caplog)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda data: data["data"].pop("name"),
        lambda data: data["data"].update(options=[SECRET]),
        lambda data: data["data"].update(resolved=SECRET),
        lambda data: data.update(data=SECRET),
    ],
)
async def test_a_command_that_cannot_be_read_is_dropped_and_the_next_is_answered(
    town: Town, wrong: Callable[[JsonObject], object], caplog: pytest.LogCaptureFixture
) -> None:
    town.local.alter_next("INTERACTION_CREATE", wrong)
    with impatient(town.local):
        assert (await town.boris.run("points")).failed
    assert "0 баллов" in (await town.boris.run("points")).text
    assert [record.levelno for record in _said(caplog)] == [logging.WARNING]
    _nothing_given_away(caplog)


async def test_a_form_without_fields_is_dropped_and_the_next_is_answered(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    form = await _feedback_form(town)
    town.local.alter_next("INTERACTION_CREATE", lambda data: data["data"].pop("components"))
    with impatient(town.local):
        assert (await town.alice.submit(form.modal, score="4", text=SECRET * 2)).failed
    again = await town.alice.submit(form.modal, score="4", text="Calm and clear; practise complexity.")
    assert "is on its way" in again.text
    assert len(_said(caplog)) == 1
    _nothing_given_away(caplog)


@pytest.mark.parametrize("event", ["GUILD_UPDATE", "CHANNEL_UPDATE"])
async def test_other_events_that_cannot_be_read_are_dropped_too(
    town: Town, event: str, caplog: pytest.LogCaptureFixture
) -> None:
    guild = next(iter(town.local.world.guilds.values()))
    town.local.gateway.dispatch(event, {"id": SECRET, "guild_id": guild.id}, guild_id=guild.id)
    assert "0 баллов" in (await town.boris.run("points")).text
    assert [record.levelno for record in _said(caplog)] == [logging.WARNING]
    _nothing_given_away(caplog)


@pytest.mark.parametrize("wrong", FRAMES)
async def test_after_a_frame_that_cannot_be_decoded_the_bot_comes_back_and_misses_nothing(
    town: Town, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = [session.line for session in town.local.gateway.sessions]
    town.local.send_frame(FRAMES[wrong])
    # This is sent on the connection that ends, so the bot only hears of it if it goes on with its session.
    assert "0 баллов" in (await town.boris.run("points")).text
    assert [session.line for session in town.local.gateway.sessions] != before
    assert [record.levelno for record in _said(caplog)] == [logging.WARNING]
    _nothing_given_away(caplog)


async def test_a_frame_that_comes_again_with_the_session_ends_the_session(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever a resumed session missed is sent to it again: with it the frame would come for ever."""
    (first,) = town.local.gateway.sessions
    town.local.send_frame(FRAMES["no JSON"], is_event=True)
    await town.until(
        lambda: any(one.line is not None and one is not first for one in town.local.gateway.sessions),
        "another session",
    )
    assert "0 баллов" in (await town.boris.run("points")).text
    assert len(_said(caplog)) == 2


async def _feedback_form(town: Town) -> Answer:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    town.clock.advance(timedelta(days=2))
    return await town.alice.click(await town.dm_says(town.alice, "How was interview #1"), "Leave feedback")


def _said(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Return what the log says of anything that could not be read."""
    return [record for record in caplog.records if "could not be read" in record.getMessage()]


def _nothing_given_away(caplog: pytest.LogCaptureFixture) -> None:
    """Check that the log holds no payload, and no traceback."""
    assert SECRET not in caplog.text
    assert "Traceback" not in caplog.text
    assert "never retrieved" not in caplog.text
