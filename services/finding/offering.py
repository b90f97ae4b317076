"""A freed seat is offered to those who wait for it, one after another, the first in line first.

It is done by rows of the outbox (`services.delivery.kinds.waiting.Waiting`), so that whatever ends a process
meanwhile, another goes on. Each brings the line to the state of its interview, and twice is the same as once.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta

from models import InterviewStatus, MockInterview, OfferState, SeatOffer, WaitingEntry
from models.statements import run
from services import booking, server_settings
from services.availability import overlapping
from services.delivery import outbox
from services.delivery.kinds.shown import Refresh
from services.delivery.kinds.waiting import SeatOffered, SeatOpen, WaitingMoved, WaitingOver
from services.delivery.outbox import Letter
from services.finding import line, matching
from services.holding import find_held, hold, store_change
from services.interviews import LIVE
from services.refusals import OfferGone
from services.server_settings import ServerSettings
from services.transaction import use_case

_AHEAD = "SELECT id, interview_id FROM seat_offer WHERE state = 'live' AND until > :latest"

HasLeft = Callable[[int], Awaitable[bool]]
"""Tells whether somebody is no member of the server any more; they have left all its lines then."""


async def pass_on(user_id: int, server_id: int | None, number: int, now: datetime) -> None:
    """Pass a seat that is offered to a person on to the next; they wait for it no more.

    Raises:
        InterviewNotFound: there is none that they may know of.
        OfferGone: it is not offered to them (any more).
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        if row.held_until is None or now >= row.held_until or not await line.leave(row, user_id, now):
            raise OfferGone(number=number)


async def forgive_the_clock(now: datetime) -> None:
    """Have seats offered anew that are held for longer than any is: since before the clock was set back."""
    ahead = await run(_AHEAD, {"latest": now + line.LONGEST_HOLD})
    for found in ahead:
        async with use_case(counts=False):
            row = await hold(int(found["interview_id"]))
            await outbox.write([line.settling(row, f"clock:{found['id']}")], now)


async def settle(number: int, has_left: HasLeft, now: datetime, *, freed: int = 0) -> None:
    """Bring the line for an interview to the interview's state (design, section 13).

    Over: all are told, and nobody waits any more. Moved: all are told, and who cannot come then waits no
    more. Freed: the first who can take the seat is offered it; where nobody can, the card is open. `has_left`
    is asked about each who would be, outside of any transaction, and about several at once.

    `freed` is the revision by which the seat came free, if that is what there is to follow.
    """
    are_members: set[int] = set()
    while people := await _step(number, are_members, freed, now):
        have_left = await asyncio.gather(*(has_left(one) for one in people))
        are_members |= {one for one, is_gone in zip(people, have_left, strict=True) if not is_gone}


async def _step(number: int, are_members: set[int], freed: int, now: datetime) -> Sequence[int]:
    """Go as far as is known; return about whom it has to be known whether they are a member."""
    async with use_case(counts=False):
        row = await hold(number)
        waiting = await line.entries(row)
        if row.status not in LIVE or now >= row.scheduled_time:
            await _end(row, waiting, now)
            return ()
        waiting = await _without_who_cannot(row, waiting, now)
        is_held = row.held_until is not None
        if row.status is not InterviewStatus.PENDING or not (is_held or freed):
            return ()
        if is_held and await _is_still_offered(row, waiting, now):
            return ()
        if row.scheduled_time - now < line.ALL_AT_ONCE:
            return await _tell_all(row, are_members, freed, now)
        return await _offer_next(row, are_members, now) if is_held else ()


async def _offer_next(row: MockInterview, are_members: set[int], now: datetime) -> Sequence[int]:
    """Offer a held seat to the next, or let everybody have it; return about whom it must be known first."""
    settings = await server_settings.read(row.server_id)
    able = _able(row, await line.entries(row), settings, now, but=await _asked(row))
    first = await anext(able, None)
    if first is None:
        await _open(row, settings, now)
    elif first in are_members:
        await _offer(row, first, settings.notice, now)
    else:
        return (first,)
    return ()


async def _tell_all(row: MockInterview, are_members: set[int], freed: int, now: datetime) -> Sequence[int]:
    """Tell all who can take the seat that it is free; return about whom it has to be known before."""
    settings = await server_settings.read(row.server_id)
    able = [one async for one in _able(row, await line.entries(row), settings, now)]
    if unknown := [one for one in able if one not in are_members]:
        return unknown
    if row.held_until is not None:
        await _open(row, settings, now)
    told, at_its_end = SeatOpen(freed=freed or row.revision), Refresh(change=":closes")
    closes_at = row.scheduled_time - settings.notice
    letters = [outbox.to_person(row, one, told) for one in able]
    # Once it is too late to book it, the button to do so goes.
    letters += [Letter(at_its_end, outbox.address(row, one), due_at=closes_at) for one in able]
    await outbox.write(letters, now)
    return ()


async def _asked(row: MockInterview) -> set[int]:
    """Return who has let an offer of this seat go by since it came free."""
    return {offer.user_id for offer in await SeatOffer.filter(interview_id=row.id, state=OfferState.EXPIRED)}


async def _end(row: MockInterview, waiting: Sequence[WaitingEntry], now: datetime) -> None:
    """Tell all who wait that nothing comes of it, and forget who waited."""
    was_free = row.status in {InterviewStatus.PENDING, InterviewStatus.EXPIRED}
    told = WaitingOver(is_off=row.status is InterviewStatus.CANCELLED, was_free=was_free)
    await outbox.write([outbox.to_person(row, one.user_id, told) for one in waiting], now)
    await WaitingEntry.filter(interview_id=row.id).delete()
    await SeatOffer.filter(interview_id=row.id).delete()
    await MockInterview.filter(id=row.id).update(held_until=None, is_waited_for=False)


async def _without_who_cannot(
    row: MockInterview, waiting: Sequence[WaitingEntry], now: datetime
) -> Sequence[WaitingEntry]:
    """Return who waits still once an interview was moved: all are told, who has another one then leaves."""
    staying, letters = [], []
    for entry in waiting:
        if entry.starts_at == row.scheduled_time:
            staying.append(entry)
            continue
        taken = await overlapping(entry.user_id, row.scheduled_time, row.ends_at, but=row.id)
        mine = WaitingEntry.filter(id=entry.id)
        if taken is None:
            await mine.update(starts_at=row.scheduled_time)
            staying.append(entry)
        else:
            await mine.delete()
        letters.append(outbox.to_person(row, entry.user_id, WaitingMoved(leaves=taken is not None)))
    await outbox.write(letters, now)
    if any(entry.starts_at != row.scheduled_time for entry in staying):
        await line.end_at_start(row, now)
    return staying


async def _is_still_offered(row: MockInterview, waiting: Sequence[WaitingEntry], now: datetime) -> bool:
    """Tell whether somebody has the offer; one whose time is over, or who waits no more, has had it.

    Who has let it go by stands at the end of the line then.

    One that goes on for longer than any that is made now was made for a later start, or by a clock that ran
    ahead: it ends, and who had it keeps their place.
    """
    offer = await SeatOffer.get_or_none(interview_id=row.id, state=OfferState.LIVE)
    if offer is None:
        return False
    if offer.until > now + line.hold_of(row.scheduled_time - now):
        await SeatOffer.filter(id=offer.id).update(state=OfferState.ENDED)
        return False
    is_in_line = any(entry.user_id == offer.user_id for entry in waiting)
    if is_in_line and now < offer.until:
        return True
    await SeatOffer.filter(id=offer.id).update(state=OfferState.EXPIRED if is_in_line else OfferState.ENDED)
    await line.to_the_end(row, offer.user_id, now)
    return False


async def _able(
    row: MockInterview,
    waiting: Sequence[WaitingEntry],
    settings: ServerSettings,
    now: datetime,
    *,
    but: Collection[int] = (),
) -> AsyncIterator[int]:
    """Give those who could take the seat now, the first in line first; `but` leaves some out."""
    for entry in waiting:
        if entry.user_id not in but and await booking.could_take(row, entry.user_id, settings, now):
            yield entry.user_id


async def _offer(row: MockInterview, user_id: int, notice: timedelta, now: datetime) -> None:
    """Offer the seat to a person, and go on to the next when their time is over; `notice` is the server's."""
    # After that nobody can book it, they neither.
    closes_at = row.scheduled_time - notice
    until = min(now + line.hold_of(row.scheduled_time - now), closes_at)
    offer = await SeatOffer.create(interview_id=row.id, user_id=user_id, offered_at=now, until=until)
    row.held_until = until
    await store_change(row, now, "held_until")
    told = outbox.to_person(row, user_id, SeatOffered(offer=offer.id, until=until))
    over = line.settling(row, f"until:{offer.id}", due_at=until)
    await outbox.write([told, over, *await outbox.card_letters(row)], now)


async def _open(row: MockInterview, settings: ServerSettings, now: datetime) -> None:
    """Let whoever clicks first have the seat, and have those told who wish for such a one."""
    row.held_until = None
    await store_change(row, now, "held_until")
    await outbox.write([*await outbox.card_letters(row), *matching.letters(row, settings)], now)
