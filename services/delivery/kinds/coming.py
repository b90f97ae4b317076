"""Whether both come: looking who is silent, and who is told of it (`services.coming`)."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from models import Coming, NotificationKind
from services.delivery.kinds.message import Address, Errand, Present, Urgency
from services.delivery.kinds.to_person import Direct, Until


class ComingCheck(Errand):
    """It is to be looked whether both have said that they come to what starts at `starts_at` (UTC)."""

    KIND: ClassVar = NotificationKind.COMING_CHECK
    starts_at: datetime

    @property
    def urgency(self) -> Urgency:
        """It has its hour."""
        return Urgency.TIMED

    def lane(self, to: Address) -> str:
        """Return a lane of the interview's own."""
        return f"coming:{to.interview_id}"

    def key(self, to: Address) -> str:
        """Return the change that made the plan: what is booked again is planned again."""
        return f"{to.interview_id}:{to.revision}:{self.starts_at.isoformat()}"

    def still_holds(self, present: Present) -> bool:
        """Hold while it is booked for then, and has not begun."""
        return present.is_booked and present.starts_at(self.starts_at) and not present.has_started


class Unconfirmed(Direct):
    """To whoever sits across from somebody who has not said that they come to what starts at `starts_at`."""

    KIND: ClassVar = NotificationKind.UNCONFIRMED
    MATTERS: ClassVar = Until.START
    starts_at: datetime

    @property
    def urgency(self) -> Urgency:
        """It has its hour."""
        return Urgency.TIMED

    def still_holds(self, present: Present) -> bool:
        """Hold as long as the other is silent, before the start."""
        interview, recipient = present.interview, present.recipient
        if interview is None or recipient is None or not present.is_taking_part or present.has_started:
            return False
        said = interview.coming_of(interview.other_than(recipient.id))
        return present.starts_at(self.starts_at) and said is Coming.ASKED


class SeatMayOpen(Direct):
    """To somebody who waits for a seat: its guest has not said that they come, so it may come free."""

    KIND: ClassVar = NotificationKind.SEAT_MAY_OPEN
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    MATTERS: ClassVar = Until.START
    starts_at: datetime

    @property
    def urgency(self) -> Urgency:
        """It has its hour."""
        return Urgency.TIMED

    def still_holds(self, present: Present) -> bool:
        """Hold as long as the guest is silent, before the start."""
        interview = present.interview
        if interview is None or not present.is_booked or present.has_started:
            return False
        return present.starts_at(self.starts_at) and interview.guest_coming is Coming.ASKED


class _AboutALateChange(Direct):
    """Where the points belong that a guest left who withdrew late, once a change."""

    change: int
    points: int

    @property
    def urgency(self) -> Urgency:
        """Nobody has clicked for it."""
        return Urgency.TIMED

    def key(self, to: Address) -> str:  # noqa: ARG002 - a change is settled once
        """Return the change."""
        return f"{self.change}"


class Why(StrEnum):
    """Why a former guest gets back what they left."""

    TAKEN = "taken"
    """Somebody has taken the seat."""
    MOVED = "moved"
    CANCELLED = "cancelled"


class LateReturned(_AboutALateChange):
    """To a former guest: they got back the `points` that they left with a seat."""

    KIND: ClassVar = NotificationKind.LATE_RETURNED
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    why: Why


class LateKept(_AboutALateChange):
    """To the host: nobody has taken the seat that `guest_id` gave back late, so the host got `points`."""

    KIND: ClassVar = NotificationKind.LATE_KEPT
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    guest_id: int


AnyAboutComing = Unconfirmed | SeatMayOpen | LateReturned | LateKept
