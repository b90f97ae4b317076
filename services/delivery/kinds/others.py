"""What goes to channels, and what is asked of Google."""

from datetime import datetime
from typing import Any, ClassVar

from models import NotificationKind
from services.delivery.kinds.message import Address, Message, Present, Urgency


class Room(Message):
    """A meeting room that Google is asked for; `booking` is the revision that the booking made."""

    KIND: ClassVar = NotificationKind.ROOM
    ASKS_DISCORD: ClassVar = False
    booking: int

    def lane(self, to: Address) -> str:
        """Return a lane of its own: Google may be slow."""
        return f"room:{to.interview_id}:{self.booking}"

    def key(self, to: Address) -> str:
        """Return the booking."""
        return f"{to.interview_id}:{self.booking}"

    def still_holds(self, present: Present) -> bool:
        """Hold while it is this booking that stands."""
        return present.is_booked and present.booking == self.booking


class TakenDown(Message):
    """A message of the bot's that is to be removed, whatever it was.

    It names somebody who was erased, or it names people and is too old to be kept up to date.
    """

    KIND: ClassVar = NotificationKind.TAKEN_DOWN
    channel_id: int
    message_id: int

    @property
    def urgency(self) -> Urgency:
        """It has changed."""
        return Urgency.CHANGED

    def lane(self, to: Address) -> str:  # noqa: ARG002 - a message is one server's
        """Return a lane of the message's own."""
        return f"gone:{self.message_id}"

    def key(self, to: Address) -> str:  # noqa: ARG002
        """Return the message: it is removed once."""
        return f"{self.message_id}"


def log_lane(server_id: int) -> str:
    """Return the lane of what is said in a server's log channel."""
    return f"log:{server_id}"


class ForAdmins(Message):
    """A line in the log channel about what only admins can mend; `day` keeps it to one a day."""

    @property
    def urgency(self) -> Urgency:
        """No member waits for it."""
        return Urgency.REDRAWN

    def lane(self, to: Address) -> str:
        """Return the lane of a server's log channel."""
        return log_lane(to.server_id)


class NoRooms(ForAdmins):
    """Google makes no rooms; `facts` belong to the reason."""

    KIND: ClassVar = NotificationKind.NO_ROOMS
    reason: str
    facts: dict[str, Any]
    day: str

    def key(self, to: Address) -> str:
        """Return server, reason and day."""
        return f"{to.server_id}:{self.reason}:{self.day}"


class NoEvents(ForAdmins):
    """Discord takes no events."""

    KIND: ClassVar = NotificationKind.NO_EVENTS
    obstacle: str
    day: str

    def key(self, to: Address) -> str:
        """Return server, obstacle and day."""
        return f"{to.server_id}:{self.obstacle}:{self.day}"


class BoardClosed(ForAdmins):
    """The bot cannot show cards in the board channel: it is closed to it, or was deleted."""

    KIND: ClassVar = NotificationKind.BOARD_CLOSED
    channel_id: int | None
    day: str
    is_gone: bool = False

    def key(self, to: Address) -> str:
        """Return server, channel and day."""
        return f"{to.server_id}:{self.channel_id}:{self.day}"


class GivenUp(ForAdmins):
    """A message to a person never arrived; `row` is the one that was given up."""

    KIND: ClassVar = NotificationKind.GIVEN_UP
    row: int
    recipient_id: int

    def key(self, to: Address) -> str:  # noqa: ARG002 - a row is given up once
        """Return the row."""
        return f"{self.row}"


class NotReached(ForAdmins):
    """Somebody was reported absent, takes no direct messages, and can dispute it until `dispute_by` (UTC).

    `row` is the message that did not reach them.
    """

    KIND: ClassVar = NotificationKind.NOT_REACHED
    row: int
    recipient_id: int
    dispute_by: datetime

    def key(self, to: Address) -> str:  # noqa: ARG002 - a row is missed once
        """Return the row."""
        return f"{self.row}"


class ShutOut(ForAdmins):
    """Discord had shut out the bot's address for `minutes`, and messages came late."""

    KIND: ClassVar = NotificationKind.SHUT_OUT
    minutes: int
    day: str

    def key(self, to: Address) -> str:
        """Return server and day."""
        return f"{to.server_id}:{self.day}"


class RunningDry(ForAdmins):
    """The points of a server run dry; `day` is that of the look that found it, a week from the next.

    Held now are `in_hand` points, which pay for `seats` seats; at the present pace they last until `dry_at`
    (UTC), and None is said where the pace alone does not tell.
    """

    KIND: ClassVar = NotificationKind.RUNNING_DRY
    in_hand: int
    seats: int
    dry_at: datetime | None
    day: str

    def key(self, to: Address) -> str:
        """Return server and day."""
        return f"{to.server_id}:{self.day}"


AnyForAdmins = NoRooms | NoEvents | BoardClosed | GivenUp | NotReached | ShutOut | RunningDry
