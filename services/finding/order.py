"""Who comes first of several whose wishes fit: who waits longest, then who has met the other less often."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.moments import moment_of
from models.statements import run_for

_MET = """
SELECT person.id AS user_id, (SELECT COUNT(*) FROM mock_interview
        WHERE interviewer_id = :other AND interviewee_id = person.id AND server_id = :server
        AND status IN ('booked', 'completed', 'lapsed') AND ends_at <= :now)
    + (SELECT COUNT(*) FROM mock_interview
        WHERE interviewer_id = person.id AND interviewee_id = :other AND server_id = :server
        AND status IN ('booked', 'completed', 'lapsed') AND ends_at <= :now) AS times
FROM "user" AS person WHERE person.id IN (:numbers)
"""


@dataclass(frozen=True)
class Candidate:
    """Somebody whose wish fits, and for how many `days` they have waited."""

    user_id: int
    wish_id: int
    days: int


def by_person(rows: Iterable[Mapping[str, Any]], now: datetime) -> list[Candidate]:
    """Return each person once, by the oldest of their wishes; rows have `id`, `user_id` and `since`."""
    found: dict[int, Candidate] = {}
    for wish in rows:
        days = (now - moment_of(wish["since"])).days
        found.setdefault(wish["user_id"], Candidate(wish["user_id"], wish["id"], days))
    return list(found.values())


async def in_order(
    candidates: Sequence[Candidate], other_id: int, server_id: int, now: datetime
) -> list[Candidate]:
    """Return them in the order in which they are told; `other_id` is whom they would meet."""
    if len(candidates) < 2:
        return list(candidates)
    numbers = [one.user_id for one in candidates]
    rows = await run_for(numbers, _MET, {"other": other_id, "server": server_id, "now": now})
    met = {found["user_id"]: int(found["times"]) for found in rows}
    return sorted(candidates, key=lambda one: (-one.days, met.get(one.user_id, 0), one.wish_id))
