"""Sealed feedback, as admins, interviewees and interviewers meet it."""

from datetime import timedelta

import pytest

from models import MockInterview, Review, Server
from sandbox import Answer, Member
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import click_stale, labels, ledger, publish
from tests.acceptance.witness import Witness, forge_form

TEXT = "Calm and clear; practise estimating complexity."
LINE = "The hints came **just** in time."
SAID = {"prepared": "yes", "useful": "partly", "actionable": "no"}
REVIEW, OPEN = "Ответить на три вопроса", "Открыть без ответа"


async def turn_on(town: Town, *, wanted: bool = True) -> Answer:
    """Have Olga seal feedback, or not any more."""
    return await town.olga.at("general").run("settings feedback", sealed=wanted)


async def over(town: Town, *, now: bool = True) -> None:
    """Have Alice interview Boris where feedback is sealed, and let the time of the interview pass."""
    await turn_on(town)
    await town.open_board(points_for=town.boris, points=9)
    await publish(town, town.alice, when="2026-12-01 10:00", duration=30)
    await town.boris.run("book", interview="1")
    await town.card_shows(1, "booked")
    await nothing_waits(town.now())
    if now:
        town.clock.advance(timedelta(hours=23))
        await nothing_waits(town.now())


async def leave(town: Town) -> Answer:
    """Have Alice leave feedback."""
    form = await town.alice.run("feedback", interview="1")
    assert form.modal is not None, form.text
    return await town.alice.submit(form.modal, score="4", text=TEXT)


async def answer_three(who: Member, opened: Answer, **fields: str) -> Answer:
    """Send the form about the interviewer."""
    assert opened.modal is not None, opened.text
    return await who.submit(opened.modal, **{**SAID, "line": LINE, **fields})


def seen_by(member: Member) -> str:
    """All that the bot has said to a member in direct messages."""
    return "\n".join(dm.text for dm in member.dms())


async def test_an_admin_turns_it_on_and_reads_from_when_on_it_holds(town: Town, witness: Witness) -> None:
    town.olga.locale = "en-US"
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    done = await turn_on(town)

    assert "From the next booking on" in done.text
    assert "criteria" not in done.text.split("Settings")[0], "what was not set is not said"
    assert (await Server.get()).seals_feedback
    await town.until(lambda: any("Feedback is sealed" in line for line in town.log_lines()), "the line")
    assert "stays sealed as agreed" in (await turn_on(town, wanted=False)).text
    town.olga.locale = "ru"
    assert "Начиная со следующей записи" in (await turn_on(town)).text
    assert witness.faults() == []


async def test_the_interviewee_is_asked_at_the_end_and_reads_feedback_as_soon_as_it_comes(
    town: Town, witness: Witness
) -> None:
    await over(town)
    asked = await town.dm_says(town.boris, "Три вопроса займут десять секунд")
    form = await town.boris.click(asked, REVIEW)
    assert form.modal is not None
    assert set(form.modal.fields) == {"prepared", "useful", "actionable", "line"}
    assert [one["value"] for one in form.modal.fields["useful"]["options"]] == ["yes", "partly", "no"]

    thanked = await answer_three(town.boris, form)

    assert "откроется, как только придёт" in thanked.text
    await nothing_waits(town.now())
    assert REVIEW not in labels(await town.dm_says(town.boris, "закончилось."))
    assert "Три вопроса" not in seen_by(town.boris)
    await leave(town)
    received = await town.dm_says(town.boris, TEXT)
    assert "Принять" in labels(received)
    assert OPEN not in labels(received)
    assert LINE not in seen_by(town.alice)
    assert witness.faults() == []


async def test_sealed_feedback_says_nothing_before_it_is_open(town: Town, witness: Witness) -> None:
    await over(town)
    await leave(town)

    told = await town.dm_says(town.boris, "Прежде чем прочесть")
    listed = await town.boris.run("feedback")
    one = await town.boris.run("feedback", interview="1")
    viewed = await town.boris.run("interview view", interview="1")
    past = await town.boris.run("interview list")

    for answer in (listed, one, viewed, past):
        assert TEXT not in answer.text
        assert "из 5" not in answer.text
    assert TEXT not in seen_by(town.boris)
    assert [label for label in labels(told) if label in {REVIEW, OPEN, "Принять"}] == [REVIEW, OPEN]
    assert "отзыв ждёт принятия" in told.text
    assert labels(listed.message) == [f"{REVIEW} #1", f"{OPEN} #1"]
    assert {REVIEW, OPEN} <= set(labels(one.message))
    assert "запечатан" in viewed.text
    for custom_id in ("interview:accept:1", "interview:dispute:1"):
        refused = await click_stale(town.boris, told, custom_id)
        assert "ещё запечатан" in refused.text
    assert await ledger(town.alice) == []
    assert witness.faults() == []


async def test_the_three_questions_open_it_wherever_it_is_told_of(town: Town, witness: Witness) -> None:
    await over(town)
    await leave(town)
    told = await town.dm_says(town.boris, "Прежде чем прочесть")

    opened = await answer_three(town.boris, await town.boris.click(told, REVIEW))

    assert TEXT in opened.text
    assert "Принять" in labels(opened.message)
    await nothing_waits(town.now())
    assert "Прежде чем прочесть" not in seen_by(town.boris)
    told = await town.dm_says(town.boris, TEXT)
    accepted = await town.boris.click(told, "Принять")
    assert "Вы приняли отзыв" in accepted.text
    stale = await click_stale(town.boris, told, "interview:review:1")
    assert "уже ответили" in stale.text
    assert (await Review.get()).line == LINE
    said_to_alice = seen_by(town.alice) + (await town.alice.run("interview view", interview="1")).text
    assert "just" not in said_to_alice
    assert witness.faults() == []


async def test_it_opens_without_an_answer_and_then_nobody_is_asked_any_more(
    town: Town, witness: Witness
) -> None:
    await over(town)
    await leave(town)
    listed = await town.boris.run("feedback")
    form = await town.boris.click(listed.message, f"{REVIEW} #1")

    opened = await town.boris.click(listed.message, f"{OPEN} #1")

    assert TEXT in opened.text
    assert "4 из 5" in opened.text
    late = await answer_three(town.boris, form)
    assert "спрашивать об интервьюере поздно" in late.text
    assert "just" in late.text, "what was typed comes back"
    again = await click_stale(town.boris, await town.dm_says(town.boris, TEXT), "interview:open:1")
    assert "уже можно прочесть" in again.text
    assert not await Review.exists()
    assert witness.faults() == []


async def test_after_a_day_it_is_open_and_its_reader_hears_of_it(town: Town, witness: Witness) -> None:
    await over(town)
    await leave(town)
    await town.dm_says(town.boris, "Прежде чем прочесть")
    await nothing_waits(town.now())

    town.clock.advance(timedelta(hours=25))

    told = await town.dm_says(town.boris, "открылся")
    assert TEXT in told.text
    assert "Принять" in labels(told)
    await nothing_waits(town.now())
    assert "Прежде чем прочесть" not in seen_by(town.boris)
    assert OPEN not in {label for dm in town.boris.dms() for label in labels(dm)}
    assert witness.faults() == []


async def test_what_accepts_itself_while_it_is_sealed_can_be_read(town: Town, witness: Witness) -> None:
    await town.olga.at("general").run("settings times", accept_hours=2)
    await over(town)
    await leave(town)
    await town.dm_says(town.boris, "Прежде чем прочесть")

    town.clock.advance(timedelta(hours=3))

    await town.dm_says(town.boris, "принят автоматически")
    await town.card_shows(1, "completed")
    await nothing_waits(town.now())
    assert TEXT in seen_by(town.boris)
    assert OPEN not in {label for dm in town.boris.dms() for label in labels(dm)}
    assert witness.faults() == []


@pytest.mark.parametrize("wanted", [False, True])
async def test_what_is_set_after_the_booking_changes_nothing_for_it(
    town: Town, witness: Witness, *, wanted: bool
) -> None:
    await over(town, now=False)
    await MockInterview.filter(id=1).update(agreed_sealed=not wanted)
    await turn_on(town, wanted=wanted)
    town.clock.advance(timedelta(hours=23))
    await nothing_waits(town.now())

    await leave(town)

    await town.dm_says(town.boris, TEXT if wanted else "Прежде чем прочесть")
    assert witness.faults() == []


async def test_a_forged_answer_stores_nothing_and_nobody_else_answers(town: Town, witness: Witness) -> None:
    await over(town)
    await leave(town)
    forged = await forge_form(town.boris, "interview:review:1", prepared="yes", useful="very", line=LINE)
    assert "На каждый из трёх вопросов нужен ответ" in forged.text
    assert "just" in forged.text, "what was typed comes back"
    for member in (town.alice, town.chen):
        answer = await forge_form(member, "interview:review:1", **SAID)
        assert "interviewee" in answer.text
        assert TEXT not in answer.text
    assert not await Review.exists()
    assert witness.faults() == []


async def test_with_closed_direct_messages_the_board_does_not_tell_that_somebody_is_asked(
    town: Town, witness: Witness
) -> None:
    await over(town, now=False)
    town.boris.close_dms()
    town.clock.advance(timedelta(hours=23))
    await nothing_waits(town.now())
    board = "\n".join(message.text for message in town.board())
    viewed = await town.boris.run("interview view", interview="1")

    await answer_three(town.boris, await town.boris.click(viewed.message, REVIEW))

    await nothing_waits(town.now())
    assert "question" not in board.lower()
    assert "\n".join(message.text for message in town.board()) == board
    assert witness.faults() == []
