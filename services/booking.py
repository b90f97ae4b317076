"""Taking the free seat of a card, and giving it back."""

from dataclasses import dataclass, replace
from datetime import datetime

from tortoise.expressions import F, Q
from tortoise.functions import Coalesce

from models import InterviewStatus, MockInterview, NotificationKind
from services import blocks, moves, notifications, people, points
from services.availability import overlapping
from services.interviews import Private, find, find_held, private, public, store_change
from services.invitations import Entry, entry_of
from services.people import Member
from services.refusals import (
    AlreadyOver,
    AlreadyStarted,
    AlreadyYours,
    InterviewNotFound,
    NotOpen,
    OnlyTheGuest,
    Overlap,
    OwnCard,
    Refusal,
    SeatTaken,
)
from services.transaction import use_case


@dataclass(frozen=True)
class Booked:
    """A booking that was made, and what it cost the guest."""

    mine: Private
    cost: int
    balance: int


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
        InterviewNotFound, OwnCard, AlreadyYours, SeatTaken, NotOpen, AlreadyStarted, BlockedFromSeats,
        Overlap, NotEnoughPoints, NobodyHasPoints: as their names say.
    """
    async with use_case():
        if not await _take_seat(guest, number, now):
            raise await _why_not(guest, number)
        row = await MockInterview.get(id=number)
        await people.lock({guest.user_id})
        await blocks.check_not_blocked(guest.server_id, guest.user_id, now)
        taken = await overlapping(guest.user_id, row.scheduled_time, row.ends_at, but=row.id)
        if taken is not None:
            raise Overlap(number=taken.id, starts_at=taken.scheduled_time)
        before = balance = await points.balance(guest.server_id, guest.user_id)
        if row.interviewee_id == guest.user_id:
            balance = await points.pay_for_seat(guest.server_id, guest.user_id, row.id, now)
        if row.meeting_link is None:
            await notifications.ask_for_room(row, now)
        else:
            for person in (row.host_id, guest.user_id):
                await notifications.tell_of_booking(row, person, row.revision, now)
        await notifications.plan(row, now)
        await notifications.show_card(row, now)
        return Booked(await private(row, guest.user_id, now), before - balance, balance)


async def withdraw(user_id: int, server_id: int | None, number: int, now: datetime) -> Withdrawn:
    """Give a booked seat back before the start: the card is open again, what was paid comes back.

    Raises:
        InterviewNotFound, OnlyTheGuest, AlreadyOver, AlreadyStarted: as their names say.
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        if public(row).guest_id != user_id:
            raise OnlyTheGuest(number=number)
        if row.status is not InterviewStatus.BOOKED:
            raise AlreadyOver(number=number, status=row.status.value)
        if row.scheduled_time <= now:
            raise AlreadyStarted(number=number, starts_at=row.scheduled_time)
        was_interviewee = row.interviewee_id == user_id
        role = public(row).role_of(user_id)
        await _free_seat(row, was_interviewee, now)
        refunded = await points.refund_seat(row.server_id, user_id, row.id, now) if was_interviewee else 0
        told = {"guest_id": user_id, "revision": row.revision}
        await notifications.tell(NotificationKind.WITHDRAWN, row, row.host_id, now, told)
        await moves.forget(row)
        await notifications.unplan(row, now)
        await notifications.forget_room(row, now)
        await notifications.show_card(row, now)
        return Withdrawn(number, refunded, replace(entry_of(row, user_id), role=role))


async def _take_seat(guest: Member, number: int, now: datetime) -> bool:
    """Put the guest into whichever seat is free, if the card can be booked by them; tell whether it was."""
    if not 0 < number < 2**31:
        return False
    card = MockInterview.filter(
        ~Q(host_id=guest.user_id),
        id=number,
        server_id=guest.server_id,
        status=InterviewStatus.PENDING,
        scheduled_time__gt=now,
    )
    return bool(
        await card.update(
            interviewer_id=Coalesce("interviewer_id", guest.user_id),
            interviewee_id=Coalesce("interviewee_id", guest.user_id),
            status=InterviewStatus.BOOKED,
            revision=F("revision") + 1,
            updated_at=now,
        )
    )


async def _why_not(guest: Member, number: int) -> Refusal:
    """Return why the seat could not be taken."""
    try:
        row = await find(number, guest.server_id, guest.user_id)
    except InterviewNotFound as refusal:
        return refusal
    if row.host_id == guest.user_id:
        return OwnCard()
    if row.status is InterviewStatus.PENDING:
        return AlreadyStarted(number=number, starts_at=row.scheduled_time)
    winner = public(row).guest_id
    if winner == guest.user_id:
        return AlreadyYours(number=number)
    if row.status is InterviewStatus.BOOKED and winner is not None:
        return SeatTaken(winner_id=winner)
    return NotOpen(number=number, status=row.status.value)


async def _free_seat(row: MockInterview, was_interviewee: bool, now: datetime) -> None:  # noqa: FBT001 - a fact
    if was_interviewee:
        row.interviewee_id = None
    else:
        row.interviewer_id = None
    row.status = InterviewStatus.PENDING
    await store_change(row, now, "interviewer_id", "interviewee_id", "status")
