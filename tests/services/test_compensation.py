"""Points are not made out of nothing: where a compensation comes from (design, section 3)."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import MockInterview, NoShowReport, PointsReason, Server
from services import absence, booking, disputes, points, publishing
from services.compensation import MINTED_ONCE_IN
from services.disputes import Ruling
from services.interviews import Role
from services.people import Member
from services.refusals import Refusal
from tests.support.databases import Databases, opened
from tests.support.factories import (
    ADMIN,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    Played,
    a_booking,
    a_draft,
    a_member,
    an_admin,
    balance,
    ledger,
)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def reported(played: Played, reporter: Member) -> absence.Reported:
    at = played.starts_at + 10 * MINUTE
    return await absence.report(reporter.user_id, SERVER, played.id, "", at)


@pytest.mark.usefixtures("database")
async def test_who_came_is_paid_out_of_what_the_absent_interviewer_has() -> None:
    absent = await a_member(5)
    await Server.filter(id=SERVER).update(compensation=2)
    played = await a_booking(host=absent)

    told = await reported(played, played.interviewee)

    assert (told.moved.refunded, told.moved.taken, told.moved.minted) == (PRICE, 2, 0)
    assert (await balance(absent), await balance(played.interviewee)) == (3, PRICE + 2)
    assert (await ledger(absent))[-1] == (PointsReason.ABSENCE, -2)


@pytest.mark.usefixtures("database")
async def test_what_the_absent_one_lacks_is_made_once_in_thirty_days_whoever_of_the_two_reports() -> None:
    one, other = await a_member(2 * PRICE), await a_member(1)
    await Server.filter(id=SERVER).update(compensation=2, no_show_limit=0)
    moved = [
        await reported(await a_booking(host=other, guest=one, starts_at=NOW + day * DAY), one)
        for day in (1, 2, 29, 30)
    ]
    turned = await a_booking(host=one, guest=await a_member(PRICE), starts_at=NOW + 40 * DAY)
    stranger = await reported(turned, turned.guest)

    assert [(one.moved.taken, one.moved.minted) for one in moved] == [(1, 1), (0, 0), (0, 0), (0, 0)]
    assert (stranger.moved.taken, stranger.moved.minted) == (2, 0)
    later = await a_booking(host=other, guest=one, starts_at=NOW + DAY + MINTED_ONCE_IN)
    assert (await reported(later, one)).moved.minted == 2


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("reward", "minted"), [(1, 0), (PRICE, 0), (PRICE + 2, 2)])
async def test_the_price_that_an_absent_interviewee_paid_pays_the_interviewer(
    reward: int, minted: int
) -> None:
    absent = await a_member(2 * PRICE + 7)
    await Server.filter(id=SERVER).update(reward=reward, no_show_limit=0)
    host = await a_member()

    first = await reported(await a_booking(host=host, guest=absent), host)
    again = await reported(await a_booking(host=host, guest=absent, starts_at=TOMORROW + DAY), host)

    assert (first.moved.compensated, first.moved.taken, first.moved.minted) == (reward, 0, minted)
    assert again.moved.compensated == min(reward, PRICE)
    assert await balance(absent) == 7


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("spent", [0, 2])
async def test_a_ruling_gives_back_exactly_what_was_moved_as_far_as_it_is_held(spent: int) -> None:
    absent = await a_member(1)
    await Server.filter(id=SERVER).update(compensation=2)
    played = await a_booking(host=absent)
    await reported(played, played.interviewee)
    assert (await balance(absent), await balance(played.interviewee)) == (0, PRICE + 2)
    await an_admin()
    reporter = played.interviewee.user_id
    if spent:
        taken = -(PRICE + spent)
        await points.grant(SERVER, reporter, taken, "spent", admin_id=ADMIN, now=played.ends_at)
    await disputes.open_dispute(absent.user_id, SERVER, played.id, "I was there.", played.ends_at)

    await disputes.rule(ADMIN, SERVER, played.id, Ruling.OVERTURNED, played.ends_at)

    assert (await balance(absent), await balance(played.interviewee)) == (0 if spent else 1, 0)


@pytest.mark.usefixtures("database")
async def test_what_was_agreed_at_the_booking_counts_and_not_what_is_set_later() -> None:
    await a_member()
    await Server.filter(id=SERVER).update(reward=0, compensation=0)
    booked = [await a_booking(starts_at=TOMORROW + day * DAY) for day in range(3)]
    await booking.withdraw(booked[2].guest.user_id, SERVER, booked[2].id, NOW)
    await Server.filter(id=SERVER).update(reward=100, compensation=100, no_show_limit=0)

    assert (await reported(booked[0], booked[0].interviewee)).moved.compensated == 0
    assert (await reported(booked[1], booked[1].interviewer)).moved.compensated == 0
    # Whoever books anew agrees to what holds by then, and so do those of before it was kept.
    await booking.book(booked[2].guest, booked[2].id, NOW)
    assert (await MockInterview.get(id=booked[2].id)).agreed_reward == 100
    old = await a_booking(starts_at=TOMORROW + 5 * DAY)
    await MockInterview.filter(id=old.id).update(agreed_reward=None, agreed_compensation=None)
    await Server.filter(id=SERVER).update(compensation=7)
    assert (await reported(old, old.interviewee)).moved.compensated == 7


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["postgres"])
async def test_two_reports_at_once_make_points_once() -> None:
    one, other = await a_member(2 * PRICE), await a_member()
    await Server.filter(id=SERVER).update(no_show_limit=0)
    booked = [await a_booking(host=other, guest=one, starts_at=TOMORROW + day * DAY) for day in range(2)]
    at = TOMORROW + 2 * DAY

    await asyncio.gather(*(absence.report(one.user_id, SERVER, row.id, "", at) for row in booked))

    assert sum(row.minted for row in await NoShowReport.all()) == 1
    assert await balance(one) == 2 * PRICE + 1


# --- two accounts of one person --------------------------------------------------------------------------


@dataclass(frozen=True)
class Attempt:
    """An interview of the two accounts: who hosts it, in which seat, who reports, how long after the last."""

    host: int
    role: Role
    reporter: int
    hours: int


attempts = st.builds(
    Attempt,
    host=st.integers(0, 1),
    role=st.sampled_from(Role),
    reporter=st.integers(0, 1),
    hours=st.sampled_from((1, 1, 1, 24, 24 * 8)),
)
amounts = st.integers(0, 6)


@given(
    price=amounts,
    reward=amounts,
    compensation=amounts,
    limit=st.sampled_from((0, 0, 2)),
    held=st.tuples(amounts, st.integers(0, 24)),
    tried=st.lists(attempts, min_size=2, max_size=8),
)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_two_accounts_of_one_person_make_no_points_of_absences(
    sqlite_databases: Databases,
    price: int,
    reward: int,
    compensation: int,
    limit: int,
    held: tuple[int, int],
    tried: Sequence[Attempt],
) -> None:
    """All that they hold together grows by one minting in 30 days at most, whatever is set."""

    async def try_it() -> None:
        mine = [await a_member(held[0]), await a_member(held[1])]
        await Server.filter(id=SERVER).update(
            price=price, reward=reward, compensation=compensation, no_show_limit=limit
        )
        now = NOW
        for attempt in tried:
            now += attempt.hours * HOUR
            await _stay_away(mine, attempt, now)
        together = sum([await balance(one) for one in mine])
        windows = (now - NOW) // MINTED_ONCE_IN + 1
        assert together <= sum(held) + windows * max(compensation, reward - price)

    url = sqlite_databases.migrated()
    try:
        asyncio.run(_in(url, try_it))
    finally:
        sqlite_databases.give_back(url)


async def _in(url: str, work: Callable[[], Awaitable[None]]) -> None:
    async with opened(url):
        await work()


async def _stay_away(mine: Sequence[Member], attempt: Attempt, now: datetime) -> None:
    """Publish, book and report absent, as far as the rules allow it."""
    host, guest = mine[attempt.host], mine[1 - attempt.host]
    starts_at = now + 30 * MINUTE
    with contextlib.suppress(Refusal):
        card = (await publishing.publish(host, a_draft(attempt.role, starts_at), now)).mine.interview
        await booking.book(guest, card.id, now)
        reporter = mine[attempt.reporter].user_id
        await absence.report(reporter, SERVER, card.id, "", starts_at + 10 * MINUTE)


async def test_a_second_account_that_books_eight_cards_and_never_comes_brings_one_point_and_not_eight(
    database: str,
) -> None:
    me, second = await a_member(8 * PRICE), await a_member()
    await Server.filter(id=SERVER).update(no_show_limit=0)
    for place in range(8):
        starts_at = NOW + HOUR + 15 * place * MINUTE
        card = (await publishing.publish(me, a_draft(Role.INTERVIEWEE, starts_at, duration=15), NOW)).mine
        await booking.book(second, card.interview.id, NOW)
    assert await balance(me) == 0

    for number in range(1, 9):
        await absence.report(me.user_id, SERVER, number, "", NOW + 4 * HOUR)

    assert (await balance(me), await balance(second)) == (8 * PRICE + 1, 0)
