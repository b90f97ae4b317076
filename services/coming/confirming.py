"""Saying that one comes, or does not, and telling the other where somebody says nothing."""

from dataclasses import dataclass
from datetime import datetime

from models import Coming, InterviewStatus, MockInterview
from services import actions, booking, ending
from services.booking import Withdrawal, Withdrawn
from services.delivery import outbox, standing
from services.delivery.kinds.coming import SeatMayOpen, Unconfirmed
from services.ending import Cancellation, Cancelled
from services.finding import line
from services.holding import find, find_held, hold
from services.interviews import Interview, public
from services.transaction import use_case


@dataclass(frozen=True)
class Confirmed:
    """Somebody comes; `is_other_sure` tells that the other has said so, too."""

    interview: Interview
    is_other_sure: bool


async def confirm(user_id: int, server_id: int | None, number: int, now: datetime) -> Confirmed:
    """Say that one comes; the card and the messages of both show it. Twice is the same as once.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_say_they_come` raises.
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        actions.check_may_say_they_come(public(row), user_id, now)
        is_host = row.host_id == user_id
        whose = "host_coming" if is_host else "guest_coming"
        if getattr(row, whose) is not Coming.YES:
            setattr(row, whose, Coming.YES)
            await row.save(update_fields=[whose])
            change = f":coming:{row.revision}:{user_id}"
            await outbox.show_card(row, now, change=change)
            await standing.refresh_after_change({row.id: now}, now, change=change)
        other = row.guest_coming if is_host else row.host_coming
        return Confirmed(public(row), is_other_sure=other is Coming.YES)


async def before_leaving(
    user_id: int, server_id: int | None, number: int, now: datetime
) -> Withdrawal | Cancellation:
    """Return what not coming would do: a guest gives the booking back, a host cancels.

    Raises:
        Refusal: what `leave` raises.
    """
    interview = public(await find(number, server_id, user_id))
    actions.check_may_say_they_come(interview, user_id, now)
    if interview.host_id == user_id:
        return await ending.before_cancelling(user_id, server_id, number, now)
    return await booking.before_withdrawing(user_id, server_id, number, now)


async def leave(
    user_id: int,
    server_id: int | None,
    number: int,
    now: datetime,
    *,
    reason: str = "",
    known_guest_id: int | None = None,
    known_cost: int | None = None,
) -> Withdrawn | Cancelled:
    """Not come: a guest gives the booking back, a host cancels, as they do anywhere.

    `known_guest_id` is whom a host was told it affects, None where nobody was named, and `known_cost` how
    many points they were told that it costs.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_say_they_come`, `booking.withdraw` or `ending.cancel` raises.
    """
    interview = public(await find(number, server_id, user_id))
    actions.check_may_say_they_come(interview, user_id, now)
    if interview.host_id == user_id:
        return await ending.cancel(
            user_id,
            server_id,
            number,
            now,
            reason=reason,
            known_guest_id=known_guest_id,
            known_cost=known_cost,
        )
    return await booking.withdraw(user_id, server_id, number, now, reason=reason, known_cost=known_cost)


async def look(number: int, starts_at: datetime, now: datetime) -> None:
    """Tell of who was asked and is silent: whoever sits across, and those who wait for a guest's seat."""
    async with use_case(counts=False):
        row = await hold(number)
        if row.status is not InterviewStatus.BOOKED or row.scheduled_time != starts_at:
            return
        guest_id = public(row).guest_id
        letters = []
        if row.guest_coming is Coming.ASKED:
            letters.append(outbox.to_person(row, row.host_id, Unconfirmed(starts_at=starts_at)))
            letters += await _to_who_waits(row, starts_at)
        if row.host_coming is Coming.ASKED and guest_id is not None:
            letters.append(outbox.to_person(row, guest_id, Unconfirmed(starts_at=starts_at)))
        await outbox.write(letters, now)


async def _to_who_waits(row: MockInterview, starts_at: datetime) -> list[outbox.Letter]:
    if not row.is_waited_for:
        return []
    told = SeatMayOpen(starts_at=starts_at)
    return [outbox.to_person(row, entry.user_id, told) for entry in await line.entries(row)]
