"""Cards and wishes: holding one against the others, and what people are told of it (`services.finding`)."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from models import NotificationKind
from services.actions import is_open_to_all
from services.delivery.kinds.message import Address, Errand, Present, Urgency
from services.delivery.kinds.to_person import Direct
from services.delivery.kinds.waiting import ForWaiting
from services.interviews import Role


class Matching(Errand):
    """A card that is to be held against wishes since a change of it, which brought it to its `revision`.

    Where it is `news`, whoever was told of the card before is told again. Some people are told at a time:
    `wave` counts these times, and `after` is the last wish that was looked at.
    """

    KIND: ClassVar = NotificationKind.MATCHING
    revision: int
    news: bool = True
    wave: int = 0
    after: int = 0

    @property
    def urgency(self) -> Urgency:
        """Nobody waits for an answer."""
        return Urgency.CHANGED

    def lane(self, to: Address) -> str:
        """Return a lane of the card's own."""
        return f"match:{to.interview_id}"

    def key(self, to: Address) -> str:
        """Return the card, the change and the wave."""
        return f"{to.interview_id}:{self.revision}:{self.wave}"

    def still_holds(self, present: Present) -> bool:
        """Hold while anybody can book it."""
        return has_open_seat(present)


class Alerting(Errand):
    """Somebody is to be told of cards that fit their wishes, now or when it suits them; `mark` says why."""

    KIND: ClassVar = NotificationKind.ALERTING
    mark: str

    @property
    def urgency(self) -> Urgency:
        """Nobody waits for an answer."""
        return Urgency.CHANGED

    def lane(self, to: Address) -> str:
        """Return a lane of the person's own."""
        return f"alert:{to.recipient_id}"

    def key(self, to: Address) -> str:
        """Return the person and the mark."""
        return f"{to.recipient_id}:{self.mark}"


class WishAlert(ForWaiting):
    """To somebody who looks for such an interview: there is a card with a free seat. `alert` is its row."""

    KIND: ClassVar = NotificationKind.WISH_ALERT
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    alert: int

    @property
    def urgency(self) -> Urgency:
        """Nobody has clicked for it."""
        return Urgency.TIMED

    def key(self, to: Address) -> str:  # noqa: ARG002 - an alert is one person's
        """Return the alert."""
        return f"{self.alert}"

    def is_on(self, present: Present) -> bool:
        """Tell whether the seat is free, and kept for nobody."""
        return has_open_seat(present)


class DigestLine(BaseModel):
    """A card in a digest; `role` is its free seat, `starts_at` in UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    server_id: int
    role: Role
    topic: str
    starts_at: datetime


class WishDigest(Direct):
    """To somebody who was told of enough cards that day: the others, and how many `more` there are."""

    KIND: ClassVar = NotificationKind.WISH_DIGEST
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    day: str
    cards: tuple[DigestLine, ...]
    more: int = 0

    @property
    def urgency(self) -> Urgency:
        """It has its hour."""
        return Urgency.TIMED

    def key(self, to: Address) -> str:
        """Return the person and the day."""
        return f"{to.recipient_id}:{self.day}"

    def matters_until(self, present: Present) -> datetime | None:  # noqa: ARG002 - it has its own end
        """Return when the last of the cards begins."""
        return max((card.starts_at for card in self.cards), default=None)


class WishExpired(Direct):
    """To somebody whose wish has run out, at `ended_at` (UTC): does it still hold?"""

    KIND: ClassVar = NotificationKind.WISH_EXPIRED
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    wish: int
    role: Role
    topic: str
    level: str = ""
    language: str = ""
    ended_at: datetime

    @property
    def urgency(self) -> Urgency:
        """It has its hour."""
        return Urgency.TIMED

    def key(self, to: Address) -> str:  # noqa: ARG002 - a wish is one person's
        """Return the wish and its end: it may run out once more."""
        return f"{self.wish}:{self.ended_at.isoformat()}"


def has_open_seat(present: Present) -> bool:
    """Tell whether a card has a seat that is free, and kept for nobody who has waited for it."""
    interview = present.interview
    return interview is not None and is_open_to_all(interview, present.settings.notice, present.now)


AnyForWishers = WishAlert | WishDigest | WishExpired
