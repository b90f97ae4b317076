"""Moving what a host published while their times were read in another zone to the hours they meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services import editing, listing
from services.editing import AboutTime, Changes
from services.interviews import InterviewStatus
from services.listing import LIST_MAXIMUM, Listed
from services.publishing import check_start
from services.refusals import Refusal
from services.times import read_wall, wall_of

MOVED_AT_ONCE = 5
"""Interviews that one offer moves: as many as are read before a click, and as a button can carry."""


@dataclass(frozen=True)
class Shift:
    """An interview and from which start to which other it would move (UTC)."""

    number: int
    starts_at: datetime
    to: datetime


@dataclass(frozen=True)
class Movable:
    """An interview of an offer; whoever has booked it would be asked first."""

    shift: Shift
    topic: str
    is_booked: bool


@dataclass(frozen=True)
class Offer:
    """What could be moved, soonest first, and how many others there are that are not offered."""

    movable: tuple[Movable, ...] = ()
    others: int = 0


@dataclass(frozen=True)
class Outcome:
    """What came of moving one interview: it was moved, its guest was asked, or it was refused."""

    shift: Shift
    is_asked: bool = False
    refusal: Refusal | None = None


async def offer(user_id: int, server_id: int | None, before: str, zone: str, now: datetime) -> Offer:
    """Return what a host could move (in all servers for None) after times were read in the zone `before`.

    Each would start when the clocks in `zone` show what they show in `before` at its present start.
    """
    if before == zone:
        return Offer()
    hosted = await listing.hosted(server_id, user_id, now, "", LIST_MAXIMUM, lambda one: one.topic)
    movable, others = [], 0
    for one in hosted:
        if one.starts_at <= now:
            continue
        try:
            to = _same_wall(one.starts_at, before, zone, now)
        except Refusal:
            others += 1
            continue
        if to != one.starts_at:
            movable.append(_movable(one, to))
    return Offer(tuple(movable[:MOVED_AT_ONCE]), others + len(movable[MOVED_AT_ONCE:]))


async def move(
    user_id: int, server_id: int | None, shifts: Sequence[Shift], now: datetime
) -> tuple[Outcome, ...]:
    """Move interviews, or ask the guests of those that are booked; one that is refused keeps none from it.

    What does not start any more as the shift says is left alone.
    """
    outcomes = {
        shift.number: await _moved(user_id, server_id, shift, now) for shift in sorted(shifts, key=_turn)
    }
    return tuple(outcomes[number] for number in dict.fromkeys(shift.number for shift in shifts))


async def _moved(user_id: int, server_id: int | None, shift: Shift, now: datetime) -> Outcome:
    changes = Changes(starts_at=shift.to, instead_of=shift.starts_at)
    try:
        edited = await editing.edit(user_id, server_id, shift.number, changes, now)
    except Refusal as refusal:
        return Outcome(shift, refusal=refusal)
    return Outcome(shift, is_asked=edited.about_time is AboutTime.PROPOSED)


def _turn(shift: Shift) -> float:
    """Return when it is an interview's turn: none should find the old time of the next one still taken."""
    at = shift.starts_at.timestamp()
    return -at if shift.to > shift.starts_at else at


def _same_wall(starts_at: datetime, before: str, zone: str, now: datetime) -> datetime:
    """Return when the clocks of `zone` show what those of `before` show at a start.

    Raises:
        Refusal: never, or twice, or nothing can start then.
    """
    wall, second = wall_of(starts_at, before)
    to = read_wall(wall, zone, second=second)
    if to != starts_at:
        check_start(to, now)
    return to


def _movable(one: Listed, to: datetime) -> Movable:
    return Movable(Shift(one.id, one.starts_at, to), one.topic, one.status is InterviewStatus.BOOKED)
