"""What goes into a member's own calendar of an interview; `invitation_files` writes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models import MockInterview
from services.interviews import Interview, Role, public


class Method(StrEnum):
    """What the file asks a calendar to do; the value is its METHOD."""

    PUBLISH = "PUBLISH"
    """Enter the interview, or bring its entry up to date."""
    CANCEL = "CANCEL"
    """Take it out again."""


@dataclass(frozen=True)
class Entry:
    """An interview as it stands in the calendar of one person, who sits (or sat) in the seat of `role`.

    `sequence` is the interview's revision at the change that the file tells of: it only grows, so a calendar
    can tell the newer of two files, also where they arrive in another order. `created_at` is when the
    interview was created; it tells its entry from the one of an interview with the same number in a database
    that was there before.
    """

    interview: Interview
    link: str | None
    role: Role | None
    sequence: int
    created_at: datetime


def entry_of(row: MockInterview, user_id: int) -> Entry:
    """Return the entry of one person from the present revision of a stored interview on."""
    interview = public(row)
    return Entry(interview, row.meeting_link, interview.role_of(user_id), row.revision, row.created_at)
