"""In which hours of a day people who wait on the other side are free: for whoever picks one.

It is said as a count, and only from three on: nobody is to learn that one person is free, so people who are
kept apart count like all others.
"""

from collections import Counter
from datetime import date, datetime, timedelta

from models.statements import run
from services.finding.free_time.dates import free_spans, hour_of, is_within
from services.finding.free_time.people import by_person
from services.interviews import Role

SHOWN_FROM = 3
"""Of fewer people nothing is said."""

LOOKED_AT = 100
"""People whose hours are looked at, those first who wait longest."""

_WISHES = 3 * LOOKED_AT
"""Wishes in which these are looked for: a person may have several."""

_AROUND = (-2, -1, 0, 1, 2)
"""An hour of a day here lies on one of these elsewhere: zones differ by 26 hours."""

_WAITING = """
WITH longest AS (
    SELECT wish.id, wish.user_id, person.timezone AS zone
    FROM wish JOIN "user" AS person ON person.id = wish.user_id
    WHERE wish.server_id = :server AND wish.is_interviewer = :is_interviewer AND wish.state = 'open'
        AND wish.until > :now AND wish.user_id <> :me
        AND (person.free_paused_until IS NULL OR person.free_paused_until <= :now)
        AND EXISTS (SELECT 1 FROM free_span WHERE free_span.user_id = wish.user_id)
    ORDER BY wish.id LIMIT :wishes
), waiting AS (
    SELECT user_id, MIN(zone) AS zone FROM longest GROUP BY user_id ORDER BY MIN(id) LIMIT :people
)
SELECT waiting.user_id, waiting.zone, span.weekday, NULL AS day, span.from_minute, span.to_minute,
    NULL AS is_free
FROM waiting JOIN free_span AS span ON span.user_id = waiting.user_id
WHERE span.weekday IN (:two_before, :before, :on, :after, :two_after)
UNION ALL
SELECT waiting.user_id, waiting.zone, NULL, exception.day, exception.from_minute, exception.to_minute,
    exception.is_free
FROM waiting JOIN free_exception AS exception ON exception.user_id = waiting.user_id
WHERE exception.day >= :first AND exception.day <= :last
"""
"""Each has given hours: who has none on these weekdays, and an exception, is free by that alone."""


async def counts(
    server_id: int, me_id: int, seat: Role, day: date, zone: str, now: datetime
) -> dict[int, int]:
    """Return for hours of a day in a zone how many people are free who look for the other seat there.

    Those count who have given hours, have not paused, and are free for all of the hour. Hours in which fewer
    than three are free are left out.
    """
    days = [day + timedelta(days=ahead) for ahead in _AROUND]
    rows = await run(
        _WAITING,
        {
            "server": server_id,
            "is_interviewer": seat.other is Role.INTERVIEWER,
            "me": me_id,
            "now": now,
            "wishes": _WISHES,
            "people": LOOKED_AT,
            "first": days[0],
            "last": days[-1],
            **dict(
                zip(
                    ("two_before", "before", "on", "after", "two_after"),
                    (one.weekday() for one in days),
                    strict=True,
                )
            ),
        },
    )
    hours = {hour: span for hour in range(24) if (span := hour_of(day, hour, zone)) is not None}
    if not rows or not hours:
        return {}
    since, until = min(start for start, _ in hours.values()), max(end for _, end in hours.values())
    free: Counter[int] = Counter()
    for one in by_person(rows).values():
        spans = free_spans(one.weekly, one.exceptions, one.zone or zone, since, until)
        free.update(hour for hour, (start, end) in hours.items() if is_within(spans, start, end))
    return {hour: count for hour, count in sorted(free.items()) if count >= SHOWN_FROM}
