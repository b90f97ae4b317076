"""Taking the free seat of a card, and giving it back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tortoise.exceptions import IntegrityError

from models import Coming, InterviewStatus, MockInterview
from models.statements import run
from services import actions, blocks, happenings, moves, people, points, server_settings
from services.availability import check_free
from services.coming import late as late_changes
from services.coming import reliability
from services.coming.late import IfLate, Late
from services.coming.record import Record
from services.coming.rules import SAID_FIELDS, coming_when_agreed, forget_what_was_said
from services.delivery import outbox, planning
from services.delivery.kinds.direct import Withdrawn as WithdrawnMessage
from services.delivery.outbox import Letter, room_letter
from services.finding import apart, between, given_back, limits, line, matching, wishes
from services.finding.met import Met
from services.happenings import Happening
from services.holding import find, find_held, is_number, store_change
from services.interviews import LAPSE_AFTER, Host, Interview, Private, public, with_guest
from services.invitations import Entry, entry_of
from services.people import Member
from services.reasons import cleaned_reason
from services.refusals import BeingErased, Refusal
from services.server_settings import ServerSettings
from services.transaction import begun_anew, use_case
from services.viewing import private_of

_TAKE = (
    "UPDATE mock_interview SET status = 'booked', interviewer_id = :interviewer,"
    " interviewee_id = :interviewee, revision = :revision, booking = :revision,"
    " booking_is_told = :is_told, next_step_at = :next_step_at, held_until = NULL,"
    " agreed_at = :now, host_coming = :coming, guest_coming = :coming,"
    " host_here_at = NULL, guest_here_at = NULL,"
    " agreed_reward = (SELECT reward FROM server WHERE server.id = server_id),"
    " agreed_compensation = (SELECT compensation FROM server WHERE server.id = server_id),"
    " agreed_late_hours = (SELECT late_hours FROM server WHERE server.id = server_id),"
    " agreed_late_keep = (SELECT late_keep FROM server WHERE server.id = server_id),"
    " agreed_sealed = (SELECT seals_feedback FROM server WHERE server.id = server_id),"
    " updated_at = :now"
    " WHERE id = :id AND status = 'pending' AND revision = :revision - 1 RETURNING agreed_sealed,"
    ' (SELECT name FROM "user" WHERE "user".id = host_id) AS host_name,'
    ' (SELECT avatar FROM "user" WHERE "user".id = host_id) AS host_avatar,'
    ' (SELECT dms_closed_at FROM "user" WHERE "user".id = host_id) AS dms_closed_at'
)


@dataclass(frozen=True)
class Booked:
    """A booking that was made, what it cost the guest, and the settings of its server.

    `is_host_unreachable` tells that the host takes no direct messages, as far as is known, `met` how often
    the two have had an interview together before, `host_record` how reliable the host is, and `if_late` what
    withdrawing shortly before the start costs, if anything.
    """

    mine: Private
    cost: int
    balance: int
    settings: ServerSettings
    is_host_unreachable: bool
    met: Met
    host_record: Record
    if_late: IfLate | None


@dataclass(frozen=True)
class Withdrawal:
    """What giving a booking back would do: the guest gets `refund` points, and leaves some where `late`."""

    interview: Interview
    refund: int
    late: Late | None = None


@dataclass(frozen=True)
class Withdrawn:
    """A booking that was given back, and what the guest got for it.

    With `is_held` the seat is offered to those who wait for it first. `late` is what of the `refunded` points
    was left where it was late, `host_id` who gets that if nobody takes the seat. `entry` takes it out of the
    guest's calendar.
    """

    number: int
    host_id: int
    refunded: int
    is_held: bool
    entry: Entry
    late: Late | None = None


@begun_anew
async def book(guest: Member, number: int, now: datetime) -> Booked:
    """Take the free seat of a card; as interviewee the guest pays for it.

    One conditional update decides who is first: whoever comes second changes no row and is told why.

    What keeps a guest from it is said in this order: what everybody may know of the card, then all that is
    their own, and last, where nothing else is in the way, what somebody else wants, of which they read one
    sentence whatever it is (`services.finding.apart`). So that one comes at the same place, after the same
    statements, whatever is behind it, and nothing was moved by then. The host is held with the guest: of two
    who book two of a host's cards at once, the second sees the first.

    Raises:
        InterviewNotFound: there is none in the guest's server.
        Refusal: what `actions.check_may_book`, `actions.check_in_time` and `limits.check_own` raise.
        SeatHeld, SeatHeldBefore, OfferGone: it is held for somebody else, who has waited for it.
        BlockedFromSeats: the guest did not come too often.
        Overlap: they have another interview then.
        NotEnoughPoints, NobodyHasPoints: they cannot pay.
        NotAvailable: the host wants no more interviews in their seat that week, or the two are kept apart.
    """
    async with use_case():
        return await book_within(guest, number, now)


async def book_within(guest: Member, number: int, now: datetime) -> Booked:
    """Take the free seat of a card within the caller's transaction.

    Raises:
        Refusal: what `book` raises.
    """
    row, host, is_host_unreachable = await _take_seat(guest, number, now)
    if row.has_late_change:
        await late_changes.seat_taken(row, guest.user_id, now)
    held = await people.hold(row.server_id, guest.user_id, beside=row.host_id)
    actions.check_in_time(public(row), held.settings.notice, now)
    found = await between.look(row, guest.user_id, held.settings, now)
    await blocks.check_not_blocked(held.settings, guest.user_id, now)
    await check_free(guest.user_id, row.scheduled_time, row.ends_at, but=row.id)
    limits.check_own(found, row, guest.user_id, held.settings)
    pays = row.interviewee_id == guest.user_id
    if pays:
        await points.check_has_price(held.settings, held.account.balance)
    apart.check_available(found, row, guest.user_id)
    await line.seat_taken(row, guest.user_id)
    cost, balance = 0, held.account.balance
    if pays:
        paid = await points.pay_for_seat(held.settings, held.account, guest.user_id, row.id, now)
        cost, balance = -paid.amount, paid.balance
    if held.settings.has_wishes:
        await wishes.fulfil(row, now)
    known = await reliability.records(row.server_id, {row.host_id, guest.user_id}, now)
    await outbox.write(await _letters(row, held.settings, known, now), now)
    happenings.note(Happening.BOOKED)
    # Nothing else can be known of a booking that was just made.
    mine = private_of(row, guest.user_id, now, host)
    return Booked(
        mine,
        cost,
        balance,
        held.settings,
        is_host_unreachable,
        found.met,
        host_record=known[row.host_id],
        if_late=await late_changes.for_guest(row, held.settings, cost, now),
    )


async def could_take(row: MockInterview, user_id: int, settings: ServerSettings, now: datetime) -> bool:
    """Tell whether a person could book the free seat of a card now; it is looked again when they do."""
    seated = with_guest(row, user_id)
    try:
        actions.check_in_time(public(seated), settings.notice, now)
        found = await between.look(seated, user_id, settings, now)
        await blocks.check_not_blocked(settings, user_id, now)
        await check_free(user_id, row.scheduled_time, row.ends_at, but=row.id)
        limits.check_own(found, seated, user_id, settings)
        apart.check_available(found, seated, user_id)
    except Refusal:
        return False
    price = settings.price if seated.interviewee_id == user_id else 0
    return await points.can_pay(row.server_id, user_id, price)


async def before_withdrawing(user_id: int, server_id: int | None, number: int, now: datetime) -> Withdrawal:
    """Return what giving a booked seat back would do, before the guest is asked whether they want it.

    Raises:
        Refusal: what `withdraw` raises.
    """
    row = await find(number, server_id, user_id)
    interview = public(row)
    actions.check_may_withdraw(interview, user_id, now)
    refund = 0
    if interview.interviewee_id == user_id:
        refund = await points.paid_so_far(interview.server_id, user_id, number)
    late = await late_changes.price_of_leaving(row, user_id, now)
    return Withdrawal(interview, refund, late)


@begun_anew
async def withdraw(
    user_id: int,
    server_id: int | None,
    number: int,
    now: datetime,
    *,
    reason: str = "",
    known_cost: int | None = None,
) -> Withdrawn:
    """Give a booked seat back before the start: the card is open again, what was paid comes back.

    Late, some of it may stay with the host (`services.coming.late`); `known_cost` is how many points the
    guest was told. The host is told, with the reason if one is given. It is noted that it was given back, and
    never refused for that (`services.finding.limits`).

    Raises:
        TextTooLong: the reason has more than 300 characters.
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_withdraw` raises.
        CostsMeanwhile: it costs more than the guest was told.
    """
    said = cleaned_reason(reason)
    async with use_case():
        row = await find_held(number, server_id, user_id)
        actions.check_may_withdraw(public(row), user_id, now)
        late = await late_changes.price_held(row, user_id, known_cost, now)
        await given_back.note(row.id, user_id, now)
        return await give_back(row, user_id, now, reason=said, late=late)


async def give_back(
    row: MockInterview, guest_id: int, now: datetime, *, reason: str = "", late: Late | None = None
) -> Withdrawn:
    """Give back a booking that the caller holds, and have the host told, within the caller's transaction."""
    role = public(row).role_of(guest_id)
    refunded = await free_seat(row, now)
    if late is not None:
        await late_changes.note_guest(row, guest_id, late, now)
    told = WithdrawnMessage(
        guest_id=guest_id,
        revision=row.revision,
        knows_link=row.meeting_link is not None,
        reason=reason,
        kept=0 if late is None else late.points,
    )
    await outbox.tell(row, row.host_id, told, now)
    return Withdrawn(
        number=row.id,
        host_id=row.host_id,
        refunded=refunded,
        is_held=row.held_until is not None,
        entry=replace(entry_of(row, guest_id), role=role),
        late=late,
    )


async def free_seat(row: MockInterview, now: datetime) -> int:
    """Open the card of a booked interview that the caller holds again, and return what its guest got back.

    Whatever the cause, this is all that the end of a booking brings about, but for telling of it. A room that
    was made for the guest is forgotten: the next one gets a room of their own. A link that the host pasted
    stays, and the former guest knows it.
    """
    guest_id = public(row).guest_id
    assert guest_id is not None  # noqa: S101 - held by a constraint of booked interviews
    was_interviewee = row.interviewee_id == guest_id
    if row.link_is_made:
        row.meeting_link, row.link_is_made = None, False
    waiting = await line.hold_for_line(row, now)
    await _store_freed(row, was_interviewee, now)
    refunded = await points.refund_seat(row.server_id, guest_id, row.id, now) if was_interviewee else 0
    await moves.forget(row, now)
    await planning.unplan(row, now)
    await outbox.forget_room(row, now)
    settings = await server_settings.read(row.server_id)
    if settings.has_wishes:
        await wishes.reopen(row, now)
    closing = planning.closing_letters(row, settings.notice, now)
    found = matching.letters(row, settings)
    await outbox.write([*await outbox.card_letters(row), *closing, *waiting, *found], now)
    return refunded


async def host_of_open(server_id: int, number: int) -> int | None:
    """Return the host of a card that can be booked, for a look whether they are in the server still."""
    if not is_number(number):
        return None
    rows = await run(
        "SELECT host_id FROM mock_interview"
        " WHERE id = :number AND server_id = :server AND status = 'pending'",
        {"number": number, "server": server_id},
    )
    return int(rows[0]["host_id"]) if rows else None


async def _take_seat(guest: Member, number: int, now: datetime) -> tuple[MockInterview, Host, bool]:
    """Put the guest into whichever seat is free; return the card that they have booked with it, and its host.

    Beside these stands whether the host takes no direct messages.

    The update holds only for the revision that was read: a card that its host changes at the same moment is
    looked at again, and of two guests the second finds it booked.

    Raises:
        InterviewNotFound: there is none in the guest's server.
        Refusal: what `actions.check_may_book` raises.
        SeatHeld, SeatHeldBefore, OfferGone: it is held for somebody else, who has waited for it.
    """
    while True:
        row = await find(number, guest.server_id, guest.user_id)
        actions.check_may_book(public(row), guest.user_id, now)
        if public(row).is_held(now):
            await line.check_offered(row, guest.user_id, now)
        row = with_guest(row, guest.user_id)
        row.status, row.revision, row.updated_at = InterviewStatus.BOOKED, row.revision + 1, now
        row.held_until = None
        row.booking, row.booking_is_told = row.revision, row.meeting_link is not None
        row.agreed_at, row.next_step_at = now, row.ends_at + LAPSE_AFTER
        forget_what_was_said(row, coming_when_agreed(row.scheduled_time, now))
        try:
            found = await run(_TAKE, _taken(row))
        except IntegrityError:
            # Nobody of that id is known any more.
            raise BeingErased from None
        for taken in found:
            host = Host(taken["host_name"], taken["host_avatar"])
            row.agreed_sealed = bool(taken["agreed_sealed"])
            return row, host, taken["dms_closed_at"] is not None


def _taken(row: MockInterview) -> dict[str, object]:
    """Return what is stored of a card that is booked now."""
    return {
        "id": row.id,
        "interviewer": row.interviewer_id,
        "interviewee": row.interviewee_id,
        "revision": row.revision,
        "is_told": row.booking_is_told,
        "coming": row.host_coming.value,
        "next_step_at": row.next_step_at,
        "now": row.updated_at,
    }


async def _letters(
    row: MockInterview, settings: ServerSettings, known: Mapping[int, Record], now: datetime
) -> list[Letter]:
    """Return all that a booking makes necessary: both are told, at once or once there is a room."""
    told = [room_letter(row)] if row.meeting_link is None else reliability.booked_letters(row, known)
    planned = planning.planned_letters(row, settings, now)
    shown = await outbox.card_letters(row, makes_events=settings.makes_events)
    return [*told, *planned, *shown]


async def _store_freed(row: MockInterview, was_interviewee: bool, now: datetime) -> None:  # noqa: FBT001 - a fact
    if was_interviewee:
        row.interviewee_id = None
    else:
        row.interviewer_id = None
    row.status, row.next_step_at = InterviewStatus.PENDING, row.scheduled_time
    row.booking, row.booking_is_told, row.guest_was_asked = None, False, False
    row.agreed_at = row.agreed_reward = row.agreed_compensation = None
    row.agreed_late_hours = row.agreed_late_keep = None
    row.agreed_sealed, row.shared_goals = False, []
    forget_what_was_said(row, Coming.UNASKED)
    await store_change(
        row,
        now,
        "interviewer_id",
        "interviewee_id",
        "status",
        "booking",
        "booking_is_told",
        "guest_was_asked",
        "agreed_at",
        *SAID_FIELDS,
        "meeting_link",
        "link_is_made",
        "agreed_reward",
        "agreed_compensation",
        "agreed_late_hours",
        "agreed_late_keep",
        "agreed_sealed",
        "shared_goals",
        "held_until",
    )
