"""Finding somebody for a wish: whose wish fits, and who is free at the same times within a week.

It is done by rows of the outbox (`services.delivery.kinds.pairs.Pairing`), which follow what may have changed
something: a wish, free hours, the end of another pair. Where nobody is found it is tried again every day.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError

from models import InterviewStatus, MockInterview, Pair, PairSide, Wish, WishState
from models.statements import run
from services import availability, booking, people, publishing, server_settings
from services.bounds import DURATION_DEFAULT
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.pairs import PairEnding, PairProposed
from services.delivery.outbox import Letter
from services.finding import fit
from services.finding.alert_times import day_begins_for_all
from services.finding.free_time import people as free_time
from services.finding.order import Candidate, by_person, in_order
from services.finding.pairs import looking
from services.finding.pairs.common import common_times, without_busy
from services.finding.pairs.wording import wording_of_both
from services.finding.weekly import caps_of
from services.interviews import Role, end_after
from services.publishing import NewCard
from services.refusals import Refusal
from services.server_settings import ServerSettings
from services.transaction import use_case

TIME_TO_ANSWER = timedelta(hours=24)

AHEAD = timedelta(days=7)
"""How far ahead two people are asked for a time."""

NOT_AGAIN_FOR = timedelta(days=60)
"""How long two people are not proposed to each other after it did not work out."""

SILENT_FOR = timedelta(days=7)
"""How long somebody is proposed to nobody who has left another pair unanswered."""

TRIED_AGAIN_AFTER = timedelta(days=1)

LOOKED_AT = 50
"""People whose wishes fit, the longest wait first, who are looked at."""

AT_ONCE = 500
"""Rows that are removed in one statement, so that nobody waits for it."""

HasLeft = Callable[[int, int], Awaitable[bool]]
"""Tells of a server and a person whether they are no member any more; what they wish there is gone then."""

_FREE_TO_ASK = """
(person.free_paused_until IS NULL OR person.free_paused_until <= :now)
AND EXISTS (SELECT 1 FROM free_span WHERE free_span.user_id = person.id)
AND NOT EXISTS (SELECT 1 FROM pair_side WHERE pair_side.user_id = person.id AND pair_side.is_open)
AND NOT EXISTS (
    SELECT 1 FROM pair_side AS silent JOIN pair ON pair.id = silent.pair_id
    WHERE silent.user_id = person.id AND silent.picks = 0 AND pair.state = 'expired'
        AND pair.until > :silent_since)
"""
"""Somebody has said when they are free, and nobody else waits for an answer of theirs."""

_OWNER = f"""
SELECT person.id, person.timezone, CASE WHEN {_FREE_TO_ASK} THEN 1 ELSE 0 END AS can_be_asked
FROM wish JOIN "user" AS person ON person.id = wish.user_id
WHERE wish.id = :wish AND wish.state = 'open' AND wish.until > :now
    AND EXISTS (SELECT 1 FROM free_span WHERE free_span.user_id = person.id)
"""  # noqa: S608 - written out above
"""That a pause, or a week of silence, is over is noted by nobody: so it is looked again on the next day."""

_OTHERS = f"""
SELECT other.id, other.user_id, other.since, person.timezone FROM wish
JOIN wish AS other ON {fit.OTHER_FITS_WISH}
JOIN "user" AS person ON person.id = other.user_id
WHERE wish.id = :wish AND {_FREE_TO_ASK} AND NOT EXISTS (
    SELECT 1 FROM pair_side AS mine JOIN pair_side AS theirs ON theirs.pair_id = mine.pair_id
    JOIN pair ON pair.id = mine.pair_id
    WHERE mine.user_id = wish.user_id AND theirs.user_id = other.user_id
        AND pair.proposed_at > :not_again_since AND NOT EXISTS (
            SELECT 1 FROM mock_interview WHERE mock_interview.id = pair.interview_id
            AND status IN ('booked', 'completed', 'lapsed')))
ORDER BY other.id LIMIT :many
"""  # noqa: S608 - written out above and there
"""For two who agreed, and one of whom gave it back or called it off, it did not work out either."""

_REMOVE_OLD = (
    "DELETE FROM pair WHERE id IN ("
    " SELECT id FROM pair WHERE proposed_at <= :before ORDER BY proposed_at LIMIT :many) RETURNING id"
)


@dataclass(frozen=True)
class _Match:
    """Somebody for a wish, and the times at which both are free."""

    other: Candidate
    times: list[datetime]


async def propose(wish_id: int, has_left: HasLeft, now: datetime) -> None:
    """Ask the owner of a wish, and the first who fits, which times suit them; without one, try tomorrow.

    So it is done where the owner cannot be asked now, since they have a break, or another pair.

    Nobody is asked at night: it waits until it is day for both of the first two who fit. Before they are
    asked, `has_left` is asked of both.
    """
    wish = await Wish.get_or_none(id=wish_id)
    values = {"wish": wish_id, "now": now, "silent_since": now - SILENT_FOR}
    owner = await run(_OWNER, values)
    if wish is None or not owner:
        return
    again_at = now + TRIED_AGAIN_AFTER
    # One row a day, however many have come here meanwhile.
    mark = f"again:{again_at.date().isoformat()}"
    if not owner[0]["can_be_asked"]:
        async with use_case(counts=False):
            await outbox.write([looking.letter(wish, mark, due_at=again_at)], now)
        return
    settings = await server_settings.read(wish.server_id)
    rows = await run(_OTHERS, {**values, "not_again_since": now - NOT_AGAIN_FOR, "many": LOOKED_AT})
    zones = {row["user_id"]: row["timezone"] or settings.timezone for row in rows}
    mine = owner[0]["timezone"] or settings.timezone
    candidates = await in_order(by_person(rows, now), wish.user_id, wish.server_id, now)
    async for match in _matches(wish, candidates, settings, now):
        wakes_at = day_begins_for_all((mine, zones[match.other.user_id]), now)
        if wakes_at > now:
            again_at, mark = wakes_at, f"awake:{wakes_at.isoformat()}"
            break
        if await has_left(wish.server_id, wish.user_id):
            return
        has_other_left = await has_left(wish.server_id, match.other.user_id)
        if not has_other_left and await _ask(wish, match, now):
            return
    async with use_case(counts=False):
        await outbox.write([looking.letter(wish, mark, due_at=again_at)], now)


async def _matches(
    wish: Wish, candidates: Sequence[Candidate], settings: ServerSettings, now: datetime
) -> AsyncIterator[_Match]:
    """Give those with whom the owner of a wish has times in common, at the first of which they could meet."""
    length = timedelta(minutes=DURATION_DEFAULT)
    since, until = now + TIME_TO_ANSWER + settings.notice, now + AHEAD
    people_of_all = [wish.user_id, *(one.user_id for one in candidates)]
    free = await free_time.free_of(people_of_all, since, until, zone_otherwise=settings.timezone)
    mine = without_busy(free[wish.user_id], await availability.busy_spans(wish.user_id, since, until))
    for other in candidates:
        if not common_times(mine, free[other.user_id], length):
            continue
        busy = await availability.busy_spans(other.user_id, since, until)
        times = common_times(mine, without_busy(free[other.user_id], busy), length)
        if times and await _could_meet(wish, other.user_id, times[0], settings, now):
            yield _Match(other, times)


async def _could_meet(
    wish: Wish, other_id: int, starts_at: datetime, settings: ServerSettings, now: datetime
) -> bool:
    """Tell whether one of two could publish an interview at a time, and the other book it."""
    host_id, guest_id = (wish.user_id, other_id) if wish.is_interviewer else (other_id, wish.user_id)
    card = NewCard(role=Role.INTERVIEWER, starts_at=starts_at)
    try:
        await publishing.check(settings, host_id, 0, await caps_of(host_id), card, now)
    except Refusal:
        return False
    row = MockInterview(
        id=0,
        server_id=wish.server_id,
        host_id=host_id,
        interviewer_id=host_id,
        scheduled_time=starts_at,
        ends_at=end_after(starts_at, DURATION_DEFAULT),
        duration=DURATION_DEFAULT,
        status=InterviewStatus.PENDING,
    )
    return await booking.could_take(row, guest_id, settings, now)


async def _ask(wish: Wish, match: _Match, now: datetime) -> bool:
    """Ask both; tell whether both could be: another pair may have come first."""
    other = await Wish.get_or_none(id=match.other.wish_id)
    if other is None:
        return False
    until = now + TIME_TO_ANSWER
    try:
        async with use_case(counts=False):
            await people.lock({wish.user_id, other.user_id})
            are_open = Wish.filter(id__in=[wish.id, other.id], state=WishState.OPEN)
            if await are_open.count() < 2:
                return False
            pair = await Pair.create(
                server_id=wish.server_id,
                times=[time.isoformat() for time in match.times],
                duration=DURATION_DEFAULT,
                proposed_at=now,
                until=until,
            )
            sides = [
                PairSide(
                    pair_id=pair.id,
                    user_id=one.user_id,
                    is_interviewer=one.is_interviewer,
                    wish_number=one.id,
                )
                for one in (wish, other)
            ]
            await PairSide.bulk_create(sides)
            told = [
                Letter(
                    _proposal(pair, one, wish, other, match.times),
                    Address(pair.server_id, recipient_id=one.user_id),
                )
                for one in (wish, other)
            ]
            ending = Letter(PairEnding(pair=pair.id), Address(pair.server_id), due_at=until)
            await outbox.write([*told, ending], now)
    except IntegrityError:
        # One of the two is asked about somebody else by now, or was erased.
        return False
    return True


def _proposal(pair: Pair, mine: Wish, one: Wish, other: Wish, times: Sequence[datetime]) -> PairProposed:
    return PairProposed(
        pair=pair.id,
        role=Role.INTERVIEWER if mine.is_interviewer else Role.INTERVIEWEE,
        topic=wording_of_both(one, other).topic,
        times=tuple(times),
        minutes=pair.duration,
        until=pair.until,
    )


async def remove_old(now: datetime) -> int:
    """Remove some pairs of which nothing follows any more; return how many went."""
    values = {"before": now - NOT_AGAIN_FOR, "many": AT_ONCE}
    return len(await run(_REMOVE_OLD, values))
