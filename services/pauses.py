"""Who is paused for not coming gives up later seats, too: others should not wait for them in vain."""

from dataclasses import dataclass
from datetime import datetime

from models import InterviewStatus, MockInterview
from models.rows import find, hold_all
from services import blocks, booking, ending, points
from services.blocks import Block
from services.coming import late as late_changes
from services.delivery import outbox
from services.delivery.kinds.direct import Cancelled, SeatsFreed, Withdrawn
from services.interviews import public
from services.server_settings import ServerSettings

FREED_AT_MOST = 25
"""Seats that one pause frees, the soonest first: nobody else can write for as long as it takes."""

_LATER = (
    "(interviewer_id = :person OR interviewee_id = :person) AND status IN ('pending', 'booked')"
    " AND scheduled_time > :now AND server_id = :server ORDER BY scheduled_time, id LIMIT :many"
)


@dataclass(frozen=True)
class Pause:
    """A member's pause that holds now, and their later interviews, held until the transaction ends.

    `repaid` are those who get points back when it frees these.
    """

    user_id: int
    block: Block
    later: tuple[MockInterview, ...]
    repaid: frozenset[int]


@dataclass(frozen=True)
class Freed:
    """What a pause freed: interviews by their numbers, and the points that came back to who is paused."""

    interviews: tuple[int, ...]
    refunded: int


async def pause_of(settings: ServerSettings, user_id: int, now: datetime) -> Pause | None:
    """Return a member's pause, if one holds now, with what it frees.

    Interviews are held before accounts (`points.hold_accounts`), and in the order of their ids.
    """
    block = await blocks.block_of(settings, user_id, now)
    if block is None:
        return None
    held = {row.id for row in await _later(settings.server_id, user_id, now)}
    if not held:
        return Pause(user_id, block, (), frozenset())
    await hold_all(MockInterview, held)
    # As they are now that nobody else changes them.
    later = tuple(row for row in await _later(settings.server_id, user_id, now) if row.id in held)
    payers = {row.interviewee_id for row in later if row.interviewee_id is not None}
    return Pause(user_id, block, later, frozenset(payers | await late_changes.who_left(later)))


async def free_seats(missed: MockInterview, pause: Pause, now: datetime) -> Freed:
    """Free the later seats of who is paused, within the caller's transaction; all whom it concerns are told.

    What they booked is open again, and what they host is cancelled; whoever paid gets it back. `missed` is
    the interview that the pause came of.
    """
    refunded = 0
    for row in pause.later:
        refunded += await _free(row, pause.user_id, now)
    freed = Freed(tuple(row.id for row in pause.later), refunded)
    if freed.interviews:
        named = ", ".join(f"#{number}" for number in freed.interviews)
        told = SeatsFreed(until=pause.block.until, interviews=named, refund=refunded)
        await outbox.tell(missed, pause.user_id, told, now)
    return freed


async def begin_if_due(
    missed: MockInterview, settings: ServerSettings, user_id: int, now: datetime
) -> Freed | None:
    """Free the later seats of a member for whom a pause holds now; None where none does."""
    pause = await pause_of(settings, user_id, now)
    if pause is None:
        return None
    await points.hold_accounts(settings.server_id, pause.repaid)
    return await free_seats(missed, pause, now)


async def _free(row: MockInterview, user_id: int, now: datetime) -> int:
    """Free one seat, and return what came back to its holder."""
    if row.host_id != user_id:
        refunded = await booking.free_seat(row, now)
        knows_link = row.meeting_link is not None
        told = Withdrawn(guest_id=user_id, revision=row.revision, knows_link=knows_link, for_pause=True)
        await outbox.tell(row, row.host_id, told, now)
        return refunded
    refunded = await ending.close(row, InterviewStatus.CANCELLED, now)
    guest_id = public(row).guest_id
    if guest_id is not None:
        back = refunded if guest_id == row.interviewee_id else 0
        await outbox.tell(row, guest_id, Cancelled(refund=back, for_pause=True), now)
    return refunded if user_id == row.interviewee_id else 0


async def _later(server_id: int, user_id: int, now: datetime) -> list[MockInterview]:
    values = {"person": user_id, "now": now, "server": server_id, "many": FREED_AT_MOST}
    return await find(MockInterview, _LATER, values)
