"""Reliability: of the latest interviews on which somebody agreed, how many they kept (design, section 14).

It is reckoned anew whenever it is shown, and stored nowhere but in the message that tells of a booking.
Whoever books with somebody, or is booked by them, reads the numbers, and their owner the list; nobody else
does.

What came of an interview: it is kept where feedback was accepted, where it lapsed and they had said that they
are there, and where they reported the other absent; missed where they were reported; late where they left
late (`services.coming.late`) and nobody took the seat. What is in dispute counts for neither, what was
overturned never did.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from models import MockInterview
from models.moments import moment_of
from models.statements import run
from services.coming.record import Record
from services.delivery.kinds.direct import Booked
from services.delivery.outbox import Letter, to_person
from services.interviews import public

WINDOW = timedelta(days=180)
"""How far back it goes."""

LATEST = 20
"""How many count at most."""

_KEPT = """
SELECT {person} AS person, row.id AS number, row.scheduled_time AS at, row.topic AS topic, 'kept' AS outcome,
    0 AS is_disputed
FROM mock_interview AS row
WHERE row.{seat} = {person} AND row.status = 'completed' AND row.server_id = :server
  AND row.scheduled_time > :since
ORDER BY row.scheduled_time DESC LIMIT :many
"""

_LAPSED = """
SELECT {person} AS person, row.id AS number, row.scheduled_time AS at, row.topic AS topic, 'kept' AS outcome,
    0 AS is_disputed
FROM mock_interview AS row
WHERE row.{seat} = {person} AND row.status = 'lapsed' AND row.server_id = :server
  AND row.scheduled_time > :since
  AND CASE WHEN row.host_id = {person} THEN row.host_here_at ELSE row.guest_here_at END IS NOT NULL
ORDER BY row.scheduled_time DESC LIMIT :many
"""

_NO_SHOW = """
SELECT {person} AS person, row.id AS number, row.scheduled_time AS at, row.topic AS topic,
    CASE WHEN report.absent_id = {person} THEN 'missed' ELSE 'kept' END AS outcome,
    CASE WHEN dispute.id IS NULL THEN 0 ELSE 1 END AS is_disputed
FROM mock_interview AS row JOIN no_show_report AS report ON report.interview_id = row.id
LEFT JOIN dispute ON dispute.interview_id = row.id AND dispute.kind = 'no_show' AND dispute.ruling IS NULL
WHERE row.{seat} = {person} AND row.status = 'no_show' AND row.server_id = :server
  AND row.scheduled_time > :since
ORDER BY row.scheduled_time DESC LIMIT :many
"""

_LATE = """
SELECT {person} AS person, row.id AS number, late_change.at AS at, row.topic AS topic, 'late' AS outcome,
    0 AS is_disputed
FROM late_change JOIN mock_interview AS row ON row.id = late_change.interview_id
WHERE late_change.user_id = {person} AND late_change.state = 'kept' AND late_change.at > :since
  AND row.server_id = :server
ORDER BY late_change.at DESC LIMIT :many
"""

_DISPUTED_AT_MOST = 20
"""Of those that do not count as many may stand between the ones that do."""


class Outcome(StrEnum):
    """What somebody made of an interview on which they had agreed."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"


@dataclass(frozen=True)
class Commitment:
    """An interview on which somebody agreed, and what they made of it.

    `at` (UTC) is its start, or when they left it late. What `is_disputed` does not count as long as it is.
    """

    number: int
    topic: str
    at: datetime
    outcome: Outcome
    is_disputed: bool


async def records(server_id: int, people: Collection[int], now: datetime) -> dict[int, Record]:
    """Return how reliable people are in a server, one or two of them, in one statement."""
    found = await _commitments(server_id, people, now)
    return {person: _record_of(found[person]) for person in people}


async def own(server_id: int, user_id: int, now: datetime) -> tuple[Record, list[Commitment]]:
    """Return how reliable somebody is in a server, and of what that comes: the latest first.

    What is in dispute is among it.
    """
    found = (await _commitments(server_id, [user_id], now))[user_id]
    return _record_of(found), found


def booked_letters(row: MockInterview, known: Mapping[int, Record]) -> Iterator[Letter]:
    """Return what tells both of a booking, each with how reliable the other is."""
    assert row.booking is not None  # noqa: S101 - the caller has just made it
    guest_id = public(row).guest_id
    assert guest_id is not None  # noqa: S101 - held by a constraint of booked interviews
    for person, other in ((row.host_id, guest_id), (guest_id, row.host_id)):
        yield to_person(row, person, Booked(booking=row.booking, record=known[other]))


async def _commitments(server_id: int, people: Collection[int], now: datetime) -> dict[int, list[Commitment]]:
    one, other = min(people), max(people)
    rows = await run(
        _statement(),
        {
            "one": one,
            "other": other,
            "server": server_id,
            "since": now - WINDOW,
            "many": LATEST + _DISPUTED_AT_MOST,
        },
    )
    found: dict[int, list[Commitment]] = {person: [] for person in people}
    for row in rows:
        found[int(row["person"])].append(_commitment(row))
    return {person: _latest(mine) for person, mine in found.items()}


@cache
def _statement() -> str:
    """Return what finds what two people, or the same one twice, made of what they agreed on."""
    each = [
        part.format(person=f"CAST(:{person} AS BIGINT)", seat=seat)
        for person in ("one", "other")
        for part in (_KEPT, _LAPSED, _NO_SHOW)
        for seat in ("interviewer_id", "interviewee_id")
    ]
    each += [_LATE.format(person=f"CAST(:{person} AS BIGINT)") for person in ("one", "other")]
    # Of the same person both halves find the same, which UNION says once.
    united = " UNION ".join(f"SELECT * FROM ({part}) AS part_{place}" for place, part in enumerate(each))  # noqa: S608 - written out above
    return f"{united} ORDER BY at DESC, number DESC"


def _commitment(row: Mapping[str, Any]) -> Commitment:
    return Commitment(
        number=int(row["number"]),
        topic=str(row["topic"]),
        at=moment_of(row["at"]),
        outcome=Outcome(row["outcome"]),
        is_disputed=bool(row["is_disputed"]),
    )


def _latest(found: list[Commitment]) -> list[Commitment]:
    """Return the latest that count, with what is in dispute between them."""
    counted, latest = 0, []
    for one in found:
        if counted == LATEST:
            break
        counted += not one.is_disputed
        latest.append(one)
    return latest


def _record_of(found: list[Commitment]) -> Record:
    outcomes = [one.outcome for one in found if not one.is_disputed]
    return Record(
        kept=outcomes.count(Outcome.KEPT),
        late=outcomes.count(Outcome.LATE),
        missed=outcomes.count(Outcome.MISSED),
    )
