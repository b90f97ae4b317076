"""An interview as one person sees it: all of it as a participant, what is public as anybody else."""

from collections.abc import Sequence
from datetime import datetime

from models import InterviewStatus, MockInterview, MoveProposal
from models.joined import Whole, wholes
from services.actions import actions_for, can_be_confirmed, check_may_change
from services.details import Proposal, absence_view, dispute_view, feedback_view
from services.holding import find_whole, stored, whole_of
from services.interviews import JOINED_FOR, LIVE, Host, Interview, Private, Progress, host_of, public
from services.refusals import NotYourInterview


async def private(row: MockInterview, user_id: int, now: datetime) -> Private:
    """Return what a participant may see of a stored interview."""
    return private_of_whole(await whole_of(row), user_id, now)


async def privates(rows: Sequence[MockInterview], user_id: int, now: datetime) -> list[Private]:
    """Return what a participant may see of some stored interviews, in their order."""
    found = await wholes([row.id for row in rows])
    return [private_of_whole(found[row.id], user_id, now) for row in rows]


def progress_of(whole: Whole) -> Progress:
    """Return what has come of a stored interview that was read with all that belongs to it."""
    feedback, report, dispute = whole.feedback, whole.report, whole.dispute
    return Progress(
        public(whole.interview, host_of(whole.host)),
        feedback=None if feedback is None else feedback_view(feedback),
        absence=None if report is None else absence_view(report),
        dispute=None if dispute is None else dispute_view(dispute),
    )


def private_of_whole(whole: Whole, user_id: int, now: datetime) -> Private:
    """Return what a participant may see of a stored interview that was read with all that belongs to it."""
    progress, row, proposal = progress_of(whole), whole.interview, whole.proposal
    is_reader = user_id == row.interviewee_id
    opens_at = progress.sealed_until(now) if is_reader else None
    return Private(
        progress.interview,
        feedback=progress.feedback if opens_at is None else None,
        absence=progress.absence,
        dispute=progress.dispute,
        link=row.meeting_link,
        actions=actions_for(progress, user_id, now),
        can_be_joined=_can_be_joined(progress, row.meeting_link, now),
        proposal=None if proposal is None else _proposal_view(proposal, progress.interview, user_id, now),
        opens_at=opens_at,
        goals=tuple(row.shared_goals) if _are_goals_wanted(progress) else (),
    )


def _are_goals_wanted(progress: Progress) -> bool:
    """Tell whether the interviewer can still look at what the interviewee wants to work on."""
    return progress.interview.status is InterviewStatus.BOOKED and progress.feedback is None


def private_of(row: MockInterview, user_id: int, now: datetime, host: Host | None = None) -> Private:
    """Return what a participant may see of a stored interview to which nothing else belongs yet."""
    progress = Progress(public(row, host))
    return Private(
        progress.interview,
        link=row.meeting_link,
        actions=actions_for(progress, user_id, now),
        can_be_joined=_can_be_joined(progress, row.meeting_link, now),
    )


def _can_be_joined(progress: Progress, link: str | None, now: datetime) -> bool:
    interview = progress.interview
    is_over = progress.feedback is not None or now >= interview.ends_at + JOINED_FOR
    return link is not None and interview.status in LIVE and not is_over


async def server_of(number: int) -> int | None:
    """Return the server of an interview; None where there is none of that number."""
    row = await stored(number)
    return None if row is None else row.server_id


async def view(number: int, server_id: int | None, user_id: int, now: datetime) -> Private | Interview:
    """Return an interview: all of it to a participant, what is public to anybody else.

    Raises:
        InterviewNotFound: there is none that this person may see.
    """
    whole = await find_whole(number, server_id, user_id)
    interview = public(whole.interview, host_of(whole.host))
    if interview.role_of(user_id) is None:
        return interview
    return private_of_whole(whole, user_id, now)


async def view_mine(number: int, server_id: int | None, user_id: int, now: datetime) -> Private:
    """Return an interview to one of its participants.

    Raises:
        InterviewNotFound: there is none that this person may see.
        NotYourInterview: they have no seat in it.
    """
    seen = await view(number, server_id, user_id, now)
    if isinstance(seen, Interview):
        raise NotYourInterview(number=number)
    return seen


async def view_hosted(number: int, server_id: int | None, user_id: int, now: datetime) -> Private:
    """Return an interview to its host, who may still change it.

    Raises:
        InterviewNotFound: there is none that this person may see.
        Refusal: what `actions.check_may_change` raises.
    """
    seen = await view(number, server_id, user_id, now)
    check_may_change(seen if isinstance(seen, Interview) else seen.interview, user_id, now)
    assert not isinstance(seen, Interview)  # noqa: S101 - a host has a seat
    return seen


def _proposal_view(
    stored: MoveProposal, interview: Interview, user_id: int, now: datetime
) -> Proposal | None:
    """Return what is to be known of a stored proposal, while it can be confirmed."""
    if not can_be_confirmed(interview, stored.scheduled_time, now):
        return None
    return Proposal(
        id=stored.id,
        starts_at=stored.scheduled_time,
        duration=stored.duration,
        is_mine_to_confirm=user_id == interview.guest_id,
        is_length=stored.scheduled_time == interview.starts_at,
    )
