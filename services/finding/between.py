"""What stands between a guest and the seat that they have clicked on, looked up with one statement.

It is run with every booking, whatever is set and by whom, and always at the same place: after the people are
held (`people.hold`), before it is looked whether the guest is free. It asks for everything at once, and each
part of it is found by an index and bounded by what is ahead, or lately, or between the two. So neither how
many statements there were nor how long they took tells which of the parts has decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models import MockInterview
from models.moments import moment_of
from models.statements import run
from services.finding.met import TOGETHER, Met, met_of
from services.finding.weekly import WeeklyCap
from services.interviews import Role
from services.server_settings import ServerSettings

A_WEEK = timedelta(days=7)

AROUND = timedelta(days=8)
"""No two moments of one week lie further apart, whatever the clocks do meanwhile."""

_AROUND = """
status IN ('booked', 'completed', 'no_show', 'lapsed')
AND scheduled_time > :since AND scheduled_time < :until AND id <> :number
"""

NEAR = f"""
(SELECT 'interviewer' AS seat, scheduled_time AS starts_at FROM mock_interview
    WHERE interviewer_id = :interviewer AND {_AROUND}
UNION ALL
SELECT 'interviewee' AS seat, scheduled_time AS starts_at FROM mock_interview
    WHERE interviewee_id = :interviewee AND {_AROUND}) AS near
"""  # noqa: S608 - written out above
"""What two people have around a start, each in their seat: booked or held. An open card does not count."""

SEATS = """
(SELECT COUNT(*) FROM mock_interview WHERE interviewee_id = :one AND status IN ('pending', 'booked')
    AND scheduled_time > :now AND server_id = :server AND id <> :number) AS seats
"""
"""In how many seats somebody is to be interviewed in a server, their own open cards included."""

_BETWEEN = f"""
SELECT (SELECT COUNT(*) FROM kept_apart WHERE user_id = :one AND other_id = :other)
     + (SELECT COUNT(*) FROM kept_apart WHERE user_id = :other AND other_id = :one) AS apart,
    (SELECT weekly_given_cap FROM "user" WHERE id = :interviewer) AS given_cap,
    (SELECT timezone FROM "user" WHERE id = :interviewer) AS given_zone,
    (SELECT weekly_taken_cap FROM "user" WHERE id = :interviewee) AS taken_cap,
    (SELECT timezone FROM "user" WHERE id = :interviewee) AS taken_zone,
    (SELECT withdrawal.at FROM withdrawal
        JOIN mock_interview AS given ON given.id = withdrawal.interview_id AND given.server_id = :server
        WHERE withdrawal.user_id = :one AND withdrawal.at > :week_ago
        ORDER BY withdrawal.at DESC LIMIT 1 OFFSET :but_one) AS given_back_at,
    {SEATS},
    met.times, met.last, near.seat, near.starts_at
FROM {TOGETHER} LEFT JOIN {NEAR} ON 1 = 1
"""  # noqa: S608 - written out here and above


@dataclass(frozen=True)
class Between:
    """What is known of a guest, the host and the seat between them.

    For each seat `caps` has the cap of whoever would sit there, and `near` the starts of what they have there
    around that time. `seats` are those in which the guest is to be interviewed already. `may_book_from` is
    when the guest may book again who has given too much back; None where they may.
    """

    are_apart: bool
    caps: Mapping[Role, WeeklyCap]
    near: Mapping[Role, Sequence[datetime]]
    seats: int
    may_book_from: datetime | None
    met: Met


async def look(row: MockInterview, guest_id: int, settings: ServerSettings, now: datetime) -> Between:
    """Return what stands between a guest and the card on which their name was just put."""
    limit = settings.given_back_limit
    found = await run(
        _BETWEEN,
        {
            "one": guest_id,
            "other": row.host_id,
            "interviewer": row.interviewer_id,
            "interviewee": row.interviewee_id,
            "server": row.server_id,
            "number": row.id,
            "now": now,
            "week_ago": now - A_WEEK,
            "but_one": max(limit - 1, 0),
            "since": row.scheduled_time - AROUND,
            "until": row.scheduled_time + AROUND,
        },
    )
    first, given_back_at = found[0], found[0]["given_back_at"]
    return Between(
        are_apart=first["apart"] > 0,
        caps={
            Role.INTERVIEWER: WeeklyCap(Role.INTERVIEWER, first["given_cap"], first["given_zone"]),
            Role.INTERVIEWEE: WeeklyCap(Role.INTERVIEWEE, first["taken_cap"], first["taken_zone"]),
        },
        near={seat: starts_near(found, seat) for seat in Role},
        seats=int(first["seats"]),
        may_book_from=moment_of(given_back_at) + A_WEEK if limit and given_back_at is not None else None,
        met=met_of(first),
    )


def starts_near(found: Iterable[Mapping[str, Any]], seat: Role) -> list[datetime]:
    """Return the starts that a statement gave of `NEAR` in a seat."""
    return [moment_of(one["starts_at"]) for one in found if one["seat"] == seat]
