"""What admins do for members: cancel an interview, free a seat, lift a pause; everybody concerned is told."""

import secrets
from datetime import datetime

from models import InterviewStatus
from models.statements import run
from services import actions, audit, blocks, booking, ending, server_settings
from services.delivery import outbox
from services.delivery.kinds.direct import AdminCancelled, PauseLifted, SeatFreed
from services.delivery.kinds.log import AdminFreedSeat, AdminHasCancelled, PauseWasLifted
from services.delivery.kinds.message import Address
from services.delivery.outbox import Letter, address, to_person
from services.holding import find_held
from services.interviews import public
from services.refusals import AdminNeedsReason, NotPaused
from services.text import clean_line
from services.transaction import use_case

REASON_MAXIMUM = 200

_FORGIVE = (
    "UPDATE no_show_report SET is_forgiven = :yes WHERE absent_id = :absent AND NOT is_forgiven AND EXISTS ("
    " SELECT 1 FROM mock_interview WHERE mock_interview.id = interview_id AND server_id = :server)"
    " RETURNING id"
)
_LIFT_KEPT = (
    "UPDATE user_points SET paused_until = NULL, paused_for = ''"
    " WHERE server_id = :server AND user_id = :absent AND paused_until IS NOT NULL RETURNING id"
)
"""A pause from before the member was erased and came back."""


async def cancel(admin_id: int, server_id: int, number: int, reason: str, now: datetime) -> None:
    """Cancel an interview of the admin's server before its start; what was paid comes back.

    Raises:
        InterviewNotFound: there is none in that server.
        Refusal: what `actions.check_can_be_called_off` raises.
        AdminNeedsReason, TextTooLong: the reason is empty, or longer than 200 characters.
    """
    said = _reason(reason)
    async with use_case():
        row = await find_held(number, server_id, admin_id)
        actions.check_can_be_called_off(public(row), now)
        refunded = await ending.close(row, InterviewStatus.CANCELLED, now)
        letters = []
        await audit.note(AdminHasCancelled(admin_id=admin_id, reason=said), address(row), now)
        for person in filter(None, (row.interviewer_id, row.interviewee_id)):
            back = refunded if person == row.interviewee_id else 0
            told = AdminCancelled(admin_id=admin_id, reason=said, refund=back)
            letters.append(to_person(row, person, told))
        await outbox.write(letters, now)


async def free_seat(admin_id: int, server_id: int, number: int, reason: str, now: datetime) -> None:
    """Free the guest's seat of an interview of the admin's server: the card is open again.

    Raises:
        InterviewNotFound: there is none in that server.
        Refusal: what `actions.check_seat_can_be_freed` raises.
        AdminNeedsReason, TextTooLong: the reason is empty, or longer than 200 characters.
    """
    said = _reason(reason)
    async with use_case():
        row = await find_held(number, server_id, admin_id)
        guest_id = actions.check_seat_can_be_freed(public(row), now)
        refunded = await booking.free_seat(row, now)
        line = AdminFreedSeat(admin_id=admin_id, guest_id=guest_id, reason=said)
        await audit.note(line, address(row), now)
        letters = []
        for person in (row.host_id, guest_id):
            told = SeatFreed(
                guest_id=guest_id,
                admin_id=admin_id,
                reason=said,
                refund=refunded if person == guest_id else 0,
                revision=row.revision,
                knows_link=person == row.host_id and row.meeting_link is not None,
            )
            letters.append(to_person(row, person, told))
        await outbox.write(letters, now)


async def lift_pause(admin_id: int, server_id: int, user_id: int, now: datetime) -> None:
    """Let a member take new seats again: what they missed so far pauses them no more.

    Raises:
        NotPaused: they are not paused (any more).
    """
    async with use_case():
        settings = await server_settings.read(server_id)
        if await blocks.block_of(settings, user_id, now) is None:
            raise NotPaused(member_id=user_id)
        values = {"absent": user_id, "server": server_id}
        forgiven = await run(_FORGIVE, {"yes": True, **values})
        if not (await run(_LIFT_KEPT, values) or forgiven):
            # Another admin was first.
            raise NotPaused(member_id=user_id)
        mark = secrets.token_hex(8)
        line = PauseWasLifted(admin_id=admin_id, member_id=user_id, mark=mark)
        told = PauseLifted(admin_id=admin_id, mark=mark)
        to_member = Letter(told, Address(server_id, recipient_id=user_id))
        await outbox.write([to_member], now)
        await audit.note(line, Address(server_id), now)


def _reason(text: str) -> str:
    said = clean_line(text, "reason", REASON_MAXIMUM)
    if not said:
        raise AdminNeedsReason
    return said
