"""What the rules of progress refuse (`services.refusals` says how it is said)."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal


@dataclass(eq=False)
class GoalNotFound(Refusal):
    """This person has no next step of that interview."""


@dataclass(eq=False)
class NoGoalsToShare(Refusal):
    """They have no next step that is still to be done."""


@dataclass(eq=False)
class SharingTooLate(Refusal):
    """The interview has ended."""

    number: int
    ended_at: datetime
