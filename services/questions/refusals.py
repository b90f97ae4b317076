"""What the rules of the bank of questions refuse (`services.refusals` says how it is said).

What is wrong with a file of questions is said by `services.questions.files.refusals`.
"""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal


@dataclass(eq=False)
class NoQuestions(Refusal):
    """The server has no questions to draw from."""


@dataclass(eq=False)
class NothingToDrawFor(Refusal):
    """There is no interview ahead in which they are the interviewer."""


@dataclass(eq=False)
class DrawTooEarly(Refusal):
    """Questions are drawn from a day before the start on, which is from `opens_at`."""

    number: int
    opens_at: datetime


@dataclass(eq=False)
class DrawTooLate(Refusal):
    """The interview is over; it was at `ended_at`."""

    number: int
    ended_at: datetime


@dataclass(eq=False)
class NobodyToAsk(Refusal):
    """The interviewee has had their data erased."""

    number: int


@dataclass(eq=False)
class NotAskedYet(Refusal):
    """A question is asked in the interview, which begins at `starts_at`."""

    number: int
    starts_at: datetime


@dataclass(eq=False)
class QuestionNotAtHand(Refusal):
    """It was drawn for an interview of somebody else, or is at hand no more."""


@dataclass(eq=False)
class NoOtherQuestion(Refusal):
    """Nothing else is left that fits the interview."""

    number: int


@dataclass(eq=False)
class QuestionNotFound(Refusal):
    """There is no such question in the server."""


@dataclass(eq=False)
class ImportGone(Refusal):
    """A file has waited for longer than a day, or has been imported."""


@dataclass(eq=False)
class BankFull(Refusal):
    """The server would have more questions than it can (`maximum`)."""

    maximum: int


@dataclass(eq=False)
class QuestionLength(Refusal):
    """A question has not the number of characters (`minimum` to `maximum`) that one has; it has `length`."""

    length: int
    minimum: int
    maximum: int


@dataclass(eq=False)
class SuggestTooEarly(Refusal):
    """A question is suggested after the interview, which begins at `starts_at`."""

    number: int
    starts_at: datetime


@dataclass(eq=False)
class SuggestedEnough(Refusal):
    """They have suggested as many questions after that interview as one can (`most`)."""

    number: int
    most: int


@dataclass(eq=False)
class NobodyReadsSuggestions(Refusal):
    """The server has no log channel in which admins would read one."""


@dataclass(eq=False)
class SuggestionGone(Refusal):
    """An admin has decided about it already, or whoever suggested it was erased."""
