"""Late changes: who leaves so shortly before the start that the other can hardly find anybody else.

A server says from how many hours before the start on that is so (`/settings late`); with 0, as at first,
nothing is late. Then a guest leaves some of the price to the host who interviews, and a host pays the guest
the compensation, as far as they have it (design, section 14).

What a guest leaves is out of their account at once, and with nobody until it is known where it belongs: with
the host who keeps the seat open until the start and finds nobody for it, else with the guest again. So
nothing has to be taken from a host again who may have spent it, and no host gains by taking the card down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import LateChange, LateState, MockInterview, PointsReason
from models.statements import run
from services import moves, people, points, terms
from services.coming.rules import is_silent
from services.delivery import outbox
from services.delivery.kinds.coming import LateKept, LateReturned, Why
from services.interviews import Interview, public
from services.refusals import CostsMeanwhile
from services.server_settings import ServerSettings

FREE_ONCE_IN = timedelta(days=90)
"""One change that would cost something costs nothing within so long, in each server."""

TIME_TO_RECONSIDER = timedelta(minutes=10)
"""How long after both have agreed on a time nothing is late: nobody has counted on it for long."""

NOT_LATE = -1
"""What somebody was told it costs who was not told that it is late; a free change costs 0 points."""

KEPT = timedelta(days=180)
"""How long it is kept who left late."""

AT_ONCE = 500
"""Rows that are removed in one statement, so that nobody waits for it."""

_REMOVE_OLD = (
    "DELETE FROM late_change WHERE id IN ("
    " SELECT id FROM late_change WHERE at <= :before AND state <> 'held' ORDER BY at LIMIT :many)"
    " RETURNING id"
)

_FORGIVEN = (
    "SELECT late_change.id FROM late_change"
    " JOIN mock_interview AS left_one ON left_one.id = late_change.interview_id"
    " AND left_one.server_id = :server"
    " WHERE late_change.user_id = :person AND late_change.at > :since AND late_change.is_free"
    " AND late_change.state <> 'undone' LIMIT 1"
)


@dataclass(frozen=True)
class Late:
    """What leaving late costs whoever leaves, in points; nothing where it `is_free` this once.

    `hours` before the start is from when on it is late.
    """

    hours: int
    points: int
    is_free: bool = False


@dataclass(frozen=True)
class IfLate:
    """What withdrawing late costs a guest who has just booked, in points: from `hours` before the start on.

    Where that is so already, it is from `minutes` after the booking on, which are None elsewhere.
    """

    hours: int
    points: int
    minutes: int | None


async def for_guest(row: MockInterview, settings: ServerSettings, cost: int, now: datetime) -> IfLate | None:
    """Return what withdrawing late costs who has just booked for `cost` points; None where it is nothing."""
    kept = min(settings.late_keep, cost) if settings.late_hours else 0
    if not kept:
        return None
    if now + TIME_TO_RECONSIDER < row.scheduled_time - timedelta(hours=settings.late_hours):
        return IfLate(settings.late_hours, kept, None)
    time_left = timedelta() if await _was_left_late(row) else TIME_TO_RECONSIDER
    return IfLate(settings.late_hours, kept, time_left // timedelta(minutes=1))


async def price_of_leaving(row: MockInterview, user_id: int, now: datetime) -> Late | None:
    """Return what leaving a booked interview now costs a participant; None where it is not late.

    It never is for who sits across from somebody silent, nor for a guest who is asked for another time.
    """
    interview = public(row)
    if row.agreed_at is None or interview.guest_id is None:
        return None
    holds = await terms.agreed(row)
    if not _is_late(interview, user_id, holds.late_hours, now):
        return None
    is_host = user_id == row.host_id
    if now < row.agreed_at + TIME_TO_RECONSIDER and (is_host or not await _was_left_late(row)):
        return None
    if not is_host and await moves.open_proposal(row) is not None:
        return None
    due = holds.compensation
    if not is_host:
        is_paid_for = user_id == row.interviewee_id and holds.late_keep > 0
        paid = await points.paid_so_far(row.server_id, user_id, row.id) if is_paid_for else 0
        due = min(holds.late_keep, paid)
    if due and not await _was_forgiven_lately(row.server_id, user_id, now):
        return Late(holds.late_hours, 0, is_free=True)
    return Late(holds.late_hours, due)


async def price_held(row: MockInterview, user_id: int, known_cost: int | None, now: datetime) -> Late | None:
    """Return the same within the caller's transaction, with the accounts of both held until it ends.

    `known_cost` is what whoever leaves was told that it costs, in points, or `NOT_LATE`; None where nobody is
    to be told.

    Raises:
        CostsMeanwhile: it costs more than that, or counts as late unlike that.
    """
    if not row.agreed_late_hours:
        return None
    other_id = public(row).other_than(user_id)
    await points.hold_accounts(row.server_id, {one for one in (user_id, other_id) if one is not None})
    late = await price_of_leaving(row, user_id, now)
    if late is not None and known_cost is not None and late.points > known_cost:
        raise CostsMeanwhile(number=row.id, points=late.points)
    return late


async def note_guest(row: MockInterview, guest_id: int, late: Late, now: datetime) -> None:
    """Note that a guest has left late, whose seat was just freed, and take what they leave."""
    await LateChange.create(
        interview_id=row.id,
        user_id=guest_id,
        at=now,
        points=late.points,
        is_free=late.is_free,
        state=LateState.HELD,
    )
    row.has_late_change = True
    await row.save(update_fields=["has_late_change"])
    await points.move(row.server_id, guest_id, -late.points, PointsReason.LATE, now, interview_id=row.id)


async def note_host(row: MockInterview, guest_id: int, late: Late, now: datetime) -> int:
    """Note that a host has cancelled late; return how many points the guest got of them."""
    taken = await points.take_what_is_left(
        row.server_id, row.host_id, late.points, PointsReason.LATE, now, interview_id=row.id
    )
    await points.move(row.server_id, guest_id, taken, PointsReason.LATE, now, interview_id=row.id)
    await LateChange.create(
        interview_id=row.id,
        user_id=row.host_id,
        at=now,
        points=taken,
        is_free=late.is_free,
        state=LateState.KEPT,
    )
    return taken


async def seat_taken(row: MockInterview, guest_id: int, now: datetime) -> None:
    """Give back what a former guest has left of a seat that `guest_id` has just taken.

    Call it before the guest is held (`people.hold`): all whom it takes are held here, in the order in which
    others hold them.
    """
    change = await _held_change(row)
    await people.lock({change.user_id, guest_id, row.host_id})
    await points.hold_accounts(row.server_id, {change.user_id, guest_id})
    await _give_back(row, change, Why.TAKEN, now)


async def closed(row: MockInterview, now: datetime, *, is_expired: bool) -> None:
    """Give a host what a former guest has left of a seat that was free until the start, else give it back."""
    change = await _held_change(row)
    if not is_expired:
        await _give_back(row, change, Why.CANCELLED, now)
        return
    await _settle(row, change, LateState.KEPT)
    if change.points:
        await points.move(
            row.server_id, row.host_id, change.points, PointsReason.LATE, now, interview_id=row.id
        )
        kept = LateKept(change=change.id, points=change.points, guest_id=change.user_id)
        await outbox.tell(row, row.host_id, kept, now)


async def moved(row: MockInterview, now: datetime) -> None:
    """Give back what a former guest has left of a seat whose card has just been moved to another start."""
    await _give_back(row, await _held_change(row), Why.MOVED, now)


async def left_by_another(row: MockInterview) -> int:
    """Return how many points a former guest gets back if nobody can take the free seat any more."""
    return (await _held_change(row)).points if row.has_late_change else 0


async def who_left(rows: Iterable[MockInterview]) -> set[int]:
    """Return who gets points back if these interviews are called off: they left seats in them late."""
    numbers = [row.id for row in rows if row.has_late_change]
    if not numbers:
        return set()
    return {one.user_id for one in await LateChange.filter(interview_id__in=numbers, state=LateState.HELD)}


async def remove_old(now: datetime) -> int:
    """Remove some of what is older than half a year; return how many rows went."""
    return len(await run(_REMOVE_OLD, {"before": now - KEPT, "many": AT_ONCE}))


def _is_late(interview: Interview, user_id: int, hours: int, now: datetime) -> bool:
    if now < interview.starts_at - timedelta(hours=hours):
        return False
    said = interview.coming_of(interview.other_than(user_id))
    return not is_silent(said, interview.starts_at, now)


async def _was_forgiven_lately(server_id: int, user_id: int, now: datetime) -> bool:
    values = {"server": server_id, "person": user_id, "since": now - FREE_ONCE_IN}
    return bool(await run(_FORGIVEN, values))


async def _was_left_late(row: MockInterview) -> bool:
    """Tell whether a guest has left it late before: then nobody takes the seat only to free them of that."""
    return await LateChange.exists(interview_id=row.id)


async def _held_change(row: MockInterview) -> LateChange:
    return await LateChange.get(interview_id=row.id, state=LateState.HELD)


async def _give_back(row: MockInterview, change: LateChange, why: Why, now: datetime) -> None:
    await _settle(row, change, LateState.UNDONE)
    if change.points:
        await points.move(
            row.server_id, change.user_id, change.points, PointsReason.LATE, now, interview_id=row.id
        )
        returned = LateReturned(change=change.id, points=change.points, why=why)
        await outbox.tell(row, change.user_id, returned, now)


async def _settle(row: MockInterview, change: LateChange, state: LateState) -> None:
    change.state, row.has_late_change = state, False
    await change.save(update_fields=["state"])
    await row.save(update_fields=["has_late_change"])
