"""How much each of two has written about an interview: counted as it is passed on, and held by a constraint.

What is counted is that somebody wrote, whether or not it is passed on to anybody.
"""

from datetime import datetime

from models import WRITTEN_MAXIMUM, WrittenCount
from models.statements import run
from services.writing.refusals import WrittenEnough
from services.writing.rules import OPEN_FOR

AT_ONCE = 500
"""Rows that are removed in one statement, so that nobody waits for it."""

_COUNT_ONE = """
INSERT INTO written_count (interview_id, user_id, times, at) VALUES (:interview, :person, 1, :now)
ON CONFLICT (interview_id, user_id) DO UPDATE SET times = written_count.times + 1, at = excluded.at
WHERE written_count.times < :most RETURNING times
"""

_REMOVE_OLD = """
DELETE FROM written_count WHERE id IN (
    SELECT counted.id FROM written_count AS counted
    JOIN mock_interview AS interview ON interview.id = counted.interview_id
    WHERE counted.at <= :before AND interview.ends_at <= :before ORDER BY counted.at LIMIT :many) RETURNING id
"""
"""Who wrote within the last day may still do so, and of the others an index finds the first."""


async def count_one(number: int, user_id: int, now: datetime) -> int:
    """Count one more message of a person about an interview; return how many these are.

    It is one statement, so that of any that come at once no more are counted than one can write.

    Raises:
        WrittenEnough: they have written as many as one can.
    """
    counted = await run(
        _COUNT_ONE, {"interview": number, "person": user_id, "now": now, "most": WRITTEN_MAXIMUM}
    )
    if not counted:
        raise WrittenEnough(number=number, most=WRITTEN_MAXIMUM)
    return int(counted[0]["times"])


async def check_not_enough(number: int, user_id: int) -> None:
    """Check that a person can write about an interview once more, before they are asked what.

    Raises:
        WrittenEnough: they have written as many messages as one can.
    """
    if await WrittenCount.exists(interview_id=number, user_id=user_id, times__gte=WRITTEN_MAXIMUM):
        raise WrittenEnough(number=number, most=WRITTEN_MAXIMUM)


async def remove_old(now: datetime) -> int:
    """Remove some of what is about interviews of which nobody writes any more; return how many rows went."""
    return len(await run(_REMOVE_OLD, {"before": now - OPEN_FOR, "many": AT_ONCE}))
