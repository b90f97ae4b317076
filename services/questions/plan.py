"""A plan by the minute for an interview, whatever its length."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What is done for some minutes; the texts are called `plan-<part>`."""

    HELLO = "hello"
    WARM_UP = "warm-up"
    QUESTIONS = "questions"
    THEIRS = "theirs"
    """The interviewee's own questions, as in a real interview."""
    FEEDBACK = "feedback"
    """What was good and what is next, said aloud before it is written."""


@dataclass(frozen=True)
class Planned:
    """A part of the interview, in minutes from its start; `questions` fit into it, 0 where none are asked."""

    part: Part
    begins: int
    ends: int
    questions: int = 0


MINUTES_OF_A_QUESTION = 10

QUESTIONS_MAXIMUM = 5
"""As many as are at hand; what is left of a long interview is for going deeper."""

_SHARES = {Part.HELLO: 0.06, Part.WARM_UP: 0.1, Part.THEIRS: 0.1, Part.FEEDBACK: 0.16}
"""How much of an interview the parts around the questions take, in an hour 4, 6, 6 and 10 minutes."""

_LIMITS = {Part.HELLO: (1, 5), Part.WARM_UP: (2, 10), Part.THEIRS: (1, 10), Part.FEEDBACK: (3, 15)}
"""Minutes that they take at least, and at most."""


def plan_of(minutes: int) -> tuple[Planned, ...]:
    """Return the parts of an interview of so many minutes, one after another and without a gap."""
    taken = {part: _minutes(part, minutes) for part in _SHARES}
    rest = max(minutes - sum(taken.values()), 1)
    planned: list[Planned] = []
    begins = 0
    for part in Part:
        is_asking = part is Part.QUESTIONS
        ends = begins + (rest if is_asking else taken[part])
        questions = min(max(rest // MINUTES_OF_A_QUESTION, 1), QUESTIONS_MAXIMUM) if is_asking else 0
        planned.append(Planned(part, begins, ends, questions))
        begins = ends
    return tuple(planned)


def _minutes(part: Part, minutes: int) -> int:
    least, most = _LIMITS[part]
    return min(max(round(minutes * _SHARES[part]), least), most)
