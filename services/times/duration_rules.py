"""The ways of writing a duration from now."""

import re
from datetime import timedelta

from services.times.pieces import HOURS, MINUTES, Ahead, Match, Pieces, either, rule

_DAY = 24 * 60
_DAYS = r"(?:d|days?|день|дня|дней|сутки|суток)(?![^\W\d_])\.?"
_WEEKS = r"(?:w|weeks?|недел[юиь])(?![^\W\d_])\.?"
_UNITS = (
    (re.compile(_WEEKS), 7 * _DAY),
    (re.compile(_DAYS), _DAY),
    (re.compile(HOURS), 60),
    (re.compile(MINUTES), 1),
)
_FIXED: dict[str, int] = {
    "half an hour": 30,
    "half hour": 30,
    "half a hour": 30,
    "a half hour": 30,
    "a half an hour": 30,
    "полчаса": 30,
    "пол часа": 30,
    "пол-часа": 30,
    "полчасика": 30,
    "полтора часа": 90,
    "a quarter of an hour": 15,
    "quarter of an hour": 15,
    "a quarter hour": 15,
    "quarter hour": 15,
    "3 quarters of an hour": 45,
    "четверть часа": 15,
    "3 четверти часа": 45,
}
"""In minutes."""
_SINGLE = ("час", "минуту", "сутки", "день")
_NUMBER = r"\d{1,5}(?:[.,]\d{1,2})?"
_AND_HALF = r" and a half| с половиной"
_ITEM = (
    rf"(?:(?P<fixed>{either(_FIXED)})"
    rf"|(?:(?P<number>{_NUMBER})(?P<and_half>{_AND_HALF})? ?|(?P<one>an? )|(?=(?:{'|'.join(_SINGLE)})\b))"
    rf"(?P<unit>{_WEEKS}|{_DAYS}|{HOURS}|{MINUTES})(?P<half_more>{_AND_HALF})?)"
)
_ITEMS = re.compile(_ITEM)
_ANY_ITEM = re.sub(r"\?P<\w+>", "?:", _ITEM)
_SEVERAL = rf"{_ANY_ITEM}(?:,? ?(?:and |и )?{_ANY_ITEM}){{0,3}}"
_LAST_MINUTES = re.compile(r"(?:and |и )?(\d{1,2})")
_MINUTES_ONLY = rf"\d{{1,5}} ?{MINUTES}"
# "19h30m" is a time of the day in French.
_COMPACT = (
    r"(?:\d{1,2} ?d(?:ays?)?,? ?\d?|1(?=[0-2])|)\d ?h(?:ours?|rs?)? ?(?:and )?\d{1,2} ?m(?:in(?:ute)?s?)?"
    r"|\d{1,2}d ?\d{1,2}h"
)


def _ahead(match: Match) -> Pieces:
    minutes = _minutes(match["duration"])
    return (Ahead(timedelta(minutes=minutes)),) if minutes else ()


def _minutes(duration: str) -> float | None:
    """Return the sum of the items, or None where units repeat, or there are only whole days."""
    total, end = 0.0, 0
    sizes: list[float] = []
    for item in _ITEMS.finditer(duration):
        size, minutes = _item(item)
        if sizes and size >= sizes[-1]:
            return None
        sizes.append(size)
        total, end = total + minutes, item.end()
    rest = _LAST_MINUTES.fullmatch(duration[end:].strip(" ,"))
    if rest:
        total += int(rest[1])
    only_days = not rest and min(sizes, default=0) >= _DAY and total % _DAY == 0
    return None if only_days and "сут" not in duration else total


def _item(item: Match) -> tuple[float, float]:
    """Return the size of the item's unit and of the item, in minutes."""
    if item["fixed"]:
        return 60, _FIXED[item["fixed"]]
    size = next(size for unit, size in _UNITS if unit.fullmatch(item["unit"]))
    count = float(item["number"].replace(",", ".")) if item["number"] else 1
    return size, size * (count + 0.5 * bool(item["and_half"] or item["half_more"]))


DURATION_RULES = (
    rule(
        rf"(?:in |через |\+ ?)(?P<duration>{_SEVERAL}(?:,? ?(?:and |и )?\d{{1,2}})?)(?: (?:from now|time))?",
        _ahead,
    ),
    rule(rf"(?P<duration>{_SEVERAL}) (?:from now|later)", _ahead),
    # Without "in" an hour could be a time of the day ("2 часа"), minutes could not.
    rule(rf"(?P<duration>{either(_FIXED)}|{_MINUTES_ONLY}|{_COMPACT})", _ahead),
)
