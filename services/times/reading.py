"""Reading a typed time: the one instant it means, or the refusal that says why there is not one."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.refusals import TimeAmbiguous, TimeInGap, TimeNotUnderstood, ZoneUnknown
from services.times.days import ALL_CUSTOMS, YEARS, Customs
from services.times.moments import Moment, instants, moments
from services.times.phrases import phrases
from services.times.text import LONGEST, shown, tidy

_DISCORD = re.compile(r"<t:(\d{1,11})(?::[tdfrs])?>")
_ISO = re.compile(r"\d{4}-?\d\d-?\d\dt\d\d(?::?\d\d){0,2}(?:[.,]\d{1,6})?(?:z|[+-]\d\d(?::?\d\d)?)?")
# After a space, "10:00-12:00" would rather be from ten to twelve: a minus needs a space or seconds before it.
_SPACED = re.compile(
    r"(\d{4}-\d\d-\d\d) ((?:[01]\d|2[0-3]):\d\d(?::\d\d)?)"
    r"(?: ?(z)| ?(\+\d\d:?\d\d)|(?: |(?<=:\d\d:\d\d))(-\d\d:?\d\d))?"
)


@dataclass(frozen=True)
class Reading:
    """An instant that was read, and how to write it so that it is read again."""

    starts_at: datetime
    """Aware, in UTC."""
    zone: str
    """The IANA zone in which the text was read and in which `spelled` is written."""
    spelled: str
    """A text that `read_time` reads as this instant in this zone; it has an offset in a doubled hour."""


def read_time(text: str, *, zone: str, now: datetime, language: str) -> Reading:
    """Read the one instant that `text` means in `zone`.

    A text without a date means the next such moment after `now`. Where a reading is over and another is to
    come, the latter is meant. Whether the instant suits an interview is for others to check.

    Raises:
        TimeNotUnderstood: `text` is no time, or lacks the hour.
        TimeAmbiguous: it has two readings.
        TimeInGap: the clocks of the zone skip it.
        ZoneUnknown: there is no such zone.
    """
    found = _found(text, zone=zone, now=now, customs=_customs(language))
    readings = {instant: None for moment in found for instant in moment.instants}
    to_come = sorted(instant for instant in readings if instant > now) or sorted(readings)
    if len(to_come) > 1:
        first, second = (spelled(instant, zone) for instant in to_come[:2])
        raise TimeAmbiguous(text=shown(text), first=first, second=second)
    if to_come:
        return reading(to_come[0], zone)
    if found:
        raise TimeInGap(text=shown(text), zone=found[0].zone)
    raise TimeNotUnderstood(text=shown(text))


def possible_times(text: str, *, zone: str, now: datetime) -> list[datetime]:
    """Return every instant to come that `text` could mean, at a stretch, soonest first."""
    found = _found(text, zone=zone, now=now, customs=ALL_CUSTOMS)
    return sorted({instant for moment in found for instant in moment.instants if instant > now})


def reading(instant: datetime, zone: str) -> Reading:
    """Return the reading of `instant` in `zone`."""
    return Reading(instant.astimezone(UTC), zone, spelled(instant, zone))


def spelled(instant: datetime, zone: str) -> str:
    """Return the text that `read_time` reads as `instant` in `zone`."""
    local = instant.astimezone(zone_info(zone))
    wall = local.replace(tzinfo=None, fold=0)
    written = wall.isoformat(" ", "seconds" if wall.second else "minutes")
    if len(instants(wall, zone_info(zone))) > 1:
        return f"{written} {local.isoformat()[-6:]}"
    return written


def zone_info(zone: str) -> ZoneInfo:
    """Return the rules of `zone`, or raise `ZoneUnknown`."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ZoneUnknown(text=shown(zone)) from error


def _found(text: str, *, zone: str, now: datetime, customs: Customs) -> list[Moment]:
    rules = zone_info(zone)
    typed = tidy(text) if len(text) <= LONGEST else ""
    try:
        instant = _stamped(typed)
        if instant is not None:
            return [Moment((instant,), zone)]
        if wall := _written(typed):
            if wall.tzinfo:
                return [Moment((wall.astimezone(UTC),), zone)] if wall.year in YEARS else []
            return [Moment(instants(wall, rules), zone)] if wall.year in YEARS else []
    except (ValueError, OverflowError):  # 30 February
        return []
    return [
        moment
        for phrase in phrases(typed)
        if phrase.is_moment()
        for moment in moments(phrase, zone=zone, now=now, customs=customs)
    ]


def _stamped(typed: str) -> datetime | None:
    """Read a Discord timestamp."""
    match = _DISCORD.fullmatch(typed)
    if not match:
        return None
    instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(match[1]))
    if instant.year not in YEARS:
        raise ValueError(typed)
    return instant


def _written(typed: str) -> datetime | None:
    """Read an ISO 8601 date and time, and the like with a space."""
    if _ISO.fullmatch(typed):
        return datetime.fromisoformat(typed.upper()).replace(microsecond=0)
    match = _SPACED.fullmatch(typed)
    if not match:
        return None
    offset = next((group for group in match.groups()[2:] if group), "")
    return datetime.fromisoformat(f"{match[1]}T{match[2]}{offset.upper()}")


def _customs(language: str) -> Customs:
    """Return the customs of a locale; of English as such, those of all its countries."""
    named, _, country = language.replace("_", "-").casefold().partition("-")
    if named != "en":
        return Customs(month_first=(False,), first_weekdays=(0,))
    by_country = {"": ((True, False), (0, 6)), "us": ((True,), (6,))}
    month_first, first_weekdays = by_country.get(country, ((False,), (0,)))
    return Customs(month_first=month_first, first_weekdays=first_weekdays)
