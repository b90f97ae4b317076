"""Reading what the bot itself calls a time in a list: Discord's client sends that in some cases."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone

from services.times.phrases import Phrase, phrases
from services.times.pieces import Clock, Zone
from services.times.text import tidy
from services.zones import check_zone

_NAME = re.compile(
    r"(?P<day>[^·]{4,40}), (?P<hour>\d\d?):(?P<minute>[0-5]\d)(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: \(utc(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d)\))? · (?P<zone>[\w/+-]+)"
)
"""Such as "Tue 24 Nov, 19:00 · Europe/Berlin", with the offset where the clocks show that twice."""


def phrases_of_name(text: str) -> Iterator[Phrase]:
    """Yield what a name means, to the letter: its hours are counted to 24, and 00:00 begins the day.

    Nothing comes of any other text.

    Raises:
        ZoneUnknown: it ends in what is no zone.
    """
    match = _NAME.fullmatch(unicodedata.normalize("NFKC", text).casefold().strip())
    if not match or not _is_hour(match):
        return
    zone: timezone | str = check_zone(match["zone"])
    if match["sign"]:
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        zone = timezone(-offset if match["sign"] == "-" else offset)
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"] == "p")
    for phrase in phrases(tidy(match["day"])):
        if phrase.is_day():
            clock = Clock(hour, int(match["minute"]), literal=True)
            yield replace(phrase, clock=clock, zone=Zone((zone,)))


def _is_hour(match: re.Match[str]) -> bool:
    first, last = (1, 12) if match["half"] else (0, 23)
    return first <= int(match["hour"]) <= last
