"""What happens by itself when its time has come; the database is the schedule.

Each interview knows when its next step is (`next_step_at`), kept with every change: when it expires if nobody
books it, when a proposed time or feedback runs out, when it lapses, when a dispute is upheld.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from models import InterviewStatus, MockInterview
from models.joined import wholes
from models.moments import moment_of
from models.statements import run
from services import boards, disputes, ending, feedback, moves
from services.delivery import queue
from services.finding import wishes
from services.outages import OutageError
from services.viewing import progress_of

_log = logging.getLogger(__name__)

BATCH = 100
"""Interviews, and wishes, brought up to date at a time, so that one pass stays short."""

TRIED_AGAIN_AFTER = timedelta(minutes=5)
"""When what could not be done is tried again: it must not hold up the others meanwhile."""

Step = Callable[[int, datetime], Awaitable[None]]

_DUE = """
SELECT id, status FROM (
    SELECT id, status FROM mock_interview WHERE next_step_at <= :now ORDER BY next_step_at LIMIT :many
    ) AS interviews
UNION ALL SELECT id, NULL FROM (
    SELECT id FROM wish WHERE state = 'open' AND until <= :now ORDER BY until LIMIT :many) AS wishes
"""
"""Interviews whose next step has come, by their status, and wishes that run out, which have none."""

_NEXT = """
SELECT (SELECT next_step_at FROM mock_interview WHERE next_step_at > :now ORDER BY next_step_at LIMIT 1)
    AS of_interview,
    (SELECT until FROM wish WHERE state = 'open' AND until > :now ORDER BY until LIMIT 1) AS of_wish
"""


async def run_due(now: datetime) -> int:
    """Do what is due by itself; return how many things were done.

    Cards that nobody booked and times that nobody confirmed expire, feedback left standing is accepted,
    interviews without feedback lapse, what admins did not decide is upheld, cards of what has been over for
    long enough are taken down, and wishes run out.
    """
    done = 0
    for due in await run(_DUE, {"now": now, "many": BATCH}):
        if due["status"] is None:
            done += await _try_to_expire(due["id"], now)
        else:
            done += await _try(due["id"], InterviewStatus(due["status"]), now)
    return done + await boards.take_down_due(now)


async def next_step(now: datetime) -> datetime | None:
    """Return when something happens by itself after `now`, or None."""
    (found,) = await run(_NEXT, {"now": now})
    moments = (found["of_interview"], found["of_wish"])
    return min((moment_of(moment) for moment in moments if moment is not None), default=None)


async def next_due(now: datetime) -> datetime | None:
    """Return when something will be done or said by itself after `now`, or None."""
    moments = [await next_step(now), await queue.next_moment_after(now)]
    return min((moment for moment in moments if moment is not None), default=None)


async def _try(number: int, status: InterviewStatus, now: datetime) -> bool:
    """Do one thing that is due and tell whether it was done; a fault in one must not hold up the others.

    Raises:
        OutageError: the database is away, for the others too.
    """
    try:
        step = await _step_of(number, status)
        await step(number, now)
    except OutageError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the others go on
        _log.exception("What is due for interview %s could not be done.", number)
        await MockInterview.filter(id=number).update(next_step_at=now + TRIED_AGAIN_AFTER)
        return False
    return True


async def _try_to_expire(wish_id: int, now: datetime) -> bool:
    """Have a wish run out and tell whether it did; a fault in one must not hold up the others.

    Raises:
        OutageError: the database is away, for the others too.
    """
    try:
        return await wishes.expire(wish_id, now)
    except OutageError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the others go on
        _log.exception("Wish %s could not run out.", wish_id)
        return False


async def _step_of(number: int, status: InterviewStatus) -> Step:
    """Return what is next for an interview; each looks again whether it is, once it holds the interview."""
    if status is InterviewStatus.PENDING:
        return ending.expire
    whole = (await wholes([number]))[number]
    if whole.proposal is not None:
        return moves.expire
    if progress_of(whole).is_disputed:
        return disputes.uphold_overdue
    return feedback.lapse if whole.feedback is None else feedback.accept_overdue
