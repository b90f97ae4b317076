"""What a member types as a time, read in their time zone.

Nothing is guessed: a text that has no reading, or two, is refused with a `Refusal` that says which.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.refusals import Refusal, TimeAmbiguous, TimeInGap, TimeNotUnderstood

_LONGEST = 100
_CLOCK = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
_DATED = re.compile(rf"(?P<date>\d{{4}}-\d\d-\d\d)[ t]{_CLOCK}(?: ?(?P<offset>[+-]\d\d:\d\d))?")
_WORDED = re.compile(rf"(?:(?P<day>today|tomorrow|сегодня|завтра|послезавтра) )?(?:at |в )?{_CLOCK}")
_AHEAD = re.compile(
    r"(?:in|через) (?P<count>\d{1,4}) (?P<unit>h(?:ours?)?|час(?:а|ов)?|ч|m(?:in(?:utes?)?)?|мин(?:ут[уы]?)?)"
)
_DAYS = {"today": 0, "tomorrow": 1, "сегодня": 0, "завтра": 1, "послезавтра": 2}


@dataclass(frozen=True)
class Reading:
    """An instant that was read, and how to write it so that it is read again."""

    starts_at: datetime
    zone: str
    spelled: str


def read_time(text: str, *, zone: str, now: datetime, language: str) -> Reading:  # noqa: ARG001
    """Read the one instant that `text` means in `zone`, or raise the refusal that says why there is none."""
    shown = text[:_LONGEST]
    typed = " ".join(shown.casefold().split())
    zone_info = ZoneInfo(zone)
    if ahead := _AHEAD.fullmatch(typed):
        unit = "hours" if ahead["unit"][0] in "hч" else "minutes"
        moment = now + timedelta(**{unit: int(ahead["count"])})
        return _reading(_whole_minute(moment), zone)
    if dated := _DATED.fullmatch(typed):
        try:
            day = date.fromisoformat(dated["date"])
            wall = datetime.combine(day, time(int(dated["hour"]), int(dated["minute"])))
            if dated["offset"]:
                return _reading(datetime.fromisoformat(f"{wall.isoformat()}{dated['offset']}"), zone)
        except ValueError as error:
            raise TimeNotUnderstood(text=shown) from error
        return _at_wall(wall, shown, zone)
    if worded := _WORDED.fullmatch(typed):
        today = now.astimezone(zone_info).date()
        wall = datetime.combine(today, time(int(worded["hour"]), int(worded["minute"])))
        if worded["day"]:
            return _at_wall(wall + timedelta(days=_DAYS[worded["day"]]), shown, zone)
        passed = wall <= now.astimezone(zone_info).replace(tzinfo=None)
        return _at_wall(wall + timedelta(days=int(passed)), shown, zone)
    raise TimeNotUnderstood(text=shown)


def suggest_times(text: str, *, zone: str, now: datetime, language: str, limit: int = 25) -> list[Reading]:
    """Return the readings of what is typed so far, soonest first; never raises."""
    try:
        if text.strip():
            return [read_time(text, zone=zone, now=now, language=language)][:limit]
        hour = now.replace(minute=0, second=0, microsecond=0)
        return [_reading(hour + timedelta(hours=ahead), zone) for ahead in range(1, limit + 1)]
    except Refusal:
        return []


def _at_wall(wall: datetime, text: str, zone: str) -> Reading:
    instants = list(_instants(wall, zone))
    if not instants:
        raise TimeInGap(text=text, zone=zone)
    if len(instants) > 1:
        first, second = (_reading(instant, zone).spelled for instant in instants)
        raise TimeAmbiguous(text=text, first=first, second=second)
    return _reading(instants[0], zone)


def _instants(wall: datetime, zone: str) -> Iterator[datetime]:
    """Yield the instants at which the zone shows `wall`: none in a gap, two in a doubled hour."""
    seen = set()
    for fold in (0, 1):
        instant = wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)
        if instant not in seen and instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall:
            seen.add(instant)
            yield instant


def _whole_minute(moment: datetime) -> datetime:
    """Round up, so that "in 10 minutes" is never less than ten minutes ahead."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)


def _reading(instant: datetime, zone: str) -> Reading:
    local = instant.astimezone(ZoneInfo(zone))
    spelled = f"{local:%Y-%m-%d %H:%M}"
    if len(list(_instants(local.replace(tzinfo=None), zone))) > 1:
        offset = local.isoformat()[-6:]
        spelled = f"{spelled} {offset}"
    return Reading(instant.astimezone(UTC), zone, spelled)
