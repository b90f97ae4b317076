"""An interviewee reviews the interviewer, or opens sealed feedback without that."""

from dataclasses import dataclass, replace
from datetime import datetime

from tortoise.expressions import Q

from models import Degree, InterviewFeedback, MockInterview, NotificationKind, Review
from models.joined import Whole
from models.statements import run
from services import actions
from services.delivery import outbox
from services.holding import find_held, find_whole, whole_of
from services.interviews import Private
from services.reviews.refusals import ReviewIncomplete
from services.reviews.rules import LINE_MAXIMUM
from services.text import clean_text
from services.transaction import use_case
from services.viewing import private_of_whole, progress_of

_NEXT_TURN = (
    'UPDATE "user" SET reviews_counted = reviews_counted + 1'
    " WHERE id = :interviewer RETURNING reviews_counted"
)
"""Counted with the person, so that no turn is given twice where a review is gone with its server."""


@dataclass(frozen=True)
class Answers:
    """What an interviewee says of an interviewer; None for a question that has no answer."""

    was_prepared: Degree | None
    had_useful_questions: Degree | None
    can_be_acted_on: Degree | None
    line: str = ""


async def review(
    user_id: int, server_id: int | None, number: int, answers: Answers, now: datetime
) -> Private:
    """Store an interviewee's review, which opens their feedback; return the interview as they see it now.

    Nobody is told of it, and nothing else of the interview shows that, or when, it was given.

    Raises:
        TextTooLong: the line has more than 300 characters.
        ReviewIncomplete: a question has no answer.
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_review` raises.
    """
    line = clean_text(answers.line, "line", LINE_MAXIMUM)
    async with use_case():
        row = await find_held(number, server_id, user_id)
        whole = await whole_of(row)
        actions.check_may_review(progress_of(whole), user_id, now)
        prepared, useful, actionable = (
            answers.was_prepared,
            answers.had_useful_questions,
            answers.can_be_acted_on,
        )
        if prepared is None or useful is None or actionable is None:
            raise ReviewIncomplete
        assert row.interviewer_id is not None  # noqa: S101 - held by a constraint of booked interviews
        (counted,) = await run(_NEXT_TURN, {"interviewer": row.interviewer_id})
        await Review.create(
            interview_id=row.id,
            interviewer_id=row.interviewer_id,
            turn=counted["reviews_counted"],
            was_prepared=prepared,
            had_useful_questions=useful,
            can_be_acted_on=actionable,
            line=line,
            reviewed_at=now,
        )
        row.is_reviewed = True
        await MockInterview.filter(id=row.id).update(is_reviewed=True)
        return await _opened(row, whole, user_id, now)


async def open_unreviewed(user_id: int, server_id: int | None, number: int, now: datetime) -> Private:
    """Open sealed feedback without a review; return the interview as its interviewee sees it now.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_open` raises.
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        whole = await whole_of(row)
        actions.check_may_open(progress_of(whole), user_id, now)
        return await _opened(row, whole, user_id, now)


async def check_may_review(user_id: int, server_id: int | None, number: int, now: datetime) -> None:
    """Check that a person may review the interviewer of an interview, before they are asked.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_review` raises.
    """
    actions.check_may_review(progress_of(await find_whole(number, server_id, user_id)), user_id, now)


async def _opened(row: MockInterview, whole: Whole, user_id: int, now: datetime) -> Private:
    """Open the feedback of an interview that the caller holds, if there is some, wherever it is told of."""
    feedback = whole.feedback
    if feedback is not None:
        feedback.sealed_until = now
        await InterviewFeedback.filter(id=feedback.id).update(sealed_until=now)
    await outbox.drop(
        row, Q(kind__in=[NotificationKind.REVIEW_WANTED, NotificationKind.FEEDBACK_OPENED]), now
    )
    await outbox.refresh(row, [user_id], now, change=f":opened:{now.isoformat()}")
    return private_of_whole(replace(whole, interview=row), user_id, now)
