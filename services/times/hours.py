"""Reading hours of a day as they are typed: a time of the day alone, and a day with hours behind it.

Unlike a moment, a time of the day stands as it is written: 6 is in the morning, as 18 is in the evening.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from services.times.moments import hours_beside
from services.times.phrases import Phrase, phrases
from services.times.reading import read_day
from services.times.text import LONGEST, tidy

DAY_MINUTES = 24 * 60

_BETWEEN = re.compile(r" ?- ?| (?:to|till?|until|до|по) ")
_FROM = re.compile(r"(?:from|с|со) ")
_HALF = re.compile(r"[ap]\.? ?m?\.?|утра|дня|вечера|ночи")
_HALF_AT_THE_END = re.compile(rf"(?:^|[\d ])(?P<half>{_HALF.pattern})$")
_BARE = re.compile(r"\d{1,2}(?:[:.]\d\d)?")
_HALVES = {"en": ("am", "pm"), "ru": ("утра", "ночи", "дня", "вечера")}


@dataclass(frozen=True)
class DayAndHours:
    """A day, and minutes of it; 0 to 1440 is all of it.

    Hours that end at or before the minute at which they begin end on the next day.
    """

    day: date
    from_minute: int
    to_minute: int

    @property
    def is_whole_day(self) -> bool:
        """Tell whether all of the day is meant."""
        return (self.from_minute, self.to_minute) == (0, DAY_MINUTES)


def read_clock(text: str) -> int | None:
    """Return the minute of the day that a time of the day says, 0 to 1440 ("24:00"); None if it says none."""
    said = {
        minute
        for phrase in phrases(tidy(text) if len(text) <= LONGEST else "")
        for minute in _minutes_of(phrase)
    }
    return said.pop() if len(said) == 1 else None


def read_day_and_hours(text: str, *, zone: str, now: datetime, language: str) -> DayAndHours | None:
    """Return the day that a text says, with the hours behind it ("24 Dec 18:00-21:00"), all of it without.

    None where it says no day or no hours, or can be read in several ways.
    """
    day = read_day(text, zone=zone, now=now, language=language)
    if day is not None:
        return DayAndHours(day, 0, DAY_MINUTES)
    typed = tidy(text) if len(text) <= LONGEST else ""
    found: set[DayAndHours] = set()
    for between in _BETWEEN.finditer(typed):
        before, end = typed[: between.start()], typed[between.end() :]
        to_minute = read_clock(end)
        if to_minute is None:
            continue
        for space in re.finditer(" ", before):
            from_minute = _begins(_FROM.sub("", before[space.end() :], count=1), end, to_minute)
            named = before[: space.start()].removesuffix(" from").removesuffix(" с").rstrip(" ,")
            day = read_day(named, zone=zone, now=now, language=language)
            if from_minute is not None and day is not None:
                found.add(DayAndHours(day, from_minute, to_minute))
    return found.pop() if len(found) == 1 else None


def _begins(start: str, end: str, to_minute: int) -> int | None:
    """Return when hours begin; what is said of the half of the day at their end holds for both."""
    if not (_BARE.fullmatch(start) and _HALF_AT_THE_END.search(end)):
        return read_clock(start)
    halves = (half for some in _HALVES.values() for half in some)
    possible = {minute for half in halves if (minute := read_clock(f"{start} {half}")) is not None}
    earlier = [minute for minute in possible if minute < to_minute]
    return max(earlier, default=None) if earlier else read_clock(start)


def _minutes_of(phrase: Phrase) -> list[int]:
    clock = phrase.clock
    if clock is None or clock.second or phrase.days or phrase.ahead or phrase.zone or phrase.week:
        return []
    if phrase.part is not None:
        return [hour * 60 + clock.minute for hour in hours_beside(clock, phrase.part)]
    return [clock.hour * 60 + clock.minute]
