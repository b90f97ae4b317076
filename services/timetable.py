"""What happens by itself when its time has come; the database is the schedule."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from models import InterviewFeedback, InterviewStatus, MockInterview, Notification, NotificationState
from services import feedback, publishing

_log = logging.getLogger(__name__)

BATCH = 100
"""Interviews brought up to date at a time, so that one pass stays short."""


async def run_due(now: datetime) -> int:
    """Expire cards that nobody booked and accept feedback that was left standing; return how many.

    What could not be done is not counted, so that it is tried again with the next pass and not at once.
    """
    expired = await (
        MockInterview.filter(status=InterviewStatus.PENDING, scheduled_time__lte=now)
        .order_by("scheduled_time")
        .limit(BATCH)
        .values_list("id", flat=True)
    )
    done = [await _try(publishing.expire, int(str(number)), now) for number in expired]
    overdue = await (
        InterviewFeedback.filter(
            is_accepted=False, accept_by__lte=now, interview__status=InterviewStatus.BOOKED
        )
        .order_by("accept_by")
        .limit(BATCH)
        .values_list("interview_id", flat=True)
    )
    done += [await _try(feedback.accept_overdue, int(str(number)), now) for number in overdue]
    return sum(done)


async def _try(step: Callable[[int, datetime], Awaitable[None]], number: int, now: datetime) -> bool:
    """Do one thing that is due and tell whether it was done; a fault in one must not hold up the others."""
    try:
        await step(number, now)
    except Exception:  # noqa: BLE001 - whatever it is, the others go on
        _log.exception("What is due for interview %s could not be done.", number)
        return False
    return True


async def next_due(now: datetime) -> datetime | None:
    """Return when something will happen by itself after `now`, or None."""
    card = (
        await MockInterview.filter(status=InterviewStatus.PENDING, scheduled_time__gt=now)
        .order_by("scheduled_time")
        .first()
    )
    acceptance = (
        await InterviewFeedback.filter(
            is_accepted=False, accept_by__gt=now, interview__status=InterviewStatus.BOOKED
        )
        .order_by("accept_by")
        .first()
    )
    message = (
        await Notification.filter(state=NotificationState.PENDING, due_at__gt=now).order_by("due_at").first()
    )
    moments: list[datetime] = []
    if card is not None:
        moments.append(card.scheduled_time)
    if acceptance is not None:
        moments.append(acceptance.accept_by)
    if message is not None:
        moments.append(message.due_at)
    return min(moments, default=None)
