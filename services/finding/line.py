"""The line for a booked seat: standing in it, leaving it, and the hold on a seat that has come free.

Whoever changes the line of an interview holds the interview. What follows from a change of the interview for
those who wait is the subject of `services.finding.offering`, which a row of the outbox asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import (
    MockInterview,
    Notification,
    NotificationKind,
    NotificationState,
    OfferState,
    SeatOffer,
    WaitingEntry,
)
from models.moments import moment_of
from models.statements import run
from services import actions, people
from services.availability import overlapping
from services.delivery import outbox
from services.delivery.kinds.waiting import Waiting
from services.delivery.outbox import Letter
from services.finding import apart, between
from services.holding import find_held, stored
from services.interviews import LIVE, Interview, public, with_guest
from services.refusals import LineFull, OfferGone, SeatHeld, SeatHeldBefore, WaitingForMany
from services.transaction import use_case

LINE_MAXIMUM = 20
"""How many wait for one interview at most."""

LINES_MAXIMUM = 10
"""For how many interviews one person waits at most."""

ALL_AT_ONCE = timedelta(hours=2)
"""How long before the start nothing is held any more: all are told at once, and the first click wins."""

LONGEST_HOLD = timedelta(minutes=30)
SHORTEST_HOLD = timedelta(minutes=3)
HOLD_SHARE = 10
"""A seat is held for a tenth of the time that is left, within these bounds."""


@dataclass(frozen=True)
class Place:
    """Somebody's place in the line for an interview, counted from 1; None where they have left it.

    `price` is what the seat would cost them in points, and `balance` what they have. `busy_with` is another
    interview that they have then. `offered_until` (UTC) is set where the seat is theirs to take.
    """

    interview: Interview
    place: int | None
    price: int = 0
    balance: int = 0
    busy_with: int | None = None
    offered_until: datetime | None = None

    @property
    def missing(self) -> int:
        """How many points they are short of the price."""
        return max(0, self.price - self.balance)


@dataclass(frozen=True)
class Standing:
    """An interview for whose seat somebody waits, and their place in the line, counted from 1."""

    number: int
    topic: str
    starts_at: datetime
    place: int


_STANDING = """
SELECT entry.interview_id AS id, interview.topic, interview.scheduled_time,
    (SELECT COUNT(*) FROM waiting_entry AS before
     WHERE before.interview_id = entry.interview_id AND before.id <= entry.id) AS place
FROM waiting_entry AS entry JOIN mock_interview AS interview ON interview.id = entry.interview_id
WHERE entry.user_id = :person AND interview.server_id = :server ORDER BY interview.scheduled_time, id
"""


async def lines_of(user_id: int, server_id: int) -> list[Standing]:
    """Return for which seats of a server somebody waits, the soonest first."""
    rows = await run(_STANDING, {"person": user_id, "server": server_id})
    return [Standing(row["id"], row["topic"], moment_of(row["scheduled_time"]), row["place"]) for row in rows]


async def stand_or_leave(user_id: int, server_id: int | None, number: int, now: datetime) -> Place:
    """Put a person at the end of the line for a booked interview, or out of it if they stand in it.

    Whom the seat is offered to at this moment stays: what they would lose is asked first.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_wait` raises.
        LineFull, WaitingForMany: too many wait for it, or they for too many.
        NotAvailable: they would not be offered it, as when they book (`services.finding.apart`).
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        if await WaitingEntry.exists(interview_id=row.id, user_id=user_id):
            offer = await _live_offer(row, user_id, now)
            if offer is not None:
                return Place(public(row), 1, offered_until=offer.until)
            await leave(row, user_id, now)
            return Place(public(row), None)
        # So that two clicks on two cards do not both count the lines of before.
        held = await people.hold(row.server_id, user_id)
        actions.check_may_wait(public(row), user_id, held.settings.notice, now)
        before = await WaitingEntry.filter(interview_id=row.id).count()
        if before >= LINE_MAXIMUM:
            raise LineFull(number=row.id, most=LINE_MAXIMUM)
        others = await _numbers_of(user_id)
        if len(others) >= LINES_MAXIMUM:
            raise WaitingForMany(most=LINES_MAXIMUM, interviews=", ".join(f"#{other}" for other in others))
        wanted = with_guest(row, user_id)
        apart.check_available(await between.look(wanted, user_id, held.settings, now), wanted, user_id)
        await WaitingEntry.create(
            interview_id=row.id, user_id=user_id, starts_at=row.scheduled_time, since=now
        )
        if not row.is_waited_for:
            await MockInterview.filter(id=row.id).update(is_waited_for=True)
        await end_at_start(row, now)
        taken = await overlapping(user_id, row.scheduled_time, row.ends_at, but=row.id)
        return Place(
            public(row),
            before + 1,
            price=held.settings.price if wanted.interviewee_id == user_id else 0,
            balance=held.account.balance,
            busy_with=None if taken is None else taken.id,
        )


async def leave(row: MockInterview, user_id: int, now: datetime) -> bool:
    """Take a person out of the line for an interview that the caller holds.

    What is offered to them goes on to the next.

    Returns:
        Whether it was offered to them.
    """
    await WaitingEntry.filter(interview_id=row.id, user_id=user_id).delete()
    live = SeatOffer.filter(interview_id=row.id, user_id=user_id, state=OfferState.LIVE)
    if row.held_until is None or not await live.update(state=OfferState.PASSED):
        return False
    await outbox.write([settling(row, f"passed:{row.revision}")], now)
    return True


async def leave_all(user_id: int, server_id: int | None, now: datetime) -> None:
    """Take a person out of all lines, or out of those of one server: they are not there any more."""
    for number in await _numbers_of(user_id):
        row = await stored(number)
        if row is not None and server_id in {None, row.server_id}:
            async with use_case():
                await leave(await find_held(number, row.server_id, user_id), user_id, now)


async def seat_taken(row: MockInterview, user_id: int) -> None:
    """Note that somebody has taken the seat of an interview that is waited for, and waits no more."""
    if row.is_waited_for:
        await WaitingEntry.filter(interview_id=row.id, user_id=user_id).delete()
        live = SeatOffer.filter(interview_id=row.id, state=OfferState.LIVE)
        await live.update(state=OfferState.TAKEN)


async def check_offered(row: MockInterview, user_id: int, now: datetime) -> None:
    """Check that a held seat is held for this person.

    Raises:
        OfferGone: it was offered to them.
        SeatHeldBefore: they stand in the line, and somebody is before them.
        SeatHeld: they do not; they may come back when the hold ends.
    """
    until = row.held_until
    if until is None or await _live_offer(row, user_id, now) is not None:
        return
    if await SeatOffer.exists(interview_id=row.id, user_id=user_id):
        raise OfferGone(number=row.id)
    standing = await entries(row)
    places = [place for place, entry in enumerate(standing, start=1) if entry.user_id == user_id]
    if places:
        raise SeatHeldBefore(number=row.id, place=places[0])
    raise SeatHeld(number=row.id, until=until)


async def hold_for_line(row: MockInterview, now: datetime) -> list[Letter]:
    """Hold the freed seat of an interview for those who wait, if anybody does and there is time for it.

    To be called before the change is stored, which stores `held_until`; what is returned goes with it.
    """
    if not row.is_waited_for or not await WaitingEntry.exists(interview_id=row.id):
        return []
    # Whoever has let one go by is asked again: that was another time.
    await SeatOffer.filter(interview_id=row.id).delete()
    left = row.scheduled_time - now
    if left >= ALL_AT_ONCE:
        row.held_until = now + hold_of(left)
    return [settling(row, f"freed:{row.revision}", freed=row.revision + 1)]


async def follow(row: MockInterview, now: datetime) -> None:
    """Have those who wait follow a change of an interview that the caller holds: it is off, or was moved.

    What is off is offered to nobody any more.
    """
    if row.is_waited_for:
        if row.status not in LIVE:
            live = SeatOffer.filter(interview_id=row.id, state=OfferState.LIVE)
            await live.update(state=OfferState.ENDED)
        await outbox.write([settling(row, f"changed:{row.revision}")], now)


def hold_of(left: timedelta) -> timedelta:
    """Return how long a seat is held for one person when so much time is left until the start."""
    return max(SHORTEST_HOLD, min(LONGEST_HOLD, left / HOLD_SHARE))


async def end_at_start(row: MockInterview, now: datetime) -> None:
    """Have all who wait told when an interview begins that the caller holds, unless that is planned.

    What was said by a clock that ran ahead is said once more.
    """
    waiting = Notification.filter(
        interview_id=row.id,
        kind=NotificationKind.WAITING,
        state=NotificationState.PENDING,
        due_at=row.scheduled_time,
    )
    if not await waiting.exists():
        at_start = f"start:{row.scheduled_time.isoformat()}:{now.isoformat()}"
        await outbox.write([settling(row, at_start, due_at=row.scheduled_time)], now)


def settling(row: MockInterview, change: str, *, due_at: datetime | None = None, freed: int = 0) -> Letter:
    """Return what has the line for an interview brought to the interview's state; `change` tells why.

    `freed` is the revision by which the seat came free, if it did.
    """
    return Letter(Waiting(change=change, freed=freed), outbox.address(row), due_at=due_at)


async def entries(row: MockInterview) -> Sequence[WaitingEntry]:
    """Return who waits for an interview, the first in line first."""
    return await WaitingEntry.filter(interview_id=row.id).order_by("id")


async def to_the_end(row: MockInterview, user_id: int, now: datetime) -> None:
    """Put somebody who has let an offer go by to the end of the line that they stand in."""
    if await WaitingEntry.filter(interview_id=row.id, user_id=user_id).delete():
        await WaitingEntry.create(
            interview_id=row.id, user_id=user_id, starts_at=row.scheduled_time, since=now
        )


async def _live_offer(row: MockInterview, user_id: int, now: datetime) -> SeatOffer | None:
    return await SeatOffer.get_or_none(
        interview_id=row.id, user_id=user_id, state=OfferState.LIVE, until__gt=now
    )


async def _numbers_of(user_id: int) -> list[int]:
    rows = await run(
        "SELECT interview_id FROM waiting_entry WHERE user_id = :person ORDER BY interview_id",
        {"person": user_id},
    )
    return [int(row["interview_id"]) for row in rows]
