"""Nobody is ever in two interviews at overlapping times (design, section 3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import InterviewStatus, MockInterview
from services.bounds import DURATION_MAXIMUM, LATEST, SOONEST
from services.interviews import Role

Span = tuple[datetime, datetime]

TAKES_TIME = (InterviewStatus.PENDING, InterviewStatus.BOOKED, InterviewStatus.NO_SHOW)
"""An interview in one of these takes the time of whoever sits in it: also a card that nobody booked yet,
which can be booked at any moment, and one that ended with a report of absence, which a ruling may undo."""


async def overlapping(
    user_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> MockInterview | None:
    """Return the first interview of a person that shares time with the span, or None.

    To be sure of the answer until the transaction ends, hold the person first (`people.lock`). `but` leaves
    one interview out: the one that is being moved or booked. Spans that only touch do not overlap.
    """
    taken = _taking_time(user_id, starts_at, ends_at)
    if but is not None:
        taken = taken.exclude(id=but)
    return await taken.first()


async def busy_spans(
    user_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> list[Span]:
    """Return when a person is taken between two moments, as spans in UTC; `but` leaves one interview out."""
    rows = await _taking_time(user_id, starts_at, ends_at)
    return [(row.scheduled_time, row.ends_at) for row in rows if row.id != but]


def _taking_time(user_id: int, starts_at: datetime, ends_at: datetime) -> QuerySet[MockInterview]:
    """Interviews of a person that share time with a span, the earliest first."""
    return MockInterview.filter(
        Q(interviewer_id=user_id) | Q(interviewee_id=user_id),
        status__in=TAKES_TIME,
        scheduled_time__lt=ends_at,
        # What follows from the end is said too, so that an index over the starts leaves out all that is over.
        scheduled_time__gt=starts_at - timedelta(minutes=DURATION_MAXIMUM),
        ends_at__gt=starts_at,
    ).order_by("scheduled_time")


@dataclass(frozen=True)
class Outlook:
    """What a person should know of a stretch of time; spans in UTC."""

    mine: tuple[Span, ...]
    """When they are taken."""
    offered: tuple[Span, ...]
    """Open cards of others that they could book instead of publishing one."""


async def outlook(
    user_id: int, server_id: int, role: Role | None, starts_at: datetime, ends_at: datetime
) -> Outlook:
    """Return when a person is taken between two moments, and what others offer meanwhile.

    `role` is the seat that the person wants: only cards on which it is free are offers then. A card at a time
    at which they are taken is none.
    """
    mine = tuple(await busy_spans(user_id, starts_at, ends_at))
    cards = MockInterview.filter(
        server_id=server_id,
        status=InterviewStatus.PENDING,
        scheduled_time__gt=starts_at,
        scheduled_time__lt=ends_at,
    ).exclude(host_id=user_id)
    if role is Role.INTERVIEWER:
        cards = cards.filter(interviewer_id__isnull=True)
    elif role is Role.INTERVIEWEE:
        cards = cards.filter(interviewee_id__isnull=True)
    offered = ((row.scheduled_time, row.ends_at) for row in await cards.order_by("scheduled_time", "id"))
    return Outlook(
        mine, tuple(one for one in offered if all(one[0] >= end or one[1] <= start for start, end in mine))
    )


SUGGESTIONS = 3
_STEP = timedelta(minutes=15)
_SEARCHED = timedelta(days=2)
"""How far around a time that is taken free ones are looked for."""


async def nearest_free(
    user_id: int,
    starts_at: datetime,
    duration: int,
    now: datetime,
    *,
    other_id: int | None = None,
    but: int | None = None,
) -> list[datetime]:
    """Return the three starts nearest to one that is taken at which a person is free, the nearest first.

    They lie quarters of an hour from it, at the full quarter, and no sooner or later than an interview may
    start; `duration` in minutes. Of two that are equally near, the later comes first. With `other_id`
    somebody else is free then too; `but` leaves one interview out: the one that is to be moved.
    """
    length = timedelta(minutes=duration)
    wanted = starts_at - timedelta(minutes=starts_at.minute % 15, seconds=starts_at.second)
    since, until = wanted - _SEARCHED, wanted + _SEARCHED + length
    busy = await busy_spans(user_id, since, until, but=but)
    if other_id is not None:
        busy += await busy_spans(other_id, since, until, but=but)
    found: list[datetime] = []
    for step in range(_SEARCHED // _STEP):
        for start in (wanted + step * _STEP, wanted - step * _STEP) if step else (wanted,):
            is_free = all(start >= end or start + length <= begin for begin, end in busy)
            if now + SOONEST <= start <= now + LATEST and is_free and start != starts_at:
                found.append(start)
    return found[:SUGGESTIONS]
