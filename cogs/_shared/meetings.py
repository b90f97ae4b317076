"""Saying how often two people have met in a server."""

from cogs._shared.markup import person
from cogs._shared.translation import Speaker, timestamp
from services.finding.met import Met


def have_met(speak: Speaker, met: Met) -> str:
    """Return how often a guest and the host have met, as it is said to the guest."""
    return speak("booked-met", times=met.times, last=_last(met))


def have_met_with(speak: Speaker, met: Met, other_id: int) -> str:
    """Return the same of somebody who is named."""
    return speak("met-said", member=person(other_id, speak), times=met.times, last=_last(met))


def _last(met: Met) -> str:
    return "" if met.last is None else timestamp(met.last, "D")
