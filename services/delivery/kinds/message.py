"""What all kinds of notifications have in common."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from models import NotificationKind
from services.interviews import Interview, InterviewStatus, Private
from services.places import Place
from services.server_settings import ServerSettings


class Urgency(IntEnum):
    """Which rows come first when many wait; the lower, the sooner."""

    CLICKED = 0
    """Somebody has just clicked for it, and somebody else waits."""
    TIMED = 1
    """It has its hour; whatever it is about starts soonest comes first."""
    CHANGED = 2
    """A card or another message that is shown has changed."""
    REDRAWN = 3
    """A setting draws it again, with a hundred others, or it is housekeeping."""


@dataclass(frozen=True)
class Address:
    """Where a notification belongs: its server, and the interview and the person that it is about or for.

    `revision` is that of the interview at the change that is told of.
    """

    server_id: int
    interview_id: int | None = None
    revision: int | None = None
    recipient_id: int | None = None


@dataclass(frozen=True)
class Recipient:
    """Who is told, and how they want to be; `dm_channel_id` is known once a DM was opened to them.

    `dms_closed_at` is since when they take none, as far as is known.
    """

    id: int
    language: str | None
    wants_reminders: bool
    dm_channel_id: int | None
    dms_closed_at: datetime | None = None


@dataclass(frozen=True)
class Call:
    """Where somebody is called on a board, and for which notifications: those up to `newest`."""

    place: Place
    newest: int


@dataclass(frozen=True)
class Present:
    """What is true at the moment at which a row is about to be sent (`now`, UTC).

    `mine` is the interview as the recipient sees it. `card` and `panel` say where those stand, `is_missed`
    that a change of them was given up. `booking` is the revision that the present booking made.
    `is_superseded` tells that a later row of the same series is due too, or was sent; `is_followed` that
    another row waits in the lane. `call` says where the recipient is called on the board, and
    `is_other_unreachable` that whoever sits across from them takes no direct messages.
    """

    now: datetime
    settings: ServerSettings
    recipient: Recipient | None = None
    interview: Interview | None = None
    mine: Private | None = None
    booking: int | None = None
    guest_was_asked: bool = False
    card: Place | None = None
    panel: Place | None = None
    event_id: int | None = None
    is_missed: bool = False
    is_superseded: bool = False
    is_followed: bool = False
    call: Call | None = None
    is_other_unreachable: bool = False

    @property
    def is_booked(self) -> bool:
        """Tell whether the interview is booked."""
        return self.interview is not None and self.interview.status is InterviewStatus.BOOKED

    @property
    def is_taking_part(self) -> bool:
        """Tell whether the recipient has a seat in the interview, and it is booked."""
        if self.interview is None or self.recipient is None or not self.is_booked:
            return False
        return self.interview.role_of(self.recipient.id) is not None

    @property
    def is_interviewer(self) -> bool:
        """Tell whether the recipient is the interviewer of what is booked."""
        if self.interview is None or self.recipient is None:
            return False
        return self.is_booked and self.interview.interviewer_id == self.recipient.id

    @property
    def has_feedback(self) -> bool:
        """Tell whether the interviewer has left feedback."""
        return self.mine is not None and self.mine.has_feedback

    @property
    def has_proposal(self) -> bool:
        """Tell whether another time is proposed that can still be confirmed."""
        return self.mine is not None and self.mine.proposal is not None

    def starts_at(self, moment: datetime) -> bool:
        """Tell whether the interview has that start still."""
        return self.interview is not None and self.interview.starts_at == moment

    @property
    def has_started(self) -> bool:
        """Tell whether the start of the interview has come."""
        return self.interview is not None and self.now >= self.interview.starts_at


class Message(BaseModel):
    """A kind of notification. What a class carries are its fields; unknown ones are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    KIND: ClassVar[NotificationKind]

    ASKS_DISCORD: ClassVar[bool] = True
    """Whether Discord is reached once it is delivered."""

    REFUSED_FOR: ClassVar[timedelta] = timedelta(days=1)
    """How long after it was due it is tried where Discord answers and does not take it."""

    @property
    def steps_aside(self) -> bool:
        """Whether it lets what follows in its lane go first, once Discord has not taken it a few times."""
        return False

    @property
    def urgency(self) -> Urgency:
        """How urgent it is."""
        return Urgency.CLICKED

    def wanted_by(self, due_at: datetime) -> datetime:
        """Return what puts it before others that are as urgent; the sooner, the earlier it comes."""
        return due_at

    def lane(self, to: Address) -> str:
        """Return in which lane it is delivered: rows of one lane keep their order."""
        raise NotImplementedError

    def key(self, to: Address) -> str:
        """Return what tells it from others of its kind: what has the same key is written once."""
        raise NotImplementedError

    def still_holds(self, present: Present) -> bool:  # noqa: ARG002 - most hold for ever
        """Tell whether it is still true and helps when it is about to be sent; else it is dropped."""
        return True

    def payload(self) -> dict[str, Any]:
        """Return its fields as they are stored."""
        return self.model_dump(mode="json", exclude_defaults=True)


class Errand(Message):
    """Something that is to be done for members once it is due; by itself it tells nobody anything."""

    ASKS_DISCORD: ClassVar = False
