"""Saying how often two people have met in a server."""

from cogs._shared.markup import person
from cogs._shared.translation import Speaker, timestamp
from services.finding.met import Met


def have_met(speak: Speaker, met: Met, other_id: int) -> str:
    """Return how often the reader and somebody else have met, and when last."""
    last = "" if met.last is None else timestamp(met.last, "D")
    return speak("met-said", member=person(other_id, speak), times=met.times, last=last)
