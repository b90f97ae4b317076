"""How long feedback stays sealed, and of which reviews an interviewer sees the sums (design, section 17)."""

from datetime import timedelta

from models import Degree

__all__ = [
    "COUNTED_AT_MOST",
    "COUNTED_BY",
    "COUNTED_FROM",
    "IS_OPEN",
    "LINE_MAXIMUM",
    "SEALED_FOR",
    "Degree",
]

SEALED_FOR = timedelta(hours=24)
"""How long feedback stays sealed at most, from when it is left.

It is half of the time to accept it where that is less: whoever reads it then can still dispute it.
"""

IS_OPEN = "(feedback.is_accepted OR feedback.sealed_until IS NULL OR feedback.sealed_until <= :now)"
"""That its interviewee can read feedback, in a statement (`services.interviews.Progress.sealed_until`)."""

LINE_MAXIMUM = 300
"""Characters of what an interviewee may add to a review."""

COUNTED_FROM = timedelta(days=7)
"""How old a review is before it is counted, so that nobody tells by the day whose it is."""

COUNTED_BY = 3
"""Reviews are counted in groups of so many, so that a sum and the next one differ by more than one review."""

COUNTED_AT_MOST = 20 // COUNTED_BY * COUNTED_BY
"""Of so many latest reviews the interviewer sees the sums: twenty, in whole groups.

With two more, one review alone would drop out where three come in, and could be told from the others.
"""
