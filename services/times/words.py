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
    NIGHT = auto()
    """As in "2 at night", "2 ночи": an hour of that date."""
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


WEEKDAYS: dict[str, int] = _lookup("days")
"""Monday is 0."""
MONTHS: dict[str, int] = _lookup("months")

NEAR_DAYS: dict[str, int] = {
    "today": 0,
    "сегодня": 0,
    "tomorrow": 1,
    "tomorow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "завтра": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "послезавтра": 2,
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
    "at night": Part.NIGHT,
    "in the night": Part.NIGHT,
    "ночи": Part.NIGHT,
    "night": Part.TONIGHT,
    "ночью": Part.THAT_NIGHT,
}

NUMBERS: dict[str, int] = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "один": 1,
    "одну": 1,
    "два": 2,
    "две": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "пяти": 5,
    "шесть": 6,
    "семь": 7,
    "восемь": 8,
    "девять": 9,
    "десять": 10,
    "десяти": 10,
    "одиннадцать": 11,
    "двенадцать": 12,
    "тринадцать": 13,
    "четырнадцать": 14,
    "пятнадцать": 15,
    "пятнадцати": 15,
    "шестнадцать": 16,
    "семнадцать": 17,
    "восемнадцать": 18,
    "девятнадцать": 19,
}
TENS: dict[str, int] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "ninety": 90,
    "двадцать": 20,
    "двадцати": 20,
    "тридцать": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "девяносто": 90,
}
HOUR_ORDINALS: dict[str, int] = {
    "первого": 1,
    "второго": 2,
    "третьего": 3,
    "четвертого": 4,
    "пятого": 5,
    "шестого": 6,
    "седьмого": 7,
    "восьмого": 8,
    "девятого": 9,
    "десятого": 10,
    "одиннадцатого": 11,
    "двенадцатого": 12,
}
"""As in "половина восьмого", which is half past seven."""

ZONE_WORDS: dict[str, str] = {
    "msk": "Europe/Moscow",
    "moscow time": "Europe/Moscow",
    "мск": "Europe/Moscow",
    "по мск": "Europe/Moscow",
    "по москве": "Europe/Moscow",
    "по мск времени": "Europe/Moscow",
    "московского времени": "Europe/Moscow",
    "по московскому времени": "Europe/Moscow",
    "et": "America/New_York",
    "pt": "America/Los_Angeles",
}
HALF_YEAR_ZONES: dict[str, str] = {
    "est": "America/New_York",
    "edt": "America/New_York",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "eet": "Europe/Kyiv",
    "eest": "Europe/Kyiv",
}
"""Abbreviations for a part of the year: "EST" in July is an error or means EDT. Those used in several
countries with different offsets (CST, IST, BST) are left out.
"""
