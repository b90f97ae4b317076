"""How somebody was judged by a rubric, in the words that their interviewer chose from: feedback keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.rubrics.words import CRITERIA, LEVELS, Rubric, Words


@dataclass(frozen=True)
class JudgedCriterion:
    """One criterion: its title, the level, and the words of that, which an erasure empties."""

    title: Words
    level: int
    words: Words


@dataclass(frozen=True)
class Judged:
    """By which version of which rubric, and how in each of its criteria."""

    rubric: str
    version: int
    name: Words
    criteria: tuple[JudgedCriterion, ...]


def score_of(levels: Sequence[int]) -> int:
    """Return the score that three levels make: their mean, and a half counts as the better one."""
    return (2 * sum(levels) + len(levels)) // (2 * len(levels))


def are_levels(levels: Sequence[int]) -> bool:
    """Tell whether each criterion has a level."""
    return len(levels) == CRITERIA and all(level in LEVELS for level in levels)


def judged_as_json(rubric: Rubric, levels: Sequence[int]) -> dict[str, Any]:
    """Return how somebody was judged as it is stored.

    The words of the levels stand in one place, since an erasure takes them and leaves the rest.
    """
    chosen = list(zip(rubric.criteria, levels, strict=True))
    return {
        "rubric": rubric.key,
        "version": rubric.version,
        "name": dict(rubric.name),
        "titles": [dict(criterion.title) for criterion, _ in chosen],
        "levels": list(levels),
        "words": [dict(criterion.words_of(level)) for criterion, level in chosen],
    }


def without_words(stored: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return how somebody was judged without what that says of them in words: as an erasure leaves it."""
    return None if stored is None else {**stored, "words": ""}


def judged_of_json(stored: Mapping[str, Any] | None) -> Judged | None:
    """Return how somebody was judged, or None where they were given one score alone."""
    if stored is None:
        return None
    words: Sequence[Words] = stored["words"] or [{}] * CRITERIA
    criteria = zip(stored["titles"], stored["levels"], words, strict=True)
    return Judged(
        stored["rubric"],
        stored["version"],
        stored["name"],
        tuple(JudgedCriterion(title, level, said) for title, level, said in criteria),
    )
