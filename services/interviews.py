"""What an interview is, what everybody may see of it, and what a person may do with it now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models import DisputeKind, InterviewStatus, MockInterview, Ruling
from services.details import (
    Absence,
    Feedback,
    OpenDispute,
    Proposal,
)
from services.wording import Wording, parts_of

__all__ = [
    "Absence",
    "Action",
    "DisputeKind",
    "Feedback",
    "Interview",
    "InterviewStatus",
    "OpenDispute",
    "Private",
    "Proposal",
    "Role",
    "Ruling",
]

NO_SHOW_AFTER = timedelta(minutes=10)
"""How long after the start one waits for the other before reporting them (design, section 3)."""

LIST_MAXIMUM = 25
"""Interviews in one list or in the choices of an autocomplete (Discord's limit)."""

LAPSE_AFTER = timedelta(days=7)
"""How long after the end feedback is waited for."""

LIVE = (InterviewStatus.PENDING, InterviewStatus.BOOKED)
"""An interview in one of these is still to come, or waits for its feedback."""


class Role(StrEnum):
    """The two seats."""

    INTERVIEWER = "interviewer"
    INTERVIEWEE = "interviewee"

    @property
    def other(self) -> "Role":
        """Return the seat across the table."""
        return Role.INTERVIEWEE if self is Role.INTERVIEWER else Role.INTERVIEWER


class Action(StrEnum):
    """What a button does; the values stand in custom_ids and never change (design, section 4)."""

    BOOK = "book"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    EDIT = "edit"
    FEEDBACK = "feedback"
    ACCEPT = "accept"
    DISPUTE = "dispute"
    NO_SHOW = "noshow"


@dataclass(frozen=True, kw_only=True)
class Interview(Wording):
    """What everybody in the server may see of an interview; the link and the feedback are not in it."""

    id: int
    server_id: int
    host_id: int
    interviewer_id: int | None
    interviewee_id: int | None
    starts_at: datetime
    ends_at: datetime
    duration: int
    status: InterviewStatus

    @property
    def guest_id(self) -> int | None:
        """Who booked it."""
        people = {self.interviewer_id, self.interviewee_id} - {self.host_id, None}
        return next(iter(people), None)

    @property
    def host_role(self) -> Role:
        """The host's seat."""
        return Role.INTERVIEWER if self.host_id == self.interviewer_id else Role.INTERVIEWEE

    @property
    def open_role(self) -> Role | None:
        """The free seat of a card that can be booked."""
        return self.host_role.other if self.status is InterviewStatus.PENDING else None

    def role_of(self, user_id: int) -> Role | None:
        """Return the seat of a person, if they hold one."""
        if user_id == self.interviewer_id:
            return Role.INTERVIEWER
        return Role.INTERVIEWEE if user_id == self.interviewee_id else None

    def other_than(self, user_id: int) -> int | None:
        """Return who sits across from a participant."""
        return self.interviewee_id if user_id == self.interviewer_id else self.interviewer_id


@dataclass(frozen=True)
class Private:
    """An interview as one of its participants sees it, link, feedback, quarrels and proposals included."""

    interview: Interview
    link: str | None
    feedback: Feedback | None
    absence: Absence | None
    dispute: OpenDispute | None
    actions: tuple[Action, ...]
    proposal: Proposal | None = None


def public(row: MockInterview) -> Interview:
    """Return what everybody may see of a stored interview."""
    return Interview(
        id=row.id,
        server_id=row.server_id,
        host_id=row.host_id,
        interviewer_id=row.interviewer_id,
        interviewee_id=row.interviewee_id,
        starts_at=row.scheduled_time,
        ends_at=row.ends_at,
        duration=row.duration,
        status=row.status,
        **parts_of(row),
    )


def actions_for_anybody(interview: Interview, now: datetime) -> tuple[Action, ...]:
    """Return what somebody without a seat may do with an interview at this moment."""
    is_open = interview.status is InterviewStatus.PENDING and now < interview.starts_at
    return (Action.BOOK,) if is_open else ()


def actions_for(mine: Private, user_id: int, now: datetime) -> tuple[Action, ...]:
    """Return what a participant may do with an interview at this moment (design, section 3, the table)."""
    interview = mine.interview
    is_host = user_id == interview.host_id
    started = now >= interview.starts_at
    if interview.role_of(user_id) is None:
        return actions_for_anybody(interview, now)
    if interview.status is InterviewStatus.PENDING:
        return () if started else (Action.EDIT, Action.CANCEL)
    if interview.status is InterviewStatus.BOOKED and not started:
        return (Action.EDIT, Action.CANCEL) if is_host else (Action.WITHDRAW,)
    if interview.status is InterviewStatus.BOOKED:
        return _after_the_start(mine, user_id, now)
    if interview.status is InterviewStatus.NO_SHOW and mine.absence is not None:
        in_time = user_id == mine.absence.absent_id and now < mine.absence.dispute_by
        return (Action.DISPUTE,) if in_time and mine.dispute is None else ()
    return ()


def _after_the_start(mine: Private, user_id: int, now: datetime) -> tuple[Action, ...]:
    is_interviewer = mine.interview.role_of(user_id) is Role.INTERVIEWER
    if mine.feedback is None:
        may_report = mine.absence is None and now >= mine.interview.starts_at + NO_SHOW_AFTER
        report = (Action.NO_SHOW,) if may_report else ()
        return (Action.FEEDBACK, *report) if is_interviewer else report
    if is_interviewer or mine.feedback.is_accepted:
        return ()
    disputed = mine.dispute is not None and mine.dispute.kind is DisputeKind.FEEDBACK
    return (Action.ACCEPT,) if disputed else (Action.ACCEPT, Action.DISPUTE)


def lasts(starts_at: datetime, duration: int) -> datetime:
    """Return the end of an interview of `duration` minutes."""
    return starts_at + timedelta(minutes=duration)
