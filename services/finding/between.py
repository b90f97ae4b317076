"""What stands between a guest and the seat that they have clicked on, looked up with one statement.

It is run with every booking, whatever is set and by whom, and always at the same place: after the people are
held (`people.hold`), before it is looked whether the guest is free. It asks for everything at once, and each
part of it is found by an index and bounded by what is ahead, or lately, or between the two. So neither how
many statements there were nor how long they took tells which of the parts has decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import MockInterview
from models.moments import moment_of
from models.statements import run
from services.finding.met import TOGETHER, Met, met_of
from services.finding.weekly import WeeklyCap
from services.server_settings import ServerSettings

A_WEEK = timedelta(days=7)

AROUND = timedelta(days=8)
"""No two moments of one week lie further apart, whatever the clocks do meanwhile."""

NEAR = """
near.interviewer_id = :interviewer AND near.status IN ('booked', 'completed', 'no_show', 'lapsed')
AND near.scheduled_time > :since AND near.scheduled_time < :until AND near.id <> :number
"""
"""What somebody gives, or has given, around a start: booked or held. An open card does not count."""

SEATS = """
(SELECT COUNT(*) FROM mock_interview WHERE interviewee_id = :one AND status IN ('pending', 'booked')
    AND scheduled_time > :now AND server_id = :server AND id <> :number) AS seats
"""
"""In how many seats somebody is to be interviewed in a server, their own open cards included."""

_BETWEEN = f"""
SELECT (SELECT COUNT(*) FROM kept_apart WHERE user_id = :one AND other_id = :other)
     + (SELECT COUNT(*) FROM kept_apart WHERE user_id = :other AND other_id = :one) AS apart,
    (SELECT weekly_cap FROM "user" WHERE id = :interviewer) AS weekly_cap,
    (SELECT timezone FROM "user" WHERE id = :interviewer) AS timezone,
    (SELECT withdrawal.at FROM withdrawal
        JOIN mock_interview AS given ON given.id = withdrawal.interview_id AND given.server_id = :server
        WHERE withdrawal.user_id = :one AND withdrawal.at > :week_ago
        ORDER BY withdrawal.at DESC LIMIT 1 OFFSET :but_one) AS given_back_at,
    {SEATS},
    met.times, met.last, near.scheduled_time AS near
FROM {TOGETHER} LEFT JOIN mock_interview AS near ON {NEAR}
"""  # noqa: S608 - written out here and above


@dataclass(frozen=True)
class Between:
    """What is known of a guest, the host and the seat between them.

    `cap` is that of whoever would interview, and `week` the starts of what they give around that time.
    `seats` are those in which the guest is to be interviewed already. `may_book_from` is when the guest may
    book again who has given too much back; None where they may.
    """

    are_apart: bool
    cap: WeeklyCap
    week: Sequence[datetime]
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
        cap=WeeklyCap(first["weekly_cap"], first["timezone"]),
        week=[moment_of(one["near"]) for one in found if one["near"] is not None],
        seats=int(first["seats"]),
        may_book_from=moment_of(given_back_at) + A_WEEK if limit and given_back_at is not None else None,
        met=met_of(first),
    )
