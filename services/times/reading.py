"""Reading a typed time: the one instant it means, or the refusal that says why there is not one."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.refusals import (
    HourMissing,
    Refusal,
    TimeAmbiguous,
    TimeImpossible,
    TimeInGap,
    TimeNotUnderstood,
    TimeOver,
    TimePartNotUnderstood,
    ZoneUnknown,
)
from services.times.customs import ALL_CUSTOMS, Customs, customs_of
from services.times.days import YEARS
from services.times.moments import Moment, dates, instants, moments
from services.times.phrases import Phrase, phrases
from services.times.text import LONGEST, shown, tidy

_DISCORD = re.compile(r"<t:(\d{1,11})(?::[tdfrs])?>")
_ISO = re.compile(r"\d{4}-?\d\d-?\d\dt\d\d(?::?\d\d){0,2}(?:[.,]\d{1,6})?(?:z|[+-]\d\d(?::?\d\d)?)?")
# After a space, "10:00-12:00" would rather be from ten to twelve: a minus needs a space or seconds before it.
_SPACED = re.compile(
    r"(\d{4}-\d\d-\d\d) ((?:[01]\d|2[0-3]):\d\d(?::\d\d)?)"
    r"(?: ?(z)| ?(\+\d\d:?\d\d)|(?: |(?<=:\d\d:\d\d))(-\d\d:?\d\d))?"
)

_T = re.compile(r"(?<=^\d{4}-\d\d-\d\d)t(?=\d)")
_ZULU = re.compile(r"(?<=\d) ?z\b")
_OFFERED = 4
"""Readings that a refusal tells apart; more are not worth reading."""
_WORDS = 12
"""Of a longer text no part is looked for: it is a letter, not a time."""
_STRANGE_WORDS = 3


@dataclass(frozen=True)
class Reading:
    """An instant that was read, and how to write it so that it is read again."""

    starts_at: datetime
    """Aware, in UTC."""
    zone: str
    """The IANA zone in which the text was read and in which `spelled` is written."""
    spelled: str
    """A text that `read_time` reads as this instant in this zone; it has an offset in a doubled hour."""


@dataclass(frozen=True)
class _Found:
    """What a text can mean."""

    moments: list[Moment]
    phrases: list[Phrase]
    """The ways of dividing it into pieces; none of what is written as computers do."""
    is_exact: bool = False
    """Whether it is written so, and can be over."""


def read_time(text: str, *, zone: str, now: datetime, language: str) -> Reading:
    """Read the one instant that `text` means in `zone`.

    A text without a date means the next such moment after `now`. Where a reading is over and another is to
    come, the latter is meant. Only an ISO date or a Discord timestamp can be over. Whether the instant suits
    an interview is for others to check.

    Raises:
        TimeNotUnderstood, TimePartNotUnderstood: `text` is no time, or a part of it is not.
        HourMissing: it says a day only (`read_day`).
        TimeAmbiguous: it has several readings.
        TimeImpossible: its parts cannot go together.
        TimeOver: it is over.
        TimeInGap: the clocks of the zone skip it.
        ZoneUnknown: there is no such zone.
    """
    found = _found(text, zone=zone, now=now, customs=customs_of(language, zone))
    readings, to_come = _readings(found, now)
    if len(to_come) > 1:
        *others, last = (spelled(instant, zone) for instant in to_come[:_OFFERED])
        raise TimeAmbiguous(text=shown(text), first=", ".join(others), last=last)
    if to_come:
        return reading(to_come[0], zone)
    if readings:
        raise TimeOver(text=shown(text), was=readings[-1])
    if found.moments:
        raise TimeInGap(text=shown(text), zone=found.moments[0].zone)
    raise _not_understood(text, found)


def only_reading(text: str, *, zone: str, now: datetime, language: str) -> datetime | None:
    """Return the one instant to come that `text` means, or None, without looking for what is wrong."""
    _, to_come = _readings(_found(text, zone=zone, now=now, customs=customs_of(language, zone)), now)
    return to_come[0] if len(to_come) == 1 and to_come[0] > now else None


def meanings(text: str, *, zone: str, now: datetime, language: str) -> list[datetime]:
    """Return the instants among which a refusal as ambiguous lets choose, soonest first."""
    found = _found(text, zone=zone, now=now, customs=customs_of(language, zone))
    return _readings(found, now)[1][:_OFFERED]


def read_day(text: str, *, zone: str, now: datetime, language: str) -> date | None:
    """Return the day that a text without an hour says ("tomorrow"), if it says one only."""
    customs = customs_of(language, zone)
    today = now.astimezone(zone_info(zone)).date()
    found = _found(text, zone=zone, now=now, customs=customs)
    said = {day for phrase in found.phrases if phrase.is_day() for day in dates(phrase.days, today, customs)}
    return said.pop() if len(said) == 1 else None


def _readings(found: _Found, now: datetime) -> tuple[list[datetime], list[datetime]]:
    """Return all instants that are meant, and those of them that count: to come, or exact."""
    readings = sorted({instant for moment in found.moments for instant in moment.instants})
    to_come = [instant for instant in readings if instant > now]
    return readings, (to_come or readings) if found.is_exact else to_come


def _not_understood(text: str, found: _Found) -> Refusal:
    """Return the refusal of a text without a reading, which says what is wrong with it."""
    if any(phrase.is_day() for phrase in found.phrases):
        return HourMissing(text=shown(text))
    if found.is_exact or any(phrase.is_moment() for phrase in found.phrases):
        return TimeImpossible(text=shown(text))
    part = _strange_part(text)
    if part is None:
        return TimeNotUnderstood(text=shown(text))
    return TimePartNotUnderstood(text=shown(text), part=part)


def _strange_part(text: str) -> str | None:
    """Return the few words without which the text would say a moment or a day."""
    words = text.split() if len(text) <= LONGEST else []
    if len(words) > _WORDS:
        return None
    for length in range(1, min(_STRANGE_WORDS, len(words) - 1) + 1):
        for start in reversed(range(len(words) - length + 1)):
            rest = tidy(" ".join((*words[:start], *words[start + length :])))
            if any(phrase.is_moment() or phrase.is_day() for phrase in phrases(rest)):
                return " ".join(words[start : start + length]).strip(" ,;")
    return None


def possible_times(text: str, *, zone: str, now: datetime) -> list[datetime]:
    """Return every instant to come that `text` could mean, at a stretch, soonest first."""
    found = _found(text, zone=zone, now=now, customs=ALL_CUSTOMS).moments
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


def _found(text: str, *, zone: str, now: datetime, customs: Customs) -> _Found:
    rules = zone_info(zone)
    typed = tidy(text) if len(text) <= LONGEST else ""
    try:
        instant = _stamped(typed)
        if instant is not None:
            return _Found([Moment((instant,), zone)], [], is_exact=True)
        if wall := _written(typed):
            of_wall = (wall.astimezone(UTC),) if wall.tzinfo else instants(wall, rules)
            return _Found([Moment(of_wall, zone)] if wall.year in YEARS else [], [], is_exact=True)
    except (ValueError, OverflowError):  # 30 February
        return _Found([], [], is_exact=True)
    typed = _ZULU.sub(" utc", _T.sub(" ", typed))
    divided = list(phrases(typed))
    found = (
        moment
        for phrase in divided
        if phrase.is_moment()
        for moment in moments(phrase, zone=zone, now=now, customs=customs)
    )
    return _Found(list(found), divided)


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
