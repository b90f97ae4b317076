"""Whether a typed time needs a zone: "in 3 hours" is the same moment everywhere, "tomorrow 18:00" is not."""

from datetime import datetime

from services.refusals import Refusal
from services.times.reading import read_time

_FAR_APART = ("Pacific/Honolulu", "Asia/Kathmandu", "Pacific/Kiritimati")
"""Zones in which the clocks never show the same, and of which one at least has the date of any other zone."""


def is_same_anywhere(text: str, instant: datetime, *, now: datetime, language: str) -> bool:
    """Tell whether a text that was read as an instant means the same in whatever zone it was typed."""
    readings = set()
    for zone in _FAR_APART:
        try:
            readings.add(read_time(text, zone=zone, now=now, language=language).starts_at)
        except Refusal:
            # "Tomorrow 18:00 MSK" leaves open whose tomorrow where the dates differ, and names the hour.
            continue
    return readings == {instant}
