"""Whom a thank-you names: who interviewed in a server in a month, and said yes to it before it was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from models import ThankYou
from models.statements import run

NAMED_AT_MOST = 40
"""People whom a thank-you names: so many fit into a message. Which of more, chance says."""

_GIVEN = """
SELECT interview.interviewer_id AS person, COUNT(*) AS given FROM mock_interview AS interview
WHERE interview.server_id = :server AND interview.status = 'completed'
  AND interview.scheduled_time >= :since AND interview.scheduled_time < :until
GROUP BY interview.interviewer_id
HAVING (SELECT person.thanked_since FROM "user" AS person
    WHERE person.id = interview.interviewer_id) <= :made_at
"""
"""By the index over the interviews of a server: as long as the month was busy, whatever was before.

Each person is looked up by themselves: joined, PostgreSQL would rather read all people.
"""


@dataclass(frozen=True)
class Given:
    """How many interviews somebody gave."""

    user_id: int
    interviews: int


@dataclass(frozen=True)
class Thanked:
    """Whom a thank-you names, in no order but chance's, and how many `more` there are."""

    named: tuple[Given, ...] = ()
    more: int = 0


async def thanked(row: ThankYou) -> Thanked:
    """Return whom a thank-you, stored or not yet, names as things are now.

    Who says yes later is not named in it, and who took that back is not any more, nor who was erased.
    """
    found = await run(
        _GIVEN,
        {"server": row.server_id, "since": row.since, "until": row.until, "made_at": row.made_at},
    )
    given = by_chance((Given(int(one["person"]), int(one["given"])) for one in found), row.seed)
    return Thanked(tuple(given[:NAMED_AT_MOST]), max(len(given) - NAMED_AT_MOST, 0))


def by_chance(given: Iterable[Given], seed: int) -> list[Given]:
    """Return people in an order that is the same for a seed, and stays so for the rest when one of them goes.

    So a shuffle would not do.
    """
    return sorted(given, key=lambda one: blake2b(f"{seed}:{one.user_id}".encode(), digest_size=8).digest())
