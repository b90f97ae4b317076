"""Finding a member's time zone by whatever they know of it: its name, a city, the country, the time it is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from difflib import SequenceMatcher
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.languages import LANGUAGES
from services.refusals import ZoneUnknown
from services.zone_cities import COMMON
from services.zone_places import (
    Place,
    by_zone,
    commonness,
    iana_names,
    label,
    places,
    plain_words,
    zone_of_label,
    zones_by_time,
    zones_by_words,
)

_LONGEST = 100
_OFFSET = re.compile(r"(?:(utc|gmt|msk|мск) ?)?([+-]) ?(\d\d?)(?::?(\d\d))?")
_FROM_MOSCOW = timedelta(hours=3)
"""Russians count their offset from Moscow: МСК+2."""
_MOSCOW = ("msk", "мск")
_CLOCK = re.compile(r"(\d\d?)[:.](\d\d)(?: ?([ap])\.?m\.?)?|(\d\d?) ?([ap])\.?m\.?")
_ABBREVIATION = re.compile(r"[a-z]{2,5}")
_ABOUT_NOW = timedelta(minutes=7)
"""Offsets differ by a quarter of an hour at least, and clocks by a few minutes."""
_SIMILAR = 0.75
_COMPARED = range(4, 41)
"""The lengths of a misspelled name."""
_SAME_LETTERS = {"msk": "мск", "мск": "msk"}
_AROUND = re.compile(
    r"(?:(?P<case>по|во?) |in |at |(?:my )?(?:time ?zone|time) (?:is )?|(?:мо[йе] )?(?:пояс|время) )?"
    r"(?P<name>.+?)(?: time| time ?zone| tz| время| времени| пояс)?"
)
"""What is said around a name: "Berlin time", "по Москве"."""
_ENDINGS = "аеиоуыэюяьй"
_COMPARED_FOR = timedelta(days=2 * 365)
_COMPARED_EACH = timedelta(days=7)
"""Zones whose clocks agree for so long, looked at so often, are one for who says a name of both."""


@dataclass(frozen=True)
class ZoneChoice:
    """A time zone and how to show it in a list."""

    name: str
    label: str


@dataclass(frozen=True)
class ZoneReading:
    """What a text means as a zone: the one zone that is meant, or else those that could be, best first."""

    zone: str | None
    choices: tuple[ZoneChoice, ...] = ()


def find_zones(text: str, *, language: str, now: datetime, limit: int = 25) -> list[ZoneChoice]:
    """Return the zones that `text` fits, best first; for an empty text the common ones.

    `text` is (the beginning of) a city, a country or an IANA name, an offset ("+3", "UTC+3"), an abbreviation
    ("MSK"), what a time is called ("Eastern Time", "по Москве") or what the clock shows at the member's
    ("14:05"). Labels are in `language`.
    """
    shown_in = language if language in LANGUAGES else LANGUAGES[0]
    if len(text) > _LONGEST:
        return []
    wanted = plain_words(text)
    if not wanted:
        found = [by_zone()[name] for name in COMMON[shown_in]]
    else:
        found = _by_clock(wanted, now) or _by_name(wanted, shown_in, now)
    best = {place.zone: place for place in reversed(found)}
    zones = list(dict.fromkeys(place.zone for place in found))[:limit]
    return [ZoneChoice(zone, label(best[zone], shown_in, now)) for zone in zones]


def check_zone(text: str) -> str:
    """Return the IANA name that `text` means: a name, whatever its case, or a city or country with one zone.

    Raises:
        ZoneUnknown: it means none, or several.
    """
    if len(text) <= _LONGEST:
        known = iana_names().get(text.strip().casefold().replace(" ", "_"))
        if known:
            return known
        found = zones_by_words().get(plain_words(text), set())
        if len(found) == 1:
            return next(iter(found))
    raise ZoneUnknown(text=text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def read_zone(text: str, *, language: str, now: datetime) -> ZoneReading:
    """Return what a text that was sent means as a zone; whatever a list called a zone means that zone.

    Where a name fits several zones whose clocks agree, as in one country, the commonest is meant. An offset
    means a zone only if no other has it, and a time on the wall never does.
    """
    zone = zone_of_label(text, now) or _only_one(text, now)
    if zone is not None:
        return ZoneReading(zone)
    return ZoneReading(None, tuple(find_zones(text, language=language, now=now)))


# --- one that is meant -----------------------------------------------------------------------------------


def _only_one(text: str, now: datetime) -> str | None:
    wanted = plain_words(text)
    if len(text) > _LONGEST or not wanted:
        return None
    if _OFFSET.fullmatch(wanted):
        zones = {place.zone for place in _by_clock(wanted, now)}
        return next(iter(zones)) if len(zones) == 1 else None
    # "GMT" is said in London too, all the year, and there it is summer time for half of it.
    named = _called(wanted, now) if _ABBREVIATION.fullmatch(wanted) else set()
    if not named:
        try:
            return check_zone(text)
        except ZoneUnknown:
            pass
    for said in _said(wanted):
        zones = named | _called(said, now) | zones_by_words().get(said, set())
        if zones:
            return _agreeing(zones, now)
    zones = _in_another_case(wanted)
    return _agreeing(zones, now) if zones else None


def _agreeing(zones: set[str], now: datetime) -> str | None:
    """Return the commonest of the zones if their clocks agree."""
    moments = [now + number * _COMPARED_EACH for number in range(_COMPARED_FOR // _COMPARED_EACH)]
    clocks = {tuple(one.astimezone(ZoneInfo(zone)).utcoffset() for one in moments) for zone in zones}
    if len(clocks) > 1:
        return None
    return min(zones, key=lambda zone: (commonness(by_zone()[zone]), zone))


def _called(wanted: str, now: datetime) -> set[str]:
    """Return the zones whose time is called so, in full or in letters: "eastern time", "est"."""
    names = {wanted, _SAME_LETTERS.get(wanted)}
    short = {zone for name in names for zone in _abbreviated(now.date()).get(name, ())}
    return short | zones_by_time().get(wanted, set())


def _said(wanted: str) -> Iterator[str]:
    """Yield a name as it was typed, and without what is said around it."""
    yield wanted
    match = _AROUND.fullmatch(wanted)
    if match and match["name"] != wanted:
        yield match["name"]


def _in_another_case(wanted: str) -> set[str]:
    """Return the zones of a place that stands in Russian behind a preposition: "по Москве", "в Казани"."""
    match = _AROUND.fullmatch(wanted)
    if match is None or not match["case"]:
        return set()
    stem = _stem(match["name"])
    if len(stem) < 3:
        return set()
    known = zones_by_words().items()
    return {zone for words, zones in known if _stem(words) == stem for zone in zones}


def _stem(words: str) -> str:
    return " ".join(word.rstrip(_ENDINGS) for word in words.split())


# --- searching -------------------------------------------------------------------------------------------


def _by_clock(wanted: str, now: datetime) -> list[Place]:
    """Return the zones in which the clocks now have this offset, or show this time."""
    offset, clock = _OFFSET.fullmatch(wanted), _CLOCK.fullmatch(wanted)
    if offset:
        size = timedelta(hours=int(offset[3]), minutes=int(offset[4] or 0))
        asked = -size if offset[2] == "-" else size
        of_moscow = offset[1] in _MOSCOW
        asked += _FROM_MOSCOW if of_moscow else timedelta()
        found = _where(lambda local: local.utcoffset() == asked, now)
        return sorted(found, key=lambda place: of_moscow and place.country.get("en") != "Russia")
    if clock:
        shown = _minutes_shown(clock)
        return _where(lambda local: any(_apart(local, minutes) <= _ABOUT_NOW for minutes in shown), now)
    return []


def _minutes_shown(clock: re.Match[str]) -> list[int]:
    """Return what the clock can mean, in minutes since midnight; nothing if no clock shows it."""
    hour, minute = int(clock[1] or clock[4]), int(clock[2] or 0)
    half = clock[3] or clock[5]
    if minute > 59 or hour > (12 if half else 23):
        return []
    if half:
        return [(hour % 12 + 12 * (half == "p")) * 60 + minute]
    return [hour * 60 + minute, (hour + 12) * 60 + minute] if hour < 12 else [hour * 60 + minute]


def _apart(local: datetime, minutes: int) -> timedelta:
    difference = abs(local.hour * 60 + local.minute - minutes)
    return timedelta(minutes=min(difference, 24 * 60 - difference))


def _where(fits: Callable[[datetime], bool], now: datetime) -> list[Place]:
    offsets = _offsets(now.replace(second=0, microsecond=0))
    found = [place for place in by_zone().values() if fits(now.astimezone(offsets[place.zone]))]
    return sorted(found, key=commonness)


@lru_cache(maxsize=2)
def _offsets(minute: datetime) -> dict[str, timezone]:
    """Return how the clocks of each zone go in a minute: at every keystroke all rules would be read anew."""
    local = {place.zone: minute.astimezone(ZoneInfo(place.zone)) for place in by_zone().values()}
    return {zone: timezone(shown.utcoffset() or timedelta()) for zone, shown in local.items()}


def _by_name(wanted: str, language: str, now: datetime) -> list[Place]:
    ranked: list[tuple[int, Place]] = []
    for said in _said(wanted):
        ranked = ranked or list(_ranked(said, now))
    ranked = ranked or [(0, by_zone()[zone]) for zone in _in_another_case(wanted)]
    for said in _said(wanted):
        if not ranked and len(said) in _COMPARED:
            ranked = list(_similar(said))
    ranked.sort(key=lambda one: (one[0], commonness(one[1]), not one[1].main, one[1].city[language]))
    return [place for _, place in ranked]


def _ranked(wanted: str, now: datetime) -> Iterator[tuple[int, Place]]:
    """Yield the places that fit, and the zones whose time is called so, each with how well it does."""
    for place in places():
        rank = _rank(wanted, place)
        if rank is not None:
            yield rank, place
    if _ABBREVIATION.fullmatch(wanted) or wanted in _SAME_LETTERS or wanted in zones_by_time():
        yield from ((1, by_zone()[zone]) for zone in _called(wanted, now))


@lru_cache(maxsize=2)
def _abbreviated(today: date) -> dict[str | None, set[str]]:
    """Return the zones by what their time is called now or in half a year: "EST" is typed in summer too."""
    noon = datetime.combine(today, time(12), UTC)
    zones: dict[str | None, set[str]] = {}
    for zone in by_zone():
        for day in (noon, noon + timedelta(days=182)):
            zones.setdefault((day.astimezone(ZoneInfo(zone)).tzname() or "").casefold(), set()).add(zone)
    return zones


def _rank(wanted: str, place: Place) -> int | None:
    """Return how well the place fits, 0 best, or None if it does not."""
    tests = (
        wanted in place.cities,
        wanted in place.countries,
        any(city.startswith(wanted) for city in place.cities),
        any(f" {wanted}" in city for city in place.cities),
        any(country.startswith(wanted) or f" {wanted}" in country for country in place.countries),
        any(wanted in city for city in place.cities),
    )
    return tests.index(True) if True in tests else None


def _similar(wanted: str) -> Iterator[tuple[int, Place]]:
    """Yield the places whose name is nearly the one that was typed."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for place in places():
        for name in (*place.cities, *place.countries):
            matcher.set_seq1(name)
            # The bounds are cheap, and nearly always enough.
            if matcher.real_quick_ratio() >= _SIMILAR and matcher.quick_ratio() >= _SIMILAR:
                likeness = matcher.ratio()
                if likeness >= _SIMILAR:
                    yield round((1 - likeness) * 100), place
