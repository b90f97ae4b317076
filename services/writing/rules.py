"""Until when the two of an interview can write to each other, and how much (design, section 14)."""

from datetime import datetime, timedelta

from models import WRITTEN_MAXIMUM, InterviewStatus

__all__ = ["OPEN_FOR", "TEXT_MAXIMUM", "WRITABLE", "WRITTEN_MAXIMUM", "closes_at"]

TEXT_MAXIMUM = 500
"""Characters of one message."""

OPEN_FOR = timedelta(days=1)
"""How long after the end one can still write."""

WRITABLE = (
    InterviewStatus.BOOKED,
    InterviewStatus.COMPLETED,
    InterviewStatus.NO_SHOW,
    InterviewStatus.LAPSED,
)
"""In these both seats are somebody's, also once it is over."""


def closes_at(ends_at: datetime) -> datetime:
    """Return the moment from which on nobody writes any more about what ends, or ended, at another."""
    return ends_at + OPEN_FOR
