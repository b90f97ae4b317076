"""Answering a pair: picking times, saying no, and what comes of it; nobody is told why it came to nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models import (
    Notification,
    NotificationKind,
    NotificationState,
    Pair,
    PairSide,
    PairState,
    User,
    Wish,
    WishState,
)
from models.rows import Hold
from models.rows import find as find_rows
from services import booking, people, points, publishing
from services.booking import Booked
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.pairs import PairDiffers, PairOver
from services.delivery.outbox import Letter
from services.finding.pairs import looking
from services.finding.pairs.wording import wording_of_both
from services.finding.refusals import NotAvailable, PairDidNotWorkOut, PairGone
from services.holding import is_number
from services.interviews import Role
from services.people import Member
from services.publishing import NewCard
from services.refusals import Refusal
from services.transaction import use_case
from services.wording import Wording, parts_of

_ASKING = (NotificationKind.PAIR_PROPOSED, NotificationKind.PAIR_DIFFERS)
_UNSAID = (NotificationState.PENDING, NotificationState.MISSED)


@dataclass(frozen=True)
class Picked:
    """What somebody has picked of the times (UTC) of a pair so far; `minutes` is how long it would be.

    `has_other_picked` tells that the other has, and other times.
    """

    pair: int
    topic: str
    minutes: int
    times: tuple[datetime, ...]
    mine: frozenset[int]
    """Counted from 0."""
    has_other_picked: bool
    until: datetime


@dataclass(frozen=True)
class Agreed:
    """Both picked the same time, and it is booked; `mine` is how it looks to whoever picked last."""

    booked: Booked


class _CannotAsHost(Exception):  # noqa: N818 - it goes no further than this module
    """Whoever would publish it cannot."""


class _CannotAsGuest(Exception):  # noqa: N818
    """Whoever would book it cannot."""


@dataclass(frozen=True)
class Open:
    """A pair that somebody is asked about: its server, and who the other is, whom they do not know."""

    server_id: int
    other_id: int


async def find(user_id: int, pair_id: int) -> Open:
    """Return a pair that a person is asked about.

    Raises:
        PairGone: it is over, or was never theirs.
    """
    pair = await Pair.get_or_none(id=pair_id, state=PairState.OPEN) if is_number(pair_id) else None
    people_of_it = (
        set() if pair is None else {side.user_id for side in await PairSide.filter(pair_id=pair_id)}
    )
    others = [one for one in people_of_it if one != user_id]
    if pair is None or len(people_of_it) != 2 or len(others) != 1:
        raise PairGone
    return Open(pair.server_id, others[0])


async def pick(
    user_id: int, pair_id: int, place: int, now: datetime, *, suits: bool = True
) -> Picked | Agreed:
    """Say that a time suits, the first being 0, or does not any more; a common one is booked.

    Everything is looked at anew for that. What the person themselves cannot do is refused, and the pair
    stays; what the other cannot ends it, and neither learns why.

    Raises:
        PairGone: it is over, or was never theirs.
        PairDidNotWorkOut: the other cannot any more.
        Refusal: what `publishing.publish` or `booking.book` raises of the person themselves.
    """
    try:
        async with use_case():
            return await _pick(user_id, pair_id, place, now, suits=suits)
    except (_CannotAsHost, _CannotAsGuest) as cannot:
        refusal = cannot.__cause__
        side = await PairSide.get_or_none(pair_id=pair_id, user_id=user_id)
        is_own = side is not None and side.is_interviewer == isinstance(cannot, _CannotAsHost)
        if is_own and isinstance(refusal, Refusal) and not isinstance(refusal, NotAvailable):
            raise refusal from None
    await _did_not_work_out(user_id, pair_id, PairState.ENDED, now)
    raise PairDidNotWorkOut


async def decline(user_id: int, pair_id: int, now: datetime) -> None:
    """Say no; no reason is asked for, and the other reads that it did not work out.

    Raises:
        PairGone: it is over, or was never theirs.
    """
    if not await _did_not_work_out(user_id, pair_id, PairState.DECLINED, now):
        raise PairGone


async def expire(pair_id: int, now: datetime) -> None:
    """End a pair whose time is over; who has picked a time is told, and others are looked for.

    Where a wish holds no more of which it came, it ends at once: whose wish holds still is told.
    """
    async with use_case(counts=False):
        pair = await _held(pair_id)
        if pair is None or pair.state is not PairState.OPEN:
            return
        sides = await PairSide.filter(pair_id=pair_id)
        hold = {wish.id for wish in await _open_wishes(sides)}
        # Who was erased while it was made has no side of it.
        if len(hold) < 2:
            await _end(pair, PairState.ENDED, now)
            await _tell_that_it_is_over([one for one in sides if one.wish_number in hold], pair, now)
        elif now >= pair.until:
            await _end(pair, PairState.EXPIRED, now)
            await _tell_that_it_is_over([one for one in sides if one.picks], pair, now)


async def leave(user_id: int, server_id: int | None, now: datetime) -> None:
    """End the pair of somebody who is not there any more, in a server or in any."""
    mine = PairSide.filter(user_id=user_id, is_open=True).select_related("pair")
    for side in await mine:
        if server_id in {None, side.pair.server_id}:
            await _did_not_work_out(user_id, side.pair_id, PairState.ENDED, now)


async def _pick(user_id: int, pair_id: int, place: int, now: datetime, *, suits: bool) -> Picked | Agreed:
    pair, mine, other, wishes = await _open(user_id, pair_id, now)
    times = tuple(datetime.fromisoformat(time) for time in pair.times)
    if not 0 <= place < len(times):
        raise PairGone
    mine.picks = mine.picks | 1 << place if suits else mine.picks & ~(1 << place)
    await PairSide.filter(id=mine.id).update(picks=mine.picks)
    both = wording_of_both(*wishes)
    common = [time for number, time in enumerate(times) if mine.picks & other.picks & 1 << number]
    if common:
        return Agreed(await _agree(pair, mine, other, both, common[0], now))
    if mine.picks and other.picks:
        await _tell_of_picks(pair, mine, other, both.topic, times, now)
    return Picked(
        pair=pair.id,
        topic=both.topic,
        minutes=pair.duration,
        times=times,
        mine=frozenset(number for number in range(len(times)) if mine.picks & 1 << number),
        has_other_picked=bool(other.picks),
        until=pair.until,
    )


async def _open(
    user_id: int, pair_id: int, now: datetime
) -> tuple[Pair, PairSide, PairSide, tuple[Wish, Wish]]:
    """Return a pair that can be answered, which the caller's transaction holds, and the sides of both.

    The wishes are read once: nobody holds them, and one may be gone a moment later.
    """
    pair = await _held(pair_id) if is_number(pair_id) else None
    if pair is None or pair.state is not PairState.OPEN or now >= pair.until:
        raise PairGone
    sides = {side.user_id: side for side in await PairSide.filter(pair_id=pair_id)}
    mine = sides.pop(user_id, None)
    if mine is None or not sides:
        raise PairGone
    (other,) = sides.values()
    wishes = await _open_wishes((mine, other))
    if len(wishes) < 2:
        raise PairGone
    return pair, mine, other, (wishes[0], wishes[1])


async def _agree(
    pair: Pair, mine: PairSide, other: PairSide, wording: Wording, starts_at: datetime, now: datetime
) -> Booked:
    """Publish the interview and book it, within the caller's transaction."""
    host, guest = (mine, other) if mine.is_interviewer else (other, mine)
    card = NewCard(
        role=Role.INTERVIEWER,
        starts_at=starts_at,
        duration=pair.duration,
        **parts_of(wording),
    )
    # People before accounts, and both of each at once: a report or a ruling may hold the two in its order.
    both = {host.user_id, guest.user_id}
    await people.lock(both)
    await points.hold_accounts(pair.server_id, both)
    # First the pair: that the wishes come true ends none.
    await PairSide.filter(pair_id=pair.id).update(is_open=False)
    try:
        published = await publishing.publish_within(await _member(pair, host), card, now)
    except Refusal as refusal:
        raise _CannotAsHost from refusal
    number = published.mine.interview.id
    try:
        booked = await booking.book_within(await _member(pair, guest), number, now)
    except Refusal as refusal:
        raise _CannotAsGuest from refusal
    await Pair.filter(id=pair.id).update(state=PairState.AGREED, interview_id=number)
    return booked


async def _member(pair: Pair, side: PairSide) -> Member:
    user = await User.get(id=side.user_id)
    return Member(pair.server_id, user.id, user.name, user.language or "en", user.avatar)


async def _did_not_work_out(user_id: int, pair_id: int, state: PairState, now: datetime) -> bool:
    """End an open pair of a person's, and tell the other; tell whether there was one."""
    async with use_case():
        pair = await _held(pair_id) if is_number(pair_id) else None
        if pair is None or pair.state is not PairState.OPEN:
            return False
        sides = await PairSide.filter(pair_id=pair_id)
        if user_id not in {side.user_id for side in sides}:
            return False
        await _end(pair, state, now)
        await _tell_that_it_is_over([one for one in sides if one.user_id != user_id], pair, now)
        return True


async def _end(pair: Pair, state: PairState, now: datetime) -> None:
    """End a pair, and have others looked for; who was not asked yet is not asked any more."""
    await Pair.filter(id=pair.id).update(state=state)
    sides = await PairSide.filter(pair_id=pair.id)
    await PairSide.filter(pair_id=pair.id).update(is_open=False)
    await _take_back_unsaid(pair, sides, now)
    wishes = await _open_wishes(sides)
    await outbox.write([looking.letter(wish, f"after:{pair.id}") for wish in wishes], now)


async def _open_wishes(sides: Sequence[PairSide]) -> Sequence[Wish]:
    """Return the wishes of sides as far as they hold, the oldest first."""
    numbers = [side.wish_number for side in sides]
    return await Wish.filter(id__in=numbers, state=WishState.OPEN).order_by("id")


async def _tell_that_it_is_over(sides: Sequence[PairSide], pair: Pair, now: datetime) -> None:
    """Tell sides that it did not work out, as far as they have heard of it at all."""
    told = [
        Letter(PairOver(pair=pair.id), Address(pair.server_id, recipient_id=side.user_id))
        for side in sides
        if not await _was_unsaid(pair, side)
    ]
    await outbox.write(told, now)


async def _take_back_unsaid(pair: Pair, sides: Sequence[PairSide], now: datetime) -> None:
    """Drop what asks about a pair and was not said yet, or not read."""
    keys = [_key(kind, pair, side) for kind in _ASKING for side in sides]
    unsaid = Notification.filter(dedupe_key__in=keys, state__in=_UNSAID, owner__isnull=True)
    await unsaid.update(state=NotificationState.DROPPED, finished_at=now)


async def _was_unsaid(pair: Pair, side: PairSide) -> bool:
    key = _key(NotificationKind.PAIR_PROPOSED, pair, side)
    return await Notification.exists(dedupe_key=key, state=NotificationState.DROPPED)


def _key(kind: NotificationKind, pair: Pair, side: PairSide) -> str:
    """Return the key of a message about a pair to one of the two (`services.delivery.kinds.pairs`)."""
    return f"{kind.value}:{pair.id}:{side.user_id}"


async def _tell_of_picks(
    pair: Pair, mine: PairSide, other: PairSide, topic: str, times: Sequence[datetime], now: datetime
) -> None:
    """Tell whoever picked first, once, which times suit the other."""
    differs = PairDiffers(
        pair=pair.id,
        role=Role.INTERVIEWER if other.is_interviewer else Role.INTERVIEWEE,
        topic=topic,
        times=tuple(times),
        minutes=pair.duration,
        until=pair.until,
        theirs=_picked(mine, times),
        mine=_picked(other, times),
    )
    await outbox.write([Letter(differs, Address(pair.server_id, recipient_id=other.user_id))], now)


def _picked(side: PairSide, times: Sequence[datetime]) -> tuple[int, ...]:
    """Return the times that somebody has picked, counted from 1."""
    return tuple(number + 1 for number in range(len(times)) if side.picks & 1 << number)


async def _held(pair_id: int) -> Pair | None:
    found = await find_rows(Pair, "id = :id", {"id": pair_id}, hold=Hold.ALONE)
    return next(iter(found), None)
