"""The ways of saying of which zone a clock time is."""

from dataclasses import replace
from datetime import timedelta, timezone
from functools import lru_cache

from services.refusals import ZoneUnknown
from services.times.pieces import Match, Pieces, Zone, either, rule
from services.times.words import MONTHS, NEAR_DAYS, PARTS, WEEKDAYS
from services.times.zone_words import ABBREVIATIONS, ZONE_WORDS
from services.zones import check_zone

_MOSCOW = timedelta(hours=3)
_OTHER_WORDS = (
    "georgia грузия christmas easter center central continental east west north south act troll "
    "casey davis general acre того ном nome mahe male victoria stanley"
)
_NO_ZONE = frozenset({*WEEKDAYS, *MONTHS, *NEAR_DAYS, *PARTS, *_OTHER_WORDS.split()})
"""Names of zones that mean something else to more people: a feast, a state of America."""
_NOMINATIVES = ("", "а", "ь", "й", "я", "о")


def _offset(match: Match) -> Pieces:
    found = match.groupdict()
    hours, minutes = int(found["hours"] or 0), int(found["minutes"] or 0)
    if hours > 14 or minutes > 59:
        return ()
    offset = timedelta(hours=hours, minutes=minutes)
    offset = -offset if found["sign"] == "-" else offset
    return (Zone((timezone(offset + (_MOSCOW if found.get("moscow") else timedelta())),)),)


def _named(match: Match) -> Pieces:
    return _checked(match["zone"])


def _bare(match: Match) -> Pieces:
    return tuple(replace(zone, follows=True) for zone in _checked(match["zone"]))


def _dative(match: Match) -> Pieces:
    """Read «по Екатеринбургу»."""
    words = match["zone"]
    stem = words[:-1] if words[-1] in "уюеи" else words
    found = [zone for end in _NOMINATIVES for zone in _checked(stem + end)] or [*_checked(words)]
    return tuple(found) if len(set(found)) == 1 else ()


@lru_cache(maxsize=2048)
def _checked(words: str) -> tuple[Zone, ...]:
    if words in _NO_ZONE:
        return ()
    try:
        return (Zone((check_zone(words),)),)
    except ZoneUnknown:
        return ()


_SIGNED = r"(?P<sign>[+-]) ?(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?"
_WORD = r"[a-zа-я]{2,}"
_PLACES = (rf"{_WORD}[ -]{_WORD}[ -]{_WORD}", rf"{_WORD}[ -]{_WORD}", _WORD)

ZONE_RULES = (
    rule(rf"(?:utc|gmt) ?{_SIGNED}", _offset),
    rule(r"utc", lambda _: (Zone(("UTC",)),)),
    rule(rf"(?:по )?(?P<moscow>мск|msk) ?{_SIGNED}", _offset),
    # Only a plus: after a clock time "-19:00" would rather be the end, but not after seconds.
    rule(r"(?P<sign>\+)(?P<hours>\d\d):?(?P<minutes>\d\d)", _offset),
    rule(r"(?<=:\d\d:\d\d )(?P<sign>-)(?P<hours>\d\d):?(?P<minutes>\d\d)", _offset),
    rule(rf"(?P<zone>{either(ZONE_WORDS)})", lambda match: (Zone((ZONE_WORDS[match["zone"]],)),)),
    rule(
        rf"(?P<zone>{either(ABBREVIATIONS)})",
        lambda match: (Zone(ABBREVIATIONS[match["zone"]], called=match["zone"].upper()),),
    ),
    rule(r"(?P<zone>[a-z]{2,}(?:/[a-z_+-]+\d*){1,2})(?: time)?", _named),
    *(rule(rf"(?P<zone>{words}) time", _named) for words in _PLACES),
    *(rule(rf"(?:in )?(?P<zone>{words})", _bare) for words in _PLACES),
    *(rule(rf"по (?P<zone>{words})(?: времени)?", _dative) for words in _PLACES),
)
