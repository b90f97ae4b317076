"""Quiet lines in the log channel: what members and admins did, and who it was."""

from datetime import datetime
from typing import Any, ClassVar

from models import DisputeKind, NotificationKind, Ruling
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import ForAdmins


class LogLine(ForAdmins):
    """A line that makes no sound and pings nobody."""


class AdminLine(LogLine):
    """What an admin did: it is kept as well as said (`services.audit`).

    `admin_id` is None for what came about because no admin did anything, which is said only.
    """

    ABOUT: ClassVar[str] = ""
    """The field that says about which member it is; empty where it is about none."""

    admin_id: int | None


class AbsenceReported(LogLine):
    """Somebody reported somebody absent, who may be paused for it until then (UTC)."""

    KIND: ClassVar = NotificationKind.LOG_ABSENCE
    reporter_id: int
    absent_id: int
    paused_until: datetime | None

    def key(self, to: Address) -> str:
        """Return the interview: there is one report an interview."""
        return f"{to.interview_id}"


class WrittenReported(LogLine):
    """Somebody reported what `member_id` wrote to them: the message `message_id`, which shows the `text`.

    The text is as it was shown, with what would format it or mention somebody made harmless.
    """

    KIND: ClassVar = NotificationKind.LOG_WRITTEN
    reporter_id: int
    member_id: int
    message_id: int
    text: str

    def key(self, to: Address) -> str:  # noqa: ARG002 - a message is one person's
        """Return the message: it is reported once."""
        return f"{self.message_id}"


class Granted(AdminLine):
    """An admin gave points, or took some; `entry` is the row of the ledger."""

    KIND: ClassVar = NotificationKind.LOG_GRANT
    ABOUT: ClassVar = "member_id"
    entry: int
    admin_id: int
    member_id: int
    amount: int
    balance: int
    reason: str

    def key(self, to: Address) -> str:  # noqa: ARG002 - an entry is one server's
        """Return the row of the ledger."""
        return f"{self.entry}"


class SettingsChanged(AdminLine):
    """An admin changed settings: of each, by its name, what it was and what it is.

    `mark` tells one change from the next.
    """

    KIND: ClassVar = NotificationKind.LOG_SETTINGS
    admin_id: int
    changes: dict[str, Any]
    mark: str

    def key(self, to: Address) -> str:
        """Return the server and the mark."""
        return f"{to.server_id}:{self.mark}"


class RulingMade(AdminLine):
    """A dispute was decided; nobody is named where no admin did in time."""

    KIND: ClassVar = NotificationKind.LOG_RULING
    admin_id: int | None
    about: DisputeKind
    ruling: Ruling

    def key(self, to: Address) -> str:
        """Return the interview and what was disputed."""
        return f"{to.interview_id}:{self.about.value}"


class PauseWasLifted(AdminLine):
    """An admin let somebody who did not come take new seats again; `mark` tells one time from the next."""

    KIND: ClassVar = NotificationKind.LOG_PAUSE_LIFTED
    ABOUT: ClassVar = "member_id"
    admin_id: int
    member_id: int
    mark: str

    def key(self, to: Address) -> str:
        """Return the server and the mark."""
        return f"{to.server_id}:{self.mark}"


class AdminHasCancelled(AdminLine):
    """An admin cancelled somebody's interview."""

    KIND: ClassVar = NotificationKind.LOG_CANCELLED
    admin_id: int
    reason: str

    def key(self, to: Address) -> str:
        """Return the interview: it is cancelled once."""
        return f"{to.interview_id}"


class AdminFreedSeat(AdminLine):
    """An admin freed the seat that a guest had booked."""

    KIND: ClassVar = NotificationKind.LOG_SEAT_FREED
    ABOUT: ClassVar = "guest_id"
    admin_id: int
    guest_id: int
    reason: str

    def key(self, to: Address) -> str:
        """Return the change of the interview."""
        return f"{to.interview_id}:{to.revision}"


class DataErased(AdminLine):
    """A member has had their data erased, by themselves or by the host; `admin_id` is nobody's by now."""

    KIND: ClassVar = NotificationKind.LOG_ERASED
    admin_id: int

    def key(self, to: Address) -> str:
        """Return the server and nobody's id, which is another for each erasure."""
        return f"{to.server_id}:{self.admin_id}"


class QuestionSuggested(LogLine):
    """A member suggests a question for the bank, and admins decide: it stands in `services.questions`.

    The `text` and the `notes` are as they were typed; `suggestion` is its row.
    """

    KIND: ClassVar = NotificationKind.LOG_SUGGESTED
    suggestion: int
    member_id: int
    text: str
    notes: str
    topic: str
    level: str
    language: str

    def key(self, to: Address) -> str:  # noqa: ARG002 - a suggestion is one server's
        """Return the suggestion."""
        return f"{self.suggestion}"


class SuggestionDecided(AdminLine):
    """An admin took a question that a member had suggested, or declined it."""

    KIND: ClassVar = NotificationKind.LOG_SUGGESTION
    ABOUT: ClassVar = "member_id"
    admin_id: int
    member_id: int
    suggestion: int
    is_taken: bool

    def key(self, to: Address) -> str:  # noqa: ARG002 - a suggestion is one server's
        """Return the suggestion: it is decided once."""
        return f"{self.suggestion}"


class QuestionsImported(AdminLine):
    """An admin added questions to the bank: so many `new`, `changed`, and brought `back`.

    `mark` tells one time from the next.
    """

    KIND: ClassVar = NotificationKind.LOG_IMPORTED
    admin_id: int
    new: int
    changed: int
    back: int
    mark: str

    def key(self, to: Address) -> str:
        """Return the server and the mark."""
        return f"{to.server_id}:{self.mark}"


class QuestionRetired(AdminLine):
    """An admin retired a question of the bank at a moment (UTC), or brought it back."""

    KIND: ClassVar = NotificationKind.LOG_RETIRED
    admin_id: int
    question: int
    is_back: bool
    at: datetime

    def key(self, to: Address) -> str:
        """Return the question and the moment: it may come and go."""
        return f"{to.server_id}:{self.question}:{self.at.isoformat()}"


class RubricImported(AdminLine):
    """An admin imported a rubric of the server's own: its `version`, by which it is called so by language."""

    KIND: ClassVar = NotificationKind.LOG_RUBRIC
    admin_id: int
    rubric: int
    name: dict[str, str]
    version: int

    def key(self, to: Address) -> str:
        """Return the rubric and the version: each is imported once."""
        return f"{to.server_id}:{self.rubric}:{self.version}"


class RubricRetired(AdminLine):
    """An admin retired a rubric of the server's own, whose latest `version` is called so by language."""

    KIND: ClassVar = NotificationKind.LOG_RUBRIC_RETIRED
    admin_id: int
    rubric: int
    name: dict[str, str]
    version: int

    def key(self, to: Address) -> str:
        """Return the rubric and the version: only with the next one it is there again."""
        return f"{to.server_id}:{self.rubric}:{self.version}"


AnyAboutQuestions = QuestionSuggested | SuggestionDecided | QuestionsImported | QuestionRetired

AnyAdminLine = (
    Granted
    | SettingsChanged
    | RulingMade
    | PauseWasLifted
    | AdminHasCancelled
    | AdminFreedSeat
    | DataErased
    | SuggestionDecided
    | QuestionsImported
    | QuestionRetired
    | RubricImported
    | RubricRetired
)

AnyLogLine = AbsenceReported | WrittenReported | QuestionSuggested | AnyAdminLine
