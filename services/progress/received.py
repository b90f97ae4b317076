"""What somebody was told of their interviews, the latest of it, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from models.moments import moment_of
from models.statements import run
from services.progress.rules import FEEDBACK_SHOWN, STEPS_SHOWN
from services.reviews.rules import IS_OPEN
from services.rubrics.judged import Judged, judged_of_json

_OF_STATUS = f"""SELECT * FROM (
    SELECT interview.id, interview.scheduled_time, interview.topic, feedback.technical_score,
        feedback.rubric, feedback.next_step, feedback.step_done_at
    FROM mock_interview AS interview
    JOIN interview_feedback AS feedback ON feedback.interview_id = interview.id
    WHERE interview.interviewee_id = :me AND interview.status = '{{status}}' AND {IS_OPEN}
    ORDER BY interview.scheduled_time DESC LIMIT {FEEDBACK_SHOWN}) AS {{status}}"""  # noqa: S608 - words and a number of our own

_RECEIVED = (
    f"{_OF_STATUS.format(status='completed')} UNION ALL {_OF_STATUS.format(status='booked')}"
    f" ORDER BY scheduled_time DESC, id DESC LIMIT {FEEDBACK_SHOWN}"
)
"""By the index of what an interviewee had, which knows the status: feedback that was overturned counts for
nothing."""


@dataclass(frozen=True)
class Step:
    """What an interviewer said is to be done next, after the interview of that number."""

    number: int
    text: str
    is_done: bool


@dataclass(frozen=True)
class Received:
    """Feedback that somebody got and can read: of which interview, which began `at` (UTC), and how it was."""

    number: int
    at: datetime
    topic: str
    score: int
    judged: Judged | None
    step: Step | None


async def received_by(user_id: int, now: datetime) -> tuple[Received, ...]:
    """Return the feedback that somebody got, over all servers, the oldest first; the latest 200."""
    rows = await run(_RECEIVED, {"me": user_id, "now": now})
    return tuple(_received(row) for row in reversed(rows))


def latest_steps(received: Sequence[Received]) -> tuple[Step, ...]:
    """Return the latest three next steps, the latest first."""
    steps = [one.step for one in reversed(received) if one.step is not None]
    return tuple(steps[:STEPS_SHOWN])


def _received(row: Mapping[str, Any]) -> Received:
    number, text = int(row["id"]), row["next_step"]
    return Received(
        number=number,
        at=moment_of(row["scheduled_time"]),
        topic=row["topic"],
        score=int(row["technical_score"]),
        judged=judged_of_json(_json(row["rubric"])),
        step=Step(number, text, row["step_done_at"] is not None) if text else None,
    )


def _json(stored: Any) -> dict[str, Any] | None:  # noqa: ANN401 - as the driver gives it
    found = orjson.loads(stored) if isinstance(stored, str) else stored
    return found if isinstance(found, dict) else None
