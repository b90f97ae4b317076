"""Grants, the ledger, and how a server's points are doing (design, section 3)."""

from datetime import timedelta

import pytest

from models import NotificationKind, PointsEntry, PointsReason, Server
from services import booking, ending, feedback, points, server_settings
from services.delivery.kinds import read
from services.delivery.kinds.direct import PointsGranted
from services.economy import Economy, economy
from services.interviews import Role
from services.paging import Asked, Part, Turn
from services.points import LedgerLine
from services.ratings import Rating
from services.refusals import GrantNeedsAmount, GrantNeedsReason, GrantWouldGoNegative, Refusal, TextTooLong
from services.settings import PointsChange, with_preset
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    a_booking,
    a_card,
    a_member,
    an_admin,
    balance,
    completed,
    everything,
    ledger,
    outbox,
    overview,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")


async def grant(user_id: int, amount: int, reason: str = "well done") -> int:
    return await points.grant(SERVER, user_id, amount, reason, admin_id=ADMIN, now=NOW)


async def test_an_admin_gives_and_takes_with_a_reason_that_the_owner_reads() -> None:
    member, admin = await a_member(), await an_admin()

    assert await grant(member.user_id, 5, "  first\nprize ") == 5
    assert await grant(member.user_id, -2, "a mistake") == 3

    seen = await overview(member)
    assert [(line.amount, line.balance_after, line.note) for line in seen.ledger.rows] == [
        (-2, 3, "a mistake"),
        (5, 5, "first prize"),
    ]
    assert {(line.reason, line.actor_id, line.at) for line in seen.ledger.rows} == {
        (PointsReason.GRANT, admin.user_id, NOW)
    }


async def test_the_owner_is_told_of_every_grant() -> None:
    member, _ = await a_member(), await an_admin()

    await grant(member.user_id, 5)
    await grant(member.user_id, 5)

    rows = await outbox(NotificationKind.POINTS_GRANTED, to=member)
    entries = await PointsEntry.filter(account__user_id=member.user_id).order_by("id")
    assert [read(row.kind, row.payload) for row in rows] == [
        PointsGranted(entry=entry.id, amount=5, balance=after, reason="well done", admin_id=ADMIN)
        for entry, after in zip(entries, (5, 10), strict=True)
    ]


@pytest.mark.parametrize(
    ("amount", "reason", "refusal"),
    [
        (0, "nothing", GrantNeedsAmount),
        (1001, "a zero too many", GrantNeedsAmount),
        (-1001, "a zero too many", GrantNeedsAmount),
        (2**63, "a wild number", GrantNeedsAmount),
        (1, "", GrantNeedsReason),
        (1, " \n\u200b", GrantNeedsReason),
        (1, "x" * 201, TextTooLong),
        (-6, "too much", GrantWouldGoNegative),
    ],
)
async def test_a_grant_without_sense_is_refused(amount: int, reason: str, refusal: type[Refusal]) -> None:
    member = await a_member(5)
    before = await everything()

    with pytest.raises(refusal):
        await grant(member.user_id, amount, reason)

    assert await everything() == before


async def test_an_admin_takes_all_there_is_and_hears_what_there_is() -> None:
    member = await a_member(5)

    with pytest.raises(GrantWouldGoNegative) as refusal:
        await grant(member.user_id, -6)
    assert refusal.value.facts() == {"balance": 5, "member_id": member.user_id}
    assert await grant(member.user_id, -5) == 0


async def test_the_largest_grants_pass() -> None:
    member, _ = await a_member(), await an_admin()

    assert await grant(member.user_id, 1000) == 1000
    assert await grant(member.user_id, -1000) == 0


async def test_somebody_else_sees_the_balance_and_not_the_ledger() -> None:
    member, other = await a_member(7), await a_member()

    seen = await overview(member, asked_by=other)

    assert (seen.balance, seen.ledger.rows) == (7, ())


async def test_points_say_what_they_buy() -> None:
    member = await a_member(7)

    seen = await overview(member)
    assert (seen.price, seen.reward, seen.seats, seen.somebody_can_pay) == (PRICE, 1, 2, True)

    await Server.filter(id=SERVER).update(price=0)
    free = await overview(member)
    assert (free.seats, free.somebody_can_pay) == (None, True)


async def test_points_say_when_nobody_can_pay() -> None:
    member = await a_member(PRICE - 1)

    seen = await overview(member)

    assert seen.somebody_can_pay is False

    await Server.filter(id=SERVER).update(starting_points=PRICE)
    seen = await overview(member)
    assert seen.somebody_can_pay is True


async def test_who_was_never_seen_has_the_starting_points_to_come() -> None:
    await a_member()
    await Server.filter(id=SERVER).update(starting_points=4)

    seen = await points.overview(await server_settings.read(SERVER), 5, asked_by=5, now=NOW)

    assert (seen.balance, seen.ledger.rows) == (4, ())


async def test_the_ledger_is_read_page_by_page_the_latest_first() -> None:
    member, _ = await a_member(), await an_admin()
    for amount in range(1, 13):
        await grant(member.user_id, amount)

    seen = await overview(member)

    assert [line.amount for line in seen.ledger.rows] == list(range(12, 4, -1))
    assert (seen.ledger.has_previous, seen.ledger.has_next) == (False, True)
    settings = await server_settings.read(SERVER)

    async def page(turn: Turn, beside: int) -> Part[LedgerLine]:
        asked, person = Asked(turn, beside), member.user_id
        found = await points.overview(settings, person, asked_by=person, now=NOW, asked=asked)
        return found.ledger

    rest = await page(Turn.NEXT, seen.ledger.rows[-1].id)
    assert [line.amount for line in rest.rows] == [4, 3, 2, 1]
    assert (rest.has_previous, rest.has_next) == (True, False)
    assert await page(Turn.PREVIOUS, rest.rows[0].id) == seen.ledger
    assert await page(Turn.NEXT, rest.rows[-1].id) == seen.ledger, "nothing is beside the last row"


async def test_every_change_names_its_interview() -> None:
    played = await completed()

    for who in (played.interviewer, played.interviewee):
        seen = await overview(who)
        row = seen.ledger.rows[0]
        assert (row.interview_id, row.topic) == (played.id, (await stored(played.id)).topic)
        assert (
            row.partner_id
            == (played.interviewee if who is played.interviewer else played.interviewer).user_id
        )


async def test_points_of_one_server_are_not_those_of_another() -> None:
    here = await a_member(5)
    there = await a_member(2, server_id=ANOTHER_SERVER, user_id=here.user_id)

    assert (await balance(here), await balance(there)) == (5, 2)
    assert await ledger(there) == [(PointsReason.GRANT, 2)]


# --- economy ---------------------------------------------------------------------------------------------


async def test_an_empty_server_is_stuck_until_an_admin_gives_points() -> None:
    member = await a_member()

    found = await economy(await server_settings.read(SERVER), NOW)
    assert found == Economy(
        price=PRICE,
        reward=1,
        starting=0,
        in_hand=0,
        members=1,
        can_pay=0,
        seats=0,
        granted=0,
        started=0,
        earned=0,
        spent=0,
    )
    assert found.is_stuck

    await an_admin()
    await grant(member.user_id, PRICE)
    assert not (await economy(await server_settings.read(SERVER), NOW)).is_stuck


async def test_a_server_where_seats_are_free_is_not_stuck() -> None:
    await a_member()
    await Server.filter(id=SERVER).update(price=0)

    assert not (await economy(await server_settings.read(SERVER), NOW)).is_stuck


async def test_a_server_is_not_stuck_where_who_comes_new_can_pay() -> None:
    await a_member()
    await Server.filter(id=SERVER).update(starting_points=PRICE - 1)
    assert (await economy(await server_settings.read(SERVER), NOW)).is_stuck

    await Server.filter(id=SERVER).update(starting_points=PRICE)
    assert not (await economy(await server_settings.read(SERVER), NOW)).is_stuck


async def test_the_economy_counts_what_was_given_earned_and_spent() -> None:
    await completed()
    given_back = await a_booking()
    await booking.withdraw(given_back.guest.user_id, SERVER, given_back.id, NOW)
    card = await a_card(role=Role.INTERVIEWEE)
    await ending.cancel(card.host_id, SERVER, card.id, NOW)
    await a_member(50, server_id=ANOTHER_SERVER)

    found = await economy(await server_settings.read(SERVER), NOW)

    assert (found.given, found.earned, found.spent) == (3 * PRICE, 1, PRICE)
    assert found.in_hand == 2 * PRICE + 1
    assert found.can_pay == 2


# --- ratings ---------------------------------------------------------------------------------------------


async def test_an_interviewer_sees_the_mean_of_ratings_from_three_on_and_nobody_else_does() -> None:
    host = await a_member()
    rated = []
    for day, rating in ((1, 5), (2, 2), (3, 4)):
        played = await a_booking(host=host, starts_at=NOW + timedelta(days=day))
        await feedback.leave(
            host.user_id, SERVER, played.id, score=4, text="Good and clear answers.", now=played.ends_at
        )
        await feedback.accept(played.guest.user_id, SERVER, played.id, played.ends_at)
        assert (await overview(host)).rating is None
        await feedback.rate(played.guest.user_id, SERVER, played.id, rating)
        rated.append(played)

    assert (await overview(host)).rating == Rating(mean=11 / 3, count=3)
    # Whoever changes their mind counts once.
    await feedback.rate(rated[1].guest.user_id, SERVER, rated[1].id, 3)
    assert (await overview(host)).rating == Rating(mean=4.0, count=3)
    assert (await overview(host, asked_by=rated[0].guest)).rating is None
    elsewhere = await a_member(server_id=ANOTHER_SERVER, user_id=host.user_id)
    assert (await overview(elsewhere)).rating is None


@pytest.mark.parametrize("preset", [None, "plan", "balanced", "generous"])
def test_a_preset_fills_up_what_is_not_given(preset: str | None) -> None:
    amounts = {"plan": (3, 1, 0), "balanced": (2, 2, 4), "generous": (1, 1, 3)}
    price, reward, starting = amounts.get(preset or "", (None, None, None))

    assert with_preset(preset, PointsChange()) == PointsChange(price, reward, starting)
    assert with_preset(preset, PointsChange(reward=7, compensation=0)) == PointsChange(price, 7, starting, 0)
