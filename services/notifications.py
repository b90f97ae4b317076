"""Writing the outbox: what must be said or shown after a change, in the change's own transaction.

Delivering it is the subject of `services.delivery`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from models import InterviewStatus, MockInterview, Notification, NotificationKind, NotificationState, Server
from services.interviews import NO_SHOW_AFTER

FEEDBACK_DUE_AFTER = (timedelta(0), timedelta(hours=1), timedelta(hours=24))
"""When after the end the interviewer is asked for feedback (design, section 5)."""

_TIMED = (NotificationKind.REMINDER, NotificationKind.STARTED, NotificationKind.FEEDBACK_DUE)


async def write(
    kind: NotificationKind,
    now: datetime,
    *,
    server_id: int,
    key: str,
    recipient_id: int | None = None,
    interview_id: int | None = None,
    lane: str = "",
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Write one row; one that is there already, by its kind and key, is left as it is.

    Without a lane the row goes to its recipient's.
    """
    row = Notification(
        kind=kind,
        lane=lane or f"dm:{recipient_id}",
        dedupe_key=dedupe_key(kind, key),
        server_id=server_id,
        recipient_id=recipient_id,
        interview_id=interview_id,
        payload=dict(payload or {}),
        due_at=now,
        created_at=now,
    )
    await Notification.bulk_create([row], ignore_conflicts=True)


async def tell(
    kind: NotificationKind,
    interview: MockInterview,
    recipient_id: int,
    now: datetime,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Tell one person of the change that brought the interview to its present revision."""
    await write(
        kind,
        now,
        server_id=interview.server_id,
        recipient_id=recipient_id,
        interview_id=interview.id,
        key=f"{interview.id}:{interview.revision}:{recipient_id}",
        payload=payload,
    )


def dedupe_key(kind: NotificationKind, key: str) -> str:
    """Return what tells a row from every other: one that has it is written once."""
    return f"{kind.value}:{key}"


def booking_key(number: int, booking: int, recipient_id: int) -> str:
    """Return the key of the message that tells one person of a booking (the revision that it made)."""
    return f"{number}:{booking}:{recipient_id}"


async def tell_of_booking(interview: MockInterview, recipient_id: int, booking: int, now: datetime) -> None:
    """Tell one person of a booking, once."""
    await write(
        NotificationKind.BOOKED,
        now,
        server_id=interview.server_id,
        recipient_id=recipient_id,
        interview_id=interview.id,
        key=booking_key(interview.id, booking, recipient_id),
    )


def room_key(number: int, booking: int) -> str:
    """Return the key of the request for a room of one booking (the revision that it made)."""
    return f"{number}:{booking}"


async def ask_for_room(interview: MockInterview, now: datetime) -> None:
    """Have a meeting room made for a booked interview; both are told of the booking when that is settled."""
    await write(
        NotificationKind.ROOM,
        now,
        server_id=interview.server_id,
        interview_id=interview.id,
        lane=f"room:{interview.id}:{interview.revision}",
        key=room_key(interview.id, interview.revision),
        payload={"booking": interview.revision},
    )


async def forget_room(interview: MockInterview, now: datetime) -> None:
    """Drop the request for a room of a booking that was given back."""
    await Notification.filter(
        interview_id=interview.id, kind=NotificationKind.ROOM, state=NotificationState.PENDING
    ).update(state=NotificationState.DROPPED, finished_at=now)


async def show_card(interview: MockInterview, now: datetime, *, key: str = "") -> None:
    """Have the card in the board channel, and the event if there is one, brought to the present state."""
    await write(
        NotificationKind.CARD,
        now,
        server_id=interview.server_id,
        interview_id=interview.id,
        lane=f"card:{interview.id}",
        key=f"{interview.id}:{interview.revision}{key}",
    )
    await show_event(interview, now, key=key)


async def show_event(interview: MockInterview, now: datetime, *, key: str = "") -> None:
    """Have the server's list of events brought to the interview's present state.

    Nothing is written where no event is wanted and none was ever asked for: later changes follow the first.
    """
    lane = f"event:{interview.id}"
    is_booked = interview.status is InterviewStatus.BOOKED
    wanted = is_booked and await Server.filter(id=interview.server_id, makes_events=True).exists()
    if wanted or await Notification.filter(lane=lane).exists():
        await write(
            NotificationKind.EVENT,
            now,
            server_id=interview.server_id,
            interview_id=interview.id,
            lane=lane,
            key=f"{interview.id}:{interview.revision}{key}",
        )


async def show_panel(server_id: int, now: datetime, *, key: str = "") -> None:
    """Have the panel in the board channel posted or brought up to date."""
    await write(
        NotificationKind.PANEL,
        now,
        server_id=server_id,
        lane=f"panel:{server_id}",
        key=f"{server_id}:{key or now.isoformat()}",
    )


async def show_dispute(interview: MockInterview, kind: str, now: datetime) -> None:
    """Have admins asked in the log channel, or the message there brought to the dispute's present state."""
    await write(
        NotificationKind.DISPUTE,
        now,
        server_id=interview.server_id,
        interview_id=interview.id,
        lane=f"dispute:{interview.id}",
        key=f"{interview.id}:{kind}:{interview.revision}:{now.isoformat()}",
        payload={"kind": kind},
    )


async def plan(interview: MockInterview, now: datetime) -> None:
    """Write what will be said around a booked interview, due at its moments, unless it is planned already.

    Reminders before; soon after the start a quiet message with which absence is reported; then the requests
    for feedback.
    """
    server = await Server.get(id=interview.server_id)
    participants = [person for person in (interview.interviewer_id, interview.interviewee_id) if person]
    planned = await _planned(interview)
    moments: list[tuple[NotificationKind, int, datetime, int | None]] = [
        (NotificationKind.REMINDER, person, interview.scheduled_time - timedelta(minutes=minutes), minutes)
        for minutes in server.reminder_offsets
        for person in participants
        if interview.scheduled_time - timedelta(minutes=minutes) > now
    ]
    moments += [
        (NotificationKind.STARTED, person, interview.scheduled_time + NO_SHOW_AFTER, None)
        for person in participants
    ]
    if interview.interviewer_id is not None:
        moments += [
            (NotificationKind.FEEDBACK_DUE, interview.interviewer_id, interview.ends_at + delay, None)
            for delay in FEEDBACK_DUE_AFTER
        ]
    rows = [
        _planned_row(kind, interview, person, due_at, now, minutes)
        for kind, person, due_at, minutes in moments
        if (kind, person, due_at) not in planned
    ]
    # All in one statement: each of them by itself made most of what a booking cost.
    if rows:
        await Notification.bulk_create(rows, ignore_conflicts=True)


async def unplan(interview: MockInterview, now: datetime) -> None:
    """Drop what is planned for a booking that no longer holds."""
    await Notification.filter(
        interview_id=interview.id, kind__in=_TIMED, state=NotificationState.PENDING
    ).update(state=NotificationState.DROPPED, finished_at=now)


async def _planned(interview: MockInterview) -> set[tuple[NotificationKind, int | None, datetime]]:
    """Return what is planned and waits: its kind, for whom, and when it is due."""
    rows = await Notification.filter(
        interview_id=interview.id, kind__in=_TIMED, state=NotificationState.PENDING
    )
    return {(row.kind, row.recipient_id, row.due_at) for row in rows}


def _planned_row(
    kind: NotificationKind,
    interview: MockInterview,
    recipient_id: int,
    due_at: datetime,
    now: datetime,
    minutes: int | None,
) -> Notification:
    """Return one planned row; `minutes` is how long before the start a reminder comes."""
    start = {"starts_at": interview.scheduled_time.isoformat()}
    key = f"{interview.id}:{interview.revision}:{recipient_id}:{due_at.isoformat()}"
    return Notification(
        kind=kind,
        lane=f"dm:{recipient_id}",
        dedupe_key=dedupe_key(kind, key),
        server_id=interview.server_id,
        recipient_id=recipient_id,
        interview_id=interview.id,
        payload=start if minutes is None else start | {"minutes": minutes},
        due_at=due_at,
        created_at=now,
    )
