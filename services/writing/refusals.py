"""What the rules of writing to each other refuse (`services.refusals` says how it is said)."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal


@dataclass(eq=False)
class NobodyToWriteTo(Refusal):
    """Nobody sits across from them: it is not booked (`status`), or whoever did was `erased`."""

    number: int
    status: str


@dataclass(eq=False)
class AddresseeGone(Refusal):
    """Somebody else (`member_id`) was meant than sits across from them by now."""

    number: int
    member_id: int


@dataclass(eq=False)
class TooLateToWrite(Refusal):
    """It is over for more than a day; one could write until `closed_at`."""

    number: int
    closed_at: datetime


@dataclass(eq=False)
class WrittenEnough(Refusal):
    """As many messages as one can have passed on about an interview (`most`) were."""

    number: int
    most: int


@dataclass(eq=False)
class NothingWritten(Refusal):
    """Nothing of what was sent can be seen."""

    maximum: int


@dataclass(eq=False)
class NotWrittenToYou(Refusal):
    """A message is reported by somebody else than it was written to, or from somewhere else."""


@dataclass(eq=False)
class NobodyReadsReports(Refusal):
    """The server has no log channel in which admins would read a report."""

    number: int


@dataclass(eq=False)
class WriterErased(Refusal):
    """Whoever wrote it has had their data erased since."""

    number: int
