"""When each of many people is free, as spans in UTC, looked up for some of them at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from models.moments import day_of
from models.statements import run_for
from services.availability import Span
from services.finding.free_time.dates import Exceptional, free_spans, is_within
from services.finding.free_time.week import Weekly

_DAYS_AROUND = timedelta(days=2)
"""A local day begins within a day of the date in UTC, and the span of the day before may go on into it."""

_GIVEN = """
SELECT span.user_id, (SELECT timezone FROM "user" WHERE "user".id = span.user_id) AS zone, span.weekday,
    NULL AS day, span.from_minute, span.to_minute, NULL AS is_free
FROM free_span AS span WHERE span.user_id IN (:numbers)
UNION ALL
SELECT exception.user_id, (SELECT timezone FROM "user" WHERE "user".id = exception.user_id), NULL,
    exception.day, exception.from_minute, exception.to_minute, exception.is_free
FROM free_exception AS exception
WHERE exception.user_id IN (:numbers) AND exception.day >= :first AND exception.day <= :last
"""
"""The zones row by row: joined, PostgreSQL would read all people for a few."""


@dataclass
class Given:
    """What somebody has given of free hours; `zone` is None where they have chosen none."""

    zone: str | None
    weekly: list[Weekly] = field(default_factory=list)
    exceptions: list[Exceptional] = field(default_factory=list)


async def free_of(
    user_ids: Collection[int], since: datetime, until: datetime, *, zone_otherwise: str
) -> dict[int, tuple[Span, ...]]:
    """Return when each of some people is free between two moments, as spans in UTC, in order.

    Who has given no hours is free all of the time, but for exceptions. `zone_otherwise` is the zone of those
    who have none. That somebody has paused is not looked at.
    """
    first, last = since.date() - _DAYS_AROUND, until.date() + _DAYS_AROUND
    ids = sorted(set(user_ids))
    given = by_person(await run_for(ids, _GIVEN, {"first": first, "last": last}))
    always: tuple[Span, ...] = ((since, until),) if since < until else ()
    found = dict.fromkeys(ids, always)
    for user_id, one in given.items():
        zone = one.zone or zone_otherwise
        found[user_id] = free_spans(one.weekly or None, one.exceptions, zone, since, until)
    return found


def is_free(spans: Collection[Span], starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether a time lies within one of somebody's spans."""
    return is_within(tuple(spans), starts_at, ends_at)


def by_person(rows: Collection[Mapping[str, Any]]) -> dict[int, Given]:
    """Return what rows of spans and of exceptions say, by whose they are."""
    found: dict[int, Given] = {}
    for row in rows:
        given = found.setdefault(row["user_id"], Given(row["zone"]))
        minutes = (row["from_minute"], row["to_minute"])
        if row["day"] is None:
            given.weekly.append(Weekly(row["weekday"], *minutes))
        else:
            given.exceptions.append(Exceptional(day_of(row["day"]), *minutes, is_free=bool(row["is_free"])))
    return found
