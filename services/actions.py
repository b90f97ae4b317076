"""What a person may do with an interview at a moment (design, section 3, the table): each rule once.

A use case asks the check of its action before it does anything, and a button is offered where the same check
passes. So no member is offered what they are then refused, unless something has changed since.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import ParamSpec

from services.coming.refusals import AlreadyHere, CheckInTooEarly, CheckInTooLate
from services.interviews import (
    LIVE,
    Action,
    DisputeKind,
    Interview,
    InterviewStatus,
    Progress,
    Role,
)
from services.progress.refusals import SharingTooLate
from services.questions.refusals import (
    DrawTooEarly,
    DrawTooLate,
    NobodyToAsk,
    NotAskedYet,
    SuggestTooEarly,
)
from services.refusals import (
    AlreadyAccepted,
    AlreadyOver,
    AlreadyStarted,
    AlreadyYours,
    DisputeAlreadyDecided,
    DisputeAlreadyOpen,
    DisputeNotFound,
    DisputeTooLate,
    FeedbackExists,
    FeedbackNeedsBooking,
    FeedbackTooEarly,
    MovePassed,
    NobodyHasBooked,
    NoFeedbackYet,
    NoLongerProposed,
    NoShowAlreadyReported,
    NoShowNeedsBooking,
    NoShowTooEarly,
    NothingToChange,
    NothingToDispute,
    NotOpen,
    NotYourInterview,
    OnlyTheGuest,
    OnlyTheGuestConfirms,
    OnlyTheHost,
    OnlyTheInterviewee,
    OnlyTheInterviewer,
    OwnCard,
    Refusal,
    SeatIsFree,
    SeatTaken,
    TooLateToBook,
    WaitingForOwnCard,
)
from services.reviews.refusals import (
    FeedbackOpenAlready,
    FeedbackSealed,
    NobodyToReview,
    ReviewedAlready,
    ReviewTooEarly,
)
from services.tombstones import is_erased
from services.writing.refusals import NobodyToWriteTo, TooLateToWrite
from services.writing.rules import WRITABLE, closes_at

CHECK_IN_BEFORE = timedelta(minutes=10)
CHECK_IN_AFTER = timedelta(minutes=15)
"""How long before and after the start somebody can say that they are there (design, section 14)."""

DRAWN_BEFORE = timedelta(days=1)
"""How long before the start questions can be drawn (design, section 15)."""

Check = Callable[[Progress, int, datetime], object]
_Arguments = ParamSpec("_Arguments")


def check_may_book(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may take the free seat of a card.

    Raises:
        OwnCard: they published it.
        AlreadyStarted: nobody booked it in time.
        AlreadyYours, SeatTaken: it is booked, by them or by somebody else.
        NotOpen: it is over.
    """
    if interview.host_id == user_id:
        raise OwnCard
    if interview.can_be_booked(now):
        return
    if interview.status is InterviewStatus.PENDING:
        raise AlreadyStarted(number=interview.id, starts_at=interview.starts_at)
    winner = interview.guest_id
    if winner == user_id:
        raise AlreadyYours(number=interview.id)
    if interview.status is InterviewStatus.BOOKED and winner is not None:
        raise SeatTaken(winner_id=winner)
    raise NotOpen(number=interview.id, status=interview.status.value)


def check_in_time(interview: Interview, notice: timedelta, now: datetime) -> None:
    """Check that a card can still be booked where a server wants some notice of it.

    Raises:
        TooLateToBook: its start is not that far ahead any more.
    """
    if now >= interview.starts_at - notice:
        minutes = notice // timedelta(minutes=1)
        raise TooLateToBook(number=interview.id, starts_at=interview.starts_at, minutes=minutes)


def check_may_wait(interview: Interview, user_id: int, notice: timedelta, now: datetime) -> None:
    """Check that a person may wait for the seat of an interview to come free.

    `notice` is what the server wants before a start: nobody can take it after that.

    Raises:
        WaitingForOwnCard, AlreadyYours: they take part in it.
        SeatIsFree: nobody has the seat, so that they can book it.
        AlreadyStarted, TooLateToBook, NotOpen: it can no longer come free.
    """
    if interview.host_id == user_id:
        raise WaitingForOwnCard
    if interview.guest_id == user_id:
        raise AlreadyYours(number=interview.id)
    if interview.status not in LIVE:
        raise NotOpen(number=interview.id, status=interview.status.value)
    _check_not_started(interview, now)
    check_in_time(interview, notice, now)
    if interview.can_be_booked(now) and not interview.is_held(now):
        raise SeatIsFree(number=interview.id)


def check_may_change(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may edit or cancel an interview.

    Raises:
        OnlyTheHost: they did not publish it.
        AlreadyOver, AlreadyStarted: it is over, or its start has come.
    """
    if interview.host_id != user_id:
        raise OnlyTheHost(number=interview.id)
    check_can_be_called_off(interview, now)


def check_can_be_called_off(interview: Interview, now: datetime) -> None:
    """Check that an admin may cancel an interview.

    Raises:
        AlreadyOver, AlreadyStarted: it is over, or its start has come.
    """
    if interview.status not in LIVE:
        raise AlreadyOver(number=interview.id, status=interview.status.value)
    _check_not_started(interview, now)


def check_seat_can_be_freed(interview: Interview, now: datetime) -> int:
    """Return the guest whose seat an admin may free.

    Raises:
        NobodyHasBooked: there is no guest.
        AlreadyOver, AlreadyStarted: it is over, or its start has come.
    """
    check_can_be_called_off(interview, now)
    if interview.guest_id is None:
        raise NobodyHasBooked(number=interview.id)
    return interview.guest_id


def check_may_withdraw(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may give back the seat that they booked.

    Raises:
        OnlyTheGuest: they did not book it.
        AlreadyOver, AlreadyStarted: it is over, or its start has come.
    """
    if interview.guest_id != user_id:
        raise OnlyTheGuest(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise AlreadyOver(number=interview.id, status=interview.status.value)
    _check_not_started(interview, now)


def check_may_say_they_come(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may say whether they come.

    Raises:
        NotYourInterview: they have no seat.
        NobodyHasBooked: there is nobody to come for.
        AlreadyOver, AlreadyStarted: it is over, or its start has come.
    """
    if interview.role_of(user_id) is None:
        raise NotYourInterview(number=interview.id)
    check_seat_can_be_freed(interview, now)


def check_may_check_in(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may say that they are there.

    Raises:
        NotYourInterview: they have no seat.
        AlreadyOver, NobodyHasBooked: it is over, or nobody has booked it.
        CheckInTooEarly, CheckInTooLate: it begins in more than ten minutes, or has for more than 15.
        AlreadyHere: they have said so.
    """
    if interview.role_of(user_id) is None:
        raise NotYourInterview(number=interview.id)
    if interview.status is InterviewStatus.PENDING:
        raise NobodyHasBooked(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise AlreadyOver(number=interview.id, status=interview.status.value)
    opens_at, closes_at = interview.starts_at - CHECK_IN_BEFORE, interview.starts_at + CHECK_IN_AFTER
    if now < opens_at:
        raise CheckInTooEarly(number=interview.id, opens_at=opens_at)
    if now > closes_at:
        raise CheckInTooLate(number=interview.id, closed_at=closes_at)
    if interview.here_at(user_id) is not None:
        raise AlreadyHere(number=interview.id)


def check_may_write(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may write to whoever sits across from them.

    How much they have written already is no part of it (`services.writing.passing_on`).

    Raises:
        NotYourInterview: they have no seat.
        NobodyToWriteTo: nobody sits across from them, or somebody who was erased.
        TooLateToWrite: it ended more than a day ago.
    """
    if interview.role_of(user_id) is None:
        raise NotYourInterview(number=interview.id)
    if interview.status not in WRITABLE:
        raise NobodyToWriteTo(number=interview.id, status=interview.status.value)
    closed_at = closes_at(interview.ends_at)
    if now >= closed_at:
        raise TooLateToWrite(number=interview.id, closed_at=closed_at)
    if is_erased(interview.other_than(user_id) or 0):
        raise NobodyToWriteTo(number=interview.id, status="erased")


def check_may_draw(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may draw questions for an interview.

    Raises:
        OnlyTheInterviewer: they do not sit in that seat.
        NobodyHasBooked, AlreadyOver, NobodyToAsk: there is nobody to ask.
        DrawTooEarly, DrawTooLate: it begins in more than a day, or has ended.
    """
    if interview.role_of(user_id) is not Role.INTERVIEWER:
        raise OnlyTheInterviewer(number=interview.id)
    if interview.status is InterviewStatus.PENDING:
        raise NobodyHasBooked(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise AlreadyOver(number=interview.id, status=interview.status.value)
    # What nobody was asked would come to stand beside what they were asked before they were erased.
    if interview.interviewee_id is not None and is_erased(interview.interviewee_id):
        raise NobodyToAsk(number=interview.id)
    opens_at = interview.starts_at - DRAWN_BEFORE
    if now < opens_at:
        raise DrawTooEarly(number=interview.id, opens_at=opens_at)
    if now >= interview.ends_at:
        raise DrawTooLate(number=interview.id, ended_at=interview.ends_at)


def check_may_mark_asked(seen: Progress, user_id: int, now: datetime) -> None:
    """Check that a person may note which questions they have asked, and how it went.

    Raises:
        OnlyTheInterviewer: they do not sit in that seat.
        AlreadyOver: it is not booked any more.
        NotAskedYet: its start has not come.
        FeedbackExists: the interviewee has been sent what was asked.
    """
    interview = seen.interview
    if interview.role_of(user_id) is not Role.INTERVIEWER:
        raise OnlyTheInterviewer(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise AlreadyOver(number=interview.id, status=interview.status.value)
    if now < interview.starts_at:
        raise NotAskedYet(number=interview.id, starts_at=interview.starts_at)
    if seen.feedback is not None:
        raise FeedbackExists(number=interview.id)


def check_may_suggest(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may suggest a question after an interview.

    Raises:
        NotYourInterview: they have no seat.
        NobodyHasBooked: there was nobody to ask.
        SuggestTooEarly: its start has not come.
    """
    if interview.role_of(user_id) is None:
        raise NotYourInterview(number=interview.id)
    if interview.guest_id is None:
        raise NobodyHasBooked(number=interview.id)
    if now < interview.starts_at:
        raise SuggestTooEarly(number=interview.id, starts_at=interview.starts_at)


def can_draw(interview: Interview, user_id: int, now: datetime) -> bool:
    """Tell whether a person may draw questions for an interview."""
    return _passes(check_may_draw, interview, user_id, now)


def check_may_leave_feedback(seen: Progress, user_id: int, now: datetime) -> None:
    """Check that a person may leave feedback.

    Raises:
        OnlyTheInterviewer: they do not sit in that seat.
        FeedbackExists: they have left it before.
        FeedbackNeedsBooking, FeedbackTooEarly: it is not booked (any more), or its start has not come.
    """
    interview = seen.interview
    if interview.role_of(user_id) is not Role.INTERVIEWER:
        raise OnlyTheInterviewer(number=interview.id)
    if seen.feedback is not None:
        raise FeedbackExists(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise FeedbackNeedsBooking(number=interview.id, status=interview.status.value)
    if now < interview.starts_at:
        raise FeedbackTooEarly(number=interview.id, starts_at=interview.starts_at)


def check_may_report(seen: Progress, user_id: int, now: datetime) -> None:
    """Check that a person may report that the other did not come.

    Raises:
        NotYourInterview: they have no seat.
        NoShowAlreadyReported: one of the two has reported before.
        NoShowNeedsBooking, NoShowTooEarly: it is not booked (any more), or the other may still come.
        FeedbackExists: there is feedback, so both were there.
    """
    interview = seen.interview
    if interview.role_of(user_id) is None:
        raise NotYourInterview(number=interview.id)
    if seen.absence is not None:
        raise NoShowAlreadyReported(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise NoShowNeedsBooking(number=interview.id, status=interview.status.value)
    if now < interview.absence_opens_at:
        raise NoShowTooEarly(number=interview.id, opens_at=interview.absence_opens_at)
    if seen.feedback is not None:
        raise FeedbackExists(number=interview.id)


def check_may_accept(seen: Progress, user_id: int, now: datetime) -> None:
    """Check that a person may accept the feedback; that it is disputed does not hinder them.

    Raises:
        OnlyTheInterviewee, NoFeedbackYet, AlreadyAccepted, AlreadyOver: as `check_waits_for`.
        FeedbackSealed: they cannot read it yet.
    """
    check_waits_for(seen, user_id)
    _check_is_open(seen, now)


def check_waits_for(seen: Progress, user_id: int) -> None:
    """Check that feedback waits for a person, whether or not they can read it yet.

    Raises:
        OnlyTheInterviewee: they do not sit in that seat.
        NoFeedbackYet, AlreadyAccepted: there is nothing to accept (any more).
        AlreadyOver: admins have overturned it.
    """
    interview = seen.interview
    if interview.interviewee_id != user_id:
        raise OnlyTheInterviewee(number=interview.id)
    if seen.feedback is None:
        raise NoFeedbackYet(number=interview.id)
    if seen.feedback.is_accepted:
        raise AlreadyAccepted(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise AlreadyOver(number=interview.id, status=interview.status.value)


def check_may_review(seen: Progress, user_id: int, now: datetime) -> None:
    """Check that a person may review the interviewer: from the end on, until they can read the feedback.

    Where feedback is left before the end, from then on.

    Raises:
        OnlyTheInterviewee: they do not sit in that seat.
        NobodyToReview: nobody is asked, or whoever interviewed was erased.
        ReviewedAlready: they have said it.
        FeedbackOpenAlready: they can read the feedback.
        NobodyHasBooked, AlreadyOver: it is not booked (any more).
        ReviewTooEarly: it has not ended.
    """
    interview = seen.interview
    if interview.interviewee_id != user_id:
        raise OnlyTheInterviewee(number=interview.id)
    if interview.status is InterviewStatus.PENDING:
        raise NobodyHasBooked(number=interview.id)
    if not interview.agreed_sealed or is_erased(interview.interviewer_id or 0):
        raise NobodyToReview(number=interview.id)
    if interview.is_reviewed:
        raise ReviewedAlready(number=interview.id)
    if seen.feedback is not None and seen.sealed_until(now) is None:
        raise FeedbackOpenAlready(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise AlreadyOver(number=interview.id, status=interview.status.value)
    if seen.feedback is None and now < interview.ends_at:
        raise ReviewTooEarly(number=interview.id, ends_at=interview.ends_at)


def check_may_open(seen: Progress, user_id: int, now: datetime) -> None:
    """Check that a person may open sealed feedback without a review.

    Raises:
        OnlyTheInterviewee: they do not sit in that seat.
        NoFeedbackYet: there is none.
        FeedbackOpenAlready: they can read it.
        AlreadyOver: it is not booked any more.
    """
    interview = seen.interview
    if interview.interviewee_id != user_id:
        raise OnlyTheInterviewee(number=interview.id)
    if seen.feedback is None:
        raise NoFeedbackYet(number=interview.id)
    if seen.sealed_until(now) is None:
        raise FeedbackOpenAlready(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise AlreadyOver(number=interview.id, status=interview.status.value)


def check_may_share_goals(interview: Interview, user_id: int, now: datetime) -> None:
    """Check that a person may let their interviewer read what they work on, or read it no more.

    Raises:
        OnlyTheInterviewee: they do not sit in that seat.
        NobodyHasBooked, AlreadyOver: it is not booked (any more).
        SharingTooLate: it has ended.
    """
    if interview.interviewee_id != user_id:
        raise OnlyTheInterviewee(number=interview.id)
    if interview.status is InterviewStatus.PENDING:
        raise NobodyHasBooked(number=interview.id)
    if interview.status is not InterviewStatus.BOOKED:
        raise AlreadyOver(number=interview.id, status=interview.status.value)
    if now >= interview.ends_at:
        raise SharingTooLate(number=interview.id, ended_at=interview.ends_at)


def check_may_rate(seen: Progress, user_id: int) -> None:
    """Check that a person may rate the interviewer, now or anew.

    Raises:
        OnlyTheInterviewee: they do not sit in that seat.
        NoFeedbackYet: no feedback is accepted.
    """
    if seen.interview.interviewee_id != user_id:
        raise OnlyTheInterviewee(number=seen.interview.id)
    if seen.feedback is None or not seen.feedback.is_accepted:
        raise NoFeedbackYet(number=seen.interview.id)


def check_may_confirm(interview: Interview, proposed: datetime, user_id: int, now: datetime) -> None:
    """Check that a person may confirm the other time (UTC) that the host proposes.

    Raises:
        NoLongerProposed: the interview is not booked (any more).
        OnlyTheGuestConfirms: they did not book it.
        AlreadyStarted, MovePassed: its start, or the proposed one, has come.
    """
    if interview.status is not InterviewStatus.BOOKED:
        raise NoLongerProposed
    if interview.guest_id != user_id:
        raise OnlyTheGuestConfirms(number=interview.id)
    _check_not_started(interview, now)
    if proposed <= now:
        raise MovePassed(number=interview.id, starts_at=proposed)


def check_may_dispute(seen: Progress, user_id: int, now: datetime) -> DisputeKind:
    """Return what a person may dispute: the report of their absence, or feedback not yet accepted.

    Raises:
        DisputeAlreadyOpen: they have disputed before.
        DisputeTooLate: a report can no longer be disputed.
        NothingToDispute: there is neither.
        FeedbackSealed: they cannot read the feedback yet.
    """
    absence, dispute = seen.absence, seen.dispute
    kind = _disputable(seen, user_id)
    if kind is DisputeKind.FEEDBACK:
        _check_is_open(seen, now)
    in_time = kind is DisputeKind.FEEDBACK or (absence is not None and now < absence.dispute_by)
    if kind is not None and in_time and (dispute is None or dispute.kind is not kind):
        return kind
    if dispute is not None and dispute.opened_by_id == user_id:
        raise DisputeAlreadyOpen(number=seen.interview.id)
    if absence is not None and absence.absent_id == user_id and dispute is None:
        raise DisputeTooLate(number=seen.interview.id, dispute_by=absence.dispute_by)
    raise NothingToDispute(number=seen.interview.id)


def check_may_show_feedback(seen: Progress, user_id: int, now: datetime) -> None:  # noqa: ARG001 - a check as the others
    """Check that a person may let admins read feedback that is in dispute.

    Raises:
        OnlyTheInterviewer: they did not write it.
        DisputeNotFound, DisputeAlreadyDecided: it is not in dispute (any more).
        NothingToChange: admins may read it already.
    """
    _check_is_disputed_feedback(seen, user_id)
    if seen.dispute is not None and seen.dispute.may_be_read:
        raise NothingToChange


def check_may_keep_feedback(seen: Progress, user_id: int, now: datetime) -> None:  # noqa: ARG001 - a check as the others
    """Check that a person may keep feedback that is in dispute from admins.

    Raises:
        OnlyTheInterviewer, DisputeNotFound, DisputeAlreadyDecided: as `check_may_show_feedback`.
        NothingToChange: they have said so already.
    """
    _check_is_disputed_feedback(seen, user_id)
    if seen.dispute is not None and seen.dispute.may_be_read is False:
        raise NothingToChange


def _check_is_disputed_feedback(seen: Progress, user_id: int) -> None:
    interview, dispute = seen.interview, seen.dispute
    if interview.interviewer_id != user_id:
        raise OnlyTheInterviewer(number=interview.id)
    if dispute is None or dispute.kind is not DisputeKind.FEEDBACK:
        raise DisputeNotFound(number=interview.id)
    if dispute.ruling is not None:
        raise DisputeAlreadyDecided(number=interview.id)


def actions_for(seen: Progress, user_id: int, now: datetime) -> tuple[Action, ...]:
    """Return what a participant may do with an interview at this moment, in the order of the buttons."""
    return tuple(action for action, check in _CHECKS.items() if _passes(check, seen, user_id, now))


def actions_for_anybody(interview: Interview, notice: timedelta, now: datetime) -> tuple[Action, ...]:
    """Return what a card offers to all who see it: whoever clicks may still be refused as its host.

    A seat that is held can be booked by the one for whom it is. `notice` is what the server wants before a
    start.
    """
    if interview.status not in LIVE or not _passes(check_in_time, interview, notice, now):
        return ()
    if not interview.can_be_booked(now):
        return (Action.WAIT,)
    return (Action.BOOK, Action.WAIT) if interview.is_held(now) else (Action.BOOK,)


def is_open_to_all(interview: Interview, notice: timedelta, now: datetime) -> bool:
    """Tell whether anybody can take the free seat of a card: it is held for nobody, and not too late.

    `notice` is what the server wants before a start.
    """
    if not interview.can_be_booked(now) or interview.is_held(now):
        return False
    return _passes(check_in_time, interview, notice, now)


def can_be_confirmed(interview: Interview, proposed: datetime, now: datetime) -> bool:
    """Tell whether the guest could confirm the other time (UTC) that the host proposes."""
    guest_id = interview.guest_id
    if guest_id is None:
        return False
    return _passes(check_may_confirm, interview, proposed, guest_id, now)


def is_overdue(seen: Progress, now: datetime) -> bool:
    """Tell whether feedback accepts itself now: it has stood for its time, and nobody disputes it."""
    if seen.interview.status is not InterviewStatus.BOOKED or seen.is_disputed:
        return False
    return seen.feedback is not None and not seen.feedback.is_accepted and seen.feedback.accept_by <= now


def _check_is_open(seen: Progress, now: datetime) -> None:
    opens_at = seen.sealed_until(now)
    if opens_at is not None:
        raise FeedbackSealed(number=seen.interview.id, opens_at=opens_at)


def _check_not_started(interview: Interview, now: datetime) -> None:
    if now >= interview.starts_at:
        raise AlreadyStarted(number=interview.id, starts_at=interview.starts_at)


def _disputable(seen: Progress, user_id: int) -> DisputeKind | None:
    """Return what a person does not have to take as it is, whether or not they have disputed it before."""
    interview, absence, feedback = seen.interview, seen.absence, seen.feedback
    if interview.status is InterviewStatus.NO_SHOW:
        return DisputeKind.NO_SHOW if absence is not None and absence.absent_id == user_id else None
    if interview.status is not InterviewStatus.BOOKED or interview.interviewee_id != user_id:
        return None
    return DisputeKind.FEEDBACK if feedback is not None and not feedback.is_accepted else None


def _of_interview(check: Callable[[Interview, int, datetime], None]) -> Check:
    return lambda seen, user_id, now: check(seen.interview, user_id, now)


def _passes(check: Callable[_Arguments, object], *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> bool:
    try:
        check(*args, **kwargs)
    except Refusal:
        return False
    return True


_CHECKS: Mapping[Action, Check] = {
    Action.REVIEW: check_may_review,
    Action.OPEN: check_may_open,
    Action.HERE: _of_interview(check_may_check_in),
    Action.EDIT: _of_interview(check_may_change),
    Action.CANCEL: _of_interview(check_may_change),
    Action.WITHDRAW: _of_interview(check_may_withdraw),
    Action.FEEDBACK: check_may_leave_feedback,
    Action.NO_SHOW: check_may_report,
    Action.ACCEPT: check_may_accept,
    Action.DISPUTE: check_may_dispute,
    Action.SHOW: check_may_show_feedback,
    Action.KEEP: check_may_keep_feedback,
    Action.WRITE: _of_interview(check_may_write),
}
"""The check of each action of a participant, in the order of the buttons; others can only book."""
