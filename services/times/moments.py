"""Finding the instants that a phrase means, from now, in a zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import product
from zoneinfo import ZoneInfo

from services.times.customs import Customs
from services.times.days import Day, InCalendar, Near, Weekday
from services.times.phrases import Phrase
from services.times.pieces import Clock, Dial, Zone
from services.times.words import Part
from services.times.zone_words import HERE

_HOURS: dict[Part, frozenset[int]] = {
    Part.MORNING: frozenset(range(1, 12)),
    Part.AFTERNOON: frozenset(range(11, 19)),
    Part.EVENING: frozenset(range(16, 24)),
    Part.LATE: frozenset((*range(17, 24), *range(6))),
    Part.NIGHT: frozenset((21, 22, 23, 0, 1, 2, 3, 4, 5)),
    Part.THAT_NIGHT: frozenset((21, 22, 23, 0, 1, 2, 3, 4, 5)),
    Part.TONIGHT: frozenset((*range(17, 24), *range(6))),
}
_PAST_MIDNIGHT = (Part.THAT_NIGHT, Part.TONIGHT)
_AFTER_MIDNIGHT = range(6)
_IN_THE_NIGHT = (Part.NIGHT, Part.LATE)
_LATE = 18
"""From this hour on, "today at 0:30" is said of the night to come."""


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


def moments(phrase: Phrase, *, zone: str, now: datetime, customs: Customs) -> list[Moment]:
    """Return what `phrase` can mean; a day without a date is the next one on which the moment is to come."""
    if phrase.ahead:
        return [Moment((_whole_minute(now.astimezone(UTC) + phrase.ahead.time),), zone)]
    if not phrase.clock:
        return []
    home = ZoneInfo(zone)
    found = list(
        dict.fromkeys(
            moment
            for clocks_of in _zones_of(phrase.zone, home, now)
            for moment in _moments_in(clocks_of, phrase, phrase.clock, home=home, now=now, customs=customs)
        )
    )
    over = [moment for moment in found if moment.instants and max(moment.instants) <= now]
    if over and phrase.clock.dial is Dial.WRITTEN and not customs.halves_only:
        # Who counts the hours to 24 has "today 9:00" wrong when it is over, and does not mean the evening.
        return over
    return found


def dates(days: tuple[Day, ...], today: date, customs: Customs) -> list[date]:
    """Return the first date to come of every reading of the names of one day; the first, if all are over."""
    leading = _leading(days)
    readings = [found for found in leading.readings(today, customs) if found]
    named = [next((day for day in found if day >= today), found[0]) for found in readings]
    return [one for one in named if all(day.fits(one, today, customs) for day in days if day is not leading)]


def hours_beside(clock: Clock, part: Part) -> tuple[int, ...]:
    """Return the hours (0 to 23) that a clock time can mean beside a part of the day."""
    is_open = clock.open_to_part and clock.hour <= 12
    return tuple(hour for hour in (_halves(clock) if is_open else (clock.hour % 24,)) if hour in _HOURS[part])


def _halves(clock: Clock) -> tuple[int, int]:
    return clock.hour % 12, clock.hour % 12 + 12


def _moments_in(
    clocks_of: tzinfo, phrase: Phrase, clock: Clock, *, home: ZoneInfo, now: datetime, customs: Customs
) -> Iterator[Moment]:
    today = now.astimezone(clocks_of).date()
    # "Tomorrow 18:00 UTC" leaves open whose tomorrow, where the dates differ.
    todays = {today, now.astimezone(home).date()} if phrase.days else {today}
    clocks_show = now.astimezone(clocks_of).time()
    for day, hour in product(sorted(todays), _hours(clock, phrase, clocks_show, customs)):
        for walls in _walls(phrase.days, hour, day, customs):
            found = _first_to_come(walls, clocks_of, now)
            if found is not None and _agree(phrase.days, found[0].date(), hour, day, customs):
                called = phrase.zone.called if phrase.zone else None
                # Of an hour that comes twice, "EST" says which.
                named = tuple(one for one in found[1] if one.astimezone(clocks_of).tzname() == called)
                yield Moment(named or found[1], str(clocks_of))


def _zones_of(said: Zone | None, home: ZoneInfo, now: datetime) -> list[tzinfo]:
    """Return the zones that can be meant; that of an abbreviation, and its offset all year round."""
    if said is None:
        return [home]
    if said.called is None:
        return [home if zone == HERE else _rules(zone) for zone in said.zones]
    at_home = _offset_called(said.called, home, now)
    if at_home is not None:
        return [home, at_home]
    found: list[tzinfo] = []
    if _offset_called(f"A{said.called}", home, now) is not None:  # Australians say EST for AEST
        found.append(home)
    for zone in map(_rules, said.zones):
        found += [zone, _offset_called(said.called, zone, now) or zone]
    return found


def _rules(zone: timezone | str) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def _offset_called(name: str, zone: tzinfo, now: datetime) -> timezone | None:
    """Return the offset of the zone at that time of the year at which its clocks have the name."""
    for half_year in (now, now + timedelta(days=182)):
        local = half_year.astimezone(zone)
        if local.tzname() == name:
            return timezone(local.utcoffset() or timedelta())
    return None


def _hours(clock: Clock, phrase: Phrase, clocks_show: time, customs: Customs) -> Iterator[_Hour]:
    """Yield the times of the day that `clock` can mean beside a part of the day and a date."""
    if clock.german is not None and clock.german not in customs.german_half:
        return
    possible: tuple[int, ...]
    part, hour, halves = phrase.part, clock.hour % 24, _halves(clock)
    # Without a day, "7:30" in the evening is said of that evening in Russian, too.
    is_late_for_it = not phrase.days and 1 <= hour <= 12 and clocks_show >= time(hour, clock.minute)
    has_halves = clock.dial is Dial.SPOKEN or (
        clock.dial is Dial.WRITTEN
        and (customs.halves_written or (is_late_for_it and hour < 12))
        and not _counts_to_24(phrase)
    )
    if part is not None:
        possible = hours_beside(clock, part)
    elif has_halves and hour == 12:
        # "At 12" is at noon, but not any more in the afternoon.
        possible = (0, 12) if is_late_for_it else (12,)
    else:
        possible = halves if has_halves else (hour,)
    late = clocks_show.hour >= _LATE and part is None and not has_halves
    for one in possible:
        shifts = _shifts(clock, phrase, one, late=late)
        yield _Hour(time(one, clock.minute, clock.second), shifts)


def _counts_to_24(phrase: Phrase) -> bool:
    return any(isinstance(day, InCalendar) and day.year_first for day in phrase.days)


def _shifts(clock: Clock, phrase: Phrase, hour: int, *, late: bool) -> tuple[int, ...]:
    """Return how many days after the named date the hour can be."""
    part = phrase.part
    if clock.hour == 24:
        return (1,)
    if (
        Near(0) in phrase.days
        and hour in _AFTER_MIDNIGHT
        and (late or part in (*_PAST_MIDNIGHT, *_IN_THE_NIGHT))
    ):
        return (0, 1)
    if part in _PAST_MIDNIGHT and hour in _AFTER_MIDNIGHT:
        return (1,) if hour == 0 else (0, 1)
    # A date both begins and ends at midnight, however that is written.
    if clock.midnight or (hour == 0 and clock.minute == 0) or (part in _IN_THE_NIGHT and clock.hour == 12):
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
