"""Publishing a card, and what it has to keep to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import MockInterview
from services import blocks, people, points
from services.availability import check_free
from services.bounds import (
    DURATION_DEFAULT,
    DURATION_MAXIMUM,
    DURATION_MINIMUM,
    LATEST,
    SOONEST,
    START_DAYS_AHEAD,
    TIME_TO_BOOK,
)
from services.delivery import outbox, planning
from services.finding import limits, matching
from services.finding.weekly import WeeklyCaps
from services.interviews import Host, Private, Role, end_after
from services.links import check_link
from services.people import Asker, Member
from services.refusals import DurationOutOfRange, TooFar, TooSoon
from services.server_settings import ServerSettings
from services.transaction import begun_anew, use_case
from services.viewing import private_of
from services.wording import Wording, cleaned, parts_of


@dataclass(frozen=True, kw_only=True)
class NewCard(Wording):
    """A card that a host wants to publish; `starts_at` in UTC, `duration` in minutes.

    `rubric` is the key of the one that they have chosen (`services.rubrics.sets.chosen`), or empty.
    """

    role: Role
    starts_at: datetime
    duration: int = DURATION_DEFAULT
    link: str | None = None
    rubric: str = ""


@dataclass(frozen=True)
class Published:
    """A new card, what publishing it cost its host, and the settings of its server."""

    mine: Private
    cost: int
    balance: int
    settings: ServerSettings


def check_start(starts_at: datetime, now: datetime, notice: timedelta = timedelta(0)) -> None:
    """Check that a start is 10 minutes to 60 days ahead (design, section 3, "Time").

    A card that is to be booked still has to start later than the server's shortest `notice` of it.

    Raises:
        TooSoon, TooFar: it is not.
    """
    soonest = max(SOONEST, notice + TIME_TO_BOOK)
    if starts_at < now + soonest:
        raise TooSoon(starts_at=starts_at, minutes=soonest // timedelta(minutes=1))
    if starts_at > now + LATEST:
        raise TooFar(starts_at=starts_at, days=START_DAYS_AHEAD)


def check_duration(duration: int) -> None:
    """Check that an interview is neither too short nor too long; `duration` in minutes.

    Raises:
        DurationOutOfRange: it is.
    """
    if not DURATION_MINIMUM <= duration <= DURATION_MAXIMUM:
        raise DurationOutOfRange(minimum=DURATION_MINIMUM, maximum=DURATION_MAXIMUM)


def check_card(card: NewCard, settings: ServerSettings, now: datetime) -> NewCard:
    """Return a card with its texts and link in the form in which they are stored.

    Raises:
        TooSoon, TooFar, DurationOutOfRange: the time or the length is out of bounds (`services.bounds`).
        TextTooLong: a part of the wording has more characters than it may.
        LinkNotAccepted, OtherLinkNotAccepted: it is not a link of a provider that the server allows.
    """
    check_start(card.starts_at, now, settings.notice)
    check_duration(card.duration)
    return NewCard(
        role=card.role,
        starts_at=card.starts_at.replace(second=0, microsecond=0),
        duration=card.duration,
        link=check_link(card.link, others_allowed=settings.allows_other_links),
        rubric=card.rubric,
        **parts_of(cleaned(card)),
    )


@begun_anew
async def publish(host: Member, card: NewCard, now: datetime) -> Published:
    """Publish a card; a host who wants to be interviewed pays for the seat.

    Raises:
        Refusal: what `check_card` and `limits.check_may_publish` raise, BlockedFromSeats, Overlap,
            NotEnoughPoints, NobodyHasPoints.
    """
    async with use_case():
        return await publish_within(host, card, now)


async def publish_within(host: Member, card: NewCard, now: datetime) -> Published:
    """Publish a card within the caller's transaction.

    Raises:
        Refusal: what `publish` raises.
    """
    held = await people.hold(host.server_id, host.user_id)
    checked = await check(held.settings, host.user_id, held.account.balance, held.caps, card, now)
    is_interviewer = checked.role is Role.INTERVIEWER
    row = await MockInterview.create(
        server_id=host.server_id,
        host_id=host.user_id,
        interviewer_id=host.user_id if is_interviewer else None,
        interviewee_id=None if is_interviewer else host.user_id,
        scheduled_time=checked.starts_at,
        ends_at=end_after(checked.starts_at, checked.duration),
        duration=checked.duration,
        meeting_link=checked.link,
        rubric=checked.rubric,
        **parts_of(checked),
        next_step_at=checked.starts_at,
        created_at=now,
        updated_at=now,
    )
    cost, balance = 0, held.account.balance
    if not is_interviewer:
        paid = await points.pay_for_seat(held.settings, held.account, host.user_id, row.id, now)
        cost, balance = -paid.amount, paid.balance
    closing = planning.closing_letters(row, held.settings.notice, now)
    found = matching.letters(row, held.settings)
    await outbox.write([*await outbox.card_letters(row), *closing, *found], now)
    mine = private_of(row, host.user_id, now, Host(host.name, host.avatar))
    return Published(mine, cost, balance, held.settings)


async def check(
    settings: ServerSettings, host_id: int, balance: int, caps: WeeklyCaps, card: NewCard, now: datetime
) -> NewCard:
    """Check that a card could be published now, and return it in the form in which it is stored.

    To be sure of it until the transaction ends, hold the person first (`people.hold`).

    Raises:
        Refusal: what `publish` raises.
    """
    checked = check_card(card, settings, now)
    await blocks.check_not_blocked(settings, host_id, now)
    await check_free(host_id, checked.starts_at, end_after(checked.starts_at, checked.duration))
    await limits.check_may_publish(settings, host_id, caps, checked.role, now, starts_at=checked.starts_at)
    if checked.role is Role.INTERVIEWEE:
        await points.check_has_price(settings, balance)
    return checked


async def check_seat(asker: Asker, role: Role | None, now: datetime) -> None:
    """Check that a member may take a seat at all, before they choose a time; None is either seat.

    Raises:
        BlockedFromSeats: they did not come too often.
        TooManyOpenCards, TooManySeats: they have as many as the server lets them.
        NotEnoughPoints, NobodyHasPoints: they cannot pay for the interviewee's seat.
    """
    user_id = asker.member.user_id
    await blocks.check_not_blocked(asker.settings, user_id, now)
    await limits.check_may_publish(asker.settings, user_id, asker.caps, role or Role.INTERVIEWER, now)
    if role is Role.INTERVIEWEE:
        await points.check_has_price(asker.settings, asker.balance)


async def check_time(
    user_id: int, starts_at: datetime, duration: int, notice: timedelta, now: datetime
) -> None:
    """Check that a person could have an interview of `duration` minutes at a time.

    `notice` is the shortest of the server.

    Raises:
        TooSoon, TooFar, Overlap: they could not.
    """
    check_start(starts_at, now, notice)
    await check_free(user_id, starts_at, end_after(starts_at, duration))
