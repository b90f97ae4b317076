"""A rubric in words: three criteria on five levels each, in one language or several."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Words = Mapping[str, str]
"""A text by the languages in which there is one."""

CRITERIA = 3
"""As many as find room in a form beside two texts."""

LEVELS = range(1, 6)

NAME_MAXIMUM = 45
TITLE_MAXIMUM = 45
LEVEL_MAXIMUM = 100
"""Characters; what is chosen from in Discord's forms is no longer."""

KEY_MAXIMUM = 50
"""Characters of a rubric's key, or of its name where that is given instead."""


@dataclass(frozen=True)
class Criterion:
    """What is judged, and the words of each level, the lowest first."""

    title: Words
    levels: tuple[Words, ...]

    def words_of(self, level: int) -> Words:
        """Return the words of a level from 1 to 5."""
        return self.levels[level - 1]


@dataclass(frozen=True)
class Content:
    """What a version of a rubric says: what it is called, and its three criteria."""

    name: Words
    criteria: tuple[Criterion, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which there is all of it."""
        return tuple(self.name)


@dataclass(frozen=True)
class Rubric:
    """One version of a rubric, and the key by which interviews and forms name it."""

    key: str
    version: int
    content: Content

    @property
    def name(self) -> Words:
        """What it is called."""
        return self.content.name

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Its three criteria."""
        return self.content.criteria


def said(words: Words, language: str) -> str:
    """Return a text in a language, or in whichever there is."""
    return words.get(language) or next(iter(words.values()), "")


def as_json(content: Content) -> dict[str, Any]:
    """Return what a version says as it is stored."""
    return {
        "name": dict(content.name),
        "criteria": [
            {"title": dict(one.title), "levels": [dict(level) for level in one.levels]}
            for one in content.criteria
        ],
    }


def of_json(stored: Mapping[str, Any]) -> Content:
    """Return what a stored version says."""
    return Content(
        stored["name"],
        tuple(Criterion(one["title"], tuple(one["levels"])) for one in stored["criteria"]),
    )
