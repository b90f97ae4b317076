"""What those are told who wait for a seat, and the work that a freed one brings (`services.finding`)."""

from datetime import datetime
from typing import ClassVar

from models import NotificationKind
from services.delivery.kinds.message import Address, Errand, Present
from services.delivery.kinds.to_person import Direct, Until


class Waiting(Errand):
    """The line for an interview, which is to be brought to the interview's state; `change` tells why.

    `freed` is the revision by which the seat came free, 0 where it did not.
    """

    KIND: ClassVar = NotificationKind.WAITING
    change: str
    freed: int = 0

    def lane(self, to: Address) -> str:
        """Return a lane of the interview's own."""
        return f"wait:{to.interview_id}"

    def key(self, to: Address) -> str:
        """Return the interview and the change."""
        return f"{to.interview_id}:{self.change}"


class ForWaiting(Direct):
    """To somebody who waits for a seat, and has none in the interview."""

    MATTERS: ClassVar = Until.START

    def is_on(self, present: Present) -> bool:
        """Tell whether there is a seat to click for: one that is free, and early enough for the server."""
        interview = present.interview
        if interview is None or not interview.can_be_booked(present.now):
            return False
        return present.now < interview.starts_at - present.settings.notice

    def still_holds(self, present: Present) -> bool:
        """Hold while there is a seat to click for."""
        return self.is_on(present)


class SeatOffered(ForWaiting):
    """To the first in line: the seat is free, and theirs to take until `until` (UTC)."""

    KIND: ClassVar = NotificationKind.SEAT_OFFERED
    offer: int
    until: datetime

    def key(self, to: Address) -> str:  # noqa: ARG002 - an offer is one person's
        """Return the offer."""
        return f"{self.offer}"

    def matters_until(self, present: Present) -> datetime:  # noqa: ARG002 - it has its own end
        """Return the end of the offer."""
        return self.until

    def is_on(self, present: Present) -> bool:
        """Tell whether it is this offer for which the seat is held."""
        interview = present.interview
        is_held = interview is not None and interview.held_until == self.until
        return is_held and present.now < self.until and super().is_on(present)


class SeatOpen(ForWaiting):
    """To all who wait: the seat is free, it begins soon, and the first click wins.

    `freed` is the revision by which it came free.
    """

    KIND: ClassVar = NotificationKind.SEAT_OPEN
    freed: int

    def key(self, to: Address) -> str:
        """Return the freeing and the person."""
        return f"{to.interview_id}:{self.freed}:{to.recipient_id}"


class WaitingMoved(Direct):
    """To somebody who waits: it was moved; who has another interview then waits no more, and `leaves`."""

    KIND: ClassVar = NotificationKind.WAITING_MOVED
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    MATTERS: ClassVar = Until.START
    leaves: bool = True


class WaitingOver(Direct):
    """To somebody who waited: no seat came free for them; where it `is_off`, it was canceled.

    Where it `was_free`, the seat was free by its start, and nobody had taken it.
    """

    KIND: ClassVar = NotificationKind.WAITING_OVER
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    is_off: bool
    was_free: bool = False


AnyForWaiting = SeatOffered | SeatOpen | WaitingMoved | WaitingOver
