"""A person's own free hours: their week, the exceptions from it, and a pause (design, section 13).

Nobody but them sees any of it. Each change holds the person, so that no two at once pass a limit.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tortoise.exceptions import IntegrityError

from models import FreeException, FreeSpan, User
from models.statements import run
from services import people
from services.finding.free_time.dates import Exceptional
from services.finding.free_time.week import (
    DAY_MINUTES,
    WEEKDAYS,
    Minutes,
    Weekly,
    joined,
    joined_minutes,
    of_a_day,
    pieces,
    without,
)
from services.finding.pairs import looking
from services.finding.refusals import (
    ExceptionOver,
    FreeTooFar,
    NoDayChosen,
    PauseOver,
    TooManyFreeExceptions,
    TooManyFreeSpans,
    ZoneNotChosen,
)
from services.holding import is_number
from services.refusals import BeingErased
from services.transaction import use_case

SPANS_MAXIMUM = 21
"""Three for each weekday, as many as a message has buttons to remove them."""

EXCEPTIONS_MAXIMUM = 60
"""Exceptions that are not over."""

DAYS_AHEAD = 366
"""How far ahead an exception may be, and a pause end."""

AT_ONCE = 500
"""Rows that are removed in one statement, so that nobody waits for it."""

_OVER_EVERYWHERE = timedelta(days=2)
"""A day is over in every zone two days after the date that it is in UTC."""

_REMOVE_OLD = (
    "DELETE FROM free_exception WHERE id IN ("
    " SELECT id FROM free_exception WHERE day <= :day ORDER BY day LIMIT :many) RETURNING id"
)


@dataclass(frozen=True)
class OwnSpan:
    """A span of the week, and its number."""

    id: int
    span: Weekly


@dataclass(frozen=True)
class OwnException:
    """An exception, and its number."""

    id: int
    exception: Exceptional


@dataclass(frozen=True)
class OwnWeek:
    """What somebody has said of when they are free.

    `spans` are in the order of the week, Monday first, and `exceptions` those that are not over, soonest
    first. `paused_until` (UTC) is None where there is no pause, `zone` None where they have chosen none.
    """

    zone: str | None
    spans: tuple[OwnSpan, ...] = ()
    exceptions: tuple[OwnException, ...] = ()
    paused_until: datetime | None = None


async def zone_of(user_id: int) -> str:
    """Return the IANA zone by whose clocks a person's free hours are.

    Raises:
        ZoneNotChosen: they have chosen none, or are not known yet.
    """
    user = await User.get_or_none(id=user_id)
    if user is None or not user.timezone:
        raise ZoneNotChosen
    return user.timezone


async def has_hours(user_id: int) -> bool:
    """Tell whether a person has said in which hours of the week they are free."""
    return await FreeSpan.exists(user_id=user_id)


async def week_of(user_id: int, now: datetime) -> OwnWeek:
    """Return what a person has said of when they are free, without what is over."""
    user = await User.get_or_none(id=user_id)
    if user is None:
        return OwnWeek(zone=None)
    paused = user.free_paused_until
    today = people.today_in(user.timezone or "UTC", now)
    spans = await FreeSpan.filter(user_id=user_id).order_by("weekday", "from_minute")
    exceptions = await FreeException.filter(user_id=user_id, day__gte=today).order_by("day", "from_minute")
    return OwnWeek(
        user.timezone,
        tuple(OwnSpan(row.id, _weekly(row)) for row in spans),
        tuple(OwnException(row.id, _exceptional(row)) for row in exceptions),
        paused if paused is not None and paused > now else None,
    )


async def add(
    user_id: int, weekdays: Collection[int], from_minute: int, to_minute: int, now: datetime
) -> None:
    """Add hours to some weekdays (Monday is 0), as minutes of the day; what they overlap or touch is joined.

    Hours that end at or before the minute at which they begin end on the next day. `to_minute` may be 1440.

    Raises:
        NoDayChosen: there is no weekday among those.
        ZoneNotChosen: they have chosen no zone.
        TooManyFreeSpans: there would be more than 21.
        BeingErased: they were erased meanwhile.
    """
    days = sorted(set(weekdays) & set(WEEKDAYS))
    if not days:
        raise NoDayChosen
    async with use_case():
        await people.lock({user_id})
        await zone_of(user_id)
        rows = {_weekly(row): row.id for row in await FreeSpan.filter(user_id=user_id)}
        added = [one for day in days for one in pieces(day, from_minute, to_minute)]
        wanted = joined([*rows, *added])
        if len(wanted) > SPANS_MAXIMUM:
            raise TooManyFreeSpans(maximum=SPANS_MAXIMUM)
        gone = [number for span, number in rows.items() if span not in wanted]
        if gone:
            await FreeSpan.filter(user_id=user_id, id__in=gone).delete()
        new = [
            FreeSpan(
                user_id=user_id, weekday=one.weekday, from_minute=one.from_minute, to_minute=one.to_minute
            )
            for one in wanted
            if one not in rows
        ]
        try:
            await FreeSpan.bulk_create(new)
        except IntegrityError:
            raise BeingErased from None
        await looking.look_for_all_of(user_id, now)


async def remove(user_id: int, span_id: int) -> bool:
    """Remove a span of a person's week by its number; tell whether there was one."""
    if not is_number(span_id):
        return False
    async with use_case():
        await people.lock({user_id})
        return bool(await FreeSpan.filter(id=span_id, user_id=user_id).delete())


async def pause(user_id: int, until: datetime, now: datetime) -> None:
    """Let a person hear of nothing that fits a wish until a moment; their hours count for nobody until then.

    Raises:
        PauseOver: the moment is not ahead.
        FreeTooFar: it is more than 366 days ahead.
    """
    if until <= now:
        raise PauseOver
    if until > now + timedelta(days=DAYS_AHEAD):
        raise FreeTooFar(days=DAYS_AHEAD)
    async with use_case():
        await people.lock({user_id})
        await User.filter(id=user_id).update(free_paused_until=until)


async def resume(user_id: int, now: datetime) -> None:
    """End a person's pause, if there is one."""
    async with use_case():
        await people.lock({user_id})
        await User.filter(id=user_id).update(free_paused_until=None)
        await looking.look_for_all_of(user_id, now)


async def add_exception(
    user_id: int, day: date, from_minute: int, to_minute: int, *, is_free: bool, now: datetime
) -> None:
    """Set that on a day of their zone a person is free between two minutes, or is not.

    That holds whatever the week says, and takes the place of what was said of that part of the day before.
    Hours that end at or before the minute at which they begin end on the next day; 0 to 1440 is all of it.

    Raises:
        ExceptionOver: the day is over.
        FreeTooFar: it is more than 366 days ahead.
        ZoneNotChosen: they have chosen no zone.
        TooManyFreeExceptions: there would be more than 60 that are not over.
        BeingErased: they were erased meanwhile.
    """
    async with use_case():
        await people.lock({user_id})
        today = people.today_in(await zone_of(user_id), now)
        if day < today:
            raise ExceptionOver
        if day > today + timedelta(days=DAYS_AHEAD):
            raise FreeTooFar(days=DAYS_AHEAD)
        days = (day, day + timedelta(days=1))
        for one, part in zip(days, of_a_day(from_minute, to_minute), strict=True):
            if part is not None:
                await _set_part(user_id, one, part, is_free=is_free)
        ahead = FreeException.filter(user_id=user_id, day__gt=_last_over(now))
        if await ahead.count() > EXCEPTIONS_MAXIMUM:
            raise TooManyFreeExceptions(maximum=EXCEPTIONS_MAXIMUM)


async def remove_exception(user_id: int, exception_id: int) -> bool:
    """Take an exception back by its number; tell whether there was one."""
    if not is_number(exception_id):
        return False
    async with use_case():
        await people.lock({user_id})
        return bool(await FreeException.filter(id=exception_id, user_id=user_id).delete())


async def remove_old(now: datetime) -> int:
    """Remove some of the exceptions that are over in every zone; return how many rows went."""
    return len(await run(_REMOVE_OLD, {"day": _last_over(now), "many": AT_ONCE}))


async def _set_part(user_id: int, day: date, part: Minutes, *, is_free: bool) -> None:
    """Set what holds for a part of a day, within the caller's transaction."""
    rows = {_exceptional(row): row.id for row in await FreeException.filter(user_id=user_id, day=day)}
    parts = {
        said: without([_minutes(one) for one in rows if one.is_free is said], part) for said in (True, False)
    }
    parts[is_free].append(part)
    wanted = {
        Exceptional(day, *minutes, is_free=said)
        for said, some in parts.items()
        for minutes in joined_minutes(some)
    }
    gone = [number for one, number in rows.items() if one not in wanted]
    if gone:
        await FreeException.filter(user_id=user_id, id__in=gone).delete()
    try:
        await FreeException.bulk_create(_rows(user_id, sorted(wanted - rows.keys())))
    except IntegrityError:
        raise BeingErased from None


def _rows(user_id: int, exceptions: Iterable[Exceptional]) -> list[FreeException]:
    return [
        FreeException(
            user_id=user_id,
            day=one.day,
            from_minute=one.from_minute,
            to_minute=one.to_minute,
            is_free=one.is_free,
        )
        for one in exceptions
    ]


def _last_over(now: datetime) -> date:
    """Return the last day that is over in every zone."""
    return people.today_in("UTC", now) - _OVER_EVERYWHERE


def is_whole_day(exception: Exceptional) -> bool:
    """Tell whether an exception is about all of its day."""
    return _minutes(exception) == (0, DAY_MINUTES)


def _minutes(one: Exceptional) -> Minutes:
    return one.from_minute, one.to_minute


def _weekly(row: FreeSpan) -> Weekly:
    return Weekly(row.weekday, row.from_minute, row.to_minute)


def _exceptional(row: FreeException) -> Exceptional:
    return Exceptional(row.day, row.from_minute, row.to_minute, row.is_free)
