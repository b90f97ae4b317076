"""What is not sent but shown: brought to the present state; of several changes the last is enough."""

from typing import ClassVar

from models import DisputeKind, NotificationKind
from services.delivery.kinds.message import Address, Message, Present, Urgency
from services.interviews import LIVE


class Shown(Message):
    """A message that stands somewhere. `change` tells one change from the next."""

    change: str = ""

    @property
    def urgency(self) -> Urgency:
        """It has changed."""
        return Urgency.CHANGED

    def key(self, to: Address) -> str:
        """Return the interview and its change."""
        return f"{to.interview_id}:{to.revision}{self.change}"

    def still_holds(self, present: Present) -> bool:
        """Leave it to the next row of the lane, where it is known that the message stands.

        Where none is known to stand, an earlier try may have posted one and not learned of it, and only this
        row knows since when to look for it.
        """
        return not (present.is_followed and self.stands(present))

    def stands(self, present: Present) -> bool:
        """Tell whether the message is known to stand where it belongs."""
        raise NotImplementedError


class Card(Shown):
    """The card in the board channel; `is_redrawn` where nothing of the interview itself has changed.

    One that `posts` puts the card onto the board where it does not stand yet, or where the message `replaces`
    is gone: these go one after another, so that cards stand in the order in which they were published. All
    others change the card where it stands. One that `leaves` takes it down, if the interview is over still.
    """

    KIND: ClassVar = NotificationKind.CARD
    is_redrawn: bool = False
    posts: bool = False
    replaces: int = 0
    leaves: bool = False

    @property
    def urgency(self) -> Urgency:
        """A setting draws all cards of a server at once, and nobody waits for one to leave."""
        return Urgency.REDRAWN if self.is_redrawn or self.leaves else Urgency.CHANGED

    @property
    def steps_aside(self) -> bool:
        """A new one does, for those published after it."""
        return self.posts

    def lane(self, to: Address) -> str:
        """Return the card's lane, or that of the board's new cards."""
        return f"cards:{to.server_id}" if self.posts else f"card:{to.interview_id}"

    def key(self, to: Address) -> str:
        """Return the interview and its change, and what is to be done about it."""
        done = ":posts" if self.posts else ":leaves" if self.leaves else ""
        return f"{super().key(to)}{done}"

    def still_holds(self, present: Present) -> bool:
        """Leave a change to the next row of the card's lane; take down only what is over."""
        if self.leaves:
            return present.interview is not None and present.interview.status not in LIVE
        return self.posts or super().still_holds(present)

    def stands(self, present: Present) -> bool:
        """Tell whether it stands in the present board channel."""
        return present.card is not None and present.card.channel_id == present.settings.board_channel_id


class CardCloses(Card):
    """The card when it can no longer be booked: its buttons to book and to wait go at that moment."""

    KIND: ClassVar = NotificationKind.CARD_CLOSES

    @property
    def urgency(self) -> Urgency:
        """It has its hour."""
        return Urgency.TIMED

    def still_holds(self, present: Present) -> bool:
        """Hold for a card that is not over: any other has no such button."""
        interview = present.interview
        return interview is not None and interview.status in LIVE and super().still_holds(present)


class Panel(Shown):
    """The message with the button that opens the picker."""

    KIND: ClassVar = NotificationKind.PANEL

    def lane(self, to: Address) -> str:
        """Return the server's panel."""
        return f"panel:{to.server_id}"

    def key(self, to: Address) -> str:
        """Return the server and the change."""
        return f"{to.server_id}:{self.change}"

    def stands(self, present: Present) -> bool:
        """Tell whether it stands in the present board channel."""
        return present.panel is not None and present.panel.channel_id == present.settings.board_channel_id


class Unreachable(Shown):
    """The one message in the board channel that tells somebody who takes no DMs what waits for them."""

    KIND: ClassVar = NotificationKind.UNREACHABLE

    @property
    def urgency(self) -> Urgency:
        """It comes late already."""
        return Urgency.TIMED

    def lane(self, to: Address) -> str:
        """Return the lane of the calls of one person in one server, in hexadecimal: it has 40 characters."""
        return f"call:{to.server_id:x}:{to.recipient_id or 0:x}"

    def key(self, to: Address) -> str:
        """Return the server, the person and the change."""
        return f"{to.server_id}:{to.recipient_id}{self.change}"

    def stands(self, present: Present) -> bool:
        """Tell whether it stands in the present board channel."""
        return present.call is not None and present.call.place.channel_id == present.settings.board_channel_id


class Event(Shown):
    """The entry in the server's list of events."""

    KIND: ClassVar = NotificationKind.EVENT

    def lane(self, to: Address) -> str:
        """Return the event's lane."""
        return f"event:{to.interview_id}"

    def stands(self, present: Present) -> bool:  # noqa: ARG002 - the same for all
        """Any row finds it by its mark."""
        return True


def dispute_lane(interview_id: int | None) -> str:
    """Return the lane of what admins are asked about an interview."""
    return f"dispute:{interview_id}"


class DisputeCase(Shown):
    """The message in the log channel in which admins decide."""

    KIND: ClassVar = NotificationKind.DISPUTE
    about: DisputeKind

    def lane(self, to: Address) -> str:
        """Return the lane of one interview's disputes."""
        return dispute_lane(to.interview_id)

    def key(self, to: Address) -> str:
        """Return the dispute and the change."""
        return f"{to.interview_id}:{self.about.value}:{to.revision}:{self.change}"

    def stands(self, present: Present) -> bool:  # noqa: ARG002 - the same for all
        """There are two disputes in one lane at times, so none is left to the next row."""
        return False


class Refresh(Shown):
    """The direct messages about an interview that one person was sent before: link and buttons stay true.

    One that `renames` says the rest of them anew, too: somebody in it was erased.
    """

    KIND: ClassVar = NotificationKind.REFRESH
    renames: bool = False

    def lane(self, to: Address) -> str:
        """Return the lane of the person's direct messages."""
        return f"dm:{to.recipient_id}"

    def key(self, to: Address) -> str:
        """Return the change and the person."""
        return f"{to.interview_id}:{to.revision}:{to.recipient_id}{self.change}"

    def still_holds(self, present: Present) -> bool:  # noqa: ARG002 - the same for all
        """Whether anything is left to change is seen when it is done."""
        return True

    def stands(self, present: Present) -> bool:  # noqa: ARG002 - it posts nothing
        """It never posts."""
        return True


class Thanks(Shown):
    """The thank-you of a month in the board channel; `thanks` is its row (`services.thanks`)."""

    KIND: ClassVar = NotificationKind.THANKS
    thanks: int

    def lane(self, to: Address) -> str:  # noqa: ARG002 - a thank-you is one server's
        """Return a lane of its own."""
        return f"thanks:{self.thanks}"

    def key(self, to: Address) -> str:  # noqa: ARG002
        """Return the thank-you and the change."""
        return f"{self.thanks}:{self.change}"

    def stands(self, present: Present) -> bool:  # noqa: ARG002 - the same for all
        """None is left to the next row: whether it stands is seen when it is shown."""
        return False


AnyShown = Card | CardCloses | Panel | Unreachable | Event | DisputeCase | Refresh | Thanks
