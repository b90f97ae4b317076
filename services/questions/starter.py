"""The questions that come with the bot, in English and in Russian: written for it, under its own license."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from services.languages import LANGUAGES
from services.questions.fingerprints import fingerprint
from services.questions.new import NewQuestion

FOLDER = Path(__file__).parent.parent.parent / "locales" / "questions"

SOURCE = "Sparring"
LICENCE = "MIT"


@dataclass(frozen=True)
class Starter:
    """One question in each language that the bot speaks."""

    by_language: Mapping[str, NewQuestion]

    @property
    def identity(self) -> str:
        """What it is in every language: the fingerprint of the first."""
        return fingerprint(self.by_language[LANGUAGES[0]].text)


@cache
def starters() -> tuple[Starter, ...]:
    """Return all of them. The first call reads their files, and is to be made in a thread."""
    return tuple(one for path in sorted(FOLDER.glob("*.yaml")) for one in _read(path))


@cache
def _identities() -> Mapping[str, str]:
    return {
        fingerprint(question.text): one.identity
        for one in starters()
        for question in one.by_language.values()
    }


def identity_of(mark: str) -> str:
    """Return what a question is in every language, by the fingerprint of its text in one.

    The first call reads files, and is to be made in a thread.
    """
    return _identities().get(mark, mark)


def in_language(language: str) -> list[NewQuestion]:
    """Return the questions in one language, or in all for an empty text; to be called in a thread."""
    return [
        question for one in starters() for code, question in one.by_language.items() if language in {"", code}
    ]


def _read(path: Path) -> list[Starter]:
    import yaml  # noqa: PLC0415 - it takes memory, and few servers ever need it

    # The loader in C, where there is one, is ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe one
    return [
        Starter({code: _question(loaded["topic"][code], code, one) for code in LANGUAGES})
        for one in loaded["questions"]
    ]


def _question(topic: str, language: str, one: Mapping[str, Any]) -> NewQuestion:
    said = one[language]
    return NewQuestion(
        text=said["text"],
        topic=topic,
        level=one["level"],
        language=language,
        notes=said["notes"],
        hints=tuple(said["hints"]),
        source=SOURCE,
        licence=LICENCE,
    )
