"""The way out of what two people have booked with each other, once one of them wants them kept apart.

It costs nothing and counts for nothing: what was paid comes back by the usual rules, it is not noted as given
back, and the other reads what they would read of any booking that ends, without a reason.
"""

from dataclasses import dataclass
from datetime import datetime

from models import MockInterview
from models.statements import run
from services import actions, booking, ending, points
from services.finding import apart
from services.finding.refusals import WayOutClosed
from services.holding import find, find_held
from services.interviews import Interview, public
from services.invitations import Entry
from services.refusals import NotYourInterview
from services.transaction import use_case

_AHEAD = """
SELECT id, scheduled_time FROM mock_interview WHERE interviewer_id = :one AND interviewee_id = :other
    AND status = 'booked' AND scheduled_time > :now
UNION ALL
SELECT id, scheduled_time FROM mock_interview WHERE interviewer_id = :other AND interviewee_id = :one
    AND status = 'booked' AND scheduled_time > :now
ORDER BY scheduled_time, id LIMIT :many
"""

LISTED = 20
"""As many as are shown with a button each."""


@dataclass(frozen=True)
class Out:
    """What leaving would do: whoever holds the interviewee's seat would get `refund` points back."""

    interview: Interview
    refund: int


@dataclass(frozen=True)
class Left:
    """An interview that somebody has left, and what they got back; `entry` takes it out of their calendar."""

    number: int
    refunded: int
    entry: Entry


async def ahead(user_id: int, other_id: int, now: datetime) -> list[Interview]:
    """Return what two people have booked with each other in any server, the soonest 20."""
    values = {"one": user_id, "other": other_id, "now": now, "many": LISTED}
    numbers = [int(row["id"]) for row in await run(_AHEAD, values)]
    rows = await MockInterview.filter(id__in=numbers).order_by("scheduled_time", "id") if numbers else []
    return [public(row) for row in rows]


async def before_leaving(user_id: int, number: int, now: datetime) -> Out:
    """Return what leaving would do, before whoever wants to is asked whether they do.

    Raises:
        Refusal: what `leave` raises.
    """
    interview = public(await find(number, None, user_id))
    await _check(interview, user_id, now)
    payer_id = interview.interviewee_id
    refund = 0 if payer_id is None else await points.paid_so_far(interview.server_id, payer_id, number)
    return Out(interview, refund)


async def leave(user_id: int, number: int, now: datetime) -> Left:
    """Leave what is booked with somebody from whom one is kept apart: given back as guest, cancelled as host.

    Raises:
        InterviewNotFound: there is none in which they have a seat.
        NotYourInterview, AlreadyOver, AlreadyStarted: it cannot be left (any more).
        WayOutClosed: they have not asked to be kept apart from the other.
    """
    async with use_case():
        row = await find_held(number, None, user_id)
        await _check(public(row), user_id, now)
        if row.host_id != user_id:
            given = await booking.give_back(row, user_id, now)
            return Left(number, given.refunded, given.entry)
        off = await ending.call_off(row, now)
        assert off.entry is not None  # noqa: S101 - without a guest there is nobody to be kept apart from
        return Left(number, off.refunded, off.entry)


async def _check(interview: Interview, user_id: int, now: datetime) -> None:
    if interview.role_of(user_id) is None:
        raise NotYourInterview(number=interview.id)
    actions.check_can_be_called_off(interview, now)
    other_id = interview.other_than(user_id)
    if other_id is None or not await apart.are_kept_apart_by(user_id, other_id):
        raise WayOutClosed(number=interview.id)
