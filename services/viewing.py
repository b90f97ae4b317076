"""An interview as one person sees it: all of it as a participant, what is public as anybody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from models import InterviewStatus, MockInterview
from models.joined import Whole, wholes
from services.details import (
    Absence,
    Feedback,
    OpenDispute,
    Proposal,
    absence_view,
    dispute_view,
    feedback_view,
    proposal_view,
)
from services.holding import is_number, known_to
from services.interviews import Interview, Private, actions_for, public
from services.refusals import NotYourInterview


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


async def view(number: int, server_id: int | None, user_id: int, now: datetime) -> Private | Interview:
    """Return an interview: all of it to a participant, what is public to anybody else.

    Raises:
        InterviewNotFound: there is none that this person may see.
    """
    whole = (await wholes([number])).get(number) if is_number(number) else None
    row = known_to(user_id, server_id, number, None if whole is None else whole.interview)
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
