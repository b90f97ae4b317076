"""The calendar file of a DM: adds an interview to the calendar, moves it there, or takes it out."""

from datetime import datetime
from io import BytesIO

import discord

from cogs._shared.translation import Speaker
from services.delivery import Delivery, NotificationKind
from services.invitations import Method, invitation

_METHODS = {
    NotificationKind.BOOKED: Method.PUBLISH,
    NotificationKind.MOVED: Method.PUBLISH,
    NotificationKind.LINK_CHANGED: Method.PUBLISH,
    NotificationKind.CANCELLED: Method.CANCEL,
    NotificationKind.WITHDRAWN: Method.CANCEL,
}


def calendar_file(speak: Speaker, row: Delivery, now: datetime) -> discord.File | None:
    """Return the file that goes with a DM, or None where it changes nothing in a calendar."""
    method = _METHODS.get(row.kind)
    if method is None or row.mine is None or row.created_at is None:
        return None
    interview = row.mine.interview
    role = interview.role_of(row.recipient_id) if row.recipient_id is not None else None
    topic = interview.topic or speak("no-topic")
    title = "calendar-title" if method is Method.PUBLISH else "calendar-title-cancelled"
    content = invitation(
        row.mine,
        method=method,
        sequence=row.version,
        created_at=row.created_at,
        title=speak(title, topic=topic),
        description=speak(
            "calendar-text", number=interview.id, role=speak(f"role-{role.value}") if role else "—"
        ),
        now=now,
        language=speak.language,
    )
    return discord.File(BytesIO(content), filename=f"interview-{interview.id}.ics")
