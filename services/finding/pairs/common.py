"""Times at which two people are free. Pure functions."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from services.availability import Span

TIMES_MAXIMUM = 3
"""Times that two people are asked about."""

_QUARTER = timedelta(minutes=15)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def common_times(one: Sequence[Span], other: Sequence[Span], length: timedelta) -> list[datetime]:
    """Return up to three starts, soonest first, at which both are free for so long.

    They begin at a full quarter of an hour, on different days (in UTC) as far as there are, and do not
    overlap. Spans are in order and do not touch.
    """
    by_day: dict[date, list[datetime]] = {}
    for start in _starts(in_common(one, other), length):
        by_day.setdefault(start.date(), []).append(start)
    found: list[datetime] = []
    while len(found) < TIMES_MAXIMUM and any(by_day.values()):
        for starts in by_day.values():
            if starts and len(found) < TIMES_MAXIMUM:
                found.append(starts.pop(0))
    return sorted(found)


def in_common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Return what lies in a span of each."""
    found = []
    for begins, ends in one:
        for start, end in other:
            first, last = max(begins, start), min(ends, end)
            if first < last:
                found.append((first, last))
    return found


def without_busy(free: Iterable[Span], busy: Iterable[Span]) -> list[Span]:
    """Return free time without what is taken."""
    found = list(free)
    for begins, ends in busy:
        found = [
            (start, end)
            for first, last in found
            for start, end in ((first, min(last, begins)), (max(first, ends), last))
            if start < end
        ]
    return sorted(found)


def _starts(spans: Iterable[Span], length: timedelta) -> list[datetime]:
    """Return one start after another in each span, as many as there is room for."""
    found = []
    for begins, ends in spans:
        start = _EPOCH + -(-(begins - _EPOCH) // _QUARTER) * _QUARTER
        while start + length <= ends:
            found.append(start)
            start += length
    return found
