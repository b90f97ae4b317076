"""Entries of lists: two lines each, what it is and then when, whose and how it stands. Pure functions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import discord

from cogs._shared.components import button
from cogs._shared.markup import person, plain, shorten
from cogs._shared.translation import Speaker, timestamp
from services.interviews import Role
from services.listing import Listed
from services.paging import Part, Turn

TOPIC_IN_ENTRY = 40
"""Characters of a topic that are shown in a list."""


class Numbered(Protocol):
    """An entry of a list that is turned page by page."""

    @property
    def id(self) -> int:
        """Its number."""


class Own(Numbered, Protocol):
    """One of the reader's own interviews."""

    @property
    def topic(self) -> str:
        """What it is about."""

    @property
    def starts_at(self) -> datetime:
        """When it starts (UTC)."""

    def role_of(self, user_id: int) -> Role | None:
        """Return the seat of a participant."""

    def other_than(self, user_id: int) -> int | None:
        """Return who sits across from a participant."""


def entries(found: Iterable[str]) -> str:
    """Return entries as one text."""
    return "\n".join(found)


def entry(first: str, second: str) -> str:
    """Return an entry: what it is, and below it in small letters what else there is to know."""
    return f"{first}\n-# {second}"


def topic_of(speak: Speaker, topic: str) -> str:
    """Return a topic as a list shows it; a long one is cut before it is made plain, so between letters."""
    return plain(shorten(topic, TOPIC_IN_ENTRY)) or speak("no-topic")


def open_entry(speak: Speaker, interview: Listed) -> str:
    """Return an open interview as an entry of the board."""
    role = interview.host_role.other.value
    return entry(
        speak("entry-open", number=interview.id, topic=topic_of(speak, interview.topic), role=role),
        speak(
            "entry-offered",
            when=_when(interview.starts_at),
            minutes=interview.duration,
            host=person(interview.host_id, speak),
        ),
    )


def own_entry(speak: Speaker, interview: Own, reader_id: int, status: str) -> str:
    """Return one of the reader's own interviews as an entry: how it stands, their role, and with whom."""
    role, partner = interview.role_of(reader_id), interview.other_than(reader_id)
    return entry(
        speak(
            "entry-own",
            number=interview.id,
            topic=topic_of(speak, interview.topic),
            status=speak(f"status-{status}"),
        ),
        speak(
            "entry-mine",
            when=_when(interview.starts_at),
            role=role.value if role is not None else "",
            partner=person(partner, speak) if partner is not None else "none",
        ),
    )


def _when(moment: datetime) -> str:
    """Return a moment in the shortest form that has day and hour: a phone shows little in a line."""
    return f"{timestamp(moment, 'd')} {timestamp(moment, 't')}"


def turning(
    speak: Speaker, prefix: str, page: Part[Numbered], *, row: int
) -> list[discord.ui.Button[discord.ui.View]]:
    """Return the buttons to the pages beside one, or none where it is the only one.

    A custom_id is `<prefix>:<turn>:<number>`, of the entry beside which the other page begins.
    """
    if not (page.has_previous or page.has_next):
        return []
    turns = (
        (Turn.PREVIOUS, page.rows[0].id, page.has_previous),
        (Turn.NEXT, page.rows[-1].id, page.has_next),
    )
    return [
        button(
            speak(f"button-{turn.value}"), f"{prefix}:{turn.value}:{number}", disabled=not possible, row=row
        )
        for turn, number, possible in turns
    ]
