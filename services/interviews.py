"""What an interview is, what has come of it, and what everybody may see of it."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tortoise.expressions import Q

from models import Coming, DisputeKind, InterviewStatus, MockInterview, Ruling, User
from services.details import (
    Absence,
    DisputeView,
    Feedback,
    Proposal,
)
from services.tombstones import is_erased
from services.wording import Wording, parts_of

__all__ = [
    "Absence",
    "Action",
    "Coming",
    "DisputeKind",
    "DisputeView",
    "Feedback",
    "Interview",
    "InterviewStatus",
    "Private",
    "Proposal",
    "Role",
    "Ruling",
]

NO_SHOW_AFTER = timedelta(minutes=10)
"""How long after the start one waits for the other before reporting them (design, section 3)."""

TIME_TO_SEE_IT = timedelta(minutes=5)
"""How long before a start both have to know of it; where they agree on it later, one waits longer."""

JOINED_FOR = timedelta(hours=1)
"""How long after its end an interview can still be joined: some take longer than they meant to."""

LAPSE_AFTER = timedelta(days=7)
"""How long after the end feedback is waited for."""

HOLD_OUTLIVED_BY = timedelta(minutes=1)
"""How long after its end a hold still keeps others off: the next in line comes first, but not for ever."""

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
    WAIT = "wait"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    EDIT = "edit"
    FEEDBACK = "feedback"
    REVIEW = "review"
    OPEN = "open"
    ACCEPT = "accept"
    DISPUTE = "dispute"
    NO_SHOW = "noshow"
    HERE = "here"
    SHOW = "show"
    KEEP = "keep"
    WRITE = "write"


@dataclass(frozen=True)
class Host:
    """Who published an interview, as last seen; `avatar` is the hash of their picture, empty without one."""

    name: str
    avatar: str


@dataclass(frozen=True, kw_only=True)
class Interview(Wording):
    """What everybody in the server may see of an interview; the link and the feedback are not in it.

    `agreed_at` is when both agreed on the present time, if that is known; `host_coming` and `guest_coming`
    are what each has said to the question whether they come, `host_here_at` and `guest_here_at` when they
    said that they are there. `held_until` is until when a free seat is held for somebody who has waited for
    it. `host` is None where only the row itself was read. `rubric` is the key of the set of criteria that its
    host has chosen (`services.rubrics.sets`), empty where the topic proposes one. Where it is `agreed_sealed`
    its feedback is sealed, and with `is_reviewed` the interviewee has reviewed the interviewer.
    """

    id: int
    server_id: int
    host_id: int
    interviewer_id: int | None
    interviewee_id: int | None
    starts_at: datetime
    ends_at: datetime
    duration: int
    status: InterviewStatus
    agreed_at: datetime | None = None
    host_coming: Coming = Coming.UNASKED
    guest_coming: Coming = Coming.UNASKED
    host_here_at: datetime | None = None
    guest_here_at: datetime | None = None
    held_until: datetime | None = None
    host: Host | None = None
    rubric: str = ""
    agreed_sealed: bool = False
    is_reviewed: bool = False

    def is_held(self, now: datetime) -> bool:
        """Tell whether its free seat is held for those who have waited for it."""
        until = self.held_until
        return self.can_be_booked(now) and until is not None and now < until + HOLD_OUTLIVED_BY

    @property
    def absence_opens_at(self) -> datetime:
        """From when on one participant can report that the other did not come."""
        return absence_opens_at(self.starts_at, self.agreed_at)

    @property
    def guest_id(self) -> int | None:
        """Who booked it."""
        people = {self.interviewer_id, self.interviewee_id} - {self.host_id, None}
        return next(iter(people), None)

    @property
    def host_role(self) -> Role:
        """The host's seat."""
        return Role.INTERVIEWER if self.host_id == self.interviewer_id else Role.INTERVIEWEE

    def can_be_booked(self, now: datetime) -> bool:
        """Tell whether a seat is free that can still be taken (`bookable` says it of rows)."""
        return self.status is InterviewStatus.PENDING and now < self.starts_at

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

    def coming_of(self, user_id: int | None) -> Coming:
        """Return what a participant has said to the question whether they come."""
        return self.host_coming if user_id == self.host_id else self.guest_coming

    def is_sure(self, user_id: int | None) -> bool:
        """Tell whether a participant has said that they come to what is booked."""
        return self.status is InterviewStatus.BOOKED and self.coming_of(user_id) is Coming.YES

    def here_at(self, user_id: int | None) -> datetime | None:
        """Return when a participant said that they are there (UTC), or None."""
        return self.host_here_at if user_id == self.host_id else self.guest_here_at

    @property
    def are_both_here(self) -> bool:
        """Tell whether both have said that they are there."""
        return self.host_here_at is not None and self.guest_here_at is not None


@dataclass(frozen=True)
class Progress:
    """An interview and what has come of it: what decides what may be done with it (`services.actions`)."""

    interview: Interview
    feedback: Feedback | None = None
    absence: Absence | None = None
    dispute: DisputeView | None = None
    """The latest: feedback and absence can be disputed once each."""

    @property
    def is_disputed(self) -> bool:
        """Tell whether admins are still asked to decide."""
        return self.dispute is not None and self.dispute.ruling is None

    def sealed_until(self, now: datetime) -> datetime | None:
        """Return until when the interviewee cannot read the feedback (UTC); None where they can.

        What is accepted is open, and so is what somebody left who was erased: nobody is there to review.
        """
        feedback = self.feedback
        if feedback is None or feedback.is_accepted or is_erased(self.interview.interviewer_id or 0):
            return None
        until = feedback.sealed_until
        return until if until is not None and now < until else None


@dataclass(frozen=True, kw_only=True)
class Private(Progress):
    """An interview as one of its participants sees it, link, feedback, quarrels and proposals included.

    `can_be_joined` tells whether there is a meeting to go to: a link, and nothing that says it is over. To
    its interviewee sealed feedback is not there: they see when it `opens_at`, and None once they can read it.
    """

    link: str | None
    actions: tuple[Action, ...]
    can_be_joined: bool = False
    proposal: Proposal | None = None
    opens_at: datetime | None = None
    goals: tuple[str, ...] = ()
    """What the interviewee shares with the interviewer of this booking (`services.progress.goals`)."""

    @property
    def has_feedback(self) -> bool:
        """Tell whether the interviewer has left feedback, whether or not this participant can read it."""
        return self.feedback is not None or self.opens_at is not None


def host_of(user: User | None) -> Host | None:
    """Return a stored person as the host of an interview."""
    return None if user is None else Host(user.name, user.avatar)


def public(row: MockInterview, host: Host | None = None) -> Interview:
    """Return what everybody may see of a stored interview; `host` is who published it, if that was read."""
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
        agreed_at=row.agreed_at,
        host_coming=row.host_coming,
        guest_coming=row.guest_coming,
        host_here_at=row.host_here_at,
        guest_here_at=row.guest_here_at,
        held_until=row.held_until,
        host=host,
        rubric=row.rubric,
        agreed_sealed=row.agreed_sealed,
        is_reviewed=row.is_reviewed,
        **parts_of(row),
    )


def with_guest(row: MockInterview, guest_id: int) -> MockInterview:
    """Return an interview as it would be with a guest in the seat that its host does not have."""
    seated = copy(row)
    if row.host_id == row.interviewer_id:
        seated.interviewee_id = guest_id
    else:
        seated.interviewer_id = guest_id
    return seated


def bookable(now: datetime) -> Q:
    """Return the condition of rows with a seat that anybody can take (`Interview.can_be_booked`)."""
    is_held_for_nobody = Q(held_until__isnull=True) | Q(held_until__lte=now - HOLD_OUTLIVED_BY)
    return Q(is_held_for_nobody, status=InterviewStatus.PENDING, scheduled_time__gt=now)


def absence_opens_at(starts_at: datetime, agreed_at: datetime | None) -> datetime:
    """Return from when on absence can be reported of an interview on whose time both agreed at a moment.

    That is ten minutes past the start, or a quarter of an hour after they agreed on it if that is later: who
    was booked seconds before could not know.
    """
    known_at = starts_at if agreed_at is None else agreed_at + TIME_TO_SEE_IT
    return max(starts_at, known_at) + NO_SHOW_AFTER


def end_after(starts_at: datetime, duration: int) -> datetime:
    """Return the end of an interview of `duration` minutes."""
    return starts_at + timedelta(minutes=duration)
