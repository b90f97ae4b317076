"""Whom a thank-you names: who interviewed in that month and server, and said yes before."""

from datetime import timedelta

import pytest

from models import InterviewStatus, ThankYou, User
from services.thanks.counting import NAMED_AT_MOST, Given, by_chance, thanked
from tests.support.factories import ANOTHER_SERVER, NOW, SERVER, a_booking, a_member
from tests.support.plans import scans
from tests.support.recording import recorded
from tests.support.thanks import a_willing_member, gave, thank_you_of

pytestmark = pytest.mark.usefixtures("database")
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def a_thank_you(**changes: object) -> ThankYou:
    """For the 30 days before now, stored nowhere."""
    row = ThankYou(server_id=SERVER, since=NOW - 30 * DAY, until=NOW, made_at=NOW, seed=1)
    return row.update_from_dict(changes)


async def test_completed_interviews_of_that_month_and_server_count_by_their_start() -> None:
    member = await a_willing_member()
    await gave(member, NOW - 30 * DAY, NOW - DAY, NOW - SECOND)
    await gave(member, NOW - 30 * DAY - SECOND, NOW)
    await gave(member, NOW - DAY, server_id=ANOTHER_SERVER)
    for status in (InterviewStatus.NO_SHOW, InterviewStatus.LAPSED, InterviewStatus.BOOKED):
        await gave(member, NOW - DAY, status=status)

    assert (await thanked(a_thank_you())).named == (Given(member.user_id, 3),)


async def test_who_was_interviewed_is_not_thanked_for_it() -> None:
    both = await a_willing_member()
    played = await a_booking(guest=await a_member(3, user_id=both.user_id))
    assert played.interviewee.user_id == both.user_id
    await gave(played.interviewer, NOW - DAY)

    assert (await thanked(a_thank_you())).named == ()


async def test_only_those_are_named_who_said_yes_before_it_was_made() -> None:
    before, at_once, later, never = (
        await a_willing_member(NOW - DAY),
        await a_willing_member(NOW),
        await a_willing_member(NOW + SECOND),
        await a_member(),
    )
    for member in (before, at_once, later, never):
        await gave(member, NOW - DAY)

    named = {one.user_id for one in (await thanked(a_thank_you())).named}

    assert named == {before.user_id, at_once.user_id}


async def test_of_more_than_fit_some_are_named_and_the_others_are_a_number() -> None:
    members = [await a_willing_member() for _ in range(NAMED_AT_MOST + 3)]
    for member in members:
        await gave(member, NOW - DAY)

    one, again, other = (
        await thanked(a_thank_you(seed=5)),
        await thanked(a_thank_you(seed=5)),
        await thanked(a_thank_you(seed=6)),
    )

    assert one == again
    assert (len(one.named), one.more) == (NAMED_AT_MOST, 3)
    assert {given.user_id for given in one.named} != {given.user_id for given in other.named}


async def test_when_one_goes_the_others_keep_their_order_and_the_next_comes_up() -> None:
    given = [Given(number, 1) for number in range(1, 60)]
    before = by_chance(given, 7)
    gone = before[10]

    after = by_chance([one for one in given if one != gone], 7)

    assert after == [one for one in before if one != gone]
    assert before != given
    assert before != by_chance(given, 8)


async def test_whoever_was_erased_is_not_named() -> None:
    member = await a_willing_member()
    await gave(member, NOW - DAY)
    await User.filter(id=member.user_id).update(thanked_since=None)

    assert await thanked(a_thank_you()) == await thanked(a_thank_you(server_id=ANOTHER_SERVER))


async def test_one_statement_finds_them_by_an_index(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # So many that it would pay to read them all, if they were of this month and server.
    row = await thank_you_of(await a_willing_member())
    old = await a_willing_member()
    await gave(old, *(NOW - (100 + number) * DAY for number in range(300)))
    with recorded(monkeypatch) as recorder:
        await thanked(row)

    assert len(recorder.statements) == 1
    assert await scans(database, recorder.statements) == []
