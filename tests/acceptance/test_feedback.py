"""/feedback in every state, for both sides of the table."""

from datetime import timedelta

from models import UserPoints
from sandbox import Answer, Member
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import labels, ledger, publish

TEXT = "Calm and clear; practise estimating complexity."


async def _over(town: Town, count: int = 1) -> None:
    """Have Alice interview Boris, and let the time of all the interviews pass."""
    await town.open_board(points_for=town.boris, points=9)
    for number in range(1, count + 1):
        await publish(town, town.alice, when=f"tomorrow {number:02}:00", duration=30)
        await town.boris.run("book", interview=str(number))
        # A card that was never posted is not posted any more when all is over.
        await town.card_shows(number, "booked")
    town.clock.advance(timedelta(days=2))
    # A form has to come at once; what else comes due at this moment would have its part of a slow machine.
    await nothing_waits(town.now())


async def _leave(member: Member, opened: Answer, score: str = "4", text: str = TEXT) -> Answer:
    assert opened.modal is not None, opened.text
    return await member.submit(opened.modal, score=score, text=text)


async def test_with_nothing_due_it_says_so(town: Town) -> None:
    assert "all caught up" in (await town.alice.run("feedback")).text
    assert "Пока пусто" in (await town.boris.run("feedback")).text
    assert await town.alice.complete("feedback", "interview") == []


async def test_before_the_start_it_is_too_early(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    early = await town.alice.run("feedback", interview="1")
    assert "#1 hasn't started yet" in early.text
    assert early.ephemeral
    waiting = await town.boris.run("feedback", interview="1")
    assert "Отзыв" in waiting.text
    assert "all caught up" in (await town.alice.run("feedback")).text


async def test_one_that_is_due_opens_the_form_at_once(town: Town) -> None:
    await _over(town)
    form = await town.alice.run("feedback")
    assert form.modal is not None
    assert form.modal.custom_id == "interview:feedback:1"
    assert set(form.modal.fields) == {"score", "text"}
    assert [option["value"] for option in form.modal.fields["score"]["options"]] == ["5", "4", "3", "2", "1"]
    left = await _leave(town.alice, form)
    assert "your feedback on #1 is on its way" in left.text
    assert "all caught up" in (await town.alice.run("feedback")).text
    again = await town.alice.run("feedback", interview="1")
    assert TEXT in again.text
    assert labels(again.message) == []


async def test_of_several_that_are_due_one_is_chosen(town: Town) -> None:
    await _over(town, 3)
    due = await town.alice.run("feedback")
    assert labels(due.message) == ["Leave feedback #1", "Leave feedback #2", "Leave feedback #3"]
    offered = await town.alice.complete("feedback", "interview", "#2")
    assert [choice.value for choice in offered] == ["2"]
    form = await town.alice.run("feedback", interview="2")
    await _leave(town.alice, form)
    form = await town.alice.click(due.message, "Leave feedback #3")
    await _leave(town.alice, form)
    last = await town.alice.run("feedback")
    assert last.modal is not None
    assert last.modal.custom_id == "interview:feedback:1"


async def test_the_interviewee_reads_accepts_and_rates(town: Town) -> None:
    await _over(town)
    await _leave(town.alice, await town.alice.run("feedback"))
    offered = await town.boris.complete("feedback", "interview")
    assert [choice.value for choice in offered] == ["1"]
    received = await town.boris.run("feedback")
    assert TEXT in received.text
    assert "4 из 5" in received.text
    accepted = await town.boris.click(received.message, "Принять #1")
    assert "Интервьюер получил 1 балл" in accepted.text
    await town.boris.select(accepted.message, "Оцените интервьюера", ["5"])
    assert "Спасибо за оценку" in accepted.text
    await town.dm_says(town.alice, "earned 1 point")
    assert await ledger(town.alice) == [(1, 1, "reward")]
    later = await town.boris.run("feedback", interview="1")
    assert TEXT in later.text
    assert labels(later.message) == []
    stale = await town.boris.click(received.message, "Принять #1")
    assert "уже принят" in stale.text
    assert await ledger(town.alice) == [(1, 1, "reward")]


async def test_feedback_that_nobody_accepts_accepts_itself_after_three_days(town: Town) -> None:
    await _over(town)
    await _leave(town.alice, await town.alice.run("feedback"))
    await town.dm_says(town.boris, "4 из 5")
    town.clock.advance(timedelta(hours=71))
    assert await ledger(town.alice) == []
    town.clock.advance(timedelta(hours=2))
    await town.dm_says(town.alice, "earned 1 point")
    await town.card_shows(1, "completed")
    assert await ledger(town.alice) == [(1, 1, "reward")]
    asked = await town.dm_says(town.boris, "принят автоматически")
    rated = await town.boris.select(asked, "Оцените интервьюера", ["4"])
    assert "Спасибо за оценку" in rated.text
    # One rating is no mean yet; with two more there is one, for the interviewer alone.
    assert "rating" not in (await town.alice.run("points")).text
    await UserPoints.filter(user_id=int(town.alice.id)).update(ratings=3, rating_sum=13)
    assert "Your rating as interviewer\n4.3 out of 5, from 3 ratings" in (await town.alice.run("points")).text
    assert "4,3" not in (await town.boris.run("points", member=town.alice)).text


async def test_a_text_that_is_too_short_comes_back_and_can_be_sent_again(town: Town) -> None:
    await _over(town)
    form = await town.alice.run("feedback")
    refused = await _leave(town.alice, form, text="          good         ")
    assert "Your text has 4 characters. Write 20 to 2000." in refused.text.replace(",", "")
    assert "good" in refused.text.split("nothing is lost:")[-1]
    left = await _leave(town.alice, await town.alice.run("feedback"))
    assert "is on its way" in left.text


async def test_somebody_else_reads_nothing_and_leaves_nothing(town: Town) -> None:
    await _over(town)
    await _leave(town.alice, await town.alice.run("feedback"))
    stranger = await town.chen.run("feedback", interview="1")
    assert TEXT not in stranger.text
    assert "#1 isn't your interview" in stranger.text
    missing = await town.chen.run("feedback", interview="no number")
    assert "There's no interview #0 here" in missing.text


async def test_feedback_is_given_in_the_dm_as_well(town: Town) -> None:
    await _over(town)
    form = await town.alice.at("dm").run("feedback")
    await _leave(town.alice, form)
    received = await town.boris.at("dm").run("feedback")
    assert TEXT in received.text
    await town.boris.click(received.message, "Принять #1")
    await town.card_shows(1, "completed")
