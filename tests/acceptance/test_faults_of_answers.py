"""The first try to answer an interaction fails: the member reads the same, or nothing was done at all."""

import asyncio
import logging
from datetime import timedelta
from functools import partial

import pytest

from sandbox import Answer, Fault
from services import feedback
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import count_dms, ledger, publish
from tests.acceptance.test_calendar_files import event_of
from tests.acceptance.test_faults import FAULTS
from tests.acceptance.witness import forge
from tests.support.factories import stored

CALLBACK = ("POST", r"^/interactions/\d+/.+/callback$")
ANSWER = ("PATCH", r"^/webhooks/\d+/.+/messages/@original$")
MORE = ("POST", r"^/webhooks/\d+/[^/]+$")
TEXT = "Calm and clear; practise complexity."

REFUSED_AT_FIRST = [
    (call, fault)
    for call in ("CALLBACK", "ANSWER")
    for fault in ("500 before the work", "500 after the work", "429")
    if (call, fault) != ("CALLBACK", "500 after the work")
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

    hit = [unlucky.next()]
    assert "3 балла" in (await town.boris.run("points")).text
    hit.append(unlucky.next())
    assert LINK in (await town.boris.click(card, "Book")).text
    hit.append(unlucky.next())
    picker = await town.chen.run("interview create")
    hit.append(unlucky.next())
    assert picker.message is not None
    assert (await town.chen.click(picker.message, "I interview")).updated
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
        assert "left feedback on #1 already" in again.text
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


async def test_an_acknowledgement_that_did_not_get_through_leaves_all_as_it_was(town: Town) -> None:
    """The bot learns that Discord knows of no answer: it says so, and has done nothing."""
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    Unlucky(town, CALLBACK, "dropped before the work").next()
    told = await town.boris.click(card, "Book")
    assert "Попробуйте ещё раз" in told.text
    assert told.ephemeral
    await nothing_done(town)
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    await booked_once(town)


@pytest.mark.parametrize("fault", ["500 after the work", "dropped after the work"])
async def test_an_acknowledgement_without_an_answer_leaves_all_as_it_was(town: Town, fault: str) -> None:
    """Discord took it and the bot cannot know: another process of it might have been faster.

    The member sees in the end that the application did not respond; nothing is half done.
    """
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    Unlucky(town, CALLBACK, fault).next()
    trying = asyncio.create_task(town.boris.click(card, "Book"))
    await town.until(lambda: _callbacks(town)[-2:] in ([500, 400], [0, 400]), "the second try")
    town.clock.advance(timedelta(minutes=16))
    assert (await trying).failed
    await nothing_done(town)
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    await booked_once(town)


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

    withdrawn = await town.boris.click(told, "Отказаться")

    assert hit.hits == 1
    assert withdrawn.message is not None
    method, event = await event_of(town, withdrawn.message)
    assert (method, event.summary) == ("CANCEL", "Отменено: мок-собеседование, Python")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_was_typed_comes_back_though_the_apology_does_not_get_through(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two things fail at once: the work, and the connection on which the member would hear of it."""
    form = await _feedback_form(town)
    monkeypatch.setattr(feedback, "leave", _broken)
    lost = town.local.faults.add(Fault("drop", *ANSWER, times=None))
    told = await town.alice.submit(form.modal, score="4", text=TEXT)
    assert lost.hits > 0
    assert TEXT in told.text


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


def _callbacks(town: Town) -> list[int]:
    """Return how Discord answered the bot's first answers to interactions."""
    return [request.status for request in town.local.requests if request.path.endswith("/callback")]
