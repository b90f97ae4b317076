"""Feedback by a rubric: what it keeps, what it has to keep to, and what is refused as filler."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from models import InterviewFeedback, InterviewStatus, User
from services import feedback, viewing
from services.privacy import erasing
from services.refusals import FeedbackExists, FeedbackTooEarly, OnlyTheInterviewer, Refusal, TextTooLong
from services.rubrics import keeping
from services.rubrics.refusals import (
    GoodPartLength,
    LevelsMissing,
    NextStepLength,
    NextStepWanted,
    RubricFormUnknown,
    TextRepeatsItself,
    TextSaidBefore,
    TextWithoutLetters,
)
from services.rubrics.standard import BEHAVIORAL, CODING
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    Played,
    a_booking,
    a_member,
    everything,
)
from tests.support.rubrics import GOOD, NEXT_STEP, a_rubric, filled, leave, uses_rubrics

pytestmark = pytest.mark.usefixtures("database")
DAY = timedelta(days=1)


async def another(played: Played, days: int = 1) -> Played:
    """One more interview of the same interviewer, later."""
    guest = await a_member(PRICE)
    return await a_booking(starts_at=played.starts_at + days * DAY, host=played.interviewer, guest=guest)


async def refused(played: Played, **changes: Any) -> Refusal:  # noqa: ANN401 - any field of what is sent
    """Why feedback is refused; and nothing is stored."""
    before = await everything()
    with pytest.raises(Refusal) as refusal:
        await leave(played, **changes)
    assert await everything() == before
    return refusal.value


# --- what it keeps ---------------------------------------------------------------------------------------


async def test_the_score_is_the_mean_and_all_that_was_said_is_kept() -> None:
    played = await a_booking()

    left = await leave(played, levels=(5, 4, 3))

    seen = left.mine.feedback
    assert seen is not None
    assert seen.judged is not None
    assert (seen.score, seen.text, seen.next_step) == (4, GOOD, NEXT_STEP)
    assert (seen.judged.rubric, seen.judged.version) == (CODING, 1)
    assert [one.level for one in seen.judged.criteria] == [5, 4, 3]
    assert seen.judged.criteria[0].words["ru"].startswith("До кода уточняет входные данные")
    received = await viewing.view_mine(played.id, SERVER, played.interviewee.user_id, played.ends_at)
    assert received.feedback == seen


@pytest.mark.parametrize(
    ("levels", "score"), [((5, 5, 5), 5), ((1, 1, 1), 1), ((1, 1, 2), 1), ((1, 2, 2), 2), ((5, 5, 4), 5)]
)
async def test_the_mean_is_rounded(levels: tuple[int, int, int], score: int) -> None:
    left = await leave(await a_booking(), levels=levels)
    assert left.mine.feedback is not None
    assert left.mine.feedback.score == score


async def test_feedback_keeps_its_words_whatever_becomes_of_the_rubric() -> None:
    await a_member()
    own = await a_rubric()
    played = await a_booking()
    left = await leave(played, rubric=own.key, levels=(3, 3, 3))
    await a_rubric(mark=" changed")
    await keeping.retire(ADMIN, SERVER, own.key, NOW)

    seen = await viewing.view_mine(played.id, SERVER, played.interviewer.user_id, played.ends_at)

    assert seen.feedback == left.mine.feedback
    assert seen.feedback is not None
    assert seen.feedback.judged is not None
    assert seen.feedback.judged.criteria[0].words == {"en": "Level 3 of 1 en", "ru": "Level 3 of 1 ru"}


async def test_feedback_with_one_score_has_neither() -> None:
    await uses_rubrics_somewhere()
    played = await a_booking()
    left = await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=4, text=TEXT, now=played.ends_at
    )
    assert left.mine.feedback is not None
    assert (left.mine.feedback.judged, left.mine.feedback.next_step) == (None, "")


async def uses_rubrics_somewhere() -> None:
    """A form with one score that was opened before an admin turned rubrics on counts still."""
    await a_member()
    await uses_rubrics()


async def test_the_text_in_the_outbox_is_none_of_what_was_said() -> None:
    played = await a_booking()
    await leave(played)
    written = str((await everything())["Notification"])
    assert NEXT_STEP not in written
    assert GOOD not in written


# --- the form's version counts ---------------------------------------------------------------------------


async def test_a_form_counts_as_it_was_opened_when_its_rubric_is_changed_retired_and_switched_off() -> None:
    await a_member()
    await uses_rubrics()
    own = await a_rubric()
    played = await a_booking()
    await a_rubric(mark=" changed")
    await keeping.retire(ADMIN, SERVER, own.key, NOW)
    await uses_rubrics(wanted=False)

    left = await leave(played, rubric=own.key, version=1)

    assert left.mine.feedback is not None
    assert left.mine.feedback.judged is not None
    assert left.mine.feedback.judged.version == 1
    assert left.mine.feedback.judged.criteria[0].title["en"] == "Criterion 1 en"


@pytest.mark.parametrize(
    ("rubric", "version"),
    [(CODING, 0), (CODING, 2), (BEHAVIORAL, 4_000_000_000), ("nothing", 1), ("s1", 2), ("s77", 1), ("s", 1)],
)
async def test_a_version_that_never_was_is_refused(rubric: str, version: int) -> None:
    played = await a_booking()
    await a_rubric()
    assert isinstance(await refused(played, rubric=rubric, version=version), RubricFormUnknown)


async def test_a_rubric_of_another_server_is_refused() -> None:
    played = await a_booking()
    theirs = await a_rubric(server_id=ANOTHER_SERVER)
    assert isinstance(await refused(played, rubric=theirs.key), RubricFormUnknown)


# --- who may, and when -----------------------------------------------------------------------------------


async def test_the_rules_of_feedback_hold_for_it_too() -> None:
    played = await a_booking()
    with pytest.raises(OnlyTheInterviewer):
        await feedback.leave_by_rubric(
            played.interviewee.user_id, SERVER, played.id, filled(), played.ends_at
        )
    with pytest.raises(FeedbackTooEarly):
        await feedback.leave_by_rubric(played.interviewer.user_id, SERVER, played.id, filled(), NOW)
    await leave(played)
    assert isinstance(await refused(played), FeedbackExists)


async def test_of_two_forms_that_are_sent_at_once_one_counts() -> None:
    played = await a_booking()

    found = await asyncio.gather(leave(played), leave(played), return_exceptions=True)

    assert sorted(type(one).__name__ for one in found) == ["FeedbackExists", "Left"]
    assert await InterviewFeedback.all().count() == 1


# --- levels and lengths ----------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [(0, 3, 3), (3, 3, 6), (3, 3)])
async def test_each_criterion_needs_a_level(levels: tuple[int, ...]) -> None:
    assert isinstance(await refused(await a_booking(), levels=levels), LevelsMissing)


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"good": "  Not enough.  "}, {"length": 11, "minimum": 20, "maximum": 1000}),
        ({"good": "ab" * 501}, {"length": 1002, "minimum": 20, "maximum": 1000}),
    ],
)
async def test_what_was_good_has_20_to_1000_characters(
    changes: dict[str, str], facts: dict[str, int]
) -> None:
    refusal = await refused(await a_booking(), **changes)
    assert isinstance(refusal, GoodPartLength)
    assert refusal.facts() == facts


@pytest.mark.parametrize("text", ["Practice.", "", "   \n ", "Words " * 200])
async def test_the_next_step_has_10_to_1000_characters(text: str) -> None:
    assert isinstance(await refused(await a_booking(), next_step=text), NextStepLength)


async def test_a_text_that_is_far_too_long_is_not_even_looked_at() -> None:
    assert isinstance(await refused(await a_booking(), good="a" * 20_001), TextTooLong)


@pytest.mark.parametrize("levels", [(2, 5, 5), (5, 1, 5), (5, 5, 2)])
async def test_a_low_level_takes_a_next_step_of_40_characters(levels: tuple[int, int, int]) -> None:
    played = await a_booking()
    short = "Practice graphs, two problems a week, o"
    assert len(short) == 39
    refusal = await refused(played, levels=levels, next_step=short)
    assert isinstance(refusal, NextStepWanted)
    assert refusal.facts() == {"length": 39, "minimum": 40}
    await leave(played, levels=levels, next_step=f"{short}k")


async def test_where_no_level_is_low_ten_characters_are_enough() -> None:
    await leave(await a_booking(), levels=(3, 3, 3), next_step="Read DDIA.")


# --- filler ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "kind", "field"),
    [
        ({"good": "." * 30}, TextWithoutLetters, "good"),
        ({"good": "👍" * 25}, TextWithoutLetters, "good"),
        ({"next_step": "1234567890"}, TextWithoutLetters, "next"),
        ({"good": "a" * 30}, TextRepeatsItself, "good"),
        ({"next_step": "lol lol lol lol"}, TextRepeatsItself, "next"),
    ],
)
async def test_filler_is_refused(changes: dict[str, str], kind: type[Refusal], field: str) -> None:
    refusal = await refused(await a_booking(), **changes)
    assert type(refusal) is kind
    assert refusal.facts() == {"field": field}


async def test_the_same_text_as_in_one_of_the_last_three_is_refused() -> None:
    first = await a_booking()
    await leave(first)
    second = await another(first)

    refusal = await refused(second, next_step="Another step, said in other words.", good=f"  {GOOD.upper()} ")
    assert isinstance(refusal, TextSaidBefore)
    assert refusal.facts() == {"field": "good"}
    refusal = await refused(second, good="Another good part, said in other words.")
    assert isinstance(refusal, TextSaidBefore)
    assert refusal.facts() == {"field": "next"}


async def test_what_was_said_in_the_other_field_or_by_somebody_else_may_be_said() -> None:
    first = await a_booking()
    await leave(first)
    await leave(await another(first), good=NEXT_STEP, next_step=GOOD)
    await leave(await a_booking())


async def test_after_three_others_a_text_may_be_said_again_whatever_became_of_them() -> None:
    first = await a_booking()
    await leave(first)
    for days in (1, 2, 3):
        played = await another(first, days)
        if days < 3:
            await leave(played, good=f"{GOOD} {days}", next_step=f"{NEXT_STEP} {days}")
        else:
            assert isinstance(await refused(played), TextSaidBefore)
            await feedback.leave(
                first.interviewer.user_id, SERVER, played.id, score=3, text=TEXT, now=played.ends_at
            )
        await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)
    await leave(await another(first, 4))


async def test_a_text_of_feedback_with_one_score_counts_as_well() -> None:
    first = await a_booking()
    await feedback.leave(first.interviewer.user_id, SERVER, first.id, score=4, text=TEXT, now=first.ends_at)
    assert isinstance(await refused(await another(first), good=TEXT), TextSaidBefore)


# --- who is erased ---------------------------------------------------------------------------------------


async def test_an_erasure_of_whom_it_is_about_takes_the_words_and_leaves_the_scores() -> None:
    played = await a_booking()
    await leave(played, levels=(5, 3, 2))
    await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)

    await erasing.erase(played.interviewee.user_id, played.ends_at)

    row = await InterviewFeedback.get()
    assert (row.technical_score, row.feedback, row.next_step) == (3, "", "")
    assert row.rubric is not None
    assert (row.rubric["levels"], row.rubric["words"]) == ([5, 3, 2], "")
    seen = await viewing.view_mine(played.id, SERVER, played.interviewer.user_id, played.ends_at)
    assert seen.feedback is not None
    assert seen.feedback.judged is not None
    assert [one.level for one in seen.feedback.judged.criteria] == [5, 3, 2]


async def test_an_erasure_leaves_what_has_no_rubric_and_what_they_wrote_themselves() -> None:
    first = await a_booking()
    await feedback.leave(first.interviewer.user_id, SERVER, first.id, score=4, text=TEXT, now=first.ends_at)
    by_them = await another(first)
    await leave(by_them)
    await feedback.accept(first.interviewee.user_id, SERVER, first.id, by_them.ends_at)

    await erasing.erase(first.interviewee.user_id, by_them.ends_at)
    await erasing.erase(first.interviewer.user_id, by_them.ends_at)

    about_them, theirs = await InterviewFeedback.all().order_by("id")
    assert (about_them.rubric, about_them.feedback) == (None, "")
    assert (theirs.feedback, theirs.next_step) == (GOOD, NEXT_STEP)
    assert theirs.rubric is not None
    assert theirs.rubric["words"]


async def test_what_is_left_for_somebody_erased_is_scores_alone() -> None:
    played = await a_booking()
    await erasing.erase(played.interviewee.user_id, played.starts_at)
    assert await User.filter(id__lt=0).exists()

    left = await leave(played)

    assert left.mine.interview.status is InterviewStatus.COMPLETED
    row = await InterviewFeedback.get()
    assert (row.technical_score, row.feedback, row.next_step) == (4, "", "")
    assert row.rubric is not None
    assert row.rubric["words"] == ""
