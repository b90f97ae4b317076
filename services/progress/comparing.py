"""How an interviewer's scores lie beside those that others gave to the same people (design, section 18).

Only in steps of half a point, over at least three people, so that nothing is told of one of them.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.statements import run
from services.progress.rules import COMPARED_FROM, COMPARED_LATEST, HALF_A_POINT
from services.reviews.rules import COUNTED_FROM

_COMPARED = f"""
SELECT mine.interviewee_id, AVG(mine.technical_score) AS mine, (
    SELECT AVG(theirs.technical_score) FROM (
        SELECT feedback.technical_score FROM mock_interview AS interview
        JOIN interview_feedback AS feedback ON feedback.interview_id = interview.id
        WHERE interview.interviewee_id = mine.interviewee_id AND interview.status = 'completed'
            AND interview.interviewer_id <> :me AND interview.scheduled_time <= :until
        ORDER BY interview.scheduled_time DESC LIMIT {COMPARED_LATEST}) AS theirs
    ) AS others
FROM (
    SELECT interview.interviewee_id, feedback.technical_score FROM mock_interview AS interview
    JOIN interview_feedback AS feedback ON feedback.interview_id = interview.id
    WHERE interview.interviewer_id = :me AND interview.status = 'completed'
        AND interview.scheduled_time <= :until
    ORDER BY interview.scheduled_time DESC LIMIT {COMPARED_LATEST}) AS mine
GROUP BY mine.interviewee_id
"""  # noqa: S608 - a number of our own


class Beside(StrEnum):
    """Where an interviewer's scores lie beside others'."""

    MUCH_LOWER = "much-lower"
    LOWER = "lower"
    SAME = "same"
    HIGHER = "higher"
    MUCH_HIGHER = "much-higher"


@dataclass(frozen=True)
class Comparison:
    """Where somebody's scores lie, over so many `people` whom others have interviewed, too."""

    beside: Beside
    people: int


async def compared(interviewer_id: int, now: datetime) -> Comparison | None:
    """Return how an interviewer's latest scores lie beside others'; None while too few are compared.

    The last week is left out, so that nobody tells by the day whose score it is.
    """
    rows = await run(_COMPARED, {"me": interviewer_id, "until": now - COUNTED_FROM})
    apart = [float(row["mine"]) - float(row["others"]) for row in rows if row["others"] is not None]
    if len(apart) < COMPARED_FROM:
        return None
    return Comparison(_beside(sum(apart) / len(apart)), len(apart))


def _beside(difference: float) -> Beside:
    if difference <= -2 * HALF_A_POINT:
        return Beside.MUCH_LOWER
    if difference <= -HALF_A_POINT:
        return Beside.LOWER
    if difference >= 2 * HALF_A_POINT:
        return Beside.MUCH_HIGHER
    return Beside.HIGHER if difference >= HALF_A_POINT else Beside.SAME
