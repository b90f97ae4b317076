"""Interviews that are over, with feedback, written as they would be stored: many, and quickly."""

from datetime import datetime, timedelta

from models import InterviewFeedback, InterviewStatus, MockInterview
from services.people import Member
from services.rubrics import standard
from services.rubrics.judged import judged_as_json
from tests.support.factories import NOW

DAY = timedelta(days=1)
NEXT_STEP = "Say the complexity aloud before you write the loop, each time."


async def judged_by(
    interviewer: Member,
    interviewee: Member,
    score: int = 4,
    *,
    at: datetime = NOW - 30 * DAY,
    topic: str = "Python",
    levels: tuple[int, int, int] | None = None,
    next_step: str = "",
    status: InterviewStatus = InterviewStatus.COMPLETED,
    sealed_until: datetime | None = None,
) -> int:
    """Have had an interview that is completed, unless said otherwise, with feedback; its number."""
    row = await MockInterview.create(
        server_id=interviewer.server_id,
        host_id=interviewer.user_id,
        interviewer_id=interviewer.user_id,
        interviewee_id=interviewee.user_id,
        scheduled_time=at,
        ends_at=at + timedelta(hours=1),
        duration=60,
        topic=topic,
        status=status,
        booking=1,
        created_at=at,
        updated_at=at,
    )
    is_accepted = status is InterviewStatus.COMPLETED
    await InterviewFeedback.create(
        interview_id=row.id,
        technical_score=score,
        feedback="Calm and clear.",
        next_step=next_step,
        rubric=None if levels is None else judged_as_json(standard.latest(standard.CODING), levels),
        is_accepted=is_accepted,
        accepted_at=at if is_accepted else None,
        accept_by=at + 3 * DAY,
        sealed_until=sealed_until,
        created_at=at,
    )
    return row.id
