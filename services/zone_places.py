"""What is known of time zones: the cities and countries whose clocks follow them, in English and Russian.

The zones are those of the IANA's `zone.tab`, a city of every region in which clocks differ; their names in
English and Russian, and those of their time, are the CLDR's.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from services.languages import LANGUAGES
from services.zone_cities import CITIES, COMMON, OTHER_NAMES

LABEL_MAXIMUM = 100
"""Discord's limit for the name of a choice."""

_NOW = {"en": "now", "ru": "сейчас"}
_LABEL = re.compile(r"(?P<names>.+) \(UTC(?P<offset>[+-]\d\d:\d\d), (?:now|сейчас) \d\d:\d\d\)", re.DOTALL)
_OFFSET_ZERO = re.compile(r"(?:Etc/)?(?:GMT[+-]?0?|UTC|UCT|Universal|Greenwich|Zulu)")
_ABBREVIATED = re.compile(r"[A-Z]{2}T")
"""Such as "EST", the name of a zone without summer time, which is not what most who type it mean."""


@dataclass(frozen=True)
class Place:
    """A city and the zone its clocks follow; names by language."""

    zone: str
    city: dict[str, str]
    country: dict[str, str]
    main: bool
    """Whether the zone is named after it."""
    cities: tuple[str, ...]
    """Its names in all languages, as plain words; the zone's among them."""
    countries: tuple[str, ...]


@cache
def places() -> tuple[Place, ...]:
    """Return every city that can be found."""
    aliases: dict[str, list[str]] = {}
    for alias, name in get_global("zone_aliases").items():
        if not _ABBREVIATED.fullmatch(alias):
            aliases.setdefault(name, []).append(alias)
    found = [_place("UTC", dict.fromkeys(LANGUAGES, "UTC"), {}, zone_names=("UTC", "GMT"))]
    for line in files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            names = (zone, *aliases.get(zone, ()))
            city = {language: _city(names, language) for language in LANGUAGES}
            found.append(_place(zone, city, _country(code), zone_names=names))
    countries = {place.zone: place.country for place in found}
    return (*found, *(_place(zone, {"en": en, "ru": ru}, countries[zone]) for en, ru, zone in CITIES))


def _place(
    zone: str, city: dict[str, str], country: dict[str, str], *, zone_names: tuple[str, ...] = ()
) -> Place:
    cities = {plain_words(name) for name in (*city.values(), *_others(city), *zone_names)}
    cities |= {plain_words(name.rpartition("/")[2]) for name in zone_names}
    countries = {plain_words(name) for name in (*country.values(), *_others(country))}
    with_country = {plain_words(f"{city[language]} {country[language]}") for language in country}
    return Place(
        zone, city, country, bool(zone_names), tuple(sorted(cities | with_country)), tuple(sorted(countries))
    )


def _others(names: dict[str, str]) -> tuple[str, ...]:
    return OTHER_NAMES.get(names.get("en", ""), ())


@cache
def by_zone() -> dict[str, Place]:
    """Return the zones that are offered, each with the city that it is named after."""
    return {place.zone: place for place in places() if place.main}


def _city(zone_names: tuple[str, ...], language: str) -> str:
    """Return the CLDR's name of the city; it knows some zones by an older name only."""
    known = Locale(language).time_zones
    cities = (known.get(name, {}).get("city") for name in zone_names)
    return next((str(city) for city in cities if city), zone_names[0].rpartition("/")[2].replace("_", " "))


def _country(code: str) -> dict[str, str]:
    return {language: str(Locale(language).territories.get(code, code)) for language in LANGUAGES}


@cache
def iana_names() -> dict[str, str]:
    """Return every IANA name in small letters with the zone's present name."""
    aliases = get_global("zone_aliases")
    names = {}
    for name in files("tzdata").joinpath("zones").read_text("utf-8").split():
        if _OFFSET_ZERO.fullmatch(name):
            names[name.casefold()] = "UTC"
        elif name != "Factory" and not _ABBREVIATED.fullmatch(name):
            names[name.casefold()] = name if name in by_zone() else aliases.get(name, name)
    return names


@cache
def zones_by_words() -> dict[str, set[str]]:
    """Return the zones of every city, country, and city with its country."""
    zones: dict[str, set[str]] = {}
    for place in places():
        for words in (*place.cities, *place.countries):
            zones.setdefault(words, set()).add(place.zone)
    return zones


@cache
def zones_by_time() -> dict[str, set[str]]:
    """Return the zones by what their time is called: "eastern time", "moscow time", "et"."""
    zones: dict[str, set[str]] = {}
    for name, meta_zone in get_global("meta_zones").items():
        zone = iana_names().get(name.casefold(), name)
        if zone in by_zone():
            for called in _names_of_time(meta_zone):
                zones.setdefault(called, set()).add(zone)
    return zones


def _names_of_time(meta_zone: str) -> Iterator[str]:
    for language in LANGUAGES:
        for width in Locale(language).meta_zones.get(meta_zone, {}).values():
            yield from (plain_words(str(name)) for name in width.values())


def commonness(place: Place) -> int:
    """Return the place of the zone among the common ones; the others share the last."""
    return min(names.index(place.zone) if place.zone in names else len(names) for names in COMMON.values())


def label(place: Place, language: str, now: datetime) -> str:
    """Return what a place is called in a list: city, country, offset, and the time that it is there."""
    local = now.astimezone(ZoneInfo(place.zone))
    end = f" (UTC{local.isoformat()[-6:]}, {_NOW[language]} {local:%H:%M})"
    names = _shown_names(place, language)
    return names[: LABEL_MAXIMUM - len(end)] + end


def zone_of_label(text: str, now: datetime) -> str | None:
    """Return the zone of a place that a list calls so, whatever time it was then; None if there is none."""
    match = _LABEL.fullmatch(text.strip())
    zones = _zones_by_label().get(match["names"], frozenset()) if match else frozenset()
    if match is None or len(zones) <= 1:
        return next(iter(zones), None)
    fitting = [zone for zone in zones if now.astimezone(ZoneInfo(zone)).isoformat()[-6:] == match["offset"]]
    return fitting[0] if len(fitting) == 1 else None


@cache
def _zones_by_label() -> dict[str, frozenset[str]]:
    """Return the zones by the names in their labels."""
    zones: dict[str, frozenset[str]] = {}
    for place in places():
        for language in LANGUAGES:
            names = _shown_names(place, language)
            zones[names] = zones.get(names, frozenset()) | {place.zone}
    return zones


def _shown_names(place: Place, language: str) -> str:
    return ", ".join(name for name in (place.city[language], place.country.get(language)) if name)


def plain_words(text: str) -> str:
    """Return `text` in small letters without accents, and with spaces between its words."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in letters if unicodedata.category(letter) not in {"Mn", "Cf", "Cs"})
    return " ".join(re.sub(r"[_/,()]|(?<=\w)-(?=[^\W\d])", " ", kept.replace("−", "-")).split())
