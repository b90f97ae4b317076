"""What one of two writes to the other, and what is reported of it (`services.writing`)."""

from datetime import timedelta
from typing import ClassVar

from models import NotificationKind
from services.delivery.kinds.message import Address, Present
from services.delivery.kinds.to_person import Direct
from services.interviews import Role


class Written(Direct):
    """To one of two: what the other, `member_id` in that `seat`, wrote. It is their message numbered `place`.

    Its text is not kept: the statement that finishes the row empties it (`services.delivery.finishing`), and
    where Discord does not take it that is not long. One that is passed on to nobody has no recipient and no
    text.

    Who keeps the writer away must not be told from who does not. So nothing of it is seen by anybody but its
    recipient, whatever becomes of it.
    """

    KIND: ClassVar = NotificationKind.WRITTEN
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    IS_SECRET: ClassVar = True
    REFUSED_FOR: ClassVar = timedelta(hours=2)
    member_id: int
    seat: Role
    place: int
    text: str

    def key(self, to: Address) -> str:
        """Return the seat at this revision, which says who wrote it, and the place among theirs.

        A message to nobody has a row as any other. Its writer's id is not in it: whoever is erased is taken
        out of what rows carry, and out of no key.
        """
        return f"{to.interview_id}:{to.revision}:{self.seat.value}:{self.place}"

    def still_holds(self, present: Present) -> bool:
        """Hold for whoever it is for, whatever became of the interview, as long as there is a text."""
        return present.recipient is not None and bool(self.text)
