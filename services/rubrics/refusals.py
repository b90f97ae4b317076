"""What the rules of rubrics refuse (`services.refusals` says how it is said)."""

from dataclasses import dataclass

from services.refusals import Refusal


@dataclass(eq=False)
class RubricsOff(Refusal):
    """The server does not use rubrics, so none can be chosen."""


@dataclass(eq=False)
class RubricNotOffered(Refusal):
    """The server has no rubric of that key or name, or has retired it."""

    text: str


@dataclass(eq=False)
class RubricFormUnknown(Refusal):
    """A form names a version of a rubric that there never was."""


@dataclass(eq=False)
class LevelsMissing(Refusal):
    """Not each of the three criteria has a level from 1 to 5."""


@dataclass(eq=False)
class GoodPartLength(Refusal):
    """What was good is said in `length` characters, not `minimum` to `maximum`."""

    length: int
    minimum: int
    maximum: int


@dataclass(eq=False)
class NextStepLength(Refusal):
    """The next step is said in `length` characters, not `minimum` to `maximum`."""

    length: int
    minimum: int
    maximum: int


@dataclass(eq=False)
class NextStepWanted(Refusal):
    """A criterion is at 1 or 2, and the next step has `length` characters, not the `minimum` for that."""

    length: int
    minimum: int


@dataclass(eq=False)
class TextWithoutLetters(Refusal):
    """There is no letter in a text; `field` is which of the two."""

    field: str


@dataclass(eq=False)
class TextRepeatsItself(Refusal):
    """A text is one letter, or one short piece, time and again; `field` is which of the two."""

    field: str


@dataclass(eq=False)
class TextSaidBefore(Refusal):
    """One of the interviewer's last feedbacks has the same text, word for word, in the same `field`."""

    field: str


@dataclass(eq=False)
class RubricFileTooLarge(Refusal):
    """A file is larger than one with a rubric may be, in kilobytes."""

    maximum: int


@dataclass(eq=False)
class RubricsFull(Refusal):
    """The server has as many rubrics of its own as it can."""

    maximum: int


@dataclass(eq=False)
class RubricNotRetirable(Refusal):
    """One of the bot's own rubrics cannot be retired."""
