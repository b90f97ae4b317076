"""The first try to answer an interaction fails: the member reads the same, or nothing was done at all."""

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import Any, Literal

import aiohttp
import pytest

from cogs._client import first_answers
from cogs._client.first_answers import FIRST_PAUSE_SECONDS
from sandbox import Answer, Fault
from sandbox.interactions.followups import answer_named, edit_answer
from services import feedback
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import count_dms, ledger, publish, sure
from tests.acceptance.test_calendar_files import event_of
from tests.acceptance.test_faults import FAULTS
from tests.acceptance.witness import forge
from tests.support.factories import stored
from tests.support.patience import impatient

CALLBACK = ("POST", r"^/interactions/\d+/.+/callback$")
ANSWER = ("PATCH", r"^/webhooks/\d+/.+/messages/@original$")
MORE = ("POST", r"^/webhooks/\d+/[^/]+$")
TEXT = "Calm and clear; practise complexity."

REFUSED_AT_FIRST = [
    (call, fault)
    for call in ("CALLBACK", "ANSWER")
    for fault in ("500 before the work", "500 after the work", "429")
]


class Unlucky:
    """Lets the first try of one call in each attempt fail."""

    def __init__(self, town: Town, call: tuple[str, str], fault: str) -> None:
        self._town = town
        self._make = partial(FAULTS[fault], *call)

    def next(self) -> Fault:
        """Let the next such call fail once, and no other."""
        self._town.local.faults.clear()
        return self._town.local.faults.add(self._make())


async def booked_once(town: Town) -> None:
    """Check that Boris has the seat, paid once, and that each was told once."""
    await town.card_shows(1, "booked")
    await nothing_waits(town.now())
    assert str((await stored(1)).interviewee_id) == town.boris.id
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1
    assert len(town.board()) == 2


async def nothing_done(town: Town) -> None:
    """Check that the card is open and nobody paid or was told."""
    await nothing_waits(town.now())
    assert (await stored(1)).interviewee_id is None
    assert await ledger(town.boris) == [(3, 3, "grant")]
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 0


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(("call", "fault"), REFUSED_AT_FIRST)
async def test_every_kind_of_answer_survives_a_refused_first_try(town: Town, call: str, fault: str) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    unlucky = Unlucky(town, {"CALLBACK": CALLBACK, "ANSWER": ANSWER}[call], fault)

    hit = []
    if call == "CALLBACK":
        # What only reads has no other answer.
        hit.append(unlucky.next())
        assert "3 балла" in (await town.boris.run("points")).text
    hit.append(unlucky.next())
    assert "Europe/Moscow" in (await town.boris.run("timezone", zone="Moscow")).text
    hit.append(unlucky.next())
    assert LINK in (await town.boris.click(card, "Book")).text
    hit.append(unlucky.next())
    picker = await town.chen.run("interview create")
    hit.append(unlucky.next())
    assert picker.message is not None
    assert (await town.chen.click(picker.message, "I'll interview")).updated
    assert "Your seat\nInterviewer" in picker.text
    town.clock.advance(timedelta(days=2))
    asked = await town.dm_says(town.alice, "How was interview #1")
    if call == "CALLBACK":
        hit.append(unlucky.next())
    form = await town.alice.click(asked, "Leave feedback")
    hit.append(unlucky.next())
    assert "is on its way" in (await town.alice.submit(form.modal, score="4", text=TEXT)).text
    if call == "CALLBACK":
        hit.append(unlucky.next())
        assert [choice.value for choice in await town.boris.complete("feedback", "interview")] == ["1"]
        hit.append(unlucky.next())
        again = await forge(town.alice, "interview:feedback:1", asked)
        assert "already left feedback on #1" in again.text
    assert [one.hits for one in hit] == [1] * len(hit)
    received = await town.dm_says(town.boris, "4 из 5")
    await town.boris.click(received, "Принять")
    await town.card_shows(1, "completed")
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]
    assert await ledger(town.alice) == [(1, 1, "reward")]
    assert count_dms(town.boris, "4 из 5") == 1


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("fault", ["500 before the work", "429"])
async def test_what_is_said_beside_an_answer_survives_a_refused_first_try(town: Town, fault: str) -> None:
    await town.open_board()
    await publish(town, town.alice, when="today 18:00")
    picker = await town.alice.run("interview create", role="interviewer")
    for menu, value in (("Day", town.now().date().isoformat()), ("Hour", "18")):
        await town.alice.select(picker.message, menu, [value])
    hit = Unlucky(town, MORE, fault).next()
    told = await town.alice.select(picker.message, "Minute", ["0"])
    await town.until(lambda: bool(told.followups), "the free times")
    assert hit.hits == 1
    assert [said.ephemeral for said in told.followups] == [True]


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_acknowledgement_whose_outcome_is_unknown_is_repeated_and_the_work_is_done(
    town: Town, fault: str
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    hit = Unlucky(town, CALLBACK, fault).next()
    told = await town.boris.click(card, "Book")
    assert hit.hits == 1
    assert "Вы записаны на #1" in told.text
    assert told.ephemeral
    await booked_once(town)


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_acknowledgement_is_repeated_before_the_member_reads_that_nobody_answered(
    frozen_town: Town, when: Literal["before", "after"]
) -> None:
    """Discord waits for three seconds, and several tries fail in them."""
    town = frozen_town
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    hit = town.local.faults.add(Fault("status", *CALLBACK, status=502, when=when, times=3))
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    assert hit.hits == 3
    await booked_once(town)
    pauses = [FIRST_PAUSE_SECONDS * 2**number for number in range(3)]
    assert sum(pauses) < 3, "what Discord waits for"


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_an_acknowledgement_that_hangs_is_repeated(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    monkeypatch.setattr(first_answers, "TRY_SECONDS", 0.5)
    hangs = town.local.faults.add(Fault("delay", *CALLBACK, seconds=60.0))
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    assert hangs.hits == 1
    await booked_once(town)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_an_acknowledgement_that_was_not_taken_in_time_does_nothing(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    town.local.faults.add(Fault("status", *CALLBACK, status=503, times=None))
    with impatient(town.local):
        assert (await town.boris.click(card, "Book")).failed
    town.local.faults.clear()
    await town.until(lambda: _callbacks(town)[-1] == 404, "the last try")
    await nothing_done(town)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_connection_that_was_never_made_is_simply_tried_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    refused = _refuse_connections(monkeypatch, 2)
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    assert len(refused) == 2
    await booked_once(town)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_who_hears_at_the_first_try_that_another_answered_leaves_it_to_the_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the connection of a try before was never made: that is no try."""
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    _refuse_connections(monkeypatch, 1)
    town.local.faults.add(Fault("status", *CALLBACK, status=400, code=40060, when="after"))
    trying = asyncio.create_task(town.boris.click(card, "Book"))
    await town.until(lambda: _callbacks(town)[-1] == 400, "the try")
    await nothing_done(town)
    town.clock.advance(timedelta(minutes=16))
    assert (await trying).failed


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_who_sees_that_another_has_said_more_leaves_it_to_the_other(town: Town) -> None:
    """The first try was lost, and meanwhile another process of this bot has done it all."""
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    known = town.local.backend.interactions.latest
    lost = town.local.faults.add(Fault("status", *CALLBACK, status=502, when="after"))
    held = town.local.faults.add(Fault("delay", *CALLBACK, seconds=3.0))
    trying = asyncio.create_task(town.boris.click(card, "Book"))
    await town.until(lambda: held.hits == 1, "the second try")
    assert lost.hits == 1
    latest = town.local.backend.interactions.latest
    assert latest is not None
    assert latest is not known
    original = answer_named(town.local.backend, latest, "@original")
    edit_answer(town.local.backend, latest, original, {"content": "Said by the other"}, [])
    assert "Said by the other" in (await trying).text
    await town.until(lambda: _callbacks(town)[-1] == 400, "the end of the second try")
    await nothing_done(town)


@pytest.mark.parametrize("fault", ["dropped before the work", "dropped after the work"])
async def test_a_booking_whose_answer_is_lost_on_the_way_is_told_all_the_same(town: Town, fault: str) -> None:
    """The booking stands, so the member must not read that something went wrong."""
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    Unlucky(town, ANSWER, fault).next()
    told: Answer = await town.boris.click(card, "Book")
    assert told.ephemeral
    assert not told.failed
    assert "Вы записаны на #1" in told.text
    await booked_once(town)
    again = await town.boris.run("book", interview="1")
    assert "Вы уже" in again.text
    await booked_once(town)


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_the_file_of_an_answer_arrives_whole_and_once_whatever_the_first_try_met(
    town: Town, fault: str
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    told = await town.dm_says(town.boris, "назначено")
    hit = Unlucky(town, ANSWER, fault).next()

    withdrawn = await sure(town.boris, await town.boris.click(told, "Отказаться"))

    assert hit.hits == 1
    assert withdrawn.message is not None
    method, event = await event_of(town, withdrawn.message)
    assert (method, event.summary) == ("CANCEL", "Отменено: мок-собеседование, Python")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_was_typed_comes_back_though_the_apology_does_not_get_through(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two things fail at once: the work, and the change of the answer in which the member would read so."""
    form = await _feedback_form(town)
    monkeypatch.setattr(feedback, "leave", _broken)
    lost = town.local.faults.add(Fault("drop", *ANSWER, times=None))
    told = await town.alice.submit(form.modal, score="4", text=TEXT)
    assert lost.hits > 0
    assert "something went wrong" in told.text
    await town.until(lambda: any(TEXT in said.text for said in told.followups), "what was typed")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_cannot_even_be_given_back_is_one_line_in_the_log(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    form = await _feedback_form(town)
    monkeypatch.setattr(feedback, "leave", _broken)
    lost = town.local.faults.add(Fault("drop", *MORE, times=None))
    with caplog.at_level(logging.INFO, "cogs._shared.kept_text"):
        await town.alice.submit(form.modal, score="4", text=TEXT)
        await town.until(lambda: lost.hits > 0, "the try to give it back")
        # The bot hears of the lost connection before it can answer anything that is asked after that.
        await town.boris.run("points")
    assert "could not be given back" in caplog.text
    assert "Ignoring exception" not in caplog.text
    assert TEXT not in caplog.text


async def _feedback_form(town: Town) -> Answer:
    """Have Boris book what Alice offers, let it pass, and open her form."""
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    town.clock.advance(timedelta(days=2))
    return await town.alice.click(await town.dm_says(town.alice, "How was interview #1"), "Leave feedback")


async def _broken(*_arguments: object, **_options: object) -> None:
    raise RuntimeError("a bug")


def _refuse_connections(monkeypatch: pytest.MonkeyPatch, times: int) -> list[str]:
    """Let the connections for the next few first answers not be made; return a list that grows by each."""
    refused: list[str] = []
    send = aiohttp.ClientSession._request

    async def refuse(
        session: aiohttp.ClientSession,
        method: str,
        url: str,
        **options: Any,  # noqa: ANN401 - as aiohttp has it
    ) -> aiohttp.ClientResponse:
        if url.endswith("/callback") and len(refused) < times:
            refused.append(url)
            url = "http://127.0.0.1:9/"
        return await send(session, method, url, **options)

    monkeypatch.setattr(aiohttp.ClientSession, "_request", refuse)
    return refused


def _callbacks(town: Town) -> list[int]:
    """Return how Discord answered the bot's first answers to interactions."""
    return [request.status for request in town.local.requests if request.path.endswith("/callback")]
