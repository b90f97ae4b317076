"""The words of times in English and Russian: names of days and months from the CLDR, the rest from here."""

from collections.abc import Iterable
from enum import Enum, auto

from babel import Locale

from services.languages import LANGUAGES

_SHORTEST = 3
"""A name may be cut to as few letters ("tues", "дек", "сент"), as long as only one name begins so."""


class Part(Enum):
    """The part of the day that a text names."""

    MORNING = auto()
    AFTERNOON = auto()
    EVENING = auto()
    LATE = auto()
    """As in "8 at night": from the evening on, an hour of that date."""
    NIGHT = auto()
    """As in "2 ночи": an hour of that date."""
    THAT_NIGHT = auto()
    """As in "завтра ночью": it runs past midnight into the next date."""
    TONIGHT = auto()
    """As in "tonight", "friday night": so does this, and it begins when work ends."""


def _names(kind: str, language: str) -> Iterable[tuple[int, str]]:
    """Yield the number and the name of every day or month, in every case and width but single letters."""
    for widths in getattr(Locale(language), kind).values():
        for width, names in widths.items():
            if width != "narrow":
                yield from ((number, name.casefold().rstrip(".")) for number, name in names.items())


def _accusative(name: str) -> str:
    """Return the form that follows "в"; the CLDR has only "пятница", not "в пятницу"."""
    return name[:-1] + "у" if name.endswith("а") else name


def _cut(name: str) -> Iterable[str]:
    return (name[:length] for length in range(min(_SHORTEST, len(name)), len(name) + 1))


def _lookup(kind: str) -> dict[str, int]:
    meanings: dict[str, set[int]] = {}
    whole: dict[str, int] = {}
    for language in LANGUAGES:
        for number, name in _names(kind, language):
            for form in (name, _accusative(name)):
                whole[form] = number
                for cut in _cut(form):
                    meanings.setdefault(cut, set()).add(number)
    return {
        cut: number for cut, numbers in meanings.items() if len(numbers) == 1 for number in numbers
    } | whole


WEEKDAYS: dict[str, int] = _lookup("days") | {
    "weds": 2,
    "wensday": 2,
    "wednsday": 2,
    "wendesday": 2,
    "tuseday": 1,
    "teusday": 1,
    "thrusday": 3,
    "thurday": 3,
    "saterday": 5,
    "воскресение": 6,
}
"""Monday is 0."""
MONTHS: dict[str, int] = _lookup("months")

NEAR_DAYS: dict[str, int] = {
    "today": 0,
    "later today": 0,
    "сегодня": 0,
    "сегодня же": 0,
    "седня": 0,
    "сегодна": 0,
    "tomorrow": 1,
    "tomorow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "tomorro": 1,
    "tmrw": 1,
    "tmw": 1,
    "tmr": 1,
    "tomo": 1,
    "tomoz": 1,
    "2moro": 1,
    "2morrow": 1,
    "завтра": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "the day after tmrw": 2,
    "day after tmrw": 2,
    "overmorrow": 2,
    "послезавтра": 2,
    "после завтра": 2,
    "послепослезавтра": 3,
}

PARTS: dict[str, Part] = {
    "in the morning": Part.MORNING,
    "morning": Part.MORNING,
    "утра": Part.MORNING,
    "утром": Part.MORNING,
    "in the afternoon": Part.AFTERNOON,
    "afternoon": Part.AFTERNOON,
    "после обеда": Part.AFTERNOON,
    "дня": Part.AFTERNOON,
    "днем": Part.AFTERNOON,
    "in the evening": Part.EVENING,
    "evening": Part.EVENING,
    "вечера": Part.EVENING,
    "вечером": Part.EVENING,
    "веч": Part.EVENING,
    "веч.": Part.EVENING,
    "at night": Part.LATE,
    "in the night": Part.NIGHT,
    "ночи": Part.NIGHT,
    "night": Part.TONIGHT,
    "ночью": Part.THAT_NIGHT,
}
