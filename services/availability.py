"""Nobody is ever in two interviews at overlapping times (design, section 3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import InterviewStatus, MockInterview
from models.rows import find
from services.bounds import DURATION_MAXIMUM, LATEST, SOONEST
from services.interviews import Role, bookable
from services.refusals import Overlap

Span = tuple[datetime, datetime]

TAKES_TIME = (InterviewStatus.PENDING, InterviewStatus.BOOKED, InterviewStatus.NO_SHOW)
"""An interview in one of these takes the time of whoever sits in it: also a card that nobody booked yet,
which can be booked at any moment, and one that ended with a report of absence, which a ruling may undo."""

_MANY = 10_000

_TAKING_TIME = (
    "(interviewer_id = :person OR interviewee_id = :person)"
    f" AND status IN ({', '.join(repr(status.value) for status in TAKES_TIME)})"
    " AND scheduled_time < :ends_at AND scheduled_time > :since AND ends_at > :starts_at AND id <> :but"
    " ORDER BY scheduled_time LIMIT :limit"
)


async def overlapping(
    user_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> MockInterview | None:
    """Return the first interview of a person that shares time with the span, or None.

    To be sure of the answer until the transaction ends, hold the person first (`people.lock`). `but` leaves
    one interview out: the one that is being moved or booked. Spans that only touch do not overlap.
    """
    return next(iter(await _taking_time(user_id, starts_at, ends_at, but=but, limit=1)), None)


async def check_free(user_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None = None) -> None:
    """Check that a person has nothing else in a span of time; `but` is the interview that is moved or booked.

    To be sure of it until the transaction ends, hold the person first (`people.lock`).

    Raises:
        Overlap: they have.
    """
    taken = await overlapping(user_id, starts_at, ends_at, but=but)
    if taken is not None:
        raise Overlap(number=taken.id, starts_at=taken.scheduled_time)


async def busy_spans(
    user_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> list[Span]:
    """Return when a person is taken between two moments, as spans in UTC; `but` leaves one interview out."""
    rows = await _taking_time(user_id, starts_at, ends_at, but=but)
    return [(row.scheduled_time, row.ends_at) for row in rows]


async def _taking_time(
    user_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None, limit: int = _MANY
) -> list[MockInterview]:
    """Return the interviews of a person that share time with a span, the earliest first."""
    return await find(
        MockInterview,
        _TAKING_TIME,
        {
            "person": user_id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            # What follows from the end is said too, so that an index over the starts leaves out what is over.
            "since": starts_at - timedelta(minutes=DURATION_MAXIMUM),
            "but": but or 0,
            "limit": limit,
        },
    )


@dataclass(frozen=True)
class Outlook:
    """What a person should know of a stretch of time; spans in UTC."""

    mine: tuple[Span, ...]
    """When they are taken."""
    offered: tuple[Span, ...]
    """Open cards of others that they could book instead of publishing one."""


async def outlook(
    user_id: int,
    server_id: int,
    role: Role | None,
    starts_at: datetime,
    ends_at: datetime,
    *,
    notice: timedelta = timedelta(0),
) -> Outlook:
    """Return when a person is taken between two moments, and what others offer meanwhile.

    `role` is the seat that the person wants: only cards on which it is free are offers then. A card at a time
    at which they are taken is none. `notice` is the server's shortest before a start.
    """
    mine = tuple(await busy_spans(user_id, starts_at, ends_at))
    cards = MockInterview.filter(
        bookable(starts_at + notice), server_id=server_id, scheduled_time__lt=ends_at
    )
    cards = cards.exclude(host_id=user_id)
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
