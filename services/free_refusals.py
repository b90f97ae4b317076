"""What the rules of free hours refuse (`services.refusals` says how refusals are said)."""

from dataclasses import dataclass

from services.refusals import Refusal


@dataclass(eq=False)
class ZoneNotChosen(Refusal):
    """Free hours are by the clocks of the member's own zone, and they have not chosen one."""


@dataclass(eq=False)
class NoDayChosen(Refusal):
    """Hours of no weekday."""


@dataclass(eq=False)
class ClockNotUnderstood(Refusal):
    """What was typed is no time of a day."""

    text: str


@dataclass(eq=False)
class TooManyFreeSpans(Refusal):
    """With what is added there would be more spans in the week than `maximum`."""

    maximum: int


@dataclass(eq=False)
class TooManyFreeExceptions(Refusal):
    """With what is added there would be more exceptions ahead than `maximum`."""

    maximum: int


@dataclass(eq=False)
class ExceptionNotUnderstood(Refusal):
    """What was typed is no day, and no hours of a day."""

    text: str


@dataclass(eq=False)
class ExceptionOver(Refusal):
    """The day is over."""


@dataclass(eq=False)
class PauseOver(Refusal):
    """A pause would end before it begins."""


@dataclass(eq=False)
class FreeTooFar(Refusal):
    """A pause would end, or an exception be, more than `days` ahead."""

    days: int
