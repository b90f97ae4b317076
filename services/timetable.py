"""What happens by itself when its time has come; the database is the schedule."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from models import (
    Dispute,
    DisputeKind,
    InterviewFeedback,
    InterviewStatus,
    MockInterview,
    MoveProposal,
    Notification,
    NotificationState,
    Ruling,
)
from services import delivery, disputes, drafts, feedback, moves, publishing
from services.outages import OutageError

_log = logging.getLogger(__name__)

BATCH = 100
"""Interviews brought up to date at a time, so that one pass stays short."""


async def run_due(now: datetime) -> int:
    """Do what is due by itself; return how many things were done.

    Cards that nobody booked and times that nobody confirmed expire, feedback left standing is accepted,
    interviews without feedback lapse, what admins did not decide is upheld, and drafts that were left are
    removed. What could not be done is not counted, so that it is tried again with the next pass and not at
    once.
    """
    done = 0
    for find, step in (
        (_unbooked, publishing.expire),
        (_unconfirmed, moves.expire),
        (_unaccepted, feedback.accept_overdue),
        (_without_feedback, feedback.lapse),
        (_undecided, disputes.uphold_overdue),
    ):
        for number in await find(now):
            done += await _try(step, number, now)
    return done + await drafts.forget_old(now)


async def next_look(now: datetime) -> datetime | None:
    """Return when the worker has to look again by itself, or None: never, as far as is known now.

    That is when the next thing is due, or when something due that was tried, or that a process took and
    never finished, may be tried again.
    """
    moments = [await delivery.next_free(now), await next_due(now)]
    return min((moment for moment in moments if moment is not None), default=None)


async def next_due(now: datetime) -> datetime | None:
    """Return when something will happen by itself after `now`, or None.

    Drafts are not asked for: nobody waits for them to go, and the worker comes by often enough.
    """
    card = (
        await MockInterview.filter(status=InterviewStatus.PENDING, scheduled_time__gt=now)
        .order_by("scheduled_time")
        .first()
    )
    unanswered = await _open_feedback().filter(accept_by__gt=now).order_by("accept_by").first()
    silent = await _owing(now).filter(ends_at__gt=now - feedback.LAPSE_AFTER).order_by("ends_at").first()
    sent_back = await _sent_back(now).filter(_goes_on()).order_by("decided_at").first()
    dispute = await Dispute.filter(ruling__isnull=True, decide_by__gt=now).order_by("decide_by").first()
    message = (
        await Notification.filter(state=NotificationState.PENDING, due_at__gt=now).order_by("due_at").first()
    )
    moments: list[datetime] = []
    moments += [card.scheduled_time] if card is not None else []
    moments += [unanswered.accept_by] if unanswered is not None else []
    moments += [silent.ends_at + feedback.LAPSE_AFTER] if silent is not None else []
    if sent_back is not None and sent_back.decided_at is not None:
        moments.append(sent_back.decided_at + feedback.LAPSE_AFTER)
    moments += [dispute.decide_by] if dispute is not None else []
    moments += await _ends_of_proposals(now)
    moments += [message.due_at] if message is not None else []
    return min(moments, default=None)


async def _unbooked(now: datetime) -> list[int]:
    cards = MockInterview.filter(status=InterviewStatus.PENDING, scheduled_time__lte=now)
    return await _first(cards.order_by("scheduled_time"), "id")


async def _unconfirmed(now: datetime) -> list[int]:
    """Return interviews with another time proposed that can no longer be confirmed."""
    passed = Q(scheduled_time__lte=now) | Q(interview__scheduled_time__lte=now)
    return await _first(MoveProposal.filter(passed).order_by("id"), "interview_id")


async def _ends_of_proposals(now: datetime) -> list[datetime]:
    """Return when the next proposed time comes, and the next time that would have been moved."""
    proposed = await MoveProposal.filter(scheduled_time__gt=now).order_by("scheduled_time").first()
    moved = (
        await MoveProposal.filter(interview__scheduled_time__gt=now)
        .order_by("interview__scheduled_time")
        .select_related("interview")
        .first()
    )
    moments = [] if proposed is None else [proposed.scheduled_time]
    return moments if moved is None else [*moments, moved.interview.scheduled_time]


async def _unaccepted(now: datetime) -> list[int]:
    return await _first(_open_feedback().filter(accept_by__lte=now).order_by("accept_by"), "interview_id")


async def _without_feedback(now: datetime) -> list[int]:
    """Return interviews whose feedback is overdue."""
    since = now - feedback.LAPSE_AFTER
    overdue = _owing(now).filter(scheduled_time__lt=since, ends_at__lte=since)
    return await _first(overdue.order_by("scheduled_time"), "id")


async def _undecided(now: datetime) -> list[int]:
    open_disputes = Dispute.filter(ruling__isnull=True, decide_by__lte=now)
    return await _first(open_disputes.order_by("decide_by"), "interview_id")


async def _first(rows: QuerySet[Any], key: str) -> list[int]:
    return [int(str(number)) for number in await rows.limit(BATCH).values_list(key, flat=True)]


def _open_feedback() -> QuerySet[InterviewFeedback]:
    """Feedback that will be accepted by itself: what is disputed is decided by admins instead."""
    disputed = Dispute.filter(kind=DisputeKind.FEEDBACK, ruling__isnull=True).values("interview_id")
    return InterviewFeedback.filter(
        ~Q(interview_id__in=Subquery(disputed)), is_accepted=False, interview__status=InterviewStatus.BOOKED
    )


def _owing(now: datetime) -> QuerySet[MockInterview]:
    """Interviews without feedback whose time runs from their end."""
    return MockInterview.filter(
        ~Q(id__in=Subquery(_sent_back(now).values("interview_id"))),
        status=InterviewStatus.BOOKED,
        interview_feedback__id__isnull=True,
    )


def _sent_back(now: datetime) -> QuerySet[Dispute]:
    """Rulings of late that let an interview go on: its time for feedback runs from them."""
    return Dispute.filter(
        decided_at__gt=now - feedback.LAPSE_AFTER, kind=DisputeKind.NO_SHOW, ruling=Ruling.OVERTURNED
    )


def _goes_on() -> Q:
    """Rulings whose interview waits for feedback still."""
    return Q(interview__status=InterviewStatus.BOOKED, interview__interview_feedback__id__isnull=True)


async def _try(step: Callable[[int, datetime], Awaitable[None]], number: int, now: datetime) -> bool:
    """Do one thing that is due and tell whether it was done; a fault in one must not hold up the others.

    Raises:
        OutageError: the database is away, for the others too.
    """
    try:
        await step(number, now)
    except OutageError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the others go on
        _log.exception("What is due for interview %s could not be done.", number)
        return False
    return True
