"""Two whose wishes fit: who is asked, when, about which times, and what becomes of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import (
    MockInterview,
    Notification,
    NotificationKind,
    NotificationState,
    Pair,
    PairSide,
    PairState,
    Wish,
    WishState,
)
from services import booking, departures, people, timetable
from services.delivery.kinds import read
from services.delivery.kinds.pairs import PairEnding, PairProposed
from services.finding import apart, wishes
from services.finding.free_time import own
from services.finding.pairs import answering, proposing
from services.finding.pairs.answering import Agreed, Picked
from services.finding.pairs.common import TIMES_MAXIMUM, common_times, in_common, without_busy
from services.finding.refusals import PairDidNotWorkOut, PairGone
from services.finding.wishes import NewWish
from services.interviews import Role
from services.people import Member
from services.refusals import NotEnoughPoints, Overlap
from tests.support.factories import NOW, PRICE, SERVER, a_card, a_member, balance, outbox

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
NOON = NOW + 2 * HOUR

database = pytest.mark.usefixtures("database")


async def nobody_has_left(_server_id: int, _user_id: int) -> bool:
    return False


async def wishing(
    seat: Role, topic: str = "", *, zone: str = "UTC", hours: tuple[int, int] = (18, 22), points: int = PRICE
) -> Member:
    """Somebody who looks for an interview and is free in some hours of every day."""
    member = await a_member(points)
    await people.set_zone(member.user_id, zone)
    await own.add(member.user_id, range(7), hours[0] * 60, hours[1] * 60, NOW)
    await wishes.add(member.user_id, SERVER, NewWish(seat=seat, topic=topic, days=60), NOW)
    return member


async def propose_for(member: Member, now: datetime = NOON) -> None:
    """Do what the rows ask for that have somebody looked for."""
    for wish in await Wish.filter(user_id=member.user_id, state=WishState.OPEN).order_by("id"):
        await proposing.propose(wish.id, nobody_has_left, now)
    # They read it at once.
    await Notification.filter(kind=NotificationKind.PAIR_PROPOSED).update(state=NotificationState.SENT)


async def a_pair() -> tuple[Member, Member, int]:
    """Two who are asked, of whom the first would interview; and the number of their pair."""
    host, guest = (
        await wishing(Role.INTERVIEWER, "trees"),
        await wishing(Role.INTERVIEWEE, "Graphs and trees"),
    )
    await propose_for(host)
    return host, guest, (await Pair.get(state=PairState.OPEN)).id


async def asked() -> list[set[int]]:
    """Who is asked together, in the order in which they were."""
    return [
        {side.user_id for side in await PairSide.filter(pair_id=pair.id)}
        for pair in await Pair.all().order_by("id")
    ]


async def what_is_due(now: datetime) -> None:
    """Do what the rows ask for by which pairs end."""
    for row in await outbox(NotificationKind.PAIR_ENDING):
        message = read(row.kind, row.payload)
        assert isinstance(message, PairEnding)
        if row.due_at <= now:
            await answering.expire(message.pair, now)


async def told(kind: NotificationKind) -> list[int]:
    return [row.recipient_id or 0 for row in await outbox(kind)]


MOMENTS = st.integers(0, 7 * 24 * 4).map(lambda quarters: NOW + quarters * timedelta(minutes=15))


def spans(moments: list[datetime]) -> list[tuple[datetime, datetime]]:
    ordered = sorted(set(moments))
    return list(zip(ordered[::2], ordered[1::2], strict=False))


@given(one=st.lists(MOMENTS, max_size=12).map(spans), other=st.lists(MOMENTS, max_size=12).map(spans))
def test_common_times_are_free_for_both_and_do_not_overlap(
    one: list[tuple[datetime, datetime]], other: list[tuple[datetime, datetime]]
) -> None:
    times = common_times(one, other, HOUR)

    for start in times:
        for free in (one, other):
            assert any(begins <= start and start + HOUR <= ends for begins, ends in free)
    assert times == sorted(times)
    assert all(later - earlier >= HOUR for earlier, later in pairwise(times))
    room = sum((ends - begins) // HOUR for begins, ends in in_common(one, other))
    assert len(times) == min(TIMES_MAXIMUM, room)
    days = {start.date() for start in times}
    assert len(days) == min(len(times), len(_days(one, other)))


def _days(one: list[tuple[datetime, datetime]], other: list[tuple[datetime, datetime]]) -> set[object]:
    """The days on which an hour can begin as it is cut into hours."""
    found: set[object] = set()
    for begins, ends in in_common(one, other):
        start = begins
        while start + HOUR <= ends:
            found.add(start.date())
            start += HOUR
    return found


@given(free=st.lists(MOMENTS, max_size=8).map(spans), busy=st.lists(MOMENTS, max_size=8).map(spans))
def test_what_is_taken_is_not_free(
    free: list[tuple[datetime, datetime]], busy: list[tuple[datetime, datetime]]
) -> None:
    left = without_busy(free, busy)
    assert in_common(left, busy) == []
    total = sum((ends - begins for begins, ends in free), timedelta())
    taken = sum((ends - begins for begins, ends in in_common(free, busy)), timedelta())
    assert sum((ends - begins for begins, ends in left), timedelta()) == total - taken


@database
async def test_two_are_asked_about_three_times_a_day_ahead_and_within_a_week() -> None:
    host, guest, _ = await a_pair()
    assert await asked() == [{host.user_id, guest.user_id}]
    (row, _) = await outbox(NotificationKind.PAIR_PROPOSED)
    message = read(row.kind, row.payload)
    assert isinstance(message, PairProposed)
    assert len(message.times) == 3
    assert message.topic == "Graphs and trees"
    for time in message.times:
        assert NOON + proposing.TIME_TO_ANSWER <= time <= NOON + proposing.AHEAD
        assert 18 <= time.hour < 22
    assert len({time.date() for time in message.times}) == 3


@database
async def test_who_waits_longest_is_asked_and_one_is_asked_about_one_at_a_time() -> None:
    first = await wishing(Role.INTERVIEWEE)
    second = await wishing(Role.INTERVIEWEE)
    host, other = await wishing(Role.INTERVIEWER), await wishing(Role.INTERVIEWER)
    for _ in range(2):
        await propose_for(host)
    await propose_for(other)
    assert await asked() == [{host.user_id, first.user_id}, {other.user_id, second.user_id}]


@database
async def test_looked_for_by_both_at_once_and_often_they_are_asked_once() -> None:
    host, guest = await wishing(Role.INTERVIEWER), await wishing(Role.INTERVIEWEE)
    third = await wishing(Role.INTERVIEWEE)
    await asyncio.gather(*(propose_for(one) for one in (host, guest, third) for _ in range(3)))
    assert len(await asked()) == 1
    assert len(await told(NotificationKind.PAIR_PROPOSED)) == 2


@database
@pytest.mark.parametrize("what", ["hours", "points", "apart", "busy", "pause", "topic"])
async def test_who_could_not_meet_is_not_asked(what: str) -> None:
    host = await wishing(Role.INTERVIEWER, "trees")
    hours = (6, 9) if what == "hours" else (18, 19)
    guest = await wishing(
        Role.INTERVIEWEE,
        "queues" if what == "topic" else "trees",
        hours=hours,
        points=0 if what == "points" else 2 * PRICE,
    )
    if what == "apart":
        await apart.keep_apart(guest.user_id, host.user_id, NOW)
    if what == "pause":
        await own.pause(guest.user_id, NOW + 10 * DAY, NOW)
    if what == "busy":
        for ahead in range(1, 9):
            await a_card(guest, starts_at=NOW.replace(hour=18) + ahead * DAY)
    await propose_for(host)
    await propose_for(guest)
    assert await asked() == []
    # It is tried again tomorrow, once, however often it was today.
    again = [row for row in await outbox(NotificationKind.PAIRING) if row.due_at > NOON]
    assert {row.due_at - NOON for row in again} == {proposing.TRIED_AGAIN_AFTER}
    assert len(again) == 2


@database
async def test_whose_break_ends_by_itself_is_looked_for_again() -> None:
    host, guest = await wishing(Role.INTERVIEWER), await wishing(Role.INTERVIEWEE)
    for one in (host, guest):
        await own.pause(one.user_id, NOON + DAY, NOON)
    for row in await outbox(NotificationKind.PAIRING):
        await row.delete()
    for one in (host, guest):
        for _ in range(2):
            await propose_for(one)
    again = await outbox(NotificationKind.PAIRING)
    assert [row.due_at for row in again] == [NOON + DAY] * 2
    await propose_for(host, NOON + DAY)
    assert await asked() == [{host.user_id, guest.user_id}]


@database
async def test_nobody_is_asked_while_it_is_night_for_one_of_the_two() -> None:
    """At noon in UTC it is nine in the evening in Tokyo, and at two in the afternoon eleven."""
    host = await wishing(Role.INTERVIEWER, zone="Asia/Tokyo", hours=(8, 22))
    guest = await wishing(Role.INTERVIEWEE, hours=(0, 24))
    await propose_for(guest, NOON + 2 * HOUR)
    assert await asked() == []
    (again,) = [row for row in await outbox(NotificationKind.PAIRING) if row.due_at > NOON]
    # Eight in the morning in both: first in UTC.
    assert again.due_at == NOW.replace(hour=8) + DAY
    await propose_for(guest, again.due_at)
    assert await asked() == [{host.user_id, guest.user_id}]


@database
async def test_what_both_pick_is_published_and_booked() -> None:
    host, guest, pair = await a_pair()
    picked = await answering.pick(host.user_id, pair, 1, NOON)
    assert isinstance(picked, Picked)
    assert picked.mine == {1}
    assert not picked.has_other_picked

    agreed = await answering.pick(guest.user_id, pair, 1, NOON)

    assert isinstance(agreed, Agreed)
    row = await MockInterview.get()
    assert (row.interviewer_id, row.interviewee_id, row.host_id) == (
        host.user_id,
        guest.user_id,
        host.user_id,
    )
    assert row.scheduled_time == picked.times[1]
    assert row.topic == "Graphs and trees"
    assert await balance(guest) == 0
    assert await PairSide.filter(is_open=True).count() == 0
    assert await Wish.filter(state=WishState.DONE).count() == 2


@database
async def test_what_both_wished_is_fulfilled_however_its_letters_are_written() -> None:
    """The two are of one length, but one has the other in it: "strassen" has "strasse"."""
    host, guest = await wishing(Role.INTERVIEWER, "Strasse"), await wishing(Role.INTERVIEWEE, "Straßen")
    await propose_for(host)
    pair = (await Pair.get()).id
    for one in (host, guest):
        await answering.pick(one.user_id, pair, 0, NOON)
    assert (await MockInterview.get()).topic == "Straßen"
    assert await Wish.filter(state=WishState.DONE).count() == 2


@database
async def test_a_pair_of_whom_one_was_erased_makes_nobody_silent() -> None:
    host, guest, pair = await a_pair()
    await PairSide.filter(user_id=guest.user_id).delete()
    await answering.expire(pair, NOON)
    assert (await Pair.get()).state is PairState.ENDED
    assert await told(NotificationKind.PAIR_OVER) == [host.user_id]


@database
async def test_two_who_agreed_and_called_it_off_are_not_proposed_to_each_other_again() -> None:
    host, guest, pair = await a_pair()
    for one in (host, guest):
        await answering.pick(one.user_id, pair, 0, NOON)
    row = await MockInterview.get()
    await booking.withdraw(guest.user_id, SERVER, row.id, NOON)
    for one in (host, guest):
        await propose_for(one)
    assert len(await asked()) == 1
    # Both are looked for, though, and others are found.
    third = await wishing(Role.INTERVIEWEE)
    await propose_for(host)
    assert (await asked())[1:] == [{host.user_id, third.user_id}]


@database
async def test_both_at_once_make_one_interview() -> None:
    host, guest, pair = await a_pair()
    done = await asyncio.gather(
        *(answering.pick(one.user_id, pair, 0, NOON) for one in (host, guest)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in done) == ["Agreed", "Picked"]
    assert await MockInterview.all().count() == 1
    assert await balance(guest) == 0


@database
async def test_what_the_person_cannot_is_refused_and_what_the_other_cannot_ends_it() -> None:
    host, guest, pair = await a_pair()
    await answering.pick(host.user_id, pair, 0, NOON)
    times = [datetime.fromisoformat(time) for time in (await Pair.get(id=pair)).times]
    busy = await a_card(await a_member(), starts_at=times[0])
    await booking.book(guest, busy.id, NOON)
    with pytest.raises(Overlap):
        await answering.pick(guest.user_id, pair, 0, NOON)
    assert (await Pair.get(id=pair)).state is PairState.OPEN
    await answering.pick(host.user_id, pair, 1, NOON)
    with pytest.raises(NotEnoughPoints):
        await answering.pick(guest.user_id, pair, 1, NOON)

    # The guest picks what they cannot pay; to the host it is no reason.
    await PairSide.filter(pair_id=pair, user_id=guest.user_id).update(picks=4)
    with pytest.raises(PairDidNotWorkOut):
        await answering.pick(host.user_id, pair, 2, NOON)
    assert (await Pair.get(id=pair)).state is PairState.ENDED
    assert await told(NotificationKind.PAIR_OVER) == [guest.user_id]
    assert await MockInterview.all().count() == 1


@database
async def test_a_no_ends_it_for_sixty_days() -> None:
    host, guest, pair = await a_pair()
    await answering.decline(guest.user_id, pair, NOON)
    assert await told(NotificationKind.PAIR_OVER) == [host.user_id]
    for later in (DAY, proposing.NOT_AGAIN_FOR - 8 * DAY):
        await propose_for(host, NOON + later)
    assert len(await asked()) == 1
    await Wish.all().update(until=NOW + 100 * DAY)
    await propose_for(host, NOON + proposing.NOT_AGAIN_FOR + HOUR)
    assert len(await asked()) == 2


@database
@pytest.mark.parametrize("state", [NotificationState.PENDING, NotificationState.MISSED])
async def test_who_has_not_read_what_is_over_by_then_hears_nothing_of_it(state: NotificationState) -> None:
    host, guest, pair = await a_pair()
    unread = Notification.filter(kind=NotificationKind.PAIR_PROPOSED, recipient_id=guest.user_id)
    await unread.update(state=state)
    await answering.decline(host.user_id, pair, NOON)
    assert (await unread.get()).state is NotificationState.DROPPED
    assert await told(NotificationKind.PAIR_OVER) == []


@database
async def test_its_time_is_over_after_a_day_and_who_picked_hears_of_it() -> None:
    host, guest, pair = await a_pair()
    await answering.pick(guest.user_id, pair, 0, NOON)
    await answering.expire(pair, NOON + proposing.TIME_TO_ANSWER - timedelta(seconds=1))
    assert (await Pair.get(id=pair)).state is PairState.OPEN
    for _ in range(2):
        await answering.expire(pair, NOON + proposing.TIME_TO_ANSWER)
    assert (await Pair.get(id=pair)).state is PairState.EXPIRED
    assert await told(NotificationKind.PAIR_OVER) == [guest.user_id]
    with pytest.raises(PairGone):
        await answering.pick(host.user_id, pair, 0, NOON + proposing.TIME_TO_ANSWER)
    # Who was silent is left in peace for a week.
    third = await wishing(Role.INTERVIEWEE)
    await propose_for(third, NOON + 2 * DAY)
    assert len(await asked()) == 1
    await propose_for(third, NOON + 9 * DAY)
    assert len(await asked()) == 2


@database
async def test_a_pair_is_the_two_of_it_alone() -> None:
    _, guest, pair = await a_pair()
    stranger = await a_member()
    for user_id, number in ((stranger.user_id, pair), (guest.user_id, 999), (guest.user_id, 2**31 + 1)):
        for trying in (
            answering.pick(user_id, number, 0, NOON),
            answering.decline(user_id, number, NOON),
            answering.find(user_id, number),
        ):
            with pytest.raises(PairGone):
                await trying
    with pytest.raises(PairGone):
        await answering.pick(guest.user_id, pair, 3, NOON)


@database
async def test_who_leaves_or_lets_the_wish_go_ends_it() -> None:
    host, guest, _ = await a_pair()
    await departures.left(SERVER, guest.user_id, NOON)
    assert (await Pair.get()).state is PairState.ENDED
    assert await told(NotificationKind.PAIR_OVER) == [host.user_id]


@database
async def test_a_wish_that_is_gone_ends_what_came_of_it() -> None:
    host, guest, pair = await a_pair()
    (wish,) = (await wishes.list_of(guest.user_id, SERVER, NOON)).rows
    await wishes.drop(guest.user_id, wish.id, NOON)
    with pytest.raises(PairGone):
        await answering.pick(host.user_id, pair, 0, NOON)
    await what_is_due(NOON)
    assert (await Pair.get(id=pair)).state is PairState.ENDED
    assert await told(NotificationKind.PAIR_OVER) == [host.user_id]
    # Who could not answer it is asked about somebody else at once.
    third = await wishing(Role.INTERVIEWEE)
    await propose_for(host)
    assert (await asked())[1] == {host.user_id, third.user_id}


@database
async def test_a_booking_elsewhere_leaves_nobody_asked_in_vain() -> None:
    """The guest finds another interview meanwhile: what the host picks then is over."""
    host, guest, pair = await a_pair()
    elsewhere = await a_card(starts_at=NOW + 3 * DAY, topic="Graphs and trees")
    await booking.book(guest, elsewhere.id, NOON)
    with pytest.raises(PairGone):
        await answering.pick(host.user_id, pair, 0, NOON)
    await what_is_due(NOON)
    assert (await Pair.get(id=pair)).state is PairState.ENDED
    assert await told(NotificationKind.PAIR_OVER) == [host.user_id]


@database
async def test_a_wish_that_runs_out_ends_what_came_of_it_and_nobody_was_silent() -> None:
    host, guest = await wishing(Role.INTERVIEWER), await a_member(PRICE)
    await people.set_zone(guest.user_id, "UTC")
    await own.add(guest.user_id, range(7), 18 * 60, 22 * 60, NOW)
    await wishes.add(guest.user_id, SERVER, NewWish(seat=Role.INTERVIEWEE, days=1), NOW)
    await propose_for(host)
    await timetable.run_due(NOW + DAY)
    await what_is_due(NOW + DAY)
    assert (await Pair.get()).state is PairState.ENDED
    assert await told(NotificationKind.PAIR_OVER) == [host.user_id]


@database
async def test_pairs_of_which_nothing_follows_are_removed() -> None:
    await a_pair()
    assert await proposing.remove_old(NOON + proposing.NOT_AGAIN_FOR - timedelta(seconds=1)) == 0
    assert await proposing.remove_old(NOON + proposing.NOT_AGAIN_FOR) == 1
    assert await PairSide.all().count() == 0
    assert await Notification.all().count() > 0
    assert NOW.tzinfo is UTC
