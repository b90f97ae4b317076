"""Nobody is ever in two interviews at overlapping times (design, section 3)."""

from datetime import datetime

from tortoise.expressions import Q

from models import InterviewStatus, MockInterview

TAKES_TIME = (InterviewStatus.PENDING, InterviewStatus.BOOKED)
"""An interview in one of these takes the time of whoever sits in it; a card that nobody booked yet does too,
since it can be booked at any moment."""


async def overlapping(
    user_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> MockInterview | None:
    """Return the first interview of a person that shares time with the span, or None.

    To be sure of the answer until the transaction ends, hold the person first (`people.lock`). `but` leaves
    one interview out: the one that is being moved or booked. Spans that only touch do not overlap.
    """
    taken = MockInterview.filter(
        Q(interviewer_id=user_id) | Q(interviewee_id=user_id),
        status__in=TAKES_TIME,
        scheduled_time__lt=ends_at,
        ends_at__gt=starts_at,
    )
    if but is not None:
        taken = taken.exclude(id=but)
    return await taken.order_by("scheduled_time").first()


async def busy_spans(user_id: int, starts_at: datetime, ends_at: datetime) -> list[tuple[datetime, datetime]]:
    """Return when a person is taken between two moments, as spans in UTC."""
    rows = await MockInterview.filter(
        Q(interviewer_id=user_id) | Q(interviewee_id=user_id),
        status__in=TAKES_TIME,
        scheduled_time__lt=ends_at,
        ends_at__gt=starts_at,
    ).order_by("scheduled_time")
    return [(row.scheduled_time, row.ends_at) for row in rows]
