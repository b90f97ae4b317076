"""What a typed time is made of, and how a piece of text becomes one of these pieces."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta, timezone
from enum import Enum, auto

from services.times.days import Day
from services.times.words import Part


class Dial(Enum):
    """How sure it is which half of the day the hour of a clock time is in."""

    SPOKEN = auto()
    """"At 7", "half past seven": the evening is as likely as the morning."""
    WRITTEN = auto()
    """"7:30": so it is in English; in Russian it is the morning."""
    SURE = auto()
    """"7pm", "07:30", "19": only one is meant."""


@dataclass(frozen=True)
class Clock:
    """A time of the day as it was written."""

    hour: int
    """0 to 24."""
    minute: int = 0
    second: int = 0
    dial: Dial = Dial.SURE
    open_to_part: bool = False
    """Whether a part of the day beside it may move it into the other half: «в 07:30 вечера», but no "7am"."""
    midnight: bool = False
    """Said as "midnight", at which a date both begins and ends."""
    anchored: bool = True
    """Whether it is known for a clock time even without a day or a part of the day beside it."""
    four_digits: bool = False
    """Written as "1830", which after a date of the calendar would be its year."""
    counted: bool = False
    """Written as "2 hours", which after "in 1 day" is more of the same."""
    german: bool | None = None
    """"Half 7": half past six as in German if True, half past seven as in Britain if False."""


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
    """What the clock time is of: an offset or an IANA zone, or what is called by an abbreviation."""

    zones: tuple[timezone | str, ...]
    """All that can be meant; `HERE` is the reader's."""
    called: str | None = None
    """The abbreviation."""
    follows: bool = False
    """Whether it is a zone only behind a clock time; elsewhere the word could be anything."""


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
    return Rule(re.compile(f"(?:{pattern})" + r"(?![^\W_]|[:.\-/]\d)"), build)


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# Units, as they stand after a number; a digit may follow at once ("1h30").
HOURS = r"(?:h|hrs?|hours?|час(?:а|ов)?|ч)(?![^\W\d_])\.?"
MINUTES = r"(?:m|mins?|minutes?|мин(?:ут[ауы]?)?|м)(?![^\W\d_])\.?"
