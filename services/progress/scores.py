"""What scores come to: the middle of the latest five, their spread, and those of each topic. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from services.progress.received import Received
from services.progress.rules import GROUPED_FROM, GROUPS_SHOWN, MEDIAN_OF
from services.rubrics.words import Words
from services.subjects import subject_of


@dataclass(frozen=True)
class Middle:
    """Of the latest five scores up to one: the one in the middle, the lowest, and the highest."""

    median: float
    lowest: int
    highest: int


@dataclass(frozen=True)
class Group:
    """Scores for one thing, `count` in all; `median` is that of the latest five.

    A criterion has its `title`, in the languages of its rubric, a topic its `topic` as it was last typed.
    """

    count: int
    median: float
    title: Words | None = None
    topic: str = ""


def middles_of(scores: Sequence[int]) -> tuple[Middle, ...]:
    """Return for each score the middle of the latest five up to it, in their order."""
    return tuple(_middle(scores[max(0, end - MEDIAN_OF) : end]) for end in range(1, len(scores) + 1))


def criteria_of(received: Sequence[Received]) -> tuple[Group, ...]:
    """Return the criteria by which somebody was judged at least three times, those of the most times first.

    A criterion is one of a rubric, whatever its words were in which version; it is called as it was last.
    """
    levels: dict[tuple[str, int], list[int]] = {}
    titles: dict[tuple[str, int], Words] = {}
    for one in received:
        for place, criterion in enumerate(one.judged.criteria if one.judged is not None else ()):
            assert one.judged is not None  # noqa: S101 - else it has no criteria
            key = (one.judged.rubric, place)
            levels.setdefault(key, []).append(criterion.level)
            titles[key] = criterion.title
    return _most([Group(len(found), _latest(found), title=titles[key]) for key, found in levels.items()])


def topics_of(received: Sequence[Received]) -> tuple[Group, ...]:
    """Return the topics of at least three interviews, those of the most first, whatever they were called."""
    scores: dict[str, list[int]] = {}
    typed: dict[str, str] = {}
    for one in received:
        subject = subject_of(one.topic)
        if subject:
            scores.setdefault(subject, []).append(one.score)
            typed[subject] = one.topic
    return _most([Group(len(found), _latest(found), topic=typed[key]) for key, found in scores.items()])


def _middle(scores: Sequence[int]) -> Middle:
    return Middle(median(scores), min(scores), max(scores))


def _latest(scores: Sequence[int]) -> float:
    return median(scores[-MEDIAN_OF:])


def _most(groups: Sequence[Group]) -> tuple[Group, ...]:
    enough = [group for group in groups if group.count >= GROUPED_FROM]
    return tuple(sorted(enough, key=lambda group: -group.count)[:GROUPS_SHOWN])
