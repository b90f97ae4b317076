"""What one of two writes to the other, and what is reported of it (`services.writing`)."""

from typing import ClassVar

from models import NotificationKind
from services.delivery.kinds.message import Address, Present
from services.delivery.kinds.to_person import Direct


class Written(Direct):
    """To one of two: what the other, `member_id`, wrote to them. It is their message numbered `place`.

    Its text is not kept: the statement that finishes the row empties it (`services.delivery.finishing`). One
    that is passed on to nobody has no recipient and no text.

    Who keeps the writer away must not be told from who does not. So nothing of it is seen by anybody but its
    recipient: nobody is called for it, and no call names it.
    """

    KIND: ClassVar = NotificationKind.WRITTEN
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    member_id: int
    place: int
    text: str

    def key(self, to: Address) -> str:
        """Return the recipient at this revision, which says who the other is, and the place among theirs."""
        return f"{super().key(to)}:{self.place}"

    def still_holds(self, present: Present) -> bool:
        """Hold for whoever it is for, whatever became of the interview, as long as there is a text."""
        return present.recipient is not None and bool(self.text)
