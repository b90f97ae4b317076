"""Two people whose wishes fit: finding them, and what they are told (`services.finding.pairs`)."""

from datetime import datetime
from typing import ClassVar

from models import NotificationKind
from services.delivery.kinds.message import Address, Errand, Present, Urgency
from services.delivery.kinds.to_person import Direct
from services.interviews import Role


class Pairing(Errand):
    """Somebody is to be found for a wish (by its number); `mark` says why now."""

    KIND: ClassVar = NotificationKind.PAIRING
    wish: int
    mark: str

    @property
    def urgency(self) -> Urgency:
        """Nobody waits for an answer."""
        return Urgency.CHANGED

    def lane(self, to: Address) -> str:  # noqa: ARG002 - a wish is one server's
        """Return a lane of the wish's own."""
        return f"pair:{self.wish}"

    def key(self, to: Address) -> str:  # noqa: ARG002
        """Return the wish and the mark."""
        return f"{self.wish}:{self.mark}"


class PairEnding(Errand):
    """The time of a pair is over, or a wish holds no more of which it came; `mark` tells these apart."""

    KIND: ClassVar = NotificationKind.PAIR_ENDING
    pair: int
    mark: str = ""

    @property
    def urgency(self) -> Urgency:
        """It has its hour."""
        return Urgency.TIMED

    def lane(self, to: Address) -> str:  # noqa: ARG002 - a pair is one server's
        """Return a lane of the pair's own."""
        return f"pair-end:{self.pair}"

    def key(self, to: Address) -> str:  # noqa: ARG002
        """Return the pair and the mark."""
        return f"{self.pair}:{self.mark}" if self.mark else f"{self.pair}"


class AboutAPair(Direct):
    """To one of two who are asked for a common time."""

    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False
    pair: int

    @property
    def urgency(self) -> Urgency:
        """Nobody has clicked for it."""
        return Urgency.TIMED

    def key(self, to: Address) -> str:
        """Return the pair and the person."""
        return f"{self.pair}:{to.recipient_id}"


class PairProposed(AboutAPair):
    """To both: somebody's wish fits theirs, and both are free at these `times`; `role` is their own seat.

    All moments in UTC, `minutes` is how long it would be.
    """

    KIND: ClassVar = NotificationKind.PAIR_PROPOSED
    role: Role
    topic: str
    times: tuple[datetime, ...]
    minutes: int
    until: datetime

    def still_holds(self, present: Present) -> bool:
        """Hold as long as it can be answered."""
        return present.now < self.until

    def matters_until(self, present: Present) -> datetime | None:  # noqa: ARG002 - it has its own end
        """Return until when it can be answered."""
        return self.until


class PairDiffers(PairProposed):
    """To whoever picked first, those of `mine`: the other has picked other times, those of `theirs`.

    Both are counted from 1.
    """

    KIND: ClassVar = NotificationKind.PAIR_DIFFERS
    theirs: tuple[int, ...]
    mine: tuple[int, ...] = ()


class PairOver(AboutAPair):
    """To the other: it did not work out, and nobody says why."""

    KIND: ClassVar = NotificationKind.PAIR_OVER


AnyForPairs = PairProposed | PairDiffers | PairOver
