"""Moving a booked interview: its host proposes another time, and it holds once the guest confirms it.

A guest who declines it keeps the booking as it is. Until it is confirmed the interview keeps its time and its
reminders. One proposal an interview is open; another one replaces it under a new id, so that a button of the
old one cannot confirm the new. Whatever ends the booking removes the proposal in the same transaction.
"""

from dataclasses import dataclass
from datetime import datetime

from models import InterviewStatus, MockInterview, MoveProposal
from services import people, server_settings
from services.actions import check_may_confirm
from services.availability import nearest_free, overlapping
from services.coming.rules import SAID_FIELDS, coming_when_agreed, forget_what_was_said
from services.delivery import outbox, planning
from services.delivery.kinds.direct import Moved as MovedMessage
from services.delivery.kinds.direct import MoveDeclined, MoveProposed, MoveTakenBack, MoveUnanswered
from services.delivery.outbox import tell
from services.finding import line
from services.holding import find, find_held, hold, is_number, store_change
from services.interviews import LAPSE_AFTER, Private, end_after, public
from services.invitations import Entry, entry_of
from services.refusals import (
    BusyAtProposedTime,
    GuestIsBusy,
    HostIsBusy,
    InterviewNotFound,
    NoLongerProposed,
    Overlap,
)
from services.server_settings import ServerSettings
from services.transaction import use_case
from services.viewing import private


@dataclass(frozen=True)
class Moved:
    """An interview that was moved as its host proposed; `entry` is for the calendar of who confirmed.

    `settings` are those of its server; with `is_length` its length alone has changed.
    """

    mine: Private
    entry: Entry
    settings: ServerSettings
    is_length: bool


@dataclass(frozen=True)
class Declined:
    """An interview that stays as it is, as its guest has decided; `settings` are those of its server.

    With `is_length` it was asked to become longer or shorter, and not to move.
    """

    mine: Private
    settings: ServerSettings
    is_length: bool


async def open_proposal(row: MockInterview) -> MoveProposal | None:
    """Return the proposal that waits for the guest's answer, if there is one."""
    return await MoveProposal.get_or_none(interview_id=row.id)


async def propose(row: MockInterview, starts_at: datetime, duration: int, now: datetime) -> None:
    """Propose another time to the guest of a booked interview that the caller holds.

    An open proposal is replaced.

    Raises:
        Overlap, GuestIsBusy: one of the two has another interview then.
    """
    guest_id = _guest_of(row)
    ends_at = end_after(starts_at, duration)
    taken = await _taken(row, starts_at, ends_at)
    if row.host_id in taken:
        raise Overlap(number=taken[row.host_id].id, starts_at=taken[row.host_id].scheduled_time)
    if guest_id in taken:
        raise GuestIsBusy(member_id=guest_id)
    await forget(row, now)
    proposal = await MoveProposal.create(
        interview_id=row.id, scheduled_time=starts_at, ends_at=ends_at, duration=duration, proposed_at=now
    )
    row.next_step_at = min(starts_at, row.scheduled_time)
    await row.save(update_fields=["next_step_at"])
    proposed = MoveProposed(
        proposal=proposal.id,
        before=row.scheduled_time,
        before_minutes=row.duration,
        to=starts_at,
        to_minutes=duration,
    )
    await tell(row, guest_id, proposed, now)


async def take_back(row: MockInterview, now: datetime) -> bool:
    """Take the open proposal of an interview that the caller holds back; tell whether there was one.

    Who has been asked is told; who has not been reached yet hears nothing of it at all.
    """
    proposal = await open_proposal(row)
    if proposal is None:
        return False
    taken_back = MoveTakenBack(proposal=proposal.id, is_length=_is_length(row, proposal))
    await tell(row, _guest_of(row), taken_back, now)
    await forget(row, now)
    return True


async def forget(row: MockInterview, now: datetime) -> None:
    """Remove the open proposal, if there is one, of an interview that the caller holds.

    The button that would confirm it goes from the guest's message.
    """
    if not await MoveProposal.filter(interview_id=row.id).delete():
        return
    if row.status is InterviewStatus.BOOKED:
        row.next_step_at = row.ends_at + LAPSE_AFTER
        await row.save(update_fields=["next_step_at"])
    guest_id = public(row).guest_id
    if guest_id is not None:
        await outbox.refresh(row, [guest_id], now, change=f":without:{now.isoformat()}")


async def free_instead(
    user_id: int,
    server_id: int | None,
    number: int,
    wanted: datetime,
    duration: int | None,
    now: datetime,
) -> list[datetime]:
    """Return the three starts nearest to a wanted one at which both participants are free.

    `duration` in minutes; without one the interview keeps its length.

    Raises:
        InterviewNotFound: there is no such interview that this person may know of.
    """
    interview = public(await find(number, server_id, user_id))
    return await nearest_free(
        interview.host_id,
        wanted,
        duration or interview.duration,
        now,
        other_id=interview.guest_id,
        but=number,
    )


async def confirm(user_id: int, server_id: int | None, number: int, now: datetime) -> Moved:
    """Move an interview to the time of a proposal, by the proposal's number; the host is told.

    Both must still be free then.

    Raises:
        NoLongerProposed: it was taken back, replaced or settled.
        Refusal: what `actions.check_may_confirm` raises.
        BusyAtProposedTime, HostIsBusy: the guest, or the host, has another interview then by now.
    """
    async with use_case():
        row, proposal = await _held_with_proposal(user_id, server_id, number)
        check_may_confirm(public(row), proposal.scheduled_time, user_id, now)
        taken = await _taken(row, proposal.scheduled_time, proposal.ends_at)
        if user_id in taken:
            raise BusyAtProposedTime(number=taken[user_id].id, starts_at=taken[user_id].scheduled_time)
        if row.host_id in taken:
            raise HostIsBusy(member_id=row.host_id)
        before, length_before = row.scheduled_time, row.duration
        is_length = _is_length(row, proposal)
        await _move(row, proposal, now)
        moved = MovedMessage(before=before, before_minutes=length_before if is_length else None)
        await tell(row, row.host_id, moved, now)
        settings = await server_settings.read(row.server_id)
        return Moved(await private(row, user_id, now), entry_of(row, user_id), settings, is_length)


async def decline(user_id: int, server_id: int | None, number: int, now: datetime) -> Declined:
    """Decline a proposal, by its number: the interview stays booked as it is, and the host is told.

    Raises:
        NoLongerProposed: it was taken back, replaced or settled.
        Refusal: what `actions.check_may_confirm` raises.
    """
    async with use_case():
        row, proposal = await _held_with_proposal(user_id, server_id, number)
        check_may_confirm(public(row), proposal.scheduled_time, user_id, now)
        is_length = _is_length(row, proposal)
        await _settle(row, now)
        await tell(row, row.host_id, MoveDeclined(proposal=proposal.id, is_length=is_length), now)
        settings = await server_settings.read(row.server_id)
        return Declined(await private(row, user_id, now), settings, is_length)


async def expire(number: int, now: datetime) -> None:
    """Remove the proposal of an interview if the guest can no longer confirm it.

    The host hears of it, unless the interview itself has begun.
    """
    async with use_case():
        row = await hold(number)
        proposal = await open_proposal(row)
        if proposal is None or now < min(row.scheduled_time, proposal.scheduled_time):
            return
        await _settle(row, now)
        if now < row.scheduled_time:
            await tell(row, row.host_id, MoveUnanswered(proposal=proposal.id), now)


async def _settle(row: MockInterview, now: datetime) -> None:
    """Remove the proposal of an interview that the caller holds: nobody waits for what becomes of it."""
    await forget(row, now)
    row.guest_was_asked = False
    await row.save(update_fields=["guest_was_asked"])


async def _held_with_proposal(
    user_id: int, server_id: int | None, number: int
) -> tuple[MockInterview, MoveProposal]:
    """Return a proposal and its interview, held until the transaction ends.

    A proposal that this person may not know of is answered as one that is gone.
    """
    known = await MoveProposal.get_or_none(id=number) if is_number(number) else None
    if known is None:
        raise NoLongerProposed
    try:
        row = await find_held(known.interview_id, server_id, user_id)
    except InterviewNotFound:
        raise NoLongerProposed from None
    # Until the interview was held, the proposal could still be settled, or replaced by another.
    held = await MoveProposal.get_or_none(id=number)
    if held is None:
        raise NoLongerProposed
    return row, held


async def _move(row: MockInterview, proposal: MoveProposal, now: datetime) -> None:
    if not _is_length(row, proposal):
        row.agreed_at = now
        forget_what_was_said(row, coming_when_agreed(proposal.scheduled_time, now))
    row.scheduled_time = proposal.scheduled_time
    row.ends_at = proposal.ends_at
    row.duration = proposal.duration
    row.guest_was_asked = False
    row.next_step_at = row.ends_at + LAPSE_AFTER
    await store_change(
        row,
        now,
        "scheduled_time",
        "ends_at",
        "duration",
        "guest_was_asked",
        "agreed_at",
        *SAID_FIELDS,
    )
    await forget(row, now)
    await planning.unplan(row, now)
    # First what holds the server's settings: the plan is made by them.
    await outbox.show_card(row, now)
    await planning.plan(row, now)
    await line.follow(row, now)


async def _taken(row: MockInterview, starts_at: datetime, ends_at: datetime) -> dict[int, MockInterview]:
    """Hold both participants, and return with which other interview each of them is taken in the span."""
    both = {row.host_id, _guest_of(row)}
    await people.lock(both)
    found = {person: await overlapping(person, starts_at, ends_at, but=row.id) for person in both}
    return {person: other for person, other in found.items() if other is not None}


def _is_length(row: MockInterview, proposal: MoveProposal) -> bool:
    """Tell whether a proposal leaves the start as it is."""
    return proposal.scheduled_time == row.scheduled_time


def _guest_of(row: MockInterview) -> int:
    guest_id = public(row).guest_id
    assert guest_id is not None  # noqa: S101 - held by a constraint of booked interviews
    return guest_id
