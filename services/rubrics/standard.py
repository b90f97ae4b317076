"""The rubrics that come with the bot: coding, system design, behavioral interviews and language practice."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from services.languages import LANGUAGES
from services.rubrics.words import Content, Criterion, Rubric

FOLDER = Path(__file__).parents[2] / "locales" / "rubrics"

CODING, SYSTEM_DESIGN, BEHAVIORAL, LANGUAGE = "coding", "system-design", "behavioral", "language"
KEYS = (CODING, SYSTEM_DESIGN, BEHAVIORAL, LANGUAGE)
"""They stand in custom_ids, in interviews and in feedback, and never change."""


def latest(key: str) -> Rubric:
    """Return a rubric as it is now."""
    return max(_versions(key).values(), key=lambda one: one.version)


def version_of(key: str, number: int) -> Rubric | None:
    """Return one version of a rubric, or None where there is none."""
    return _versions(key).get(number) if key in KEYS else None


@cache
def _versions(key: str) -> Mapping[int, Rubric]:
    """Return all versions of a rubric by their numbers; a small file is read the first time."""
    loaded = tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))
    return {one["number"]: Rubric(key, one["number"], _content(one)) for one in loaded["versions"]}


def _content(one: Mapping[str, Any]) -> Content:
    return Content(one["name"], tuple(_criterion(criterion) for criterion in one["criteria"]))


def _criterion(one: Mapping[str, Any]) -> Criterion:
    by_level = zip(*(one["levels"][language] for language in LANGUAGES), strict=True)
    return Criterion(one["title"], tuple(dict(zip(LANGUAGES, level, strict=True)) for level in by_level))
