"""Direct messages: what one person is told (design, section 5, the table)."""

from datetime import datetime
from typing import ClassVar

from models import DisputeKind, NotificationKind, Ruling
from services.coming.record import Record
from services.coming.rules import ASKED_MINUTES, may_still_answer
from services.delivery.kinds.coming import AnyAboutComing
from services.delivery.kinds.message import Address, Present, Urgency
from services.delivery.kinds.pairs import AnyForPairs
from services.delivery.kinds.to_person import Direct, Until
from services.delivery.kinds.waiting import AnyForWaiting
from services.delivery.kinds.wishes import AnyForWishers
from services.delivery.kinds.written import Written
from services.interviews import Action, InterviewStatus
from services.server_settings import PLAN_MINUTES
from services.wording import parts_of

__all__ = ["Direct", "Until"]


class Booked(Direct):
    """To both: the interview is booked. `booking` is the revision that the booking made.

    One of a booking that was given back is not said; the booking after it is told of by itself. `record` is
    how reliable the other was when it was made; None in what was written before that was told.
    """

    KIND: ClassVar = NotificationKind.BOOKED
    MATTERS: ClassVar = Until.END
    booking: int
    record: Record | None = None

    def key(self, to: Address) -> str:
        """Return the booking and the person: it may be told later than it was made."""
        return f"{to.interview_id}:{self.booking}:{to.recipient_id}"

    def still_holds(self, present: Present) -> bool:
        """Hold while it is this booking that stands."""
        return present.is_taking_part and present.booking == self.booking


class LinkWanted(Direct):
    """To the host: no room could be made, and a link is needed."""

    KIND: ClassVar = NotificationKind.LINK_WANTED
    MATTERS: ClassVar = Until.END
    booking: int

    def key(self, to: Address) -> str:
        """Return the booking."""
        return f"{to.interview_id}:{self.booking}"

    def still_holds(self, present: Present) -> bool:
        """Hold until there is a link, or the interview is over."""
        mine = present.mine
        is_coming = present.is_booked and mine is not None and present.now < mine.interview.ends_at
        return is_coming and mine is not None and mine.link is None


class Withdrawn(Direct):
    """To the host: the guest has given the booking back, or lost it by a pause. `revision` is that change.

    `knows_link` says that the former guest knows the link that the host pasted; `reason` is in their words.
    """

    KIND: ClassVar = NotificationKind.WITHDRAWN
    MATTERS: ClassVar = Until.START
    guest_id: int
    revision: int
    knows_link: bool = False
    reason: str = ""
    for_pause: bool = False
    kept: int = 0


class Cancelled(Direct):
    """To the guest: the host has cancelled, or was paused; `refund` points came back.

    `reason` is in the host's words. `compensation` points are the host's, who has cancelled late.
    """

    KIND: ClassVar = NotificationKind.CANCELLED
    MATTERS: ClassVar = Until.START
    refund: int
    reason: str = ""
    for_pause: bool = False
    compensation: int = 0


class HostLeft(Direct):
    """To the guest: the host has left the server, so nothing comes of it; `refund` points came back."""

    KIND: ClassVar = NotificationKind.HOST_LEFT
    MATTERS: ClassVar = Until.START
    refund: int


class GuestLeft(Direct):
    """To the host: the guest has left the server, and the seat is free. `revision` is the change."""

    KIND: ClassVar = NotificationKind.GUEST_LEFT
    MATTERS: ClassVar = Until.START
    guest_id: int
    revision: int


class HostErased(Direct):
    """To the guest: the host has had their data erased, so nothing comes of it; `refund` points came back."""

    KIND: ClassVar = NotificationKind.HOST_ERASED
    MATTERS: ClassVar = Until.START
    refund: int


class GuestErased(Direct):
    """To the host: the guest has had their data erased, and the seat is free.

    `knows_link` says that the former guest knows the link that the host pasted.
    """

    KIND: ClassVar = NotificationKind.GUEST_ERASED
    MATTERS: ClassVar = Until.START
    revision: int
    knows_link: bool = False


class AdminCancelled(Direct):
    """To both: an admin has cancelled, and says why; `refund` points came back to the recipient."""

    KIND: ClassVar = NotificationKind.ADMIN_CANCELLED
    MATTERS: ClassVar = Until.START
    admin_id: int
    reason: str
    refund: int


class SeatFreed(Direct):
    """To both: an admin has freed the guest's seat, and says why; `refund` points came back to the recipient.

    `revision` is the change that did. `knows_link` tells that the guest has seen a link that the card keeps.
    """

    KIND: ClassVar = NotificationKind.SEAT_FREED
    MATTERS: ClassVar = Until.START
    guest_id: int
    admin_id: int
    reason: str
    refund: int
    revision: int
    knows_link: bool = False


class Expired(Direct):
    """To the host: nobody has booked in time; `refund` points came back."""

    KIND: ClassVar = NotificationKind.EXPIRED
    CALLS: ClassVar = False
    refund: int

    @property
    def urgency(self) -> Urgency:
        """Nobody has clicked for it."""
        return Urgency.TIMED


class _AboutAProposal(Direct):
    """Something about another time that was proposed, once a proposal."""

    proposal: int

    def key(self, to: Address) -> str:  # noqa: ARG002 - a proposal has one guest and one host
        """Return the proposal."""
        return f"{self.proposal}"


class MoveProposed(_AboutAProposal):
    """To the guest: the host proposes another time or length; moments in UTC, lengths in minutes."""

    KIND: ClassVar = NotificationKind.MOVE_PROPOSED
    MATTERS: ClassVar = Until.START
    before: datetime
    before_minutes: int
    to: datetime
    to_minutes: int

    @property
    def is_length(self) -> bool:
        """Tell whether it is about the length alone."""
        return self.to == self.before

    def still_holds(self, present: Present) -> bool:
        """Hold while that very proposal waits for the recipient."""
        proposal = present.mine.proposal if present.mine is not None else None
        return proposal is not None and proposal.id == self.proposal and proposal.is_mine_to_confirm


class MoveTakenBack(_AboutAProposal):
    """To the guest: the other time, or the other length alone, is no longer proposed."""

    KIND: ClassVar = NotificationKind.MOVE_TAKEN_BACK
    CALLS: ClassVar = False
    MATTERS: ClassVar = Until.START
    is_length: bool = False

    def still_holds(self, present: Present) -> bool:
        """Hold for a guest who was asked, and waits: who never was need not hear of it."""
        return present.is_taking_part and not present.has_proposal and present.guest_was_asked


class MoveUnanswered(_AboutAProposal):
    """To the host: the proposed time has come, and the guest has not answered."""

    KIND: ClassVar = NotificationKind.MOVE_UNANSWERED
    MATTERS: ClassVar = Until.START

    @property
    def urgency(self) -> Urgency:
        """Nobody has clicked for it."""
        return Urgency.TIMED

    def still_holds(self, present: Present) -> bool:
        """Hold while the host waits for the start and has proposed nothing else."""
        return present.is_taking_part and not present.has_started and not present.has_proposal


class MoveDeclined(_AboutAProposal):
    """To the host: the guest keeps to the present time, or to the present length."""

    KIND: ClassVar = NotificationKind.MOVE_DECLINED
    is_length: bool

    def still_holds(self, present: Present) -> bool:
        """Hold while the host waits for the start."""
        return present.is_taking_part and not present.has_started


class Moved(Direct):
    """To the host: the guest has confirmed another time; `before` is the start that was.

    `before_minutes` is the length that was, where it alone has changed.
    """

    KIND: ClassVar = NotificationKind.MOVED
    MATTERS: ClassVar = Until.START
    before: datetime
    before_minutes: int | None = None

    def still_holds(self, present: Present) -> bool:
        """Hold while they take part."""
        return present.is_taking_part


class LinkChanged(Direct):
    """To the guest, and to both when a room comes late: there is a new link."""

    KIND: ClassVar = NotificationKind.LINK_CHANGED
    MATTERS: ClassVar = Until.END

    def still_holds(self, present: Present) -> bool:
        """Hold while they take part."""
        return present.is_taking_part


class DetailsChanged(Direct):
    """To the guest: topic, level, language or notes read otherwise; the fields are what they read before."""

    KIND: ClassVar = NotificationKind.DETAILS_CHANGED
    topic: str = ""
    level: str = ""
    language: str = ""
    notes: str = ""

    def still_holds(self, present: Present) -> bool:
        """Hold while the guest can still withdraw, and something reads otherwise."""
        if present.interview is None or not present.is_taking_part or present.has_started:
            return False
        return parts_of(self) != parts_of(present.interview)


class _Timed(Direct):
    """A message planned for a moment around the interview that starts at `starts_at`."""

    starts_at: datetime

    @property
    def urgency(self) -> Urgency:
        """It has its hour."""
        return Urgency.TIMED

    def wanted_by(self, due_at: datetime) -> datetime:  # noqa: ARG002 - the start counts
        """Return the start: of many reminders those of the nearest come first."""
        return self.starts_at

    def key_at(self, to: Address, due_at: datetime) -> str:
        """Return the change, the person and the moment: of one series there are several."""
        return f"{to.interview_id}:{to.revision}:{to.recipient_id}:{due_at.isoformat()}"


class Reminder(_Timed):
    """To both, `minutes` before the start."""

    KIND: ClassVar = NotificationKind.REMINDER
    MATTERS: ClassVar = Until.START
    minutes: int

    def still_holds(self, present: Present) -> bool:
        """Hold before the start, for who wants it, at a distance that the server still has."""
        wants = present.recipient is None or present.recipient.wants_reminders
        distances = present.settings.reminders_of(is_interviewer=present.is_interviewer)
        is_wanted = wants and self.minutes in distances
        in_time = present.starts_at(self.starts_at) and not present.has_started
        return in_time and is_wanted and present.is_taking_part and not present.is_superseded

    @property
    def asks_whether_they_come(self) -> bool:
        """Tell whether it is the one that asks, whatever has become of its question."""
        return self.minutes == ASKED_MINUTES

    def has_plan(self, present: Present) -> bool:
        """Tell whether it brings its recipient, as the interviewer, a plan for the interview."""
        is_the_one = self.minutes == PLAN_MINUTES and present.starts_at(self.starts_at)
        return is_the_one and present.settings.has_questions and present.is_interviewer

    def waits_for_answer(self, present: Present) -> bool:
        """Tell whether it asks its recipient whether they come, and they have not said so."""
        interview, recipient = present.interview, present.recipient
        if interview is None or recipient is None or not present.is_taking_part:
            return False
        # After a move the reminder of the new time asks.
        asks = self.asks_whether_they_come and present.starts_at(self.starts_at)
        return asks and may_still_answer(interview.coming_of(recipient.id), interview.starts_at, present.now)


class Started(_Timed):
    """To both, without a sound: did the other come?"""

    KIND: ClassVar = NotificationKind.STARTED
    CALLS: ClassVar = False
    IS_SILENT: ClassVar = True

    def still_holds(self, present: Present) -> bool:
        """Hold while neither feedback nor a report is there, and not both have said that they are.

        Who is asked for feedback is not asked this.
        """
        are_both_here = present.interview is not None and present.interview.are_both_here
        return _is_owed(self.starts_at, present) and not are_both_here


class FeedbackDue(_Timed):
    """To the interviewer: feedback is waited for."""

    KIND: ClassVar = NotificationKind.FEEDBACK_DUE

    def still_holds(self, present: Present) -> bool:
        """Hold while neither feedback nor a report is there."""
        return _is_owed(self.starts_at, present)


class ReviewWanted(_Timed):
    """To the interviewee, at the end: how was the interviewer? Who is told of feedback is asked there.

    No call on the board names it: once it is missing there, everybody would know that they have answered.
    """

    KIND: ClassVar = NotificationKind.REVIEW_WANTED
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False

    def still_holds(self, present: Present) -> bool:
        """Hold while they can say it and there is neither feedback nor a report."""
        mine = present.mine
        is_asked = mine is not None and Action.REVIEW in mine.actions
        return is_asked and present.starts_at(self.starts_at) and not present.has_feedback


class FeedbackReceived(Direct):
    """To the interviewee: there is feedback to accept, or to open first where it is sealed."""

    KIND: ClassVar = NotificationKind.FEEDBACK_RECEIVED

    def still_holds(self, present: Present) -> bool:
        """Hold until it was accepted, or decided."""
        return present.is_booked


class FeedbackOpened(Direct):
    """To the interviewee: the seal of their feedback has run out, so it can be read."""

    KIND: ClassVar = NotificationKind.FEEDBACK_OPENED
    CALLS: ClassVar = False
    IS_NAMED: ClassVar = False

    @property
    def urgency(self) -> Urgency:
        """Nobody has clicked for it."""
        return Urgency.TIMED

    def still_holds(self, present: Present) -> bool:
        """Hold while they can read it, and accept it."""
        return present.mine is not None and Action.ACCEPT in present.mine.actions


class Accepted(Direct):
    """To the interviewer: the feedback was accepted, which earned `reward` points.

    `reason` is in the words of the admin who decided so, if one did.
    """

    KIND: ClassVar = NotificationKind.ACCEPTED
    CALLS: ClassVar = False
    reward: int
    balance: int
    reason: str = ""


class RatingWanted(Direct):
    """To the interviewee: the feedback has accepted itself; how was the interviewer?"""

    KIND: ClassVar = NotificationKind.RATING_WANTED

    @property
    def urgency(self) -> Urgency:
        """Nobody has clicked for it."""
        return Urgency.TIMED

    def still_holds(self, present: Present) -> bool:
        """Hold until they have rated."""
        feedback = present.mine.feedback if present.mine is not None else None
        return feedback is not None and feedback.is_accepted and feedback.rating is None


class Lapsed(Direct):
    """To both: no feedback came in time; `refund` points went back to the recipient."""

    KIND: ClassVar = NotificationKind.LAPSED
    CALLS: ClassVar = False
    refund: int

    @property
    def urgency(self) -> Urgency:
        """Nobody has clicked for it."""
        return Urgency.TIMED


class NoShow(Direct):
    """To who was reported absent; `refunded` and `compensated` points went to the reporter.

    Of the latter, `taken` came out of the recipient's account.
    """

    KIND: ClassVar = NotificationKind.NO_SHOW
    MATTERS: ClassVar = Until.DISPUTE
    blocked_until: datetime | None
    refunded: int
    compensated: int
    taken: int = 0


class SeatsFreed(Direct):
    """To who is paused: their later interviews are off. `refund` points came back to them for these.

    `interviews` names them as people do, and `until` (UTC) is the end of the pause.
    """

    KIND: ClassVar = NotificationKind.SEATS_FREED
    until: datetime
    interviews: str
    refund: int


class PauseLifted(Direct):
    """To a member: an admin lets them take new seats again; `mark` tells one time from the next."""

    KIND: ClassVar = NotificationKind.PAUSE_LIFTED
    admin_id: int
    mark: str

    def key(self, to: Address) -> str:
        """Return the person and the mark."""
        return f"{to.recipient_id}:{self.mark}"


class Disputed(Direct):
    """To the other participant: admins are asked to decide."""

    KIND: ClassVar = NotificationKind.DISPUTED

    def still_holds(self, present: Present) -> bool:
        """Hold until it is decided."""
        status = present.interview.status if present.interview is not None else None
        return status in {InterviewStatus.BOOKED, InterviewStatus.NO_SHOW}


class Ruled(Direct):
    """To both: what was decided, by an admin or because none did in time; `reason` is the admin's.

    Where it `was_dropped`, whoever disputed it has had their data erased.
    """

    KIND: ClassVar = NotificationKind.RULED
    about: DisputeKind
    ruling: Ruling
    by_admin: bool
    reason: str = ""
    was_dropped: bool = False


class PointsGranted(Direct):
    """To a member: an admin gave points, or took some; `entry` is the row of the ledger."""

    KIND: ClassVar = NotificationKind.POINTS_GRANTED
    entry: int
    amount: int
    balance: int
    reason: str
    admin_id: int

    def key(self, to: Address) -> str:  # noqa: ARG002 - an entry is one member's
        """Return the row of the ledger."""
        return f"{self.entry}"


class LogClosed(Direct):
    """To the owner of a server: the log channel is gone or closed, and a dispute waits for admins."""

    KIND: ClassVar = NotificationKind.LOG_CLOSED
    day: str

    def key(self, to: Address) -> str:
        """Return the server and the day."""
        return f"{to.server_id}:{self.day}"


class ChannelGone(Direct):
    """To the owner of a server: a channel that was set is deleted; `lost` is `board`, `log` or `both`."""

    KIND: ClassVar = NotificationKind.CHANNEL_GONE
    channel_id: int
    lost: str

    def key(self, to: Address) -> str:
        """Return the server and the channel: it is deleted once."""
        return f"{to.server_id}:{self.channel_id}"


AnyDirect = (
    Booked
    | LinkWanted
    | Withdrawn
    | Cancelled
    | AdminCancelled
    | SeatFreed
    | HostLeft
    | GuestLeft
    | HostErased
    | GuestErased
    | Expired
    | MoveProposed
    | MoveTakenBack
    | MoveUnanswered
    | MoveDeclined
    | Moved
    | LinkChanged
    | DetailsChanged
    | Reminder
    | Started
    | FeedbackDue
    | FeedbackReceived
    | FeedbackOpened
    | ReviewWanted
    | Accepted
    | RatingWanted
    | Lapsed
    | NoShow
    | SeatsFreed
    | PauseLifted
    | Disputed
    | Ruled
    | PointsGranted
    | LogClosed
    | ChannelGone
    | AnyForWaiting
    | AnyForWishers
    | AnyForPairs
    | AnyAboutComing
    | Written
)
Timed = Reminder | Started | FeedbackDue | ReviewWanted


def _is_owed(starts_at: datetime, present: Present) -> bool:
    if not present.starts_at(starts_at) or not present.is_taking_part:
        return False
    return not (present.has_feedback or present.is_superseded)
