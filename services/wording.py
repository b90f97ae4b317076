"""What a host says of an interview in their own words: one place for its parts, their limits and cleaning."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypedDict

from services.text import clean_line, clean_text

TOPIC_MAXIMUM = 100
LEVEL_MAXIMUM = 20
LANGUAGE_MAXIMUM = 40
NOTES_MAXIMUM = 1000


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a host says; each part may be empty."""

    topic: str = ""
    level: str = ""
    language: str = ""
    notes: str = ""


class Worded(Protocol):
    """Whatever has the parts of a wording: a stored interview, a stored draft, what was typed."""

    @property
    def topic(self) -> str:
        """What it is about."""

    @property
    def level(self) -> str:
        """For whom it is."""

    @property
    def language(self) -> str:
        """In which language it is held."""

    @property
    def notes(self) -> str:
        """All else."""


class Parts(TypedDict):
    """The parts of a wording by their names, which are those of its columns too."""

    topic: str
    level: str
    language: str
    notes: str


def parts_of(worded: Worded) -> Parts:
    """Return the parts of a wording by their names."""
    return {
        "topic": worded.topic,
        "level": worded.level,
        "language": worded.language,
        "notes": worded.notes,
    }


def cleaned(worded: Worded) -> Wording:
    """Return a wording in the form in which it is stored.

    Raises:
        TextTooLong: a part has more characters than it may.
    """
    return Wording(
        topic=clean_line(worded.topic, "topic", TOPIC_MAXIMUM),
        level=clean_line(worded.level, "level", LEVEL_MAXIMUM),
        language=clean_line(worded.language, "language", LANGUAGE_MAXIMUM),
        notes=clean_text(worded.notes, "notes", NOTES_MAXIMUM),
    )


def reworded(worded: Worded, changes: Mapping[str, str]) -> Wording:
    """Return a wording with some of its parts changed, in the form in which it is stored.

    Raises:
        TextTooLong: a part has more characters than it may.
    """
    return cleaned(replace(Wording(**parts_of(worded)), **changes))
