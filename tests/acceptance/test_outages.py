"""The database goes away while the bot runs: members hear the truth, and afterwards nothing is missing."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from cogs._shared import patience
from cogs.delivery import cog, pool, writer
from models.engines import postgres
from sandbox import Answer, Fault, Member, MessageView
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town, a_town
from tests.acceptance.steps import count_dms, ledger, publish
from tests.acceptance.witness import forge_form
from tests.support.databases import PostgresDatabases, opened
from tests.support.factories import stored
from tests.support.outages import Outage, Relay, relay_to

NOT_DONE = {
    "en": "I can't reach my database right now; nothing was changed. Please try again in a minute.",
    "ru": "База данных сейчас недоступна, ничего не изменилось. Попробуйте ещё раз через минуту.",
}
NOTES = "Bring a whiteboard, please"
IMPATIENT_SECONDS, PATIENT_SECONDS = 0.4, 10.0
DIRECT = r"^/channels/(?!{board})\d+/messages$"


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot try more often than it does, and be patient while the database is there."""
    for module in (cog, pool):
        monkeypatch.setattr(module, "PAUSE_AFTER_FAULT_SECONDS", 0.2)
    monkeypatch.setattr(writer, "PAUSE_SECONDS", 0.2)
    monkeypatch.setattr(patience, "PATIENCE_SECONDS", PATIENT_SECONDS)


class HurriedOutage:
    """An outage during which the bot waits less than it does."""

    def __init__(self, outage: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
        self._outage = outage
        self._monkeypatch = monkeypatch

    async def begin(self) -> None:
        self._monkeypatch.setattr(patience, "PATIENCE_SECONDS", IMPATIENT_SECONDS)
        await self._outage.begin()

    async def end(self) -> None:
        await self._outage.end()
        self._monkeypatch.setattr(patience, "PATIENCE_SECONDS", PATIENT_SECONDS)


@pytest.fixture
def outage(outage: Outage, monkeypatch: pytest.MonkeyPatch) -> HurriedOutage:
    """A database that is open and can go away, in each of the ways."""
    return HurriedOutage(outage, monkeypatch)


@pytest.fixture
async def town(outage: Outage, discord_addresses: None) -> AsyncIterator[Town]:
    """A running bot on a database that can go away."""
    async with a_town() as running:
        await running.start_bot()
        yield running


@pytest.fixture
async def relay(stoppable_postgres: PostgresDatabases) -> AsyncIterator[Relay]:
    """The network on the way to a database that is open."""
    url = stoppable_postgres.migrated()
    async with relay_to(stoppable_postgres) as relay, opened(relay.url(url)):
        yield relay
    stoppable_postgres.give_back(url)


async def test_members_hear_the_truth_and_afterwards_all_goes_on(
    town: Town, outage: Outage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await town.open_board(points_for=town.boris, points=9)
    await publish(town, town.alice)
    await publish(town, town.alice, when="tomorrow 20:00", topic="Go")
    await town.boris.click(await town.card_shows(2, "open"), "Book")
    await town.dm_says(town.boris, "назначено")
    await town.card_shows(2, "booked")
    await nothing_waits(town.now())
    card = await town.card_shows(1, "open")

    await outage.begin()
    await _everybody_hears_that_nothing_was_done(town, card_number=1)
    # A reminder comes due meanwhile.
    town.clock.advance(timedelta(hours=10))
    assert (await town.boris.click(card, "Book")).text == NOT_DONE["ru"]
    await outage.end()

    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    await town.card_shows(1, "booked")
    await town.dm_says(town.boris, "Скоро собеседование")
    await nothing_waits(town.now())
    assert (
        count_dms(town.boris, "Скоро собеседование") == count_dms(town.alice, "Coming up: interview #2 ") == 1
    )
    assert await ledger(town.boris) == [(9, 9, "grant"), (-3, 6, "seat"), (-3, 3, "seat")]
    assert count_dms(town.boris, "назначено. Ваша роль") == count_dms(town.alice, "is booked") == 2
    assert len(town.board()) == 3
    _check_log(caplog)


async def _everybody_hears_that_nothing_was_done(town: Town, card_number: int) -> None:
    card = town.card(card_number)
    attempts: list[tuple[Member, asyncio.Task[Answer]]] = [
        (who, asyncio.create_task(attempt))
        for who, attempt in (
            (town.boris, town.boris.click(card, "Book")),
            (
                town.alice,
                town.alice.run(
                    "interview create",
                    role="interviewer",
                    when="tomorrow 10am UTC",
                    topic="Rust",
                    link=LINK,
                    notes=NOTES,
                ),
            ),
            (town.alice, forge_form(town.alice, "interview:edit:1", topic="Trees", notes=NOTES)),
            (town.olga, town.olga.run("settings grant", member=town.boris, amount=1, reason=NOTES)),
        )
    ]
    for who, attempt in attempts:
        await _heard_that_nothing_was_done(town, who, await attempt)


async def _heard_that_nothing_was_done(town: Town, who: Member, answer: Answer) -> None:
    """Check that a member reads that nothing was done, and what was typed if it was not a click."""
    assert answer.ephemeral
    assert answer.text.startswith(NOT_DONE["en" if who is town.alice else "ru"])
    if who is not town.boris:
        await town.until(lambda: NOTES in answer.text, "what was typed")


def _check_log(caplog: pytest.LogCaptureFixture) -> None:
    """Check that the log says once that the database is away and once that it is back, without tracebacks."""
    about = [record.getMessage() for record in caplog.records if record.name == "models.outages"]
    assert ["does not answer" in about[0], "is back" in about[1]] == [True, True]
    assert len(about) == 2
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1


async def test_a_message_sent_while_the_database_went_away_is_not_sent_again(
    town: Town, outage: Outage
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    await nothing_waits(town.now())
    board = town.local.channel("interviews").id
    slow = town.local.faults.add(Fault("delay", "POST", DIRECT.format(board=board), times=2, seconds=1.0))
    booked = await town.boris.click(card, "Book")
    assert "Вы записаны на #1" in booked.text
    await town.until(lambda: slow.hits == 2, "two messages on their way")
    await outage.begin()
    await town.dm_says(town.boris, "назначено")
    await town.dm_says(town.alice, "is booked")
    assert (await town.boris.run("interview list")).text != ""
    await outage.end()
    await town.boris.run("points")
    town.clock.advance(timedelta(minutes=2))
    await town.card_shows(1, "booked")
    await nothing_waits(town.now())
    assert count_dms(town.boris, "назначено. Ваша роль") == count_dms(town.alice, "is booked") == 1
    posts = [one for one in town.local.requests if one.method == "POST" and _is_direct(one.path, board)]
    nonces = [one.json.get("nonce") for one in posts if isinstance(one.json, dict)]
    assert len(nonces) == len(set(nonces))


def _is_direct(path: str, board: str) -> bool:
    return path.endswith("/messages") and board not in path


@pytest.mark.parametrize("outage", ["stopped", "cut", "silent"], indirect=True)
async def test_suggestions_are_empty_while_the_database_is_away(town: Town, outage: Outage) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.card_shows(1, "open")
    await outage.begin()
    assert await town.boris.complete("book", "interview") == []
    await outage.end()
    assert [one.value for one in await town.boris.complete("book", "interview")] == ["1"]


@pytest.mark.usefixtures("discord_addresses")
async def test_a_booking_whose_commit_lost_its_answer_is_told_as_done(relay: Relay) -> None:
    async with a_town() as town:
        card = await _an_open_card(town)
        relay.loses_answer_to = b"COMMIT"
        assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
        await town.card_shows(1, "booked")
        await nothing_waits(town.now())
        assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]


@pytest.mark.usefixtures("discord_addresses")
async def test_a_booking_of_which_nobody_knows_is_not_called_undone(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "OUTCOME_SECONDS", 0.5)
    async with a_town() as town:
        card = await _an_open_card(town)
        relay.loses_answer_to, relay.is_last = b"COMMIT", True
        told = await town.boris.click(card, "Book")
        assert "я не знаю, сделано это или нет" in told.text
        await relay.open()
        relay.is_last = False
        assert "#1" in (await town.boris.run("interview list")).text
        assert str((await stored(1)).interviewee_id) == town.boris.id
        town.clock.advance(timedelta(minutes=2))
        await town.card_shows(1, "booked")


async def _an_open_card(town: Town) -> MessageView:
    await town.start_bot()
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    # The bot has met Boris, and the worker rests: the next commit is the booking's.
    await town.boris.run("points")
    await nothing_waits(town.now())
    return card
