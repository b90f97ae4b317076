"""Feedback by a rubric: what it has to keep to before it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.folded import folded
from models.statements import run
from services.rubrics import sets
from services.rubrics.filler import Filler, filler_in
from services.rubrics.judged import are_levels, judged_as_json, score_of
from services.rubrics.refusals import (
    GoodPartLength,
    LevelsMissing,
    NextStepLength,
    NextStepWanted,
    RubricFormUnknown,
    TextRepeatsItself,
    TextSaidBefore,
    TextWithoutLetters,
)

GOOD_MINIMUM, GOOD_MAXIMUM = 20, 1000
NEXT_STEP_MINIMUM, NEXT_STEP_MAXIMUM = 10, 1000
NEXT_STEP_WANTED = 40
"""Characters of the next step where a criterion is at `LOW` or below."""

LOW = 2

LOOKED_BACK = 3
"""Feedbacks of the same interviewer with which a text is compared."""

GOOD, NEXT_STEP = "good", "next"
"""How the two texts are called: in the form, and in a refusal."""

_OF_STATUS = """
SELECT * FROM (
    SELECT feedback.id, feedback.feedback, feedback.next_step
    FROM mock_interview AS interview
    JOIN interview_feedback AS feedback ON feedback.interview_id = interview.id
    WHERE interview.interviewer_id = :person AND interview.status = '{status}'
    ORDER BY interview.scheduled_time DESC LIMIT :many
) AS {status}
"""

_LAST = (
    " UNION ALL ".join(_OF_STATUS.format(status=status) for status in ("booked", "completed", "lapsed"))
    + " ORDER BY id DESC LIMIT :many"
)
"""The latest of each status in which there is feedback, found by its index, however many there are."""


@dataclass(frozen=True)
class Filled:
    """What an interviewer has sent: by which version of which rubric, the three levels and the two texts."""

    rubric: str
    version: int
    levels: tuple[int, ...]
    good: str
    next_step: str


@dataclass(frozen=True)
class Verdict:
    """What counts of it: the score, and how the person was judged, as it is stored."""

    score: int
    judged: dict[str, Any]


async def judge(server_id: int, interviewer_id: int, filled: Filled) -> Verdict:
    """Return what feedback counts as, within the caller's transaction; its texts are clean already.

    The version that stood in the form counts, whatever has become of the rubric since.

    Raises:
        RubricFormUnknown: there never was such a version.
        LevelsMissing: not each criterion has a level from 1 to 5.
        GoodPartLength, NextStepLength: a text has too few or too many characters.
        NextStepWanted: a criterion is at 1 or 2, and the next step is too short for that.
        TextWithoutLetters, TextRepeatsItself, TextSaidBefore: a text is filler.
    """
    rubric = await sets.version_of(server_id, filled.rubric, filled.version)
    if rubric is None:
        raise RubricFormUnknown
    if not are_levels(filled.levels):
        raise LevelsMissing
    _check_lengths(filled)
    for field, text in ((GOOD, filled.good), (NEXT_STEP, filled.next_step)):
        _check_not_filler(field, text)
    await _check_not_said_before(interviewer_id, filled)
    return Verdict(score_of(filled.levels), judged_as_json(rubric, filled.levels))


def next_step_minimum(levels: Sequence[int]) -> int:
    """Return how many characters the next step has to have."""
    return NEXT_STEP_WANTED if any(level <= LOW for level in levels) else NEXT_STEP_MINIMUM


def _check_lengths(filled: Filled) -> None:
    good, following = len(filled.good), len(filled.next_step)
    if not GOOD_MINIMUM <= good <= GOOD_MAXIMUM:
        raise GoodPartLength(length=good, minimum=GOOD_MINIMUM, maximum=GOOD_MAXIMUM)
    if not NEXT_STEP_MINIMUM <= following <= NEXT_STEP_MAXIMUM:
        raise NextStepLength(length=following, minimum=NEXT_STEP_MINIMUM, maximum=NEXT_STEP_MAXIMUM)
    wanted = next_step_minimum(filled.levels)
    if following < wanted:
        raise NextStepWanted(length=following, minimum=wanted)


def _check_not_filler(field: str, text: str) -> None:
    found = filler_in(text)
    if found is Filler.NO_LETTERS:
        raise TextWithoutLetters(field=field)
    if found is Filler.REPEATED:
        raise TextRepeatsItself(field=field)


async def _check_not_said_before(interviewer_id: int, filled: Filled) -> None:
    before = await run(_LAST, {"person": interviewer_id, "many": LOOKED_BACK})
    for field, text, column in (
        (GOOD, filled.good, "feedback"),
        (NEXT_STEP, filled.next_step, "next_step"),
    ):
        if folded(text) in {folded(str(row[column])) for row in before}:
            raise TextSaidBefore(field=field)
