"""What interviews people look for in a server: wishing, seeing it, letting it go, and what becomes of it.

Cards are held against wishes in `services.finding.matching`, and who is told is decided in
`services.finding.alerts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tortoise.queryset import QuerySet

from models import MockInterview, Server, Wish, WishState
from models.folded import folded
from models.moments import moment_of
from models.statements import run
from services import people
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.wishes import WishExpired
from services.delivery.outbox import Letter
from services.finding import fit
from services.finding.pairs import looking
from services.finding.refusals import TooManyWishes, WishGone
from services.holding import is_number
from services.interviews import HOLD_OUTLIVED_BY, Role
from services.listing import HOST_NAME, SHOWN, Listed, listed
from services.refusals import SettingOutOfRange
from services.text import clean_line
from services.transaction import use_case
from services.wording import LANGUAGE_MAXIMUM, LEVEL_MAXIMUM, TOPIC_MAXIMUM

WISHES_MAXIMUM = 5
"""How many wishes one person has in a server at most."""

DAYS_RANGE = (1, 60)
"""For how many days one can wish for something."""

DAYS_DEFAULT = 14

SHOWN_AT_ONCE = 3
"""Cards that are shown to whoever wishes for such a one."""

LOOKED_THROUGH = 100
"""Cards with the seat and the topic, the soonest, whose level and language are looked at."""

KEPT = timedelta(days=30)
"""How long a wish is kept that is done or has run out: the usual wait is known by those."""

MEDIAN_FROM = 3
"""From how many on it is said how long wishes usually wait; of fewer it would be somebody's own."""

AT_ONCE = 100
"""Wishes that run out, or are removed, in one step."""

_LIST = f"""
SELECT wish.*, (SELECT COUNT(DISTINCT other.user_id) FROM wish AS other WHERE {fit.OTHER_FITS_WISH}) AS others
FROM wish WHERE wish.user_id = :person AND wish.server_id = :server AND wish.state = 'open'
ORDER BY wish.id
"""  # noqa: S608 - written out there

_WAITS = """
SELECT is_interviewer, AVG(waited_minutes) AS median, MAX(many) AS many FROM (
    SELECT is_interviewer, waited_minutes, COUNT(*) OVER (PARTITION BY is_interviewer) AS many,
        ROW_NUMBER() OVER (PARTITION BY is_interviewer ORDER BY waited_minutes) AS place
    FROM wish WHERE server_id = :server AND state = 'done' AND done_at > :since) AS waits
WHERE place * 2 BETWEEN many AND many + 2 GROUP BY is_interviewer
"""
"""The middle one of the waits of a seat, or both in the middle where their number is even."""

_FITTING = f"""
SELECT {SHOWN}, level, language, {HOST_NAME}
FROM mock_interview AS found
WHERE server_id = :server AND status = 'pending' AND scheduled_time > :now AND host_id <> :person
    AND (held_until IS NULL OR held_until <= :let_go)
    AND CASE WHEN :is_interviewer THEN interviewer_id ELSE interviewee_id END IS NULL
    AND (:topic = '' OR REPLACE(topic_folded, CAST(:topic AS TEXT), '') <> topic_folded)
ORDER BY scheduled_time, id LIMIT :many
"""  # noqa: S608 - columns

_FULFILLED = f"""
SELECT wish.id, wish.user_id, wish.since FROM wish
WHERE {fit.WISH_FITS_CARD} AND wish.user_id IN (:interviewer, :interviewee)
    AND wish.is_interviewer = (wish.user_id = :interviewer)
"""  # noqa: S608 - written out there

_TELL_OF_NONE = """
UPDATE wish_alert SET state = 'over' WHERE user_id = :person AND state = 'waiting'
    AND interview_id IN (SELECT id FROM mock_interview WHERE server_id = :server)
"""

_REMOVE_OLD = (
    "DELETE FROM wish WHERE id IN (SELECT id FROM wish"
    " WHERE state = :state AND until <= :before ORDER BY until LIMIT :many) RETURNING id"
)


@dataclass(frozen=True, kw_only=True)
class NewWish:
    """What a member looks for: their own seat, and what it is about; empty texts are open. `days` to wait."""

    seat: Role
    topic: str = ""
    level: str = ""
    language: str = ""
    days: int = DAYS_DEFAULT


@dataclass(frozen=True)
class Wished:
    """A wish as its owner sees it: `others` wait on the other side for what it is about.

    `since` and `until` in UTC.
    """

    id: int
    seat: Role
    topic: str
    level: str
    language: str
    days: int
    since: datetime
    until: datetime
    others: int


@dataclass(frozen=True)
class Added:
    """A wish that was made, or was there and holds for longer now; `cards` are open and fit it already."""

    wish: Wished
    is_renewed: bool
    cards: tuple[Listed, ...]


@dataclass(frozen=True)
class Wishes:
    """The wishes of a person in a server, the oldest first.

    `waits` is how long wishes for a seat have waited in the middle, of those that were booked in the last 30
    days; a seat is not in it for which there are too few to say.
    """

    rows: tuple[Wished, ...]
    waits: Mapping[Role, timedelta]


async def add(user_id: int, server_id: int, new: NewWish, now: datetime) -> Added:
    """Wish for an interview; who wishes for the same once more has it hold from now on.

    Raises:
        SettingOutOfRange: it is for more or fewer days than one can wish.
        TextTooLong: a text has more characters than it may.
        TooManyWishes: they have five there already.
        WishGone: it was made, and came true, or was let go, at the same moment.
        BeingErased: they were erased meanwhile.
    """
    minimum, maximum = DAYS_RANGE
    if not minimum <= new.days <= maximum:
        raise SettingOutOfRange(setting="days", minimum=minimum, maximum=maximum)
    topic = clean_line(new.topic, "topic", TOPIC_MAXIMUM)
    level = clean_line(new.level, "level", LEVEL_MAXIMUM)
    language = clean_line(new.language, "language", LANGUAGE_MAXIMUM)
    is_interviewer, until = new.seat is Role.INTERVIEWER, now + timedelta(days=new.days)
    # By itself: two first wishes at once must not hold the server that each wants to change.
    await Server.filter(id=server_id, has_wishes=False).update(has_wishes=True)
    async with use_case():
        await people.hold(server_id, user_id)
        mine = Wish.filter(user_id=user_id, server_id=server_id, state=WishState.OPEN)
        new_wish = Wish(
            user_id=user_id,
            server_id=server_id,
            is_interviewer=is_interviewer,
            days=new.days,
            since=now,
            until=until,
            topic=topic,
            level=level,
            language=language,
        )
        same = _for_the_same(new_wish)
        # Two that were made at once with the end of a booking may be the same: the older holds.
        known = await same.first()
        is_renewed = known is not None and await _hold_longer(known, now, until, days=new.days)
        if not is_renewed:
            if await mine.count() >= WISHES_MAXIMUM:
                raise TooManyWishes(maximum=WISHES_MAXIMUM)
            await new_wish.save()
        wish = await same.first()
        assert wish is not None  # noqa: S101 - renewed or made above
        await outbox.write([looking.letter(wish)], now)
    for wished in await _list(user_id, server_id, now):
        if wished.id == wish.id:
            return Added(wished, is_renewed, await _fitting(wish, now))
    raise WishGone


async def list_of(user_id: int, server_id: int, now: datetime) -> Wishes:
    """Return what a person wishes for in a server, and how long such wishes usually wait there."""
    rows = await _list(user_id, server_id, now)
    waits = {}
    for found in await run(_WAITS, {"server": server_id, "since": now - KEPT}) if rows else []:
        if found["many"] >= MEDIAN_FROM:
            seat = Role.INTERVIEWER if found["is_interviewer"] else Role.INTERVIEWEE
            waits[seat] = timedelta(minutes=round(float(found["median"])))
    return Wishes(tuple(rows), waits)


async def drop(user_id: int, wish_id: int, now: datetime) -> None:
    """Let a wish go.

    Raises:
        WishGone: there is none of that number, or it is somebody else's, or done.
    """
    async with use_case():
        # Two wishes are brought together while their owners are held: the pair is there before, or never.
        await people.lock({user_id})
        mine = Wish.filter(id=wish_id, user_id=user_id).exclude(state=WishState.DONE)
        wish = await mine.first() if is_number(wish_id) else None
        if wish is None or not await mine.delete():
            raise WishGone
        await looking.end_pairs_of({wish.id: wish.user_id}, now)


async def keep(user_id: int, wish_id: int, now: datetime) -> datetime:
    """Have a wish that ran out, or still holds, hold for as many days as it was wished; return until when.

    Where they wish for the same anew by now, that one holds for as long, and has waited since the beginning.

    Raises:
        WishGone: there is none of that number, or it is somebody else's, or done.
        TooManyWishes: they have five other ones there meanwhile.
    """
    async with use_case():
        await people.lock({user_id})
        found = Wish.filter(id=wish_id, user_id=user_id).exclude(state=WishState.DONE)
        wish = await found.first() if is_number(wish_id) else None
        if wish is None:
            raise WishGone
        until = now + timedelta(days=wish.days)
        same = await _same_elsewhere(wish)
        if same is None:
            others = Wish.filter(user_id=user_id, server_id=wish.server_id, state=WishState.OPEN)
            if await others.exclude(id=wish_id).count() >= WISHES_MAXIMUM:
                raise TooManyWishes(maximum=WISHES_MAXIMUM)
            await found.update(state=WishState.OPEN, until=until, since=min(wish.since, now))
        else:
            await _join(wish, same, now, until)
        await outbox.write([looking.letter(same or wish)], now)
        return until


async def drop_all(user_id: int, server_id: int, now: datetime) -> None:
    """Let all go that somebody wishes for in a server, within the caller's transaction: they have left it."""
    await people.lock({user_id})
    mine = Wish.filter(user_id=user_id, server_id=server_id).exclude(state=WishState.DONE)
    gone = {wish.id: user_id for wish in await mine}
    await mine.delete()
    await looking.end_pairs_of(gone, now)
    await run(_TELL_OF_NONE, {"person": user_id, "server": server_id})


async def fulfil(row: MockInterview, now: datetime) -> None:
    """Note of the wishes of both that a booking is what they were about, within the caller's transaction."""
    found = await run(
        _FULFILLED,
        {
            **fit.values_of(row),
            "interviewer": row.interviewer_id,
            "interviewee": row.interviewee_id,
            "now": now,
        },
    )
    for wish in found:
        waited = now - moment_of(wish["since"])
        await Wish.filter(id=wish["id"]).update(
            state=WishState.DONE,
            done_at=now,
            interview_id=row.id,
            waited_minutes=max(0, waited // timedelta(minutes=1)),
        )
    await looking.end_pairs_of({wish["id"]: wish["user_id"] for wish in found}, now)


async def reopen(row: MockInterview, now: datetime) -> None:
    """Have wishes hold again whose booking has come to nothing, within the caller's transaction.

    Who wishes for the same anew by now has one wish, which has waited since the beginning.
    """
    for wish in await Wish.filter(interview_id=row.id).order_by("id"):
        same = await _same_elsewhere(wish)
        if same is None:
            await Wish.filter(id=wish.id).update(
                state=WishState.OPEN, done_at=None, interview_id=None, waited_minutes=None
            )
        else:
            await _join(wish, same, now, max(wish.until, same.until))
        await outbox.write([looking.letter(same or wish)], now)


async def expire(wish_id: int, now: datetime) -> bool:
    """Have a wish run out whose time has come, and ask whether it still holds; tell whether it did."""
    async with use_case():
        due = Wish.filter(id=wish_id, state=WishState.OPEN, until__lte=now)
        wish = await due.first()
        if wish is None:
            return False
        await people.lock({wish.user_id})
        if not await due.update(state=WishState.EXPIRED):
            return False
        asked = WishExpired(
            wish=wish.id,
            role=_seat(wish.is_interviewer),
            topic=wish.topic,
            level=wish.level,
            language=wish.language,
            ended_at=wish.until,
        )
        await outbox.write([Letter(asked, Address(wish.server_id, recipient_id=wish.user_id))], now)
        await looking.end_pairs_of({wish.id: wish.user_id}, now)
        return True


async def remove_old(now: datetime) -> int:
    """Remove some of what was done, or ran out, a month ago; return how many rows went."""
    gone = 0
    for state in (WishState.DONE, WishState.EXPIRED):
        values = {"state": state.value, "before": now - KEPT, "many": AT_ONCE}
        gone += len(await run(_REMOVE_OLD, values))
    return gone


async def _same_elsewhere(wish: Wish) -> Wish | None:
    """Return an open wish of the same person for the same, beside this one."""
    return await _for_the_same(wish).exclude(id=wish.id).first()


def _for_the_same(wish: Wish) -> QuerySet[Wish]:
    """Return the open wishes of the owner of one for the same, the oldest first."""
    return Wish.filter(
        user_id=wish.user_id,
        server_id=wish.server_id,
        state=WishState.OPEN,
        is_interviewer=wish.is_interviewer,
        topic_folded=folded(wish.topic),
        level_folded=folded(wish.level),
        language_folded=folded(wish.language),
    ).order_by("id")


async def _join(wish: Wish, same: Wish, now: datetime, until: datetime) -> None:
    """Have one of two wishes for the same stand for both, and the first go."""
    same.since = min(wish.since, same.since)
    await _hold_longer(same, now, until, days=same.days)
    await Wish.filter(id=wish.id).delete()
    if wish.state is WishState.OPEN:
        await looking.end_pairs_of({wish.id: wish.user_id}, now)


async def _hold_longer(wish: Wish, now: datetime, until: datetime, *, days: int) -> bool:
    """Have an open wish hold until a moment; tell whether it was open still.

    Since when it waits may lie ahead, where the clock was set back.
    """
    still = Wish.filter(id=wish.id, state=WishState.OPEN)
    return bool(await still.update(days=days, until=until, since=min(wish.since, now)))


async def _list(user_id: int, server_id: int, now: datetime) -> list[Wished]:
    rows = await run(_LIST, {"person": user_id, "server": server_id, "now": now})
    return [
        Wished(
            id=row["id"],
            seat=_seat(row["is_interviewer"]),
            topic=row["topic"],
            level=row["level"],
            language=row["language"],
            days=row["days"],
            since=moment_of(row["since"]),
            until=moment_of(row["until"]),
            others=int(row["others"]),
        )
        for row in rows
    ]


async def _fitting(wish: Wish, now: datetime) -> tuple[Listed, ...]:
    """Return the soonest open cards that fit a wish."""
    rows = await run(
        _FITTING,
        {
            "server": wish.server_id,
            "person": wish.user_id,
            "is_interviewer": wish.is_interviewer,
            "topic": folded(wish.topic),
            "now": now,
            "let_go": now - HOLD_OUTLIVED_BY,
            "many": LOOKED_THROUGH,
        },
    )
    fitting = (row for row in rows if _is_worded(row, wish))
    return tuple(listed(row) for row, _ in zip(fitting, range(SHOWN_AT_ONCE), strict=False))


def _is_worded(row: Mapping[str, Any], wish: Wish) -> bool:
    wanted = ((wish.level, row["level"]), (wish.language, row["language"]))
    return all(not folded(mine) or folded(mine) == folded(theirs) for mine, theirs in wanted)


def _seat(is_interviewer: object) -> Role:
    return Role.INTERVIEWER if is_interviewer else Role.INTERVIEWEE
