"""When people are asked whether they come, and from when on silence is noticed (design, section 14)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from models import Coming, MockInterview

ASKED_BEFORE = timedelta(hours=24)
"""How long before the start both are asked, with the reminder of that distance."""

ASKED_MINUTES = ASKED_BEFORE // timedelta(minutes=1)

SILENT_FROM = timedelta(hours=3)
"""How long before the start whoever has not answered counts as silent."""


SAID_FIELDS = ("host_coming", "guest_coming", "host_here_at", "guest_here_at")
"""What both have said of one booking, at one time: columns of an interview."""


def is_asked_within(hours: int, reminder_offsets: Collection[int]) -> bool:
    """Tell whether both are asked when only so many hours are left to the start, or fewer."""
    return ASKED_MINUTES in reminder_offsets and timedelta(hours=hours) >= ASKED_BEFORE


def is_silent(said: Coming, starts_at: datetime, now: datetime) -> bool:
    """Tell whether somebody was asked, and has not answered in time: nobody has to wait for them."""
    return said is Coming.ASKED and now >= starts_at - SILENT_FROM


def forget_what_was_said(row: MockInterview, coming: Coming) -> None:
    """Begin anew for another booking, or another time; `coming` counts as what both have said."""
    row.host_coming = row.guest_coming = coming
    row.host_here_at = row.guest_here_at = None


def coming_when_agreed(starts_at: datetime, now: datetime) -> Coming:
    """Return what counts as said once both agree on a time: who does so within a day of it comes."""
    return Coming.YES if starts_at - now <= ASKED_BEFORE else Coming.UNASKED


def is_asked(starts_at: datetime, reminder_offsets: Collection[int], now: datetime) -> bool:
    """Tell whether both will be asked: the server reminds a day before, and that is still ahead."""
    return ASKED_MINUTES in reminder_offsets and starts_at - ASKED_BEFORE > now


def may_still_answer(said: Coming, starts_at: datetime, now: datetime) -> bool:
    """Tell whether the question stands: they have not said yes, and were asked before silence is noticed.

    A reminder that comes as late as that asks nobody: it would be told of them at once that they are silent.
    """
    if said is Coming.UNASKED:
        return now < starts_at - SILENT_FROM
    return said is Coming.ASKED and now < starts_at
