"""When people are asked whether they come, and from when on silence is noticed (design, section 14)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from models import Coming

ASKED_BEFORE = timedelta(hours=24)
"""How long before the start both are asked, with the reminder of that distance."""

ASKED_MINUTES = ASKED_BEFORE // timedelta(minutes=1)

SILENT_FROM = timedelta(hours=3)
"""How long before the start whoever has not answered counts as silent."""


def coming_when_agreed(starts_at: datetime, now: datetime) -> Coming:
    """Return what counts as said once both agree on a time: who does so within a day of it comes."""
    return Coming.YES if starts_at - now <= ASKED_BEFORE else Coming.UNASKED


def is_asked(starts_at: datetime, reminder_offsets: Collection[int], now: datetime) -> bool:
    """Tell whether both will be asked: the server reminds a day before, and that is still ahead."""
    return ASKED_MINUTES in reminder_offsets and starts_at - ASKED_BEFORE > now
