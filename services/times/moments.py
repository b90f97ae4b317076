"""Finding the instants that a phrase means, from now, in a zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import product
from zoneinfo import ZoneInfo

from services.times.days import Customs, Day, Near, Weekday
from services.times.phrases import Phrase
from services.times.pieces import Clock
from services.times.words import Part

_HOURS: dict[Part, frozenset[int]] = {
    Part.MORNING: frozenset(range(1, 12)),
    Part.AFTERNOON: frozenset(range(11, 19)),
    Part.EVENING: frozenset(range(16, 24)),
    Part.NIGHT: frozenset((21, 22, 23, 0, 1, 2, 3, 4, 5)),
    Part.THAT_NIGHT: frozenset((21, 22, 23, 0, 1, 2, 3, 4, 5)),
    Part.TONIGHT: frozenset((*range(17, 24), *range(6))),
}
_PAST_MIDNIGHT = (Part.THAT_NIGHT, Part.TONIGHT)
_AFTER_MIDNIGHT = range(6)


@dataclass(frozen=True)
class Moment:
    """A reading of a text: an instant; two where the clocks show the time twice, none where they skip it."""

    instants: tuple[datetime, ...]
    zone: str
    """The zone or the offset in which the clocks do so."""


@dataclass(frozen=True)
class _Hour:
    """A time of the day, so many days after the named one."""

    time: time
    shifts: tuple[int, ...] = (0,)


def instants(wall: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Return when the clocks of `zone` show `wall`: at no instant in a gap, at two in a doubled hour."""
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(one for one in found if one.astimezone(zone).replace(tzinfo=None) == wall))


def moments(phrase: Phrase, *, zone: str, now: datetime, customs: Customs) -> Iterator[Moment]:
    """Yield what `phrase` can mean; a day without a date is the next one on which the moment is to come."""
    if phrase.ahead:
        yield Moment((_whole_minute(now.astimezone(UTC) + phrase.ahead.time),), zone)
        return
    if not phrase.clock:
        return
    home = ZoneInfo(zone)
    clocks_of = _zone_of(phrase, home)
    name = str(clocks_of)
    today = now.astimezone(clocks_of).date()
    # "Tomorrow 18:00 UTC" leaves open whose tomorrow, where the dates differ.
    todays = {today, now.astimezone(home).date()} if phrase.days else {today}
    for day, hour in product(sorted(todays), _hours(phrase.clock, phrase.part, customs)):
        for walls in _walls(phrase.days, hour, day, customs):
            found = _first_to_come(walls, clocks_of, now)
            if found is not None and _agree(phrase.days, found[0].date(), hour, day, customs):
                fitting = tuple(one for one in found[1] if _is_called(phrase, one.astimezone(clocks_of)))
                # A gap has no instant to begin with.
                if fitting or not found[1]:
                    yield Moment(fitting, name)


def _zone_of(phrase: Phrase, home: ZoneInfo) -> tzinfo:
    if not phrase.zone:
        return home
    said = phrase.zone.zone
    return said if isinstance(said, timezone) else ZoneInfo(said)


def _is_called(phrase: Phrase, local: datetime) -> bool:
    """Return whether the zone's time has the name in the phrase at that instant."""
    return not (phrase.zone and phrase.zone.called) or phrase.zone.called == local.tzname()


def _hours(clock: Clock, part: Part | None, customs: Customs) -> Iterator[_Hour]:
    """Yield the times of the day that `clock` can mean in `part`."""
    possible: tuple[int, ...]
    hour, halves = clock.hour % 24, (clock.hour % 12, clock.hour % 12 + 12)
    on_dial = clock.on_dial or (customs.lenient and clock.digital and 1 <= hour <= 11)
    if part is None:
        possible = halves if on_dial and hour != 12 else (hour,)  # "at 12" is at noon
    else:
        either_half = clock.on_dial or (clock.digital and clock.hour <= 12)
        possible = tuple(one for one in (halves if either_half else (hour,)) if one in _HOURS[part])
    for one in possible:
        yield _Hour(time(one, clock.minute, clock.second), _shifts(clock, part, one))


def _shifts(clock: Clock, part: Part | None, hour: int) -> tuple[int, ...]:
    """Return how many days after the named date the hour can be."""
    if clock.hour == 24:
        return (1,)
    if part in _PAST_MIDNIGHT and hour in _AFTER_MIDNIGHT:
        return (1,) if hour == 0 else (0, 1)
    if clock.midnight or (part is Part.NIGHT and clock.hour == 12):
        return (0, 1)
    return (0,)


def _walls(days: tuple[Day, ...], hour: _Hour, today: date, customs: Customs) -> Iterator[list[datetime]]:
    """Yield for every reading the wall times of which the first to come is meant."""
    if not days:
        yield [datetime.combine(today + timedelta(days=ahead), hour.time) for ahead in (0, 1)]
        return
    for dates in _leading(days).readings(today, customs):
        shifted = [
            [datetime.combine(day + timedelta(days=shift), hour.time) for day in dates]
            for shift in hour.shifts
        ]
        if Near(0) in days:  # one night, before and after midnight
            yield [wall for walls in shifted for wall in walls]
        else:
            yield from shifted


def _leading(days: tuple[Day, ...]) -> Day:
    """Return the day that says most; the others only have to agree."""
    return min(days, key=lambda day: (not day.lasting, isinstance(day, Weekday)))


def _agree(days: tuple[Day, ...], found: date, hour: _Hour, today: date, customs: Customs) -> bool:
    leading = _leading(days) if days else None
    named = {found - timedelta(days=shift) for shift in hour.shifts}
    return all(any(day.fits(one, today, customs) for one in named) for day in days if day is not leading)


def _first_to_come(
    walls: list[datetime], zone: tzinfo, now: datetime
) -> tuple[datetime, tuple[datetime, ...]] | None:
    """Return the first wall time that is not over, else the first of all, with its instants to come."""
    for wall in walls:
        found = instants(wall, zone)
        to_come = tuple(one for one in found if one > now)
        if to_come or (not found and wall > now.astimezone(zone).replace(tzinfo=None)):
            return wall, to_come
    return (walls[0], instants(walls[0], zone)) if walls else None


def _whole_minute(moment: datetime) -> datetime:
    """Round up, so that "in 10 minutes" is never less than ten minutes ahead."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)
