"""The forms with which a host changes an interview, filled in with what is set. Pure functions.

A form takes five fields: time, topic, level and link are in one, notes and language in the other.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import discord

from cogs._shared.components import button
from cogs._shared.forms import Form
from cogs._shared.people import Asked
from cogs._shared.translation import Speaker
from services.bounds import DURATION_MAXIMUM, DURATION_MINIMUM
from services.editing import Changes
from services.interviews import Action, Private
from services.links import LINK_MAXIMUM
from services.times import spelled
from services.wording import LANGUAGE_MAXIMUM, LEVEL_MAXIMUM, NOTES_MAXIMUM, TOPIC_MAXIMUM

LENGTHS = (30, 45, 60, 75, 90, 120, 150, 180, DURATION_MAXIMUM)


@dataclass(frozen=True)
class Asking:
    """The start (UTC) and the length in minutes that a host has asked for last: set, or proposed."""

    starts_at: datetime
    length: int

    def encode(self) -> str:
        """Return it as the part of a custom_id that `decode` reads back."""
        return f"{int(self.starts_at.timestamp()) // 60}:{self.length}"


ASKING = r"(?P<minute>\d{1,9}):(?P<length>\d{1,3})"


def decode(minute: str, length: str) -> Asking:
    """Return what a custom_id says of it."""
    return Asking(datetime.fromtimestamp(int(minute) * 60, UTC), int(length))


def asking(mine: Private) -> Asking:
    """Return what a host has asked for last."""
    if mine.proposal is not None:
        return Asking(mine.proposal.starts_at, mine.proposal.duration)
    return Asking(mine.interview.starts_at, mine.interview.duration)


def edit_form(speak: Speaker, mine: Private, zone: str) -> Form:
    """Return the form for time, topic, level and link; times in a zone."""
    interview, set_now = mine.interview, asking(mine)
    form = Form(
        speak("edit-title", number=str(interview.id)), f"interview:set:{interview.id}:{set_now.encode()}"
    )
    form.add_text(
        "when",
        speak("edit-when"),
        maximum=100,
        default=shown_start(speak, set_now.starts_at, zone),
        placeholder=speak("edit-when-example"),
        hint=speak("edit-when-hint", zone=zone),
    )
    form.add_menu("length", speak("card-duration"), _lengths(speak, set_now.length), str(set_now.length))
    form.add_text("topic", speak("edit-topic"), maximum=TOPIC_MAXIMUM, default=interview.topic or None)
    form.add_text("level", speak("edit-level"), maximum=LEVEL_MAXIMUM, default=interview.level or None)
    form.add_text(
        "link",
        speak("edit-link"),
        maximum=LINK_MAXIMUM,
        default=mine.link or None,
        placeholder="https://meet.google.com/…",
    )
    return form


def words_form(speak: Speaker, mine: Private) -> Form:
    """Return the form for notes and language."""
    interview = mine.interview
    form = Form(speak("edit-title", number=str(interview.id)), f"interview:words:{interview.id}")
    form.add_text(
        "language", speak("edit-language"), maximum=LANGUAGE_MAXIMUM, default=interview.language or None
    )
    form.add_text(
        "notes", speak("edit-notes"), maximum=NOTES_MAXIMUM, long=True, default=interview.notes or None
    )
    return form


def words_button(speak: Speaker, mine: Private) -> list[discord.ui.Button[discord.ui.View]]:
    """Return the button of the second form, for whoever may change the interview."""
    if Action.EDIT not in mine.actions:
        return []
    return [button(speak("button-words"), f"interview:words:{mine.interview.id}")]


def typed_changes(by: Asked, fields: dict[str, str], before: Asking, zone: str, link: str | None) -> Changes:
    """Return what the first form changes: what stands in it as it was shown stays, what is empty goes.

    `link` is the present one. A start cannot go: where none is typed it stays.

    Raises:
        Refusal: the start cannot be read.
    """
    when = fields.get("when", "").strip()
    is_new = when not in {"", shown_start(by.speak, before.starts_at, zone)}
    length = fields.get("length", "")
    minutes = int(length) if length.isascii() and length.isdecimal() and len(length) < 5 else before.length
    return Changes(
        starts_at=by.read_start(when, zone) if is_new else None,
        duration=minutes if minutes != before.length else None,
        wording={name: fields[name] for name in ("topic", "level") if name in fields},
        # One that stands may be of a provider that the server takes no more.
        link=None if fields.get("link") == (link or "") else fields.get("link"),
    )


def typed_words(fields: dict[str, str]) -> Changes:
    """Return what the second form changes; what is empty goes."""
    return Changes(wording={name: fields[name] for name in ("notes", "language") if name in fields})


def shown_start(speak: Speaker, starts_at: datetime, zone: str) -> str:
    """Return a start as it stands in the form: as its reader's clocks show it, and such that it can be read.

    Of an hour that the clocks show twice it says which is meant.
    """
    written = spelled(starts_at, zone)
    local = starts_at.astimezone(ZoneInfo(zone))
    day, is_plain = f"{local:%Y-%m-%d}", len(written) == len("2026-12-01 18:30")
    return f"{day} {speak.clock(local.hour, local.minute)}" if is_plain else written


def _lengths(speak: Speaker, present: int) -> list[tuple[str, str]]:
    lengths = sorted({DURATION_MINIMUM, *LENGTHS, present})
    return [(str(length), speak("minutes", minutes=length)) for length in lengths]
