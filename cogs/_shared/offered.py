"""What suggestions are called, and what was meant when a name comes back in place of its value.

Discord's client sends the name of a suggestion in some cases, such as after a change of channel
(discord-api-docs, issue 7206). The names of zones are read where they are made (`services/zone_places.py`).
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cogs._shared.discord_limits import CHOICE_NAME_MAXIMUM
from cogs._shared.markup import shorten
from cogs._shared.translation import Speaker
from services.languages import LANGUAGES
from services.refusals import ZoneUnknown
from services.zones import check_zone

_INTERVIEW = re.compile(r"#?(\d{1,10})|#(\d{1,10}) · .*", re.ASCII | re.DOTALL)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)", re.ASCII)
_HALF_OF_DAY = re.compile(r"[ap]\.?m", re.IGNORECASE)
_FIGURES = re.compile(r"\d+", re.ASCII)
_BEFORE_ZONE = " · "
_DAYS = 370
"""How far from today a name is looked for, which has no year. Nothing can start so late; what was typed in
full is offered all the same, and its name is refused as its value is."""


def time_name(speak: Speaker, start: datetime, zone: str) -> str:
    """Return what a start is called among the suggestions."""
    return shorten(f"{speak.wall_time(start, zone)}{_BEFORE_ZONE}{zone}", CHOICE_NAME_MAXIMUM)


def time_of_name(text: str, now: datetime) -> datetime | None:
    """Return the start (UTC) that has such a name, in any of the bot's languages; None if none has."""
    named = text.strip()
    wall, between, zone = named.rpartition(_BEFORE_ZONE)
    clock = _CLOCK.search(wall)
    if not between or clock is None:
        return None
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:
        return None
    try:
        zone = check_zone(zone)
    except ZoneUnknown:
        return None
    twelve_hours = _HALF_OF_DAY.search(wall) is not None
    speakers = [Speaker(language, twelve_hours=twelve_hours) for language in LANGUAGES]
    hours = (hour % 12, hour % 12 + 12) if twelve_hours else (hour,)
    days = {int(figure) for figure in _FIGURES.findall(wall) if len(figure) <= 2}
    for start in _starts(ZoneInfo(zone), now, days, hours, minute):
        if any(time_name(speaker, start, zone) == named for speaker in speakers):
            return start
    return None


def interview_of_name(text: str) -> int:
    """Return the number of an interview that was chosen or typed: `12`, `#12`, `#12 · Tue 1 Dec, 18:00 · …`.

    Anything else is 0, which no interview has.
    """
    match = _INTERVIEW.fullmatch(text.strip())
    return 0 if match is None else int(match[1] or match[2])


def _starts(
    clocks: ZoneInfo, now: datetime, days: set[int], hours: tuple[int, ...], minute: int
) -> Iterator[datetime]:
    """Yield the instants on such days of a month at which it is such an hour, the nearest first."""
    today = now.astimezone(clocks).date()
    for ahead in sorted(range(-_DAYS, _DAYS), key=abs):
        day = today + timedelta(days=ahead)
        if day.day in days:
            for hour in hours:
                wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=clocks)
                yield from sorted({one.astimezone(UTC) for one in (wall, wall.replace(fold=1))})
