"""What the rules of coming refuse (`services.refusals` says how it is said)."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal


@dataclass(eq=False)
class CheckInTooEarly(Refusal):
    """The interview begins later; from `opens_at` on one can say that one is there."""

    number: int
    opens_at: datetime


@dataclass(eq=False)
class CheckInTooLate(Refusal):
    """It began a while ago; until `closed_at` one could say that one is there."""

    number: int
    closed_at: datetime


@dataclass(eq=False)
class AlreadyHere(Refusal):
    """The person has said so before."""

    number: int


@dataclass(eq=False)
class SaidToBeHere(Refusal):
    """Who is reported absent said at a moment that they are there, and the report has no words."""

    number: int
    member_id: int
    at: datetime
