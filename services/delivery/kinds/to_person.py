"""What all direct messages have in common."""

from datetime import datetime
from enum import Enum
from typing import ClassVar

from services.delivery.kinds.message import Address, Message, Present
from services.interviews import Action


class Until(Enum):
    """For how long a message still helps somebody whom it did not reach."""

    START = "start"
    END = "end"
    DISPUTE = "dispute"
    """As long as they can dispute the report of which it tells."""
    A_WEEK = "a week"


class Direct(Message):
    """A message to one person: their lane, and once for each change of an interview."""

    IS_SILENT: ClassVar[bool] = False
    """Whether it makes no sound."""

    CALLS: ClassVar[bool] = True
    """Whether somebody whom it did not reach is called for it. What asks nothing of them is only shown with
    the rest."""

    IS_NAMED: ClassVar[bool] = True
    """Whether a call says that it waits; what nobody else may hear of is only shown with the rest."""

    IS_SECRET: ClassVar[bool] = False
    """Whether nobody but its recipient may tell what became of it: then no call names it, nobody hears that
    it was given up, and nothing that others are shown or told of its recipient follows from it."""

    MATTERS: ClassVar[Until] = Until.A_WEEK
    """For how long it helps somebody whom it did not reach, while it still holds."""

    @property
    def steps_aside(self) -> bool:
        """It does: what Discord does not take may be what somebody typed, and others tell of other things."""
        return True

    def lane(self, to: Address) -> str:
        """Return the lane of the person's direct messages."""
        return f"dm:{to.recipient_id}"

    def key(self, to: Address) -> str:
        """Return the change and the person."""
        return f"{to.interview_id}:{to.revision}:{to.recipient_id}"

    def matters_until(self, present: Present) -> datetime | None:
        """Return until when it helps somebody whom it did not reach; None for a week from when it was due."""
        interview = present.interview
        if interview is None or self.MATTERS is Until.A_WEEK:
            return None
        if self.MATTERS is not Until.DISPUTE:
            return interview.starts_at if self.MATTERS is Until.START else interview.ends_at
        mine = present.mine
        if mine is None or mine.absence is None or Action.DISPUTE not in mine.actions:
            return present.now
        return mine.absence.dispute_by
