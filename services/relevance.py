"""Never what is no longer true: whether a row of the outbox still holds when it is about to be sent.

After an outage many rows are due at once. One that would mislead is dropped (a reminder of an interview that
has begun, a booking that was given back); one that still helps is sent late (who did not come, feedback that
is owed); of a series only the latest is sent.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from tortoise.expressions import Q

from models import (
    Dispute,
    InterviewFeedback,
    InterviewStatus,
    MockInterview,
    MoveProposal,
    Notification,
    NotificationKind,
    NotificationState,
    Server,
    User,
)
from services.details import proposal_of

_Rule = Callable[[Notification, MockInterview, datetime], Awaitable[bool]]


async def still_holds(row: Notification, now: datetime) -> bool:
    """Tell whether what a row says is still true; the row comes with its interview, recipient and server."""
    if row.kind in _SHOWN:
        return not await _shown_later(row, now)
    interview: MockInterview | None = row.interview
    rule = _RULES.get(row.kind)
    return rule is None or interview is None or await rule(row, interview, now)


async def _is_booked(_row: Notification, interview: MockInterview, _now: datetime) -> bool:
    return interview.status is InterviewStatus.BOOKED


async def _is_taking_part(row: Notification, interview: MockInterview, _now: datetime) -> bool:
    people = {interview.interviewer_id, interview.interviewee_id}
    return interview.status is InterviewStatus.BOOKED and row.recipient_id in people


async def _is_this_booking(row: Notification, interview: MockInterview, now: datetime) -> bool:
    """A booking that holds, and is not one after the one that is told of: that one is told of by itself."""
    given_back = Notification.filter(
        interview_id=interview.id, kind=NotificationKind.WITHDRAWN, id__gt=row.id
    )
    return await _is_taking_part(row, interview, now) and not await given_back.exists()


async def _is_proposed(row: Notification, interview: MockInterview, now: datetime) -> bool:
    """Another time that is proposed still, under the same number."""
    proposed = await proposal_of(interview, row.recipient_id or 0, now)
    return proposed is not None and proposed.id == row.payload["proposal"] and proposed.is_mine_to_confirm


async def _was_asked(row: Notification, interview: MockInterview, now: datetime) -> bool:
    """Who is told that no other time is proposed any more is somebody who was asked, and waits.

    The rows of one person are delivered in their order: so what became of the question is known by now.
    """
    if not await _is_taking_part(row, interview, now) or await MoveProposal.exists(interview_id=interview.id):
        return False
    said = Q(
        kind__in=(NotificationKind.MOVE_PROPOSED, NotificationKind.MOVE_TAKEN_BACK),
        state=NotificationState.SENT,
    )
    settled = Q(kind__in=_SETTLES)
    rows = Notification.filter(said | settled, interview_id=interview.id, id__lt=row.id)
    latest = await rows.order_by("-id").first()
    return latest is not None and latest.kind is NotificationKind.MOVE_PROPOSED


async def _is_unanswered(row: Notification, interview: MockInterview, now: datetime) -> bool:
    """A proposal that came to nothing, of a host who waits for the start and has proposed nothing else."""
    waits = await _is_taking_part(row, interview, now) and now < interview.scheduled_time
    return waits and not await MoveProposal.exists(interview_id=interview.id)


async def _can_be_disputed(_row: Notification, interview: MockInterview, _now: datetime) -> bool:
    return interview.status in {InterviewStatus.BOOKED, InterviewStatus.NO_SHOW}


async def _lacks_a_link(_row: Notification, interview: MockInterview, now: datetime) -> bool:
    is_coming = interview.status is InterviewStatus.BOOKED and now < interview.ends_at
    return is_coming and interview.meeting_link is None


async def _reminds(row: Notification, interview: MockInterview, now: datetime) -> bool:
    """A reminder comes before the start, to who wants it, at a distance that the server still has."""
    recipient: User | None = row.recipient
    server: Server = row.server
    minutes = row.payload.get("minutes")
    in_time = _same_start(row, interview) and now < interview.scheduled_time
    wanted = (recipient is None or recipient.wants_reminders) and (
        minutes is None or minutes in server.reminder_offsets
    )
    return (
        in_time and wanted and await _is_taking_part(row, interview, now) and not await _superseded(row, now)
    )


async def _is_owed(row: Notification, interview: MockInterview, now: datetime) -> bool:
    """Feedback is waited for, and so is whoever did not come."""
    if not _same_start(row, interview) or not await _is_taking_part(row, interview, now):
        return False
    return not (await InterviewFeedback.exists(interview_id=interview.id) or await _superseded(row, now))


_RULES: dict[NotificationKind, _Rule] = {
    NotificationKind.ROOM: _is_booked,
    NotificationKind.LINK_WANTED: _lacks_a_link,
    NotificationKind.BOOKED: _is_this_booking,
    NotificationKind.MOVE_PROPOSED: _is_proposed,
    NotificationKind.MOVE_TAKEN_BACK: _was_asked,
    NotificationKind.MOVE_UNANSWERED: _is_unanswered,
    NotificationKind.MOVED: _is_taking_part,
    NotificationKind.LINK_CHANGED: _is_taking_part,
    NotificationKind.REMINDER: _reminds,
    NotificationKind.STARTED: _is_owed,
    NotificationKind.FEEDBACK_DUE: _is_owed,
    NotificationKind.FEEDBACK_RECEIVED: _is_booked,
    NotificationKind.DISPUTED: _can_be_disputed,
}


_SETTLES = (NotificationKind.BOOKED, NotificationKind.MOVED, NotificationKind.MOVE_UNANSWERED)
"""After one of these no earlier question about another time waits for an answer."""

_SHOWN = {
    NotificationKind.CARD,
    NotificationKind.PANEL,
    NotificationKind.EVENT,
    NotificationKind.DISPUTE,
}


async def _shown_later(row: Notification, now: datetime) -> bool:
    """Tell whether the same message is to be changed again: it shows the present state, so once is enough.

    Where none is known to stand, an earlier try may have posted one and not learned of it: only this row,
    by its nonce, finds that one again, and a later row would post a second.
    """
    if not await _stands(row):
        return False
    return await Notification.filter(
        lane=row.lane, state=NotificationState.PENDING, id__gt=row.id, due_at__lte=now
    ).exists()


async def _stands(row: Notification) -> bool:
    """Tell whether the message that a row changes is known to stand where it belongs, or belongs nowhere."""
    server: Server = row.server
    interview: MockInterview | None = row.interview
    if row.kind is NotificationKind.PANEL:
        return server.panel_channel_id == server.board_channel_id
    if row.kind is NotificationKind.EVENT:
        # It has a mark, by which any row finds it again.
        return True
    if row.kind is NotificationKind.CARD and interview is not None:
        return interview.card_channel_id == server.board_channel_id
    return await Dispute.filter(
        interview_id=row.interview_id, kind=row.payload["kind"], message_channel_id=server.log_channel_id
    ).exists()


async def _superseded(row: Notification, now: datetime) -> bool:
    """Tell whether a later one of the same series is due too, as after an outage: one is enough then.

    Whoever is asked for feedback is no longer asked whether the other came.
    """
    series = {row.kind, NotificationKind.FEEDBACK_DUE} if row.kind is NotificationKind.STARTED else {row.kind}
    return await Notification.filter(
        kind__in=series,
        interview_id=row.interview_id,
        recipient_id=row.recipient_id,
        state__in=(NotificationState.PENDING, NotificationState.SENT),
        due_at__gt=row.due_at,
        due_at__lte=now,
    ).exists()


def _same_start(row: Notification, interview: MockInterview) -> bool:
    return datetime.fromisoformat(str(row.payload["starts_at"])) == interview.scheduled_time
