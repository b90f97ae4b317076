"""Interviews as members see them: one, mine, the board; and what a person may do with one now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from models import DisputeKind, InterviewStatus, MockInterview, Ruling
from models.joined import Whole, wholes
from models.rows import Hold, find_one
from models.rows import find as find_rows
from services.details import (
    Absence,
    Feedback,
    OpenDispute,
    Proposal,
    absence_of,
    absence_view,
    dispute_view,
    feedback_view,
    proposal_view,
)
from services.refusals import InterviewNotFound, NotYourInterview
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
    "absence_of",
    "dispute_view",
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


async def private(row: MockInterview, user_id: int, now: datetime) -> Private:
    """Return what a participant may see of a stored interview.

    Of one that nobody has booked there is no more than the row says.
    """
    if row.status is InterviewStatus.PENDING:
        return private_of(row, user_id, now)
    return private_of_whole((await wholes([row.id]))[row.id], user_id, now)


async def privates(rows: Sequence[MockInterview], user_id: int, now: datetime) -> list[Private]:
    """Return what a participant may see of some stored interviews, in their order."""
    found = await wholes([row.id for row in rows])
    return [private_of_whole(found[row.id], user_id, now) for row in rows]


def private_of_whole(whole: Whole, user_id: int, now: datetime) -> Private:
    """Return what a participant may see of a stored interview that was read with all that belongs to it."""
    row, feedback, report, dispute = whole.interview, whole.feedback, whole.report, whole.dispute
    return private_of(
        row,
        user_id,
        now,
        feedback=None if feedback is None else feedback_view(feedback),
        absence=None if report is None else absence_view(report),
        dispute=None if dispute is None else dispute_view(dispute),
        proposal=None if whole.proposal is None else proposal_view(whole.proposal, row, user_id, now),
    )


def private_of(
    row: MockInterview,
    user_id: int,
    now: datetime,
    *,
    feedback: Feedback | None = None,
    absence: Absence | None = None,
    dispute: OpenDispute | None = None,
    proposal: Proposal | None = None,
) -> Private:
    """Return what a participant may see of a stored interview, with all that is known of it."""
    mine = Private(
        interview=public(row),
        link=row.meeting_link,
        feedback=feedback,
        absence=absence,
        dispute=dispute,
        actions=(),
        proposal=proposal,
    )
    return replace(mine, actions=actions_for(mine, user_id, now))


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


async def find(number: int, server_id: int | None, user_id: int) -> MockInterview:
    """Return a stored interview that this person may know of.

    In a server that is every interview of the server; in a DM (no server) only the person's own. A number of
    another server is answered as if it did not exist, so nothing can be learnt by guessing.

    Raises:
        InterviewNotFound: there is none.
    """
    return _known_to(user_id, server_id, number, await stored(number))


def is_number(number: int) -> bool:
    """Tell whether a row could have this number."""
    return 0 < number < 2**31


async def stored(number: int) -> MockInterview | None:
    """Return a stored interview, or None where there is none, as for a number that none could have."""
    return await find_one(MockInterview, "id = :id", {"id": number}) if is_number(number) else None


def _known_to(user_id: int, server_id: int | None, number: int, row: MockInterview | None) -> MockInterview:
    """Return an interview if this person may know of it (`find`).

    Raises:
        InterviewNotFound: they may not, or there is none.
    """
    if row is None:
        raise InterviewNotFound(number=number)
    mine = user_id in {row.interviewer_id, row.interviewee_id, row.host_id}
    if (server_id is None and not mine) or (server_id is not None and row.server_id != server_id):
        raise InterviewNotFound(number=number)
    return row


async def hold(number: int) -> MockInterview:
    """Return a stored interview, which nobody else changes until the caller's transaction ends."""
    (row,) = await find_rows(MockInterview, "id = :id", {"id": number}, hold=Hold.ALONE)
    return row


async def find_held(number: int, server_id: int | None, user_id: int) -> MockInterview:
    """Return a stored interview that this person may know of, held until the caller's transaction ends.

    Raises:
        InterviewNotFound: there is none.
    """
    held = None
    if is_number(number):
        held = await find_one(MockInterview, "id = :id", {"id": number}, hold=Hold.ALONE)
    return _known_to(user_id, server_id, number, held)


async def store_change(row: MockInterview, now: datetime, *changed: str) -> None:
    """Store the fields that were changed of an interview that the caller holds, as its next revision.

    When the next thing happens by itself is stored with every change (`services.timetable`).
    """
    row.revision += 1
    row.updated_at = now
    await row.save(update_fields=[*changed, "revision", "updated_at", "next_step_at"])


async def view(number: int, server_id: int | None, user_id: int, now: datetime) -> Private | Interview:
    """Return an interview: all of it to a participant, what is public to anybody else.

    Raises:
        InterviewNotFound: there is none that this person may see.
    """
    whole = (await wholes([number])).get(number) if is_number(number) else None
    row = _known_to(user_id, server_id, number, None if whole is None else whole.interview)
    if whole is None or public(row).role_of(user_id) is None:
        return public(row)
    return private_of_whole(whole, user_id, now)


async def view_mine(number: int, server_id: int | None, user_id: int, now: datetime) -> Private:
    """Return an interview to one of its participants.

    Raises:
        InterviewNotFound, NotYourInterview: as their names say.
    """
    seen = await view(number, server_id, user_id, now)
    if isinstance(seen, Interview):
        raise NotYourInterview(number=number)
    return seen


def lasts(starts_at: datetime, duration: int) -> datetime:
    """Return the end of an interview of `duration` minutes."""
    return starts_at + timedelta(minutes=duration)
