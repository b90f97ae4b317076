"""What follows an interview: the interviewer's feedback, its acceptance, the reward."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tortoise.queryset import QuerySet

from models import (
    Dispute,
    DisputeKind,
    InterviewFeedback,
    InterviewStatus,
    MockInterview,
    PointsReason,
    Ruling,
)
from models.joined import Whole
from services import actions, ending, happenings, points, ratings, server_settings, terms
from services.delivery import outbox, planning
from services.delivery.kinds.direct import Accepted as AcceptedMessage
from services.delivery.kinds.direct import FeedbackOpened, FeedbackReceived, Lapsed, RatingWanted
from services.delivery.kinds.shown import Refresh
from services.delivery.outbox import Letter, address
from services.happenings import Happening
from services.holding import find_held, find_whole, hold, is_number, store_change, whole_of
from services.interviews import Interview, Private, public
from services.questions import suggesting
from services.questions.hand import asked_in
from services.refusals import (
    FeedbackLength,
    FeedbackNeedsBooking,
    ScoreOutOfRange,
)
from services.reviews.rules import SEALED_FOR
from services.rubrics import sets
from services.rubrics.judged import without_words
from services.rubrics.judging import Filled, judge
from services.rubrics.words import Rubric
from services.text import clean_text
from services.tombstones import is_erased
from services.transaction import use_case
from services.viewing import private, privates, progress_of, server_of

SCORES = range(1, 6)
TEXT_MINIMUM = 20
TEXT_MAXIMUM = 2000
DUE_MAXIMUM = 5
"""Feedback to write, or received, that is shown at once; the buttons of each fill a row of a message."""

_TEXT_READ_AT_MOST = 20_000
"""Characters that are looked at before the length is refused."""


@dataclass(frozen=True)
class Accepted:
    """Feedback that was accepted, and what its writer earned.

    `may_suggest` tells that the server is glad of a question for its bank.
    """

    interview: Interview
    reward: int
    may_suggest: bool = False


@dataclass(frozen=True)
class Left:
    """Feedback that was left, as its writer sees it; `may_suggest` as in `Accepted`."""

    mine: Private
    may_suggest: bool


@dataclass(frozen=True)
class Due:
    """What waits for a person: feedback to write, the oldest first, and received, the latest first.

    Of either as much as is shown at once: what was seen to makes room for the next.
    """

    to_write: tuple[Interview, ...]
    to_accept: tuple[Private, ...]
    received: tuple[Private, ...]


async def leave(
    user_id: int, server_id: int | None, number: int, *, score: int, text: str, now: datetime
) -> Left:
    """Store the interviewer's feedback; the interviewee is asked to accept it, and sees what was asked.

    Where they were erased, nobody will read it: it is accepted at once, and its text is not kept.

    Raises:
        Refusal: what `to_fill_in` raises.
        ScoreOutOfRange: the score is not 1 to 5.
        FeedbackLength: the text has not 20 to 2,000 characters.
    """
    cleaned = clean_text(text, "text", _TEXT_READ_AT_MOST)
    async with use_case():
        row = await _held_to_leave(user_id, server_id, number, now)
        if score not in SCORES:
            raise ScoreOutOfRange
        if not TEXT_MINIMUM <= len(cleaned) <= TEXT_MAXIMUM:
            raise FeedbackLength(length=len(cleaned), minimum=TEXT_MINIMUM, maximum=TEXT_MAXIMUM)
        return await _store(row, user_id, _Said(score, cleaned), now)


async def leave_by_rubric(
    user_id: int, server_id: int | None, number: int, filled: Filled, now: datetime
) -> Left:
    """Store feedback that was given by a rubric; all else is as in `leave`.

    What the form showed counts, also where the server has changed or retired the rubric since, or uses none
    any more.

    Raises:
        Refusal: what `to_fill_in` and `services.rubrics.judging.judge` raise.
    """
    filled = replace(
        filled,
        good=clean_text(filled.good, "text", _TEXT_READ_AT_MOST),
        next_step=clean_text(filled.next_step, "text", _TEXT_READ_AT_MOST),
    )
    async with use_case():
        row = await _held_to_leave(user_id, server_id, number, now)
        verdict = await judge(row.server_id, user_id, filled)
        said = _Said(verdict.score, filled.good, filled.next_step, verdict.judged)
        return await _store(row, user_id, said, now)


@dataclass(frozen=True)
class _Said:
    """What an interviewer says of an interview; `judged` is None where it is a score and a text alone."""

    score: int
    text: str
    next_step: str = ""
    judged: dict[str, Any] | None = None


async def _held_to_leave(user_id: int, server_id: int | None, number: int, now: datetime) -> MockInterview:
    row = await find_held(number, server_id, user_id)
    actions.check_may_leave_feedback(progress_of(await whole_of(row)), user_id, now)
    return row


async def _store(row: MockInterview, user_id: int, said: _Said, now: datetime) -> Left:
    """Store what was said of an interview that the caller holds."""
    settings = await server_settings.read(row.server_id)
    hours = settings.auto_accept_hours
    assert row.interviewee_id is not None  # noqa: S101 - held by a constraint of booked interviews
    nobody_reads_it = is_erased(row.interviewee_id)
    is_sealed = row.agreed_sealed and not row.is_reviewed and not nobody_reads_it
    opens_at = now + min(SEALED_FOR, timedelta(hours=hours) / 2) if is_sealed else None
    left = await InterviewFeedback.create(
        interview_id=row.id,
        technical_score=said.score,
        feedback="" if nobody_reads_it else said.text,
        next_step="" if nobody_reads_it else said.next_step,
        rubric=without_words(said.judged) if nobody_reads_it else said.judged,
        questions=[] if nobody_reads_it else await asked_in(row.id),
        accept_by=now + timedelta(hours=hours),
        sealed_until=opens_at,
        created_at=now,
    )
    row.next_step_at = now + timedelta(hours=hours)
    await store_change(row, now)
    await planning.unplan(row, now)
    if nobody_reads_it:
        await complete(row, left, now)
    await outbox.tell(row, row.interviewee_id, FeedbackReceived(), now)
    if opens_at is not None:
        await outbox.write(_opening_letters(row, row.interviewee_id, opens_at), now)
    # Whoever was asked for feedback, or whether the other came, is not any more.
    await outbox.refresh(row, [person for person in (row.interviewer_id, row.interviewee_id) if person], now)
    return Left(await private(row, user_id, now), suggesting.is_glad_of_one(settings))


def _opening_letters(row: MockInterview, reader_id: int, opens_at: datetime) -> list[Letter]:
    """Return what tells a reader that the seal of their feedback has run out, and shows it so everywhere."""
    to = address(row, reader_id)
    return [
        Letter(Refresh(change=":opened"), to, due_at=opens_at),
        Letter(FeedbackOpened(), to, due_at=opens_at),
    ]


async def to_fill_in(user_id: int, server_id: int | None, number: int, now: datetime) -> Rubric | None:
    """Return by which rubric a person would judge now, before they do; None for one score and a text.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_leave_feedback` raises.
    """
    progress = progress_of(await find_whole(number, server_id, user_id))
    actions.check_may_leave_feedback(progress, user_id, now)
    return await rubric_for(progress.interview)


async def rubric_for(interview: Interview) -> Rubric | None:
    """Return by which rubric an interview is judged; None for one score and a text."""
    return await sets.to_judge_by(interview.server_id, interview.rubric, interview.topic)


async def rubric_of_form(server_id: int | None, number: int, key: str, version: int) -> Rubric | None:
    """Return by what a form about an interview lets judge, or None where there never was such a version."""
    known = await server_of(number) if server_id is None else server_id
    return None if known is None else await sets.version_of(known, key, version)


async def check_can_come(user_id: int, server_id: int | None, number: int, now: datetime) -> None:
    """Check that feedback which is not there yet is still to come, from this person or to them.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: to its interviewer what `actions.check_may_leave_feedback` raises.
        FeedbackNeedsBooking: to anybody else, it is not booked (any more).
    """
    progress = progress_of(await find_whole(number, server_id, user_id))
    if progress.interview.interviewer_id == user_id:
        actions.check_may_leave_feedback(progress, user_id, now)
    elif progress.interview.status is not InterviewStatus.BOOKED:
        raise FeedbackNeedsBooking(number=number, status=progress.interview.status.value)


async def accept(user_id: int, server_id: int | None, number: int, now: datetime) -> Accepted:
    """Accept the feedback: the interview is complete and the interviewer earns the reward.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_accept` raises.
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        whole = await whole_of(row)
        actions.check_may_accept(progress_of(whole), user_id, now)
        accepted = await accept_held(row, whole, user_id, now)
        settings = await server_settings.read(row.server_id)
        return replace(accepted, may_suggest=suggesting.is_glad_of_one(settings))


async def accept_held(row: MockInterview, whole: Whole, user_id: int, now: datetime) -> Accepted:
    """Accept the feedback of an interview that the caller holds, and of which it may be accepted."""
    assert whole.feedback is not None  # noqa: S101 - else there is nothing to accept
    if progress_of(whole).is_disputed:
        await _give_up_dispute(row, user_id, now)
    return await complete(row, whole.feedback, now)


async def accept_overdue(number: int, now: datetime) -> None:
    """Accept feedback whose time to be accepted has run out, if that is still so (design, section 3).

    Its reader, who clicked nothing, is asked how the interviewer was.
    """
    async with use_case():
        row = await hold(number)
        whole = await whole_of(row)
        if whole.feedback is not None and actions.is_overdue(progress_of(whole), now):
            await complete(row, whole.feedback, now)
            assert row.interviewee_id is not None  # noqa: S101 - held by a constraint of booked interviews
            await outbox.tell(row, row.interviewee_id, RatingWanted(), now)


async def lapse(number: int, now: datetime) -> None:
    """End a booked interview that got no feedback within 7 days, if that is still so (design, section 3)."""
    async with use_case():
        row = await hold(number)
        is_due = row.next_step_at is not None and row.next_step_at <= now
        if row.status is not InterviewStatus.BOOKED or not is_due:
            return
        if await InterviewFeedback.exists(interview_id=number):
            return
        refunded = await ending.close(row, InterviewStatus.LAPSED, now)
        for person in (row.interviewer_id, row.interviewee_id):
            if person is not None:
                back = refunded if person == row.interviewee_id else 0
                await outbox.tell(row, person, Lapsed(refund=back), now)


async def rate(user_id: int, server_id: int | None, number: int, rating: int) -> None:
    """Store how the interviewee rates the interviewer, once the feedback is accepted.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_rate` raises.
        ScoreOutOfRange: the rating is not 1 to 5.
    """
    if rating not in SCORES:
        raise ScoreOutOfRange
    async with use_case():
        row = await find_held(number, server_id, user_id)
        whole = await whole_of(row)
        actions.check_may_rate(progress_of(whole), user_id)
        assert whole.feedback is not None  # noqa: S101 - else there is nothing to rate
        await InterviewFeedback.filter(interview_id=number).update(interviewer_rating=rating)
        await ratings.count(row, before=whole.feedback.interviewer_rating, now=rating)


async def due(server_id: int | None, user_id: int, now: datetime, *, number: int | None = None) -> Due:
    """Return what waits for a person, in one server or in all; with `number`, of that interview alone."""
    writing, accepting, completed = _waiting(server_id, user_id, now)
    if number is not None:
        known = number if is_number(number) else 0
        writing, accepting = writing.filter(id=known), accepting.filter(id=known)
        completed = completed.filter(id=known)
    to_write = await writing.limit(DUE_MAXIMUM)
    to_accept = await accepting.limit(DUE_MAXIMUM)
    received = (await completed.limit(DUE_MAXIMUM))[: DUE_MAXIMUM - len(to_accept)]
    seen = await privates([*to_accept, *received], user_id, now)
    return Due(
        to_write=tuple(public(row) for row in to_write),
        to_accept=tuple(seen[: len(to_accept)]),
        received=tuple(seen[len(to_accept) :]),
    )


def _waiting(
    server_id: int | None, user_id: int, now: datetime
) -> tuple[QuerySet[MockInterview], QuerySet[MockInterview], QuerySet[MockInterview]]:
    """Return interviews with feedback to write, to accept, and accepted, each in the order of their list."""
    rows = MockInterview.all() if server_id is None else MockInterview.filter(server_id=server_id)
    booked = rows.filter(status=InterviewStatus.BOOKED, scheduled_time__lte=now)
    completed = rows.filter(status=InterviewStatus.COMPLETED, interviewee_id=user_id)
    to_write = booked.filter(interviewer_id=user_id, interview_feedback__id__isnull=True)
    to_accept = booked.filter(interviewee_id=user_id, interview_feedback__is_accepted=False)
    return (
        to_write.order_by("scheduled_time"),
        to_accept.order_by("-scheduled_time"),
        completed.order_by("-scheduled_time"),
    )


async def _give_up_dispute(row: MockInterview, user_id: int, now: datetime) -> None:
    """Close the dispute of somebody who accepts after all."""
    await Dispute.filter(interview_id=row.id, kind=DisputeKind.FEEDBACK, ruling__isnull=True).update(
        ruling=Ruling.UPHELD, decided_by_id=user_id, decided_at=now
    )
    await outbox.show_dispute(row, DisputeKind.FEEDBACK, now)


async def complete(
    row: MockInterview, feedback: InterviewFeedback, now: datetime, *, reason: str = ""
) -> Accepted:
    """Complete the interview within the caller's transaction: the interviewer earns the reward.

    `reason` is why an admin decided so, if one did; the interviewer reads it.
    """
    feedback.is_accepted = True
    feedback.accepted_at = now
    await feedback.save(update_fields=["is_accepted", "accepted_at"])
    row.status, row.next_step_at = InterviewStatus.COMPLETED, None
    await store_change(row, now, "status")
    assert row.interviewer_id is not None  # noqa: S101 - held by a constraint of booked interviews
    reward = (await terms.agreed(row)).reward
    earned = await points.move(
        row.server_id, row.interviewer_id, reward, PointsReason.REWARD, now, interview_id=row.id
    )
    told = AcceptedMessage(reward=earned.amount, balance=earned.balance, reason=reason)
    await outbox.tell(row, row.interviewer_id, told, now)
    await outbox.show_card(row, now)
    happenings.note(Happening.COMPLETED)
    return Accepted(public(row), earned.amount)
