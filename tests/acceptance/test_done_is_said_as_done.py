"""What was stored is said as done, whatever meets the answer: nobody is told to try again what they paid."""

import importlib
import logging
import re
from dataclasses import replace

import pytest

from sandbox import Fault
from tests.acceptance.conftest import Town
from tests.acceptance.steps import ledger, publish
from tests.acceptance.test_faults_of_answers import ANSWER, MORE, booked_once

HTML = "<html><body>Just a moment…</body></html>"

REFUSED = {
    "400": Fault("status", *ANSWER, status=400, code=50035),
    "401": Fault("status", *ANSWER, status=401),
    "403": Fault("status", *ANSWER, status=403, code=50013),
    "404": Fault("status", *ANSWER, status=404, code=10008),
    "another's": Fault("status", *ANSWER, status=400, code=40060),
    "unknown": Fault("status", *ANSWER, status=404, code=10062),
    "413": Fault("status", *ANSWER, status=413, body=HTML),
    "429 without a way": Fault("status", *ANSWER, status=429, body=HTML),
    "no JSON": Fault("status", *ANSWER, status=200, body=HTML, times=2),
    "broken JSON": Fault("status", *ANSWER, status=200, body='{"id": ', times=2),
    "other JSON": Fault("status", *ANSWER, status=200, body="[]"),
    "empty JSON": Fault("status", *ANSWER, status=200, body="{}"),
}


def _fails(*_arguments: object, **_options: object) -> None:
    raise RuntimeError("a bug")


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("fault", REFUSED)
async def test_a_booking_whose_answer_is_refused_is_said_as_done(
    town: Town, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    made = replace(REFUSED[fault])
    town.local.faults.add(made)
    told = await town.boris.click(card, "Book")
    assert made.hits == made.times
    assert "Готово!" in told.text
    assert "</interview view:" in told.text
    assert "Попробуйте ещё раз" not in told.text
    reference = re.search(r"код: (\w{8})", told.text)
    assert reference is not None
    assert reference[1] in caplog.text
    await booked_once(town)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_where_the_answer_can_never_be_changed_another_message_says_it(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    refused = town.local.faults.add(Fault("status", *ANSWER, status=400, code=50035, times=None))
    told = await town.boris.click(card, "Book")
    assert refused.hits == 2
    assert "Готово!" in told.text
    await booked_once(town)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_an_answer_that_arrives_broken_once_is_sent_again_in_full(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    town.local.faults.add(Fault("status", *ANSWER, status=200, body=HTML))
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    await booked_once(town)


async def test_a_fault_between_the_booking_and_its_answer_is_said_as_done(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await town.open_board(points_for=town.boris)
    town.boris.locale = "en-US"
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    with monkeypatch.context() as broken:
        broken.setattr(importlib.import_module("cogs.board.cog"), "private_card", _fails)
        told = await town.boris.click(card, "Book")
    assert "That's done!" in told.text
    assert "/interview list" in told.text
    assert "try again" not in told.text
    assert "a bug" in caplog.text
    assert "You booked #1" not in told.text
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_was_typed_and_stored_is_not_given_back_as_if_it_were_not(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await town.open_board()
    town.local.faults.add(Fault("status", *ANSWER, status=400, code=50035))
    more = town.local.faults.add(Fault("status", *MORE, times=None))
    with caplog.at_level(logging.INFO):
        told = await town.chen.run(
            "interview create",
            role="interviewer",
            when="tomorrow 18:00 UTC",
            topic="Python",
            notes="Be on time",
        )
    assert "That's done!" in told.text
    await town.card_shows(1, "Python")
    assert more.hits == 0


async def _broken(*_arguments: object, **_options: object) -> None:
    raise RuntimeError("a bug")
