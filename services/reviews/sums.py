"""What interviewees say about an interviewer, all in all: the interviewer never sees one review.

Reviews are counted once they are a week old, in groups of three by three people. So no sum tells of one
review, and neither does what changes from one sum to the next.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Any

from models import Degree
from models.statements import run
from services.reviews.rules import COUNTED_AT_MOST, COUNTED_BY, COUNTED_FROM

_LAST_COUNTED = (
    "SELECT turn FROM review WHERE interviewer_id = :interviewer AND reviewed_at <= :until"
    " ORDER BY turn DESC LIMIT 1"
)
_COUNTED = (
    "SELECT turn, was_prepared, had_useful_questions, can_be_acted_on, line, interview.interviewee_id"
    " FROM review JOIN mock_interview AS interview ON interview.id = review.interview_id"
    " WHERE review.interviewer_id = :interviewer AND turn > :after AND turn <= :last"
    " AND interview.status <> 'no_show'"
)
_LOOKED_AT = 20 * COUNTED_BY
"""Reviews in which groups are looked for that count."""

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
    values = {"interviewer": interviewer_id, "after": last - _LOOKED_AT, "last": last}
    rows = _in_groups(await run(_COUNTED, values))
    if not rows:
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


def _in_groups(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the reviews of the latest groups that are whole and of three different people.

    Two of a group would be told from the third where one is gone with its server, or where they know each
    other; and all of one person's would be theirs.
    """
    groups: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["turn"] - 1) // COUNTED_BY, []).append(row)
    whole = [
        groups[number]
        for number in sorted(groups)
        if len({row["interviewee_id"] for row in groups[number]}) == COUNTED_BY
    ]
    return [row for group in whole[-COUNTED_AT_MOST // COUNTED_BY :] for row in group]


def _sum(answers: Iterable[str]) -> Sum:
    counted = Counter(answers)
    return Sum(counted[Degree.YES.value], counted[Degree.PARTLY.value], counted[Degree.NO.value])
