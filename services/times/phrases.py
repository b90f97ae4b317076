"""Putting the pieces of a text together so that each is used once and nothing is left over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.times.clock_rules import CLOCK_RULES
from services.times.day_rules import DAY_RULES
from services.times.days import Day, InWeeks, Weekday, Which
from services.times.duration_rules import DURATION_RULES
from services.times.pieces import Ahead, Clock, Piece, Pieces, Week, Zone
from services.times.words import Part
from services.times.zone_rules import ZONE_RULES

_RULES = (*CLOCK_RULES, *DAY_RULES, *DURATION_RULES, *ZONE_RULES)
_BETWEEN = re.compile(r"\.?[ ,;|·]*(?:[-/] )?")
_STEPS = 2000
"""More than any real text needs; it bounds the work that a contrived one can make."""


@dataclass(frozen=True)
class Phrase:
    """One way of dividing a text into pieces."""

    days: tuple[Day, ...] = ()
    """Several names of one day: "Friday", "25 December"."""
    clock: Clock | None = None
    part: Part | None = None
    ahead: Ahead | None = None
    zone: Zone | None = None
    week: Week | None = None

    def joined(self, piece: Piece) -> "Phrase | None":
        """Return this with one piece more, or None where there is one of its kind already."""
        if isinstance(piece, Day):
            repeated = any(type(day) is type(piece) for day in self.days)
            return None if repeated else replace(self, days=(*self.days, piece))
        match piece:
            case Clock():
                return None if self.clock else replace(self, clock=piece)
            case Part():
                return None if self.part else replace(self, part=piece)
            case Ahead():
                return None if self.ahead else replace(self, ahead=piece)
            case Zone():
                misplaced = piece.follows and not self.clock
                return None if self.zone or misplaced else replace(self, zone=piece)
            case Week():
                return None if self.week else replace(self, week=piece)

    def settled(self) -> "Phrase | None":
        """Return this with the weeks moved into their weekday, or None where pieces do not go together."""
        weekdays = [day for day in self.days if isinstance(day, Weekday)]
        in_weeks = [day for day in self.days if isinstance(day, InWeeks)]
        if self.week:
            if len(weekdays) != 1 or in_weeks or weekdays[0].which is not Which.COMING:
                return None
            return self._with_weekday(weekdays[0], Which.IN_WEEK, self.week.weeks)
        if weekdays and in_weeks:
            if weekdays[0].which is not Which.COMING:
                return None
            return self._with_weekday(weekdays[0], Which.IN_WEEKS, in_weeks[0].weeks)
        return self

    def _with_weekday(self, weekday: Weekday, which: Which, weeks: int) -> "Phrase":
        others = (day for day in self.days if not isinstance(day, (Weekday, InWeeks)))
        return replace(self, days=(replace(weekday, which=which, weeks=weeks), *others), week=None)

    def is_moment(self) -> bool:
        """Return whether this says when: a duration alone, or a clock time that is known for one."""
        if self.ahead:
            return not (self.days or self.clock or self.part or self.zone)
        if not self.clock or (self.clock.four_digits and any(day.lasting for day in self.days)):
            return False
        if self.clock.counted and not self.part and any(day.counted for day in self.days):
            return False
        return bool(self.clock.anchored or self.days or self.part or self.zone)

    def is_day(self) -> bool:
        """Return whether this says a day and no hour."""
        return bool(self.days) and not (self.clock or self.ahead or self.zone)


def phrases(text: str) -> Iterator[Phrase]:
    """Yield every way of dividing all of `text` into pieces that go together."""
    known: dict[int, list[tuple[Pieces, int]]] = {}
    waiting = [(0, Phrase())]
    for _ in range(_STEPS):
        if not waiting:
            return
        start, phrase = waiting.pop()
        if start == len(text):
            settled = phrase.settled()
            if settled:
                yield settled
            continue
        if start not in known:
            known[start] = list(_pieces_at(text, start))
        for pieces, end in known[start]:
            longer = _with(phrase, pieces)
            if longer:
                waiting.append((end, longer))


def _with(phrase: Phrase, pieces: Pieces) -> Phrase | None:
    longer: Phrase | None = phrase
    for piece in pieces:
        longer = longer.joined(piece) if longer else None
    return longer


def _pieces_at(text: str, start: int) -> Iterator[tuple[Pieces, int]]:
    for rule in _RULES:
        match = rule.pattern.match(text, start)
        pieces = rule.build(match) if match else ()
        if match and pieces:
            between = _BETWEEN.match(text, match.end())
            yield pieces, between.end() if between else match.end()
