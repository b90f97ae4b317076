"""How often two people have had an interview together in a server, and when last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.moments import moment_of
from models.statements import run

TOGETHER = """
(SELECT COUNT(*) AS times, MAX(scheduled_time) AS last FROM (
    SELECT scheduled_time FROM mock_interview WHERE interviewer_id = :one AND interviewee_id = :other
        AND status IN ('booked', 'completed', 'lapsed') AND ends_at <= :now AND server_id = :server
    UNION ALL
    SELECT scheduled_time FROM mock_interview WHERE interviewer_id = :other AND interviewee_id = :one
        AND status IN ('booked', 'completed', 'lapsed') AND ends_at <= :now AND server_id = :server
    ) AS together) AS met
"""
"""What two have had together, whoever interviewed whom: found by both, however much each has done.

It counts from its end, whether or not there is feedback, unless one did not come.
"""

_MET = f"SELECT met.times, met.last FROM {TOGETHER}"  # noqa: S608 - written out above


@dataclass(frozen=True)
class Met:
    """How many interviews two people have had together in a server, and when the last began (UTC)."""

    times: int
    last: datetime | None


async def met(server_id: int, one_id: int, other_id: int, now: datetime) -> Met:
    """Return how often two people have met in a server by now."""
    (row,) = await run(_MET, {"server": server_id, "one": one_id, "other": other_id, "now": now})
    return met_of(row)


def met_of(row: Mapping[str, Any]) -> Met:
    """Return what a statement gave of `TOGETHER`."""
    return Met(int(row["times"]), None if row["last"] is None else moment_of(row["last"]))
