"""What the rules of reviews and of sealed feedback refuse (`services.refusals` says how it is said)."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal


@dataclass(eq=False)
class FeedbackSealed(Refusal):
    """The feedback cannot be read yet, so it can be neither accepted nor disputed."""

    number: int
    opens_at: datetime


@dataclass(eq=False)
class FeedbackOpenAlready(Refusal):
    """The feedback can be read already: there is no seal to open, and a review would come too late."""

    number: int


@dataclass(eq=False)
class ReviewedAlready(Refusal):
    """They have reviewed this interviewer for this interview."""

    number: int


@dataclass(eq=False)
class ReviewTooEarly(Refusal):
    """The interview has not ended."""

    number: int
    ends_at: datetime


@dataclass(eq=False)
class NobodyToReview(Refusal):
    """Nobody is asked about this interview: it is not sealed, or whoever interviewed was erased."""

    number: int


@dataclass(eq=False)
class ReviewIncomplete(Refusal):
    """Not each of the three questions has an answer."""
