"""Finding a member's time zone by whatever they know of it: its name, a city, the country, the time it is.

The zones are those of the IANA's `zone.tab`, a city of every region in which clocks differ; their names in
English and Russian are the CLDR's.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from services.languages import LANGUAGES
from services.refusals import ZoneUnknown
from services.zone_cities import CITIES, COMMON, OTHER_NAMES

LABEL_MAXIMUM = 100
"""Discord's limit for the name of a choice."""

_LONGEST = 100
_NOW = {"en": "now", "ru": "сейчас"}
_OFFSET = re.compile(r"(?:(utc|gmt|msk|мск) ?)?([+-]) ?(\d\d?)(?::?(\d\d))?")
_FROM_MOSCOW = timedelta(hours=3)
"""Russians count their offset from Moscow: МСК+2."""
_CLOCK = re.compile(r"(\d\d?)[:.](\d\d)(?: ?([ap])\.?m\.?)?|(\d\d?) ?([ap])\.?m\.?")
_ABBREVIATION = re.compile(r"[a-z]{2,5}")
_ABOUT_NOW = timedelta(minutes=7)
"""Offsets differ by a quarter of an hour at least, and clocks by a few minutes."""
_OFFSET_ZERO = re.compile(r"(?:Etc/)?(?:GMT[+-]?0?|UTC|UCT|Universal|Greenwich|Zulu)")
_ABBREVIATED = re.compile(r"[A-Z]{2}T")
"""Such as "EST", the name of a zone without summer time, which is not what most who type it mean."""
_SIMILAR = 0.75
_COMPARED = range(4, 41)
"""The lengths of a misspelled name."""
_SAME_LETTERS = {"msk": "мск", "мск": "msk"}


@dataclass(frozen=True)
class ZoneChoice:
    """A time zone and how to show it in a list."""

    name: str
    label: str


@dataclass(frozen=True)
class _Place:
    """A city and the zone its clocks follow; names by language."""

    zone: str
    city: dict[str, str]
    country: dict[str, str]
    main: bool
    """Whether the zone is named after it."""
    cities: tuple[str, ...]
    """Its names in all languages, as plain words; the zone's among them."""
    countries: tuple[str, ...]


def find_zones(text: str, *, language: str, now: datetime, limit: int = 25) -> list[ZoneChoice]:
    """Return the zones that `text` fits, best first; for an empty text the common ones.

    `text` is (the beginning of) a city, a country or an IANA name, an offset ("+3", "UTC+3"), an abbreviation
    ("MSK") or what the clock shows at the member's ("14:05"). Labels are in `language`.
    """
    shown_in = language if language in LANGUAGES else LANGUAGES[0]
    if len(text) > _LONGEST:
        return []
    wanted = _plain(text)
    places = _by_zone()
    if not wanted:
        found = [places[name] for name in COMMON[shown_in]]
    else:
        found = _by_clock(wanted, now) or _by_name(wanted, shown_in, now)
    best = {place.zone: place for place in reversed(found)}
    zones = list(dict.fromkeys(place.zone for place in found))[:limit]
    return [ZoneChoice(zone, _label(best[zone], shown_in, now)) for zone in zones]


def check_zone(text: str) -> str:
    """Return the IANA name that `text` means: a name, whatever its case, or a city or country with one zone.

    Raises:
        ZoneUnknown: it means none, or several.
    """
    if len(text) <= _LONGEST:
        known = _names().get(text.strip().casefold().replace(" ", "_"))
        if known:
            return known
        found = _zones_by_words().get(_plain(text), set())
        if len(found) == 1:
            return next(iter(found))
    raise ZoneUnknown(text=text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


# --- searching -------------------------------------------------------------------------------------------


def _by_clock(wanted: str, now: datetime) -> list[_Place]:
    """Return the zones in which the clocks now have this offset, or show this time."""
    offset, clock = _OFFSET.fullmatch(wanted), _CLOCK.fullmatch(wanted)
    if offset:
        size = timedelta(hours=int(offset[3]), minutes=int(offset[4] or 0))
        asked = -size if offset[2] == "-" else size
        asked += _FROM_MOSCOW if offset[1] in {"msk", "мск"} else timedelta()
        return _where(lambda local: local.utcoffset() == asked, now)
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


def _where(fits: Callable[[datetime], bool], now: datetime) -> list[_Place]:
    found = [place for place in _by_zone().values() if fits(now.astimezone(ZoneInfo(place.zone)))]
    return sorted(found, key=_commonness)


def _by_name(wanted: str, language: str, now: datetime) -> list[_Place]:
    ranked = [(rank, place) for place in _places() if (rank := _rank(wanted, place)) is not None]
    if _ABBREVIATION.fullmatch(wanted) or wanted in _SAME_LETTERS:
        names = (wanted, _SAME_LETTERS.get(wanted))
        ranked += [(1, _by_zone()[zone]) for name in names for zone in _abbreviated(now.date()).get(name, ())]
    if not ranked and len(wanted) in _COMPARED:
        ranked = list(_similar(wanted))
    ranked.sort(key=lambda one: (one[0], _commonness(one[1]), not one[1].main, one[1].city[language]))
    return [place for _, place in ranked]


@lru_cache(maxsize=2)
def _abbreviated(today: date) -> dict[str | None, set[str]]:
    """Return the zones by what their time is called now or in half a year: "EST" is typed in summer too."""
    noon = datetime.combine(today, time(12), UTC)
    zones: dict[str | None, set[str]] = {}
    for zone in _by_zone():
        for day in (noon, noon + timedelta(days=182)):
            zones.setdefault((day.astimezone(ZoneInfo(zone)).tzname() or "").casefold(), set()).add(zone)
    return zones


def _rank(wanted: str, place: _Place) -> int | None:
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


def _similar(wanted: str) -> Iterator[tuple[int, _Place]]:
    """Yield the places whose name is nearly the one that was typed."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for place in _places():
        for name in (*place.cities, *place.countries):
            matcher.set_seq1(name)
            # The bounds are cheap, and nearly always enough.
            if matcher.real_quick_ratio() >= _SIMILAR and matcher.quick_ratio() >= _SIMILAR:
                likeness = matcher.ratio()
                if likeness >= _SIMILAR:
                    yield round((1 - likeness) * 100), place


def _commonness(place: _Place) -> int:
    """Return the place of the zone among the common ones; the others share the last."""
    return min(names.index(place.zone) if place.zone in names else len(names) for names in COMMON.values())


# --- what is known of the zones --------------------------------------------------------------------------


@cache
def _places() -> tuple[_Place, ...]:
    """Return every city that can be found."""
    aliases: dict[str, list[str]] = {}
    for alias, name in get_global("zone_aliases").items():
        if not _ABBREVIATED.fullmatch(alias):
            aliases.setdefault(name, []).append(alias)
    places = [_place("UTC", dict.fromkeys(LANGUAGES, "UTC"), {}, zone_names=("UTC", "GMT"))]
    for line in files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            names = (zone, *aliases.get(zone, ()))
            city = {language: _city(names, language) for language in LANGUAGES}
            places.append(_place(zone, city, _country(code), zone_names=names))
    countries = {place.zone: place.country for place in places}
    return (*places, *(_place(zone, {"en": en, "ru": ru}, countries[zone]) for en, ru, zone in CITIES))


def _place(
    zone: str, city: dict[str, str], country: dict[str, str], *, zone_names: tuple[str, ...] = ()
) -> _Place:
    cities = {_plain(name) for name in (*city.values(), *_others(city), *zone_names)}
    cities |= {_plain(name.rpartition("/")[2]) for name in zone_names}
    countries = {_plain(name) for name in (*country.values(), *_others(country))}
    with_country = {_plain(f"{city[language]} {country[language]}") for language in country}
    return _Place(
        zone, city, country, bool(zone_names), tuple(sorted(cities | with_country)), tuple(sorted(countries))
    )


def _others(names: dict[str, str]) -> tuple[str, ...]:
    return OTHER_NAMES.get(names.get("en", ""), ())


@cache
def _by_zone() -> dict[str, _Place]:
    return {place.zone: place for place in _places() if place.main}


def _city(zone_names: tuple[str, ...], language: str) -> str:
    """Return the CLDR's name of the city; it knows some zones by an older name only."""
    known = Locale(language).time_zones
    cities = (known.get(name, {}).get("city") for name in zone_names)
    return next((str(city) for city in cities if city), zone_names[0].rpartition("/")[2].replace("_", " "))


def _country(code: str) -> dict[str, str]:
    return {language: str(Locale(language).territories.get(code, code)) for language in LANGUAGES}


@cache
def _names() -> dict[str, str]:
    """Return every IANA name in small letters with the zone's present name."""
    aliases = get_global("zone_aliases")
    names = {}
    for name in files("tzdata").joinpath("zones").read_text("utf-8").split():
        if _OFFSET_ZERO.fullmatch(name):
            names[name.casefold()] = "UTC"
        elif name != "Factory" and not _ABBREVIATED.fullmatch(name):
            names[name.casefold()] = name if name in _by_zone() else aliases.get(name, name)
    return names


@cache
def _zones_by_words() -> dict[str, set[str]]:
    """Return the zones of every city, country, and city with its country."""
    zones: dict[str, set[str]] = {}
    for place in _places():
        for words in (*place.cities, *place.countries):
            zones.setdefault(words, set()).add(place.zone)
    return zones


def _label(place: _Place, language: str, now: datetime) -> str:
    local = now.astimezone(ZoneInfo(place.zone))
    end = f" (UTC{local.isoformat()[-6:]}, {_NOW[language]} {local:%H:%M})"
    names = ", ".join(name for name in (place.city[language], place.country.get(language)) if name)
    return names[: LABEL_MAXIMUM - len(end)] + end


def _plain(text: str) -> str:
    """Return `text` in small letters without accents, and with spaces between its words."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in letters if unicodedata.category(letter) not in {"Mn", "Cf", "Cs"})
    return " ".join(re.sub(r"[_/,()]|(?<=\w)-(?=[^\W\d])", " ", kept.replace("−", "-")).split())
