"""What the participants of an interview see of it besides the card: feedback, quarrels, another time."""

from dataclasses import dataclass
from datetime import datetime

from models import (
    Dispute,
    DisputeKind,
    InterviewFeedback,
    MockInterview,
    NoShowReport,
    Ruling,
)
from services.rubrics.judged import Judged, judged_of_json


@dataclass(frozen=True)
class AskedQuestion:
    """A question that was asked, as it read; `went` is how, from 1 to 5, None where nobody said."""

    text: str
    went: int | None


@dataclass(frozen=True)
class Feedback:
    """What the interviewer said, and what they asked; for the two participants only.

    Where they judged by a rubric, `judged` is how, the text is what was good, and `next_step` what to do now.
    Until `sealed_until` the interviewee does not read it; None where it never was sealed.
    """

    score: int
    text: str
    is_accepted: bool
    accept_by: datetime
    rating: int | None
    questions: tuple[AskedQuestion, ...] = ()
    judged: Judged | None = None
    next_step: str = ""
    sealed_until: datetime | None = None


@dataclass(frozen=True)
class Absence:
    """A report that somebody did not come; `dispute_by` is until when they can dispute it."""

    reporter_id: int
    absent_id: int
    text: str
    reported_at: datetime
    dispute_by: datetime


@dataclass(frozen=True)
class DisputeView:
    """What admins are asked to decide, or have decided: then there is a ruling.

    `decided_by_id` is None where nobody decided in time. `may_be_read` is whether the author of disputed
    feedback lets admins read it, None until they say.
    """

    kind: DisputeKind
    opened_by_id: int
    text: str
    decide_by: datetime
    ruling: Ruling | None
    decided_by_id: int | None
    may_be_read: bool | None = None


@dataclass(frozen=True)
class Proposal:
    """Another time that the host proposes, while the guest can still confirm it; `duration` in minutes.

    The interview keeps its time until then. `is_mine_to_confirm` tells the guest from the host; with
    `is_length` the start stays, and the length alone would change.
    """

    id: int
    starts_at: datetime
    duration: int
    is_mine_to_confirm: bool
    is_length: bool


async def absence_of(row: MockInterview) -> Absence | None:
    """Return the report of absence of a stored interview, if there is one."""
    stored = await NoShowReport.get_or_none(interview_id=row.id)
    return None if stored is None else absence_view(stored)


def absence_view(stored: NoShowReport) -> Absence:
    """Return what is to be known of a stored report."""
    return Absence(
        reporter_id=stored.reporter_id,
        absent_id=stored.absent_id,
        text=stored.text,
        reported_at=stored.reported_at,
        dispute_by=stored.dispute_by,
    )


def dispute_view(stored: Dispute) -> DisputeView:
    """Return what is to be known of a stored dispute."""
    return DisputeView(
        kind=stored.kind,
        opened_by_id=stored.opened_by_id,
        text=stored.text,
        decide_by=stored.decide_by,
        ruling=stored.ruling,
        decided_by_id=stored.decided_by_id,
        may_be_read=stored.may_be_read,
    )


def feedback_view(stored: InterviewFeedback) -> Feedback:
    """Return what is to be known of stored feedback."""
    return Feedback(
        score=stored.technical_score,
        text=stored.feedback,
        is_accepted=stored.is_accepted,
        accept_by=stored.accept_by,
        rating=stored.interviewer_rating,
        questions=tuple(AskedQuestion(text, went) for text, went in stored.questions),
        judged=judged_of_json(stored.rubric),
        next_step=stored.next_step,
        sealed_until=stored.sealed_until,
    )
