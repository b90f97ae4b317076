"""What suggestions are called, and what was meant when a name comes back in place of its value.

Discord's client sends the name of a suggestion in some cases, such as after a change of channel
(discord-api-docs, issue 7206).
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cogs._shared.discord_limits import CHOICE_NAME_MAXIMUM
from cogs._shared.markup import shorten
from cogs._shared.translation import Speaker
from services.bounds import START_DAYS_AHEAD
from services.languages import LANGUAGES
from services.refusals import ZoneUnknown
from services.zones import check_zone

_INTERVIEW = re.compile(r"#?(\d{1,10})|#(\d{1,10}) · .*", re.ASCII | re.DOTALL)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)", re.ASCII)
_FIGURES = re.compile(r"\d+", re.ASCII)
_DAYS = START_DAYS_AHEAD + 2
"""How far from today a name is looked for: as far as any is offered, and as long after that."""


def time_name(speak: Speaker, start: datetime, zone: str) -> str:
    """Return what a start is called among the suggestions."""
    return shorten(f"{speak.wall_time(start, zone)} · {zone}", CHOICE_NAME_MAXIMUM)


def time_of_name(text: str, now: datetime) -> datetime | None:
    """Return the start (UTC) that has such a name, in any of the bot's languages; None if none has."""
    named = text.strip()
    wall, between, zone = named.rpartition(" · ")
    clock = _CLOCK.search(wall)
    if not between or clock is None:
        return None
    try:
        zone = check_zone(zone)
    except ZoneUnknown:
        return None
    speakers = [Speaker(language, twelve_hours=twelve) for language in LANGUAGES for twelve in (True, False)]
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:
        return None
    hours = {hour, hour % 12, hour % 12 + 12}
    days = {int(figure) for figure in _FIGURES.findall(wall)}
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
    clocks: ZoneInfo, now: datetime, days: set[int], hours: set[int], minute: int
) -> Iterator[datetime]:
    """Yield the instants on such days of a month at which the clocks show such an hour."""
    today = now.astimezone(clocks).date()
    for day in (today + timedelta(days=ahead) for ahead in range(-_DAYS, _DAYS)):
        if day.day in days:
            yield from _on(day, clocks, hours, minute)


def _on(day: date, clocks: ZoneInfo, hours: set[int], minute: int) -> Iterator[datetime]:
    for hour in hours:
        for fold in (0, 1):
            wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=clocks, fold=fold)
            yield wall.astimezone(UTC)
