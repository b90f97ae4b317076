"""What is said around a booked interview, written when it is booked and due at its moments."""

from datetime import datetime, timedelta

from tortoise.expressions import Q

from models import Coming, MockInterview, Notification, NotificationKind, NotificationState
from services import server_settings
from services.coming.rules import SILENT_FROM, is_asked
from services.delivery import outbox
from services.delivery.kinds.coming import ComingCheck
from services.delivery.kinds.direct import FeedbackDue, Reminder, ReviewWanted, Started, Timed
from services.delivery.kinds.shown import CardCloses, Refresh
from services.delivery.outbox import Letter, address
from services.interviews import absence_opens_at
from services.server_settings import ServerSettings
from services.writing.rules import closes_at

FEEDBACK_DUE_AFTER = (timedelta(0), timedelta(hours=1), timedelta(hours=24))
"""When after the end the interviewer is asked for feedback (design, section 5)."""

_PLANNED = (
    NotificationKind.REMINDER,
    NotificationKind.STARTED,
    NotificationKind.FEEDBACK_DUE,
    NotificationKind.REVIEW_WANTED,
    NotificationKind.COMING_CHECK,
    NotificationKind.REFRESH,
)


async def plan(interview: MockInterview, now: datetime) -> None:
    """Write what will be said around a booked interview, unless it is planned already."""
    settings = await server_settings.read(interview.server_id)
    planned = {
        (row.kind, row.recipient_id, row.due_at)
        for row in await Notification.filter(
            interview_id=interview.id, kind__in=_PLANNED, state=NotificationState.PENDING
        )
    }
    letters = [
        letter
        for letter in planned_letters(interview, settings, now)
        if (letter.message.KIND, letter.to.recipient_id, letter.due_at) not in planned
    ]
    await outbox.write([*letters, *closing_letters(interview, settings.notice, now)], now)


def planned_letters(interview: MockInterview, settings: ServerSettings, now: datetime) -> list[Letter]:
    """Return what will be said around a booked interview, by the settings of its server.

    Reminders before, one of them with a plan for the interviewer where questions are there; at the start
    the end of the buttons of before; soon after it a quiet message with which absence is reported; then the
    requests for feedback and, where it is sealed, for a review of the interviewer; and the end of the
    buttons to write to each other.
    """
    start = interview.scheduled_time
    participants = [person for person in (interview.interviewer_id, interview.interviewee_id) if person]
    moments: list[tuple[Timed, int, datetime]] = [
        (Reminder(starts_at=start, minutes=minutes), person, start - timedelta(minutes=minutes))
        for person in participants
        for minutes in settings.reminders_of(is_interviewer=person == interview.interviewer_id)
        if start - timedelta(minutes=minutes) > now
    ]
    opens_at = absence_opens_at(start, interview.agreed_at)
    moments += [(Started(starts_at=start), person, opens_at) for person in participants]
    if interview.interviewer_id is not None:
        moments += [
            (FeedbackDue(starts_at=start), interview.interviewer_id, interview.ends_at + delay)
            for delay in FEEDBACK_DUE_AFTER
        ]
    if interview.agreed_sealed and interview.interviewee_id is not None:
        moments.append((ReviewWanted(starts_at=start), interview.interviewee_id, interview.ends_at))
    checks = []
    was_asked = Coming.ASKED in {interview.host_coming, interview.guest_coming}
    if (was_asked and start - SILENT_FROM > now) or is_asked(start, settings.reminder_offsets, now):
        check = ComingCheck(starts_at=start)
        checks.append(Letter(check, address(interview), due_at=start - SILENT_FROM))
    timed = [_letter(interview, message, person, due_at) for message, person, due_at in moments]
    at_start, at_the_end = Refresh(change=":start"), Refresh(change=":unwritten")
    closed_at = closes_at(interview.ends_at)
    return [
        *timed,
        *checks,
        *(Letter(at_start, address(interview, person), due_at=start) for person in participants),
        *(Letter(at_the_end, address(interview, person), due_at=closed_at) for person in participants),
    ]


def closing_letters(interview: MockInterview, notice: timedelta, now: datetime) -> list[Letter]:
    """Return what takes the button from a card once it is too late to book it or to wait for it.

    There is none where that moment has come, and one for each such moment however often it is planned;
    `notice` is the server's.
    """
    closes_at = interview.scheduled_time - notice
    if not now < closes_at:
        return []
    key = f"{interview.id}:{closes_at.isoformat()}"
    return [Letter(CardCloses(change=":closes"), address(interview), due_at=closes_at, key=key)]


async def unplan(interview: MockInterview, now: datetime) -> None:
    """Drop what is planned for a booking that no longer holds.

    Of one that has begun both can still write to each other, and what they were told shows when that is over.
    """
    planned = Q(kind__in=[kind for kind in _PLANNED if kind is not NotificationKind.REFRESH])
    if now < interview.scheduled_time:
        planned |= Q(kind=NotificationKind.REFRESH, due_at__gt=now)
    await outbox.drop(interview, planned, now)


def _letter(interview: MockInterview, message: Timed, person: int, due_at: datetime) -> Letter:
    to = address(interview, person)
    return Letter(message, to, due_at=due_at, key=message.key_at(to, due_at))
