"""Weekdays as the reader knows them: with which one weeks begin, and what they are called."""

from typing import Literal

from babel import Locale

Width = Literal["abbreviated", "wide"]


def first_weekday(locale: str) -> int:
    """Return the day with which weeks begin where a locale of Discord is spoken (`en-US`), 0 for Monday."""
    return int(Locale.parse(locale, sep="-").first_week_day)


def week_from(first: int) -> tuple[int, ...]:
    """Return the weekdays in the order of a week that begins with one of them; Monday is 0."""
    return tuple((first + ahead) % 7 for ahead in range(7))


def weekday_name(weekday: int, language: str, width: Width) -> str:
    """Return the name of a weekday (Monday is 0) as it stands alone, with a capital letter."""
    return capitalised(weekday_within(weekday, language, width))


def weekday_within(weekday: int, language: str, width: Width) -> str:
    """Return the name of a weekday (Monday is 0) as it is written within a sentence."""
    return str(Locale(language).days["stand-alone"][width][weekday])


def capitalised(name: str) -> str:
    """Return a name with a capital letter: in Russian months and weekdays have none inside a sentence."""
    return name[:1].upper() + name[1:]
