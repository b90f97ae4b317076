"""What the rules of finding each other refuse: limits, peace, wishes. How it is said: `services.refusals`."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal


@dataclass(eq=False)
class NotAvailable(Refusal):
    """Somebody's own limit keeps the guest from this card, and it is not said whose or which.

    All that one person may set about others ends in this, word for word.
    """

    number: int


@dataclass(eq=False)
class TooManyOpenCards(Refusal):
    """The member has `open_cards` that nobody has booked, and the server lets them have `limit` at most."""

    open_cards: int
    limit: int


@dataclass(eq=False)
class TooManySeats(Refusal):
    """The member has `seats` ahead as interviewee, and the server lets them have `limit` at most."""

    seats: int
    limit: int


@dataclass(eq=False)
class GivenBackTooOften(Refusal):
    """The member has given back `limit` bookings within a week; a seat they can take again at a moment."""

    limit: int
    again_at: datetime


@dataclass(eq=False)
class WeeklyCapReached(Refusal):
    """The member wants `cap` interviews a week in a seat, `interviewer` or `interviewee`, and has as many."""

    cap: int
    seat: str


@dataclass(eq=False)
class ApartFromOneself(Refusal):
    """Somebody wants to be kept apart from themselves."""


@dataclass(eq=False)
class TooManyKeptApart(Refusal):
    """There are `maximum` people with whom the member is not paired, and no more can be."""

    maximum: int


@dataclass(eq=False)
class WayOutClosed(Refusal):
    """The member is not kept apart (any more) from whom they have the interview with."""

    number: int


@dataclass(eq=False)
class TooManyWishes(Refusal):
    """The member has `maximum` wishes in the server, and no more are kept."""

    maximum: int


@dataclass(eq=False)
class WishTooLong(Refusal):
    """Where it is asked in which server, what was typed may have `maximum` characters."""

    maximum: int


@dataclass(eq=False)
class WishGone(Refusal):
    """The wish is not there any more, or it is somebody else's."""


@dataclass(eq=False)
class AlertGone(Refusal):
    """The member was not told of the interview, or there is nothing to pass any more."""

    number: int


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


@dataclass(eq=False)
class PairGone(Refusal):
    """The two are not asked for a common time any more, or somebody else is."""


@dataclass(eq=False)
class PairDidNotWorkOut(Refusal):
    """The other of two who were asked for a common time cannot any more, and it is not said why."""
