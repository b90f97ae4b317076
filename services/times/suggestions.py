"""Completing what a member has typed of a time so far, for the list under the option."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from services.bounds import LATEST, SOONEST
from services.refusals import Refusal
from services.times.customs import ALL_CUSTOMS
from services.times.days import Near
from services.times.moments import moments
from services.times.phrases import Phrase, phrases
from services.times.pieces import Clock
from services.times.reading import Reading, only_reading, possible_times, reading, zone_info
from services.times.text import LONGEST, tidy
from services.times.words import MONTHS, NEAR_DAYS, PARTS, WEEKDAYS

_HOURS = (19, 18, 20, 12, 10, 21, 17, 15, 11, 14, 16, 13, 9, 22, 8)
"""The hours at which people meet, the likelier first; only for a day whose hour is not typed yet."""
_WORDS = sorted(
    {
        *NEAR_DAYS,
        *(name for name in (*WEEKDAYS, *MONTHS) if len(name) > 2),
        *PARTS,
        *("tonight", "noon", "midnight", "next week", "in half an hour", "in an hour", "in 2 hours"),
        *("in 3 hours", "hours", "minutes", "days", "weeks"),
        *("полдень", "полночь", "на следующей неделе", "через полчаса", "через час", "через 2 часа"),
        *("через 3 часа", "полчаса", "часа", "часов", "минут", "дня", "дней", "недели"),
    },
    key=len,
    reverse=True,
)
_LAST_WORD = re.compile(r"(?P<before>.*?)(?P<begun>[^\W\d_]+)")
_ENDINGS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"(?:.*\D)?\d\d?:"), ("00", "15", "30", "45")),
    (re.compile(r"(?:.*\D)?\d\d?:[0-5]"), ("0", "5")),
    (re.compile(r"(?:.*\D)?\d{4}"), ("h",)),
    (re.compile(r"(?:in|через) \d+"), (" мин", " ч", " days", " weeks")),
    (re.compile(r"(?:.*[^\d:./-])?[012]?\d"), (":00", ":30", " pm", " числа")),
    (re.compile(r"(?:.*[^\d:./-])?[12]"), tuple(f"{digit}:00" for digit in range(10))),
)
_MOST = 40
"""Completions to follow up; more are not worth the wait."""


def suggest_times(text: str, *, zone: str, now: datetime, language: str, limit: int = 25) -> list[Reading]:
    """Return what `text` means or could be the beginning of, soonest first; what it means leads.

    Nothing typed gets the next full hours and the usual hours of the next days. Never raises.
    """
    typed = tidy(text) if len(text) <= LONGEST else ""
    try:
        zone_info(zone)
        if not text.strip():
            found = _usual(zone, now, limit)
        else:
            meant = only_reading(text, zone=zone, now=now, language=language)
            found = possible_times(text, zone=zone, now=now)
            found = [meant, *found] if meant else found
            found += _spread(_completed(typed, zone=zone, now=now), zone, limit - len(set(found)))
    except Refusal:
        return []
    return [reading(instant, zone) for instant in islice(dict.fromkeys(found), limit)]


def _completed(typed: str, *, zone: str, now: datetime) -> set[datetime]:
    """Return the instants of everything that `typed` could become."""
    today = now.astimezone(zone_info(zone)).date()
    found: set[datetime] = set()
    for whole in islice(dict.fromkeys([typed, *_continued(typed, today)]), _MOST):
        for phrase in phrases(whole):
            for timed in _timed(phrase):
                for moment in moments(timed, zone=zone, now=now, customs=ALL_CUSTOMS):
                    found.update(moment.instants)
    return {instant for instant in found if now + SOONEST <= instant <= now + LATEST}


def _continued(typed: str, today: date) -> Iterator[str]:
    """Yield longer texts that begin with `typed`."""
    for pattern, endings in _ENDINGS:
        if pattern.fullmatch(typed):
            yield from (typed + ending for ending in endings)
    if typed[:1].isdigit():
        yield from islice(_dates(typed, today), 7)
    last = _LAST_WORD.fullmatch(typed)
    if last:
        meanings = set()
        for word in _WORDS:
            # Of "понед", "понедельник" and the like one is enough.
            meaning = WEEKDAYS.get(word, MONTHS.get(word, word))
            if word.startswith(last["begun"]) and meaning not in meanings:
                meanings.add(meaning)
                yield last["before"] + word


def _dates(typed: str, today: date) -> Iterator[str]:
    """Yield the dates to come that, written with figures, begin with `typed`."""
    for ahead in range(LATEST.days):
        day = today + timedelta(days=ahead)
        written = (f"{day:%d.%m}", f"{day.day}.{day.month}", f"{day:%d/%m}", f"{day:%m/%d}", day.isoformat())
        if any(one.startswith(typed) for one in written):
            yield day.isoformat()


def _timed(phrase: Phrase) -> Iterator[Phrase]:
    """Yield the phrase if it says an hour, and with every usual hour if it lacks one."""
    if phrase.is_moment():
        yield phrase
    elif not phrase.clock and not phrase.ahead and (phrase.days or phrase.part):
        yield from (replace(phrase, clock=Clock(hour)) for hour in _HOURS)


def _spread(found: Iterable[datetime], zone: str, limit: int) -> list[datetime]:
    """Return at most `limit` of the instants, soonest first, of every day the likelier hours."""
    days: dict[date, list[datetime]] = {}
    for instant in sorted(found):
        days.setdefault(instant.astimezone(zone_info(zone)).date(), []).append(instant)

    def unlikelihood(instant: datetime) -> int:
        hour = instant.astimezone(zone_info(zone)).hour
        return _HOURS.index(hour) if hour in _HOURS else len(_HOURS)

    each = max(2, limit // max(1, len(days)))
    chosen = (one for day in days.values() for one in sorted(day, key=unlikelihood)[:each])
    return sorted(chosen)[: max(0, limit)]


def _usual(zone: str, now: datetime, limit: int) -> list[datetime]:
    """Return the next four full hours, and the usual hours of the coming days."""
    full_hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    # Where the offset has half an hour, so has the full hour of the clocks.
    full_hour -= (now.astimezone(zone_info(zone)).utcoffset() or timedelta()) % timedelta(hours=1)
    next_hours = [full_hour + timedelta(hours=ahead) for ahead in range(7)]
    found = {hour for hour in next_hours if hour >= now + SOONEST}
    found = set(sorted(found)[:4])
    for ahead in range(limit // 5 + 1):
        for hour in _HOURS[:5]:
            phrase = Phrase(days=(Near(ahead),), clock=Clock(hour))
            for moment in moments(phrase, zone=zone, now=now, customs=ALL_CUSTOMS):
                found.update(one for one in moment.instants if one >= now + SOONEST)
    return sorted(found)[:limit]
