"""Taking the free seat of a card, and giving it back."""

from dataclasses import dataclass, replace
from datetime import datetime

from models import InterviewStatus, MockInterview
from models.statements import run
from services import actions, blocks, moves, people, points
from services.availability import check_free
from services.delivery import outbox, planning
from services.delivery.kinds.direct import Booked as BookedMessage
from services.delivery.kinds.direct import Withdrawn as WithdrawnMessage
from services.delivery.outbox import Letter, room_letter, to_person
from services.holding import find, find_held, store_change
from services.interviews import LAPSE_AFTER, Host, Private, public
from services.invitations import Entry, entry_of
from services.people import Member
from services.server_settings import ServerSettings
from services.transaction import use_case
from services.viewing import private_of

_TAKE = (
    "UPDATE mock_interview SET status = 'booked', interviewer_id = :interviewer,"
    " interviewee_id = :interviewee, revision = :revision, booking = :revision,"
    " booking_is_told = :is_told, next_step_at = :next_step_at,"
    " updated_at = :now"
    " WHERE id = :id AND status = 'pending' AND revision = :revision - 1 RETURNING"
    ' (SELECT name FROM "user" WHERE "user".id = host_id) AS host_name,'
    ' (SELECT avatar FROM "user" WHERE "user".id = host_id) AS host_avatar'
)


@dataclass(frozen=True)
class Booked:
    """A booking that was made, what it cost the guest, and the settings of its server."""

    mine: Private
    cost: int
    balance: int
    settings: ServerSettings


@dataclass(frozen=True)
class Withdrawn:
    """A booking that was given back, and what the guest got for it.

    `entry` takes it out of the guest's calendar.
    """

    number: int
    refunded: int
    entry: Entry


async def book(guest: Member, number: int, now: datetime) -> Booked:
    """Take the free seat of a card; as interviewee the guest pays for it.

    One conditional update decides who is first: whoever comes second changes no row and is told why.

    Raises:
        InterviewNotFound: there is none in the guest's server.
        Refusal: what `actions.check_may_book` raises.
        BlockedFromSeats: the guest did not come too often.
        Overlap: they have another interview then.
        NotEnoughPoints, NobodyHasPoints: they cannot pay.
    """
    async with use_case():
        row, host = await _take_seat(guest, number, now)
        held = await people.hold(row.server_id, guest.user_id)
        await blocks.check_not_blocked(held.settings, guest.user_id, now)
        await check_free(guest.user_id, row.scheduled_time, row.ends_at, but=row.id)
        cost, balance = 0, held.account.balance
        if row.interviewee_id == guest.user_id:
            paid = await points.pay_for_seat(held.settings, held.account, guest.user_id, row.id, now)
            cost, balance = -paid.amount, paid.balance
        await outbox.write(await _letters(row, held.settings, guest, now), now)
        # Nothing else can be known of a booking that was just made.
        return Booked(private_of(row, guest.user_id, now, host), cost, balance, held.settings)


async def withdraw(user_id: int, server_id: int | None, number: int, now: datetime) -> Withdrawn:
    """Give a booked seat back before the start: the card is open again, what was paid comes back.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_withdraw` raises.
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        actions.check_may_withdraw(public(row), user_id, now)
        was_interviewee = row.interviewee_id == user_id
        role = public(row).role_of(user_id)
        await _free_seat(row, was_interviewee, now)
        refunded = await points.refund_seat(row.server_id, user_id, row.id, now) if was_interviewee else 0
        told = WithdrawnMessage(guest_id=user_id, revision=row.revision)
        await outbox.tell(row, row.host_id, told, now)
        await moves.forget(row, now)
        await planning.unplan(row, now)
        await outbox.forget_room(row, now)
        await outbox.show_card(row, now)
        return Withdrawn(number, refunded, replace(entry_of(row, user_id), role=role))


async def _take_seat(guest: Member, number: int, now: datetime) -> tuple[MockInterview, Host]:
    """Put the guest into whichever seat is free; return the card that they have booked with it, and its host.

    The update holds only for the revision that was read: a card that its host changes at the same moment is
    looked at again, and of two guests the second finds it booked.

    Raises:
        InterviewNotFound: there is none in the guest's server.
        Refusal: what `actions.check_may_book` raises.
    """
    while True:
        row = await find(number, guest.server_id, guest.user_id)
        actions.check_may_book(public(row), guest.user_id, now)
        row.interviewer_id = row.interviewer_id or guest.user_id
        row.interviewee_id = row.interviewee_id or guest.user_id
        row.status, row.revision, row.updated_at = InterviewStatus.BOOKED, row.revision + 1, now
        row.booking, row.booking_is_told = row.revision, row.meeting_link is not None
        row.next_step_at = row.ends_at + LAPSE_AFTER
        for taken in await run(_TAKE, _taken(row)):
            return row, Host(taken["host_name"], taken["host_avatar"])


def _taken(row: MockInterview) -> dict[str, object]:
    """Return what is stored of a card that is booked now."""
    return {
        "id": row.id,
        "interviewer": row.interviewer_id,
        "interviewee": row.interviewee_id,
        "revision": row.revision,
        "is_told": row.booking_is_told,
        "next_step_at": row.next_step_at,
        "now": row.updated_at,
    }


async def _letters(
    row: MockInterview, settings: ServerSettings, guest: Member, now: datetime
) -> list[Letter]:
    """Return all that a booking makes necessary: both are told, at once or once there is a room."""
    if row.meeting_link is None:
        told = [room_letter(row)]
    else:
        booked = BookedMessage(booking=row.revision)
        told = [to_person(row, person, booked) for person in (row.host_id, guest.user_id)]
    planned = planning.planned_letters(row, settings.reminder_offsets, now)
    shown = await outbox.card_letters(row, makes_events=settings.makes_events)
    return [*told, *planned, *shown]


async def _free_seat(row: MockInterview, was_interviewee: bool, now: datetime) -> None:  # noqa: FBT001 - a fact
    if was_interviewee:
        row.interviewee_id = None
    else:
        row.interviewer_id = None
    row.status, row.next_step_at = InterviewStatus.PENDING, row.scheduled_time
    row.booking, row.booking_is_told, row.guest_was_asked = None, False, False
    await store_change(
        row,
        now,
        "interviewer_id",
        "interviewee_id",
        "status",
        "booking",
        "booking_is_told",
        "guest_was_asked",
    )
