"""Two processes draw for the same people at the same moment, and nobody is asked a question twice.

`DRAWS=thorough` draws 10,000 questions instead of some hundreds.
"""

import os
from collections import Counter
from datetime import timedelta

from models import DrawnQuestion, DrawState, InterviewStatus, MockInterview
from tests.support.factories import NOW, SERVER, a_member
from tests.support.questions import a_bank, some_questions
from tests.support.workers import in_processes

THOROUGH = os.environ.get("DRAWS") == "thorough"
LEARNERS, INTERVIEWS = (20, 50) if THOROUGH else (4, 12)
"""Of each learner so many interviews, of a quarter of an hour each; ten questions are drawn for one."""

WORKER = "tests.services.questions.drawing_worker"
LENGTH = timedelta(minutes=15)


async def test_two_processes_ask_nobody_a_question_twice(database: str) -> None:
    await a_bank(some_questions(INTERVIEWS * 12))
    calls = [await _interviews() for _ in range(LEARNERS)]
    halves = [[one for mine in calls for one in mine[start::2]] for start in (0, 1)]

    drawn = await in_processes(WORKER, database, halves)

    assert sum(drawn) == LEARNERS * INTERVIEWS * 10
    asked = await DrawnQuestion.filter(state=DrawState.ASKED)
    assert len(asked) == LEARNERS * INTERVIEWS * 5
    assert max(Counter((one.user_id, one.identity) for one in asked).values()) == 1
    assert not any(one.is_again for one in asked)


async def _interviews() -> list[tuple[int, int, int, str, str]]:
    """The calls to draw for all interviews of a learner, each with another interviewer."""
    learner, calls = await a_member(), []
    for number in range(INTERVIEWS):
        teacher, start = await a_member(), NOW + timedelta(hours=1) + number * LENGTH
        row = await MockInterview.create(
            server_id=SERVER,
            host_id=teacher.user_id,
            interviewer_id=teacher.user_id,
            interviewee_id=learner.user_id,
            scheduled_time=start,
            ends_at=start + LENGTH,
            duration=15,
            status=InterviewStatus.BOOKED,
            created_at=NOW,
            updated_at=NOW,
        )
        now = min(NOW + timedelta(hours=1), start)
        calls.append((teacher.user_id, SERVER, row.id, now.isoformat(), start.isoformat()))
    return calls
