"""An interview that does not take place: its host cancels it, nobody booked it, or no feedback came."""

from dataclasses import dataclass
from datetime import datetime

from models import InterviewStatus, MockInterview
from services import actions, moves, points
from services.coming import late as late_changes
from services.coming.late import Late
from services.delivery import outbox, planning
from services.delivery.kinds.direct import Cancelled as CancelledMessage
from services.delivery.kinds.direct import Expired
from services.finding import line, wishes
from services.holding import find, held_by_host, hold, store_change
from services.interviews import Interview, public
from services.invitations import Entry, entry_of
from services.reasons import cleaned_reason
from services.refusals import BookedMeanwhile
from services.transaction import begun_anew, use_case


@dataclass(frozen=True)
class Cancellation:
    """What cancelling would do: whoever holds the interviewee's seat would get `refund` points back.

    Where that is `late`, the guest gets what it says, as far as the host has it. Nobody sits there yet? Then
    who left the seat late gets back the points that they `left`.
    """

    interview: Interview
    refund: int
    late: Late | None = None
    left: int = 0


@dataclass(frozen=True)
class Cancelled:
    """An interview that was cancelled, and what its host got back.

    Where that was `late`, the guest got `compensated` points of the host's. `entry` takes it out of the
    host's calendar; None where nobody had booked, so that it never got there.
    """

    interview: Interview
    refunded: int
    entry: Entry | None
    late: Late | None = None
    compensated: int = 0


async def before_cancelling(user_id: int, server_id: int | None, number: int, now: datetime) -> Cancellation:
    """Return what cancelling would do, before the host is asked whether they want it.

    Raises:
        Refusal: what `cancel` raises.
    """
    row = await find(number, server_id, user_id)
    interview = public(row)
    actions.check_may_change(interview, user_id, now)
    payer_id = interview.interviewee_id
    refund = 0 if payer_id is None else await points.paid_so_far(interview.server_id, payer_id, number)
    return Cancellation(
        interview,
        refund,
        await late_changes.price_of_leaving(row, user_id, now),
        await late_changes.left_by_another(row),
    )


@begun_anew
async def cancel(
    user_id: int,
    server_id: int | None,
    number: int,
    now: datetime,
    *,
    reason: str = "",
    known_guest_id: int | None = None,
    known_cost: int | None = None,
) -> Cancelled:
    """Cancel a card or a booked interview before its start.

    Whoever paid for the interviewee's seat gets back what they paid; a guest is told, with the reason if one
    is given. Late, the host compensates the guest (`services.coming.late`). `known_guest_id` is whom the host
    was told it affects, 0 where that was nobody, and `known_cost` how many points they were told.

    Raises:
        TextTooLong: the reason has more than 300 characters.
        Refusal: what `held_by_host` raises.
        BookedMeanwhile: somebody else has booked it since the host was told.
        CostsMeanwhile: it costs more than the host was told.
    """
    said = cleaned_reason(reason)
    async with use_case():
        row = await held_by_host(user_id, server_id, number, now)
        guest_id = public(row).guest_id
        if known_guest_id is not None and guest_id not in {None, known_guest_id}:
            raise BookedMeanwhile(number=number, member_id=guest_id or 0)
        late = await late_changes.price_held(row, user_id, known_cost, now)
        return await call_off(row, now, reason=said, late=late)


async def call_off(
    row: MockInterview, now: datetime, *, reason: str = "", late: Late | None = None
) -> Cancelled:
    """Cancel an interview that the caller holds for its host, and have a guest told, in one transaction."""
    guest_id = public(row).guest_id
    refunded = await close(row, InterviewStatus.CANCELLED, now)
    compensated = 0
    if guest_id is not None:
        if late is not None:
            compensated = await late_changes.note_host(row, guest_id, late, now)
        back = refunded if guest_id == row.interviewee_id else 0
        told = CancelledMessage(refund=back, reason=reason, compensation=compensated)
        await outbox.tell(row, guest_id, told, now)
    return Cancelled(
        public(row),
        refunded=refunded if row.host_id == row.interviewee_id else 0,
        entry=None if guest_id is None else entry_of(row, row.host_id),
        late=late,
        compensated=compensated,
    )


@begun_anew
async def expire(number: int, now: datetime) -> None:
    """Close a card whose start passed unbooked, if that is still so; its host gets back what it cost."""
    async with use_case():
        row = await hold(number)
        if row.status is not InterviewStatus.PENDING or row.scheduled_time > now:
            return
        refunded = await close(row, InterviewStatus.EXPIRED, now)
        await outbox.tell(row, row.host_id, Expired(refund=refunded), now)


async def close(row: MockInterview, status: InterviewStatus, now: datetime) -> int:
    """Bring an interview that did not take place to an end, and return what the interviewee got back."""
    row.status, row.next_step_at, row.held_until = status, None, None
    await store_change(row, now, "status", "held_until")
    await moves.forget(row, now)
    await planning.unplan(row, now)
    await outbox.show_card(row, now)
    await line.follow(row, now)
    if public(row).guest_id is not None:
        await wishes.reopen(row, now)
    if row.has_late_change:
        await late_changes.closed(row, now, is_expired=status is InterviewStatus.EXPIRED)
    if row.interviewee_id is None:
        return 0
    return await points.refund_seat(row.server_id, row.interviewee_id, row.id, now)
