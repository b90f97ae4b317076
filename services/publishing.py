"""What a host does with a card: publish and cancel it; and a card that nobody booked in time."""

from dataclasses import dataclass
from datetime import datetime

from models import InterviewStatus, MockInterview
from services import blocks, moves, people, points
from services.availability import overlapping
from services.bounds import (
    DURATION_DEFAULT,
    DURATION_MAXIMUM,
    DURATION_MINIMUM,
    LATEST,
    SOONEST,
    START_DAYS_AHEAD,
    START_MINUTES_AHEAD,
)
from services.delivery import outbox, planning
from services.delivery.kinds.direct import Cancelled as CancelledMessage
from services.delivery.kinds.direct import Expired
from services.interviews import (
    LIVE,
    Interview,
    Private,
    Role,
    find_held,
    hold,
    lasts,
    private_of,
    public,
    store_change,
)
from services.invitations import Entry, entry_of
from services.links import check_link
from services.people import Member
from services.refusals import (
    AlreadyOver,
    AlreadyStarted,
    DurationOutOfRange,
    OnlyTheHost,
    Overlap,
    TooFar,
    TooSoon,
)
from services.server_settings import ServerSettings
from services.transaction import use_case
from services.wording import Wording, cleaned, parts_of


@dataclass(frozen=True, kw_only=True)
class NewCard(Wording):
    """A card that a host wants to publish; `starts_at` in UTC, `duration` in minutes."""

    role: Role
    starts_at: datetime
    duration: int = DURATION_DEFAULT
    link: str | None = None


@dataclass(frozen=True)
class Cancelled:
    """An interview that was cancelled, and what its host got back.

    `entry` takes it out of the host's calendar; None where nobody had booked, so that it never got there.
    """

    interview: Interview
    refunded: int
    entry: Entry | None


@dataclass(frozen=True)
class Published:
    """A new card, what publishing it cost its host, and the settings of its server."""

    mine: Private
    cost: int
    balance: int
    settings: ServerSettings


def check_start(starts_at: datetime, now: datetime) -> None:
    """Check that a start is 10 minutes to 60 days ahead (design, section 3, "Time").

    Raises:
        TooSoon, TooFar: it is not.
    """
    if starts_at < now + SOONEST:
        raise TooSoon(starts_at=starts_at, minutes=START_MINUTES_AHEAD)
    if starts_at > now + LATEST:
        raise TooFar(starts_at=starts_at, days=START_DAYS_AHEAD)


def check_card(card: NewCard, now: datetime, *, others_allowed: bool = False) -> NewCard:
    """Return a card with its texts and link in the form in which they are stored.

    Raises:
        TooSoon, TooFar, DurationOutOfRange, TextTooLong, LinkNotAccepted, OtherLinkNotAccepted: as their
            names say.
    """
    check_start(card.starts_at, now)
    check_duration(card.duration)
    return NewCard(
        role=card.role,
        starts_at=card.starts_at.replace(second=0, microsecond=0),
        duration=card.duration,
        link=check_link(card.link, others_allowed=others_allowed),
        **parts_of(cleaned(card)),
    )


async def publish(host: Member, card: NewCard, now: datetime) -> Published:
    """Publish a card; a host who wants to be interviewed pays for the seat.

    Raises:
        Refusal: what `check_card` raises, BlockedFromSeats, Overlap, NotEnoughPoints, NobodyHasPoints.
    """
    async with use_case():
        return await publish_within(host, card, now)


async def publish_within(host: Member, card: NewCard, now: datetime) -> Published:
    """Publish a card within the caller's transaction.

    Raises:
        Refusal: what `publish` raises.
    """
    held = await people.hold(host.server_id, host.user_id)
    checked = await check(held.settings, host.user_id, held.account.balance, card, now)
    is_interviewer = checked.role is Role.INTERVIEWER
    row = await MockInterview.create(
        server_id=host.server_id,
        host_id=host.user_id,
        interviewer_id=host.user_id if is_interviewer else None,
        interviewee_id=None if is_interviewer else host.user_id,
        scheduled_time=checked.starts_at,
        ends_at=lasts(checked.starts_at, checked.duration),
        duration=checked.duration,
        meeting_link=checked.link,
        **parts_of(checked),
        next_step_at=checked.starts_at,
        created_at=now,
        updated_at=now,
    )
    cost, balance = 0, held.account.balance
    if not is_interviewer:
        paid = await points.pay_for_seat(held.settings, held.account, host.user_id, row.id, now)
        cost, balance = -paid.amount, paid.balance
    await outbox.show_card(row, now)
    return Published(private_of(row, host.user_id, now), cost, balance, held.settings)


async def check(
    settings: ServerSettings, host_id: int, balance: int, card: NewCard, now: datetime
) -> NewCard:
    """Check that a card could be published now, and return it in the form in which it is stored.

    To be sure of it until the transaction ends, hold the person first (`people.hold`).

    Raises:
        Refusal: what `publish` raises.
    """
    checked = check_card(card, now, others_allowed=settings.allows_other_links)
    await blocks.check_not_blocked(settings, host_id, now)
    await check_free(host_id, checked.starts_at, lasts(checked.starts_at, checked.duration))
    if checked.role is Role.INTERVIEWEE:
        await points.check_has_price(settings, balance)
    return checked


async def check_time(user_id: int, starts_at: datetime, duration: int, now: datetime) -> None:
    """Check that a person could have an interview of `duration` minutes at a time.

    Raises:
        TooSoon, TooFar, Overlap: they could not.
    """
    check_start(starts_at, now)
    await check_free(user_id, starts_at, lasts(starts_at, duration))


async def cancel(user_id: int, server_id: int | None, number: int, now: datetime) -> Cancelled:
    """Cancel a card or a booked interview before its start.

    Whoever paid for the interviewee's seat gets back what they paid; a guest is told.

    Raises:
        InterviewNotFound, OnlyTheHost, AlreadyOver, AlreadyStarted: as their names say.
    """
    async with use_case():
        row = await held_by_host(user_id, server_id, number, now)
        refunded = await close(row, InterviewStatus.CANCELLED, now)
        guest_id = public(row).guest_id
        if guest_id is not None:
            back = refunded if guest_id == row.interviewee_id else 0
            await outbox.tell(row, guest_id, CancelledMessage(refund=back), now)
        return Cancelled(
            public(row),
            refunded=refunded if user_id == row.interviewee_id else 0,
            entry=None if guest_id is None else entry_of(row, user_id),
        )


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
    row.status, row.next_step_at = status, None
    await store_change(row, now, "status")
    await moves.forget(row, now)
    await planning.unplan(row, now)
    await outbox.show_card(row, now)
    if row.interviewee_id is None:
        return 0
    return await points.refund_seat(row.server_id, row.interviewee_id, row.id, now)


def check_duration(duration: int) -> None:
    """Check that an interview is neither too short nor too long; `duration` in minutes.

    Raises:
        DurationOutOfRange: it is.
    """
    if not DURATION_MINIMUM <= duration <= DURATION_MAXIMUM:
        raise DurationOutOfRange(minimum=DURATION_MINIMUM, maximum=DURATION_MAXIMUM)


async def check_free(user_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None = None) -> None:
    """Check that a person has nothing else in a span of time; `but` is the interview that is moved into it.

    To be sure of it until the transaction ends, hold the person first (`people.lock`).

    Raises:
        Overlap: they have.
    """
    taken = await overlapping(user_id, starts_at, ends_at, but=but)
    if taken is not None:
        raise Overlap(number=taken.id, starts_at=taken.scheduled_time)


async def held_by_host(user_id: int, server_id: int | None, number: int, now: datetime) -> MockInterview:
    """Return the interview, held until the transaction ends, if its host may still change it.

    Raises:
        InterviewNotFound, OnlyTheHost, AlreadyOver, AlreadyStarted: as their names say.
    """
    row = await find_held(number, server_id, user_id)
    if row.host_id != user_id:
        raise OnlyTheHost(number=number)
    if row.status not in LIVE:
        raise AlreadyOver(number=number, status=row.status.value)
    if row.scheduled_time <= now:
        raise AlreadyStarted(number=number, starts_at=row.scheduled_time)
    return row
