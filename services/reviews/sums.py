"""What interviewees say about an interviewer, all in all: the interviewer never sees one review.

Reviews are counted once they are a week old, in groups of three. So no sum tells of one review, and neither
does what changes from one sum to the next.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from models import Degree
from models.statements import run
from services.reviews.rules import COUNTED_AT_MOST, COUNTED_BY, COUNTED_FROM

_LAST_COUNTED = (
    "SELECT turn FROM review WHERE interviewer_id = :interviewer AND reviewed_at <= :until"
    " ORDER BY turn DESC LIMIT 1"
)
_COUNTED = (
    "SELECT was_prepared, had_useful_questions, can_be_acted_on, line FROM review"
    " WHERE interviewer_id = :interviewer AND turn > :after AND turn <= :last"
)

_CHANCE = SystemRandom()


@dataclass(frozen=True)
class Sum:
    """How often one of the three questions was answered in which way."""

    yes: int
    partly: int
    no: int


@dataclass(frozen=True)
class Sums:
    """What was said in the latest `count` reviews that are counted; `lines` stand in no order."""

    count: int
    was_prepared: Sum
    had_useful_questions: Sum
    can_be_acted_on: Sum
    lines: tuple[str, ...]


async def sums_of(interviewer_id: int, now: datetime) -> Sums | None:
    """Return what interviewees say about an interviewer, for that one alone; None while too few have."""
    found = await run(_LAST_COUNTED, {"interviewer": interviewer_id, "until": now - COUNTED_FROM})
    last = found[0]["turn"] // COUNTED_BY * COUNTED_BY if found else 0
    if not last:
        return None
    values = {"interviewer": interviewer_id, "after": last - COUNTED_AT_MOST, "last": last}
    rows = await run(_COUNTED, values)
    if len(rows) < COUNTED_BY:
        return None
    lines = [row["line"] for row in rows if row["line"]]
    _CHANCE.shuffle(lines)
    return Sums(
        len(rows),
        _sum(row["was_prepared"] for row in rows),
        _sum(row["had_useful_questions"] for row in rows),
        _sum(row["can_be_acted_on"] for row in rows),
        tuple(lines),
    )


def _sum(answers: Iterable[str]) -> Sum:
    counted = Counter(answers)
    return Sum(counted[Degree.YES.value], counted[Degree.PARTLY.value], counted[Degree.NO.value])
