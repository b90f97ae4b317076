"""What a typed time is made of, and how a piece of text becomes one of these pieces."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta, timezone

from services.times.days import Day
from services.times.words import Part


@dataclass(frozen=True)
class Clock:
    """A time of the day as it was written."""

    hour: int
    """0 to 24."""
    minute: int = 0
    second: int = 0
    on_dial: bool = False
    """Without minutes or "pm", so that the evening is as likely as the morning: "at 7"."""
    digital: bool = False
    """With minutes and without "pm": the 24-hour clock."""
    midnight: bool = False
    """Said as "midnight", at which a date both begins and ends."""
    anchored: bool = True
    """Whether it is known for a clock time even without a day or a part of the day beside it."""
    four_digits: bool = False
    """Written as "1830", which after a date of the calendar would be its year."""


@dataclass(frozen=True)
class Week:
    """Only the week: 0 is this one, 1 the next."""

    weeks: int


@dataclass(frozen=True)
class Ahead:
    """A duration from now."""

    time: timedelta


@dataclass(frozen=True)
class Zone:
    """What the clock time is of: an offset or an IANA zone."""

    zone: timezone | str
    called: str | None = None
    """What the zone's time must be called at that instant."""


Piece = Day | Clock | Part | Week | Ahead | Zone
Pieces = tuple[Piece, ...]
Match = re.Match[str]


@dataclass(frozen=True)
class Rule:
    """A pattern and what its match means: no piece at all where the numbers cannot be."""

    pattern: re.Pattern[str]
    build: Callable[[Match], Pieces]


def rule(pattern: str, build: Callable[[Match], Pieces]) -> Rule:
    """Return a rule whose pattern ends where a number or a word ends."""
    return Rule(re.compile(pattern + r"(?![^\W_]|[:.\-/]\d)"), build)


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# Units, as they stand after a number; a digit may follow at once ("1h30").
HOURS = r"(?:h|hrs?|hours?|час(?:а|ов)?|ч)(?![^\W\d_])\.?"
MINUTES = r"(?:m|mins?|minutes?|мин(?:ут[ауы]?)?|м)(?![^\W\d_])\.?"
