"""Certificates: what somebody has practised in a server, under a number to check it by (design, section 19).

What one says it says for good: whoever has had more interviews since gets another, the old one holds still.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from models import NUMBER_LENGTH, Certificate, InterviewStatus
from models.moments import moment_of
from models.statements import run
from services.refusals import CertificateUnknown, NothingToCertify
from services.transaction import use_case

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32, without what looks like a digit. Twelve of these are 60 bits, which nobody guesses."""

GROUP = 4
"""Characters of a number that are shown together."""

_MEANT = str.maketrans("OILАВЕЗКМНОРСТУХ", "011ABE3KMH0PCTYX")
"""What people read or type instead; the Cyrillic letters look the same."""

_PRACTISED = """
SELECT 1 AS is_given, COUNT(*) AS many, MIN(scheduled_time) AS first_at, MAX(scheduled_time) AS last_at
FROM mock_interview WHERE interviewer_id = :person AND status = :completed AND +server_id = :server
UNION ALL
SELECT 0 AS is_given, COUNT(*) AS many, MIN(scheduled_time) AS first_at, MAX(scheduled_time) AS last_at
FROM mock_interview WHERE interviewee_id = :person AND status = :completed AND +server_id = :server
"""
"""By the seats, which have indexes: the plus keeps databases from the one that begins with the server."""


@dataclass(frozen=True)
class Practice:
    """How many completed interviews somebody had in a server, and when the first and the last began (UTC)."""

    given: int
    taken: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Certified:
    """What a certificate says; moments in UTC. `name` is what the person was called when last seen."""

    number: str
    server_id: int
    user_id: int
    name: str
    practice: Practice
    issued_at: datetime

    @property
    def shown_number(self) -> str:
        """The number as people read it, in groups."""
        return "-".join(self.number[at : at + GROUP] for at in range(0, NUMBER_LENGTH, GROUP))


async def issue(server_id: int, user_id: int, now: datetime) -> Certified:
    """Certify what somebody has practised in a server; as long as nothing is new, by the same certificate.

    Raises:
        NothingToCertify: they have completed no interview there.
    """
    # What is certified counts only once it is shown.
    async with use_case(counts=False):
        practice = await _practice(server_id, user_id)
        # Of two that come at once the database keeps one.
        row = Certificate(
            server_id=server_id,
            user_id=user_id,
            number=_new_number(),
            given=practice.given,
            taken=practice.taken,
            first_at=practice.first_at,
            last_at=practice.last_at,
            issued_at=now,
        )
        await Certificate.bulk_create([row], ignore_conflicts=True)
        kept = await Certificate.get(
            user_id=user_id, server_id=server_id, given=practice.given, taken=practice.taken
        ).select_related("user")
    return _certified(kept)


async def check(typed: str) -> Certified:
    """Return what the certificate with a number says, in whatever way the number was typed.

    Raises:
        CertificateUnknown: there is none.
    """
    number = _number_of(typed)
    row = None if number is None else await Certificate.get_or_none(number=number).select_related("user")
    if row is None:
        raise CertificateUnknown
    return _certified(row)


async def _practice(server_id: int, user_id: int) -> Practice:
    values = {"person": user_id, "server": server_id, "completed": InterviewStatus.COMPLETED.value}
    rows = [row for row in await run(_PRACTISED, values) if row["many"]]
    if not rows:
        raise NothingToCertify
    return Practice(
        given=sum(int(row["many"]) for row in rows if row["is_given"]),
        taken=sum(int(row["many"]) for row in rows if not row["is_given"]),
        first_at=min(moment_of(row["first_at"]) for row in rows),
        last_at=max(moment_of(row["last_at"]) for row in rows),
    )


def _new_number() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))


def _number_of(typed: str) -> str | None:
    """Return the number that somebody has typed, or None where it can be none."""
    characters = unicodedata.normalize("NFKC", typed).upper()
    number = "".join(one for one in characters if one.isalnum()).translate(_MEANT)
    return number if len(number) == NUMBER_LENGTH and set(number) <= set(ALPHABET) else None


def _certified(row: Certificate) -> Certified:
    practice = Practice(row.given, row.taken, row.first_at, row.last_at)
    return Certified(row.number, row.server_id, row.user_id, row.user.name, practice, row.issued_at)
