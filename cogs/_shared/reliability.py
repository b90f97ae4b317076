"""Saying how reliable somebody is, in numbers."""

from cogs._shared.markup import person
from cogs._shared.translation import Speaker
from services.coming.record import TOLD_FROM, Record


def reliability_of(speak: Speaker, record: Record, member_id: int) -> str:
    """Return how reliable somebody else is."""
    return speak("reliability-of", member=person(member_id, speak), **_facts(record))


def own_reliability(speak: Speaker, record: Record) -> str:
    """Return how reliable the reader is."""
    return speak("reliability-own", **_facts(record))


def _facts(record: Record) -> dict[str, str | int]:
    return {
        "how": "new" if record.is_new else "known",
        "least": TOLD_FROM,
        "kept": record.kept,
        "of": record.of,
        "late": record.late,
        "missed": record.missed,
    }
