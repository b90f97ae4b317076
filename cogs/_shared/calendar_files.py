"""The file that adds an interview to a member's own calendar, moves it there, or takes it out."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import cache
from io import BytesIO

import discord

from cogs._shared.translation import Speaker
from services.invitations import Entry, Method


async def calendar_file(speak: Speaker, entry: Entry, method: Method, now: datetime) -> discord.File:
    """Return the file for one person's calendar, in the language of its reader."""
    interview = entry.interview
    topic = interview.topic or speak("no-topic")
    title = "calendar-title" if method is Method.PUBLISH else "calendar-title-cancelled"
    role = speak(f"role-{entry.role.value}") if entry.role is not None else "—"
    if not _writer.cache_info().currsize:
        # Loading it in the event loop would hold everybody up.
        await asyncio.to_thread(_writer)
    content = _writer()(
        entry,
        method=method,
        title=speak(title, topic=topic),
        description=speak.in_plain("calendar-text", number=interview.id, role=role),
        now=now,
        language=speak.language,
    )
    return discord.File(BytesIO(content), filename=f"interview-{interview.id}.ics")


@cache
def _writer() -> Callable[..., bytes]:
    # icalendar, 4 MB of memory, comes with the first file.
    from services.invitation_files import invitation  # noqa: PLC0415

    return invitation
