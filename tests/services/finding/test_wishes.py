"""Wishes: at most five a server, renewed, let go, run out, done; and what is said of how long they wait."""

import asyncio
from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import NotificationKind, Server, Wish, WishState
from models.folded import folded
from services import booking, timetable
from services.finding import wishes
from services.finding.refusals import TooManyWishes, WishGone
from services.finding.wishes import MEDIAN_FROM, NewWish
from services.interviews import Role
from services.people import Member
from services.refusals import Refusal, SettingOutOfRange, TextTooLong
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    a_booking,
    a_card,
    a_member,
    outbox,
)

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


async def wish(member: Member, seat: Role = Role.INTERVIEWEE, **said: Any) -> wishes.Added:  # noqa: ANN401 - any field
    return await wishes.add(
        member.user_id,
        member.server_id,
        NewWish(
            seat=seat,
            topic=str(said.get("topic", "")),
            level=str(said.get("level", "")),
            language=str(said.get("language", "")),
            days=int(said.get("days", 14)),
        ),
        NOW,
    )


async def test_a_wish_holds_for_as_many_days_as_it_was_wished() -> None:
    member = await a_member()
    made = await wish(member, topic=" Python  3 ", days=10)
    assert (made.wish.topic, made.wish.until, made.is_renewed) == ("Python 3", NOW + 10 * DAY, False)
    assert await Server.filter(id=SERVER, has_wishes=True).exists()


async def test_the_same_wished_again_holds_for_longer_and_keeps_its_place() -> None:
    member = await a_member()
    first = await wish(member, topic="Python", days=1)
    other = await wishes.add(
        member.user_id, SERVER, NewWish(seat=Role.INTERVIEWEE, topic="PYTHON", days=30), NOW + DAY / 2
    )
    assert (other.is_renewed, other.wish.id, other.wish.since) == (True, first.wish.id, NOW)
    assert other.wish.until == NOW + DAY / 2 + 30 * DAY


async def test_five_a_server_and_no_more_however_they_come() -> None:
    member = await a_member()
    made = await asyncio.gather(
        *(wish(member, topic=f"Topic {number}") for number in range(9)), return_exceptions=True
    )
    assert sum(isinstance(one, TooManyWishes) for one in made) == 4
    assert await Wish.filter(user_id=member.user_id).count() == 5
    await wish(await a_member(user_id=member.user_id, server_id=ANOTHER_SERVER))


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"days": 0}, SettingOutOfRange),
        ({"days": 61}, SettingOutOfRange),
        ({"topic": "x" * 101}, TextTooLong),
        ({"level": "x" * 21}, TextTooLong),
        ({"language": "x" * 41}, TextTooLong),
    ],
)
async def test_what_cannot_be_wished_is_refused(said: dict[str, str | int], refused: type[Refusal]) -> None:
    with pytest.raises(refused):
        await wish(await a_member(), Role.INTERVIEWEE, **said)
    assert await Wish.all().count() == 0


async def test_a_wish_is_its_owners_alone() -> None:
    made = await wish(await a_member())
    stranger = await a_member()
    for number in (made.wish.id, 2**31 + 7, 999):
        with pytest.raises(WishGone):
            await wishes.drop(stranger.user_id, number, NOW)
        with pytest.raises(WishGone):
            await wishes.keep(stranger.user_id, number, NOW)
    assert await Wish.all().count() == 1


async def test_one_that_comes_true_as_it_is_made_is_said_to_be_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    card, member = await a_card(), await a_member(PRICE)
    listing = wishes._list

    async def booked_meanwhile(*asked: Any) -> list[wishes.Wished]:  # noqa: ANN401 - as it is asked
        await booking.book(member, card.id, NOW)
        return await listing(*asked)

    monkeypatch.setattr(wishes, "_list", booked_meanwhile)
    with pytest.raises(WishGone):
        await wish(member)
    assert (await Wish.get()).state is WishState.DONE


async def test_a_wish_that_runs_out_is_asked_about_once_and_may_be_kept() -> None:
    member = await a_member()
    made = await wish(member, days=2)
    end = made.wish.until
    assert await timetable.next_step(NOW) == end
    for _ in range(2):
        await timetable.run_due(end)
    assert len(await outbox(NotificationKind.WISH_EXPIRED, to=member)) == 1
    assert await Wish.filter(state=WishState.EXPIRED).count() == 1

    until = await wishes.keep(member.user_id, made.wish.id, end + DAY)

    assert until == end + 3 * DAY
    (row,) = (await wishes.list_of(member.user_id, SERVER, end + DAY)).rows
    assert (row.since, row.until) == (NOW, until)


async def test_one_that_ran_out_cannot_be_kept_beside_five_others() -> None:
    member = await a_member()
    made = await wish(member, topic="the first", days=1)
    await timetable.run_due(made.wish.until)
    for number in range(5):
        await wish(member, topic=f"Topic {number}", days=60)
    with pytest.raises(TooManyWishes):
        await wishes.keep(member.user_id, made.wish.id, made.wish.until)


async def test_one_that_ran_out_and_was_wished_anew_is_one_wish_that_waits_since_the_beginning() -> None:
    member = await a_member()
    made = await wish(member, topic="trees", days=1)
    end = made.wish.until
    await timetable.run_due(end)
    anew = NewWish(seat=Role.INTERVIEWEE, topic="Trees")
    await wishes.add(member.user_id, SERVER, anew, end + DAY)

    until = await wishes.keep(member.user_id, made.wish.id, end + DAY)

    (row,) = (await wishes.list_of(member.user_id, SERVER, end + DAY)).rows
    assert (row.since, row.until) == (NOW, until)
    assert (await wishes.add(member.user_id, SERVER, anew, end + DAY)).is_renewed


async def test_one_whose_booking_ended_and_that_was_wished_anew_is_one_wish() -> None:
    card, member = await a_card(), await a_member(PRICE)
    await wish(member)
    await booking.book(member, card.id, NOW)
    anew = NewWish(seat=Role.INTERVIEWEE, days=30)
    await wishes.add(member.user_id, SERVER, anew, NOW + HOUR)

    await booking.withdraw(member.user_id, SERVER, card.id, NOW + 2 * HOUR)

    (row,) = (await wishes.list_of(member.user_id, SERVER, NOW + 2 * HOUR)).rows
    assert (row.since, row.until) == (NOW, NOW + HOUR + 30 * DAY)
    assert (await wishes.add(member.user_id, SERVER, anew, NOW + 2 * HOUR)).is_renewed


async def test_two_that_are_the_same_are_renewed_as_one() -> None:
    """Both were made at the same moment, one of them by the end of a booking."""
    member = await a_member()
    made = await wish(member)
    await Wish.create(
        user_id=member.user_id,
        server_id=SERVER,
        is_interviewer=False,
        days=1,
        since=NOW,
        until=NOW + DAY,
        topic="",
    )
    again = await wish(member)
    assert again.is_renewed
    assert again.wish.id == made.wish.id


async def test_a_wish_made_by_a_clock_that_ran_ahead_can_be_renewed_and_kept() -> None:
    member = await a_member()
    ahead = NOW + 100 * DAY
    made = await wishes.add(member.user_id, SERVER, NewWish(seat=Role.INTERVIEWEE), ahead)
    renewed = await wish(member)
    assert (renewed.is_renewed, renewed.wish.since) == (True, NOW)
    assert await wishes.keep(member.user_id, made.wish.id, NOW - 20 * DAY) == NOW - 6 * DAY


async def test_what_was_done_or_ran_out_a_month_ago_is_removed() -> None:
    member = await a_member()
    made = await wish(member, days=1)
    await wish(member, topic="lasts", days=60)
    await timetable.run_due(made.wish.until)
    assert await wishes.remove_old(made.wish.until + wishes.KEPT - DAY / 2) == 0
    assert await wishes.remove_old(made.wish.until + wishes.KEPT) == 1
    assert await Wish.all().count() == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(waits=st.lists(st.integers(0, 60 * 24 * 30), max_size=12))
async def test_the_usual_wait_is_the_one_in_the_middle(waits: list[int]) -> None:
    await Wish.all().delete()
    played = await a_booking()
    member = await a_member()
    await wish(member)
    for minutes in waits:
        await Wish.create(
            server_id=SERVER,
            user_id=member.user_id,
            is_interviewer=False,
            days=14,
            since=NOW - timedelta(minutes=minutes),
            until=NOW + DAY,
            state=WishState.DONE,
            interview_id=played.id,
            done_at=NOW,
            waited_minutes=minutes,
        )

    found = (await wishes.list_of(member.user_id, SERVER, NOW + DAY)).waits

    if len(waits) < MEDIAN_FROM:
        assert found == {}
    else:
        assert abs(found[Role.INTERVIEWEE] / timedelta(minutes=1) - median(waits)) <= 1
    # After a month they count no more.
    assert (await wishes.list_of(member.user_id, SERVER, NOW + 31 * DAY)).waits == {}
    await Wish.all().delete()


TEXTS = st.text(st.sampled_from("abÄß %_"), max_size=3)
WORDS = st.tuples(TEXTS, TEXTS, TEXTS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(mine=WORDS, theirs=WORDS)
async def test_who_waits_on_the_other_side_is_counted_where_the_two_go_together(
    mine: tuple[str, str, str], theirs: tuple[str, str, str]
) -> None:
    await Wish.all().delete()
    me, other, same = [await a_member() for _ in range(3)]
    for one, seat, words in (
        (me, Role.INTERVIEWEE, mine),
        (other, Role.INTERVIEWER, theirs),
        (same, Role.INTERVIEWEE, mine),
        (me, Role.INTERVIEWER, mine),
    ):
        await wish(one, seat, topic=words[0], level=words[1], language=words[2])
    asked, offered = [folded(text) for text in mine], [folded(text) for text in theirs]
    fits = (asked[0] in offered[0] or offered[0] in asked[0]) and all(
        not first or not second or first == second
        for first, second in zip(asked[1:], offered[1:], strict=True)
    )

    rows = (await wishes.list_of(me.user_id, SERVER, NOW)).rows

    assert [row.others for row in rows] == [int(fits), 1]
