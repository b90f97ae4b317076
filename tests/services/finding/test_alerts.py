"""What waits for one person: they are told of three a day, whoever looks and however often."""

import asyncio
from datetime import datetime, timedelta

import pytest

from models import AlertState, Notification, NotificationKind, NotificationState, Server, User, WishAlert
from services import booking, departures, editing, ending, people
from services.delivery.kinds import read
from services.delivery.kinds.wishes import Matching, WishDigest
from services.delivery.kinds.wishes import WishAlert as WishAlertMessage
from services.editing import Changes
from services.finding import alerts, apart, matching, wishes
from services.finding.free_time import own
from services.finding.refusals import AlertGone
from services.finding.wishes import NewWish
from services.interviews import Role
from services.people import Member
from services.refusals import SettingOutOfRange
from tests.support.factories import NOW, PRICE, SERVER, TOMORROW, a_booking, a_card, a_member, outbox, stored

pytestmark = pytest.mark.usefixtures("database")

HOUR = timedelta(hours=1)
NOON = NOW + 2 * HOUR
EIGHT_IN_THE_EVENING = NOON + 8 * HOUR
TEN_IN_THE_EVENING = NOON + 10 * HOUR
NEXT_MORNING = NOW.replace(hour=8) + timedelta(days=1)


async def nobody_has_left(_server_id: int, _user_id: int) -> bool:
    return False


async def settle(member: Member, now: datetime = NOON) -> None:
    await alerts.settle(member.user_id, SERVER, nobody_has_left, now)


async def a_wisher(cards: int, *, points: int = PRICE, starts_at: datetime = TOMORROW) -> Member:
    """Somebody for whom so many cards were found, an hour and more apart; their clocks show UTC."""
    member = await a_member(points)
    await wishes.add(member.user_id, SERVER, NewWish(seat=Role.INTERVIEWEE, days=60), NOW)
    for place in range(cards):
        await a_card(starts_at=starts_at + place * 2 * HOUR)
    await find(member)
    return member


async def find(_member: Member, now: datetime = NOW) -> None:
    """Hold every card against wishes that is to be."""
    for row in await outbox(NotificationKind.MATCHING):
        message = read(row.kind, row.payload)
        assert isinstance(message, Matching)
        assert row.interview_id is not None
        await matching.match(row.interview_id, message, now)
        await row.delete()


async def told() -> list[int]:
    """Of which cards there are messages."""
    return [row.interview_id or 0 for row in await outbox(NotificationKind.WISH_ALERT)]


async def digests() -> list[WishDigest]:
    found = [read(row.kind, row.payload) for row in await outbox(NotificationKind.WISH_DIGEST)]
    return [one for one in found if isinstance(one, WishDigest)]


async def states() -> list[AlertState]:
    return [one.state for one in await WishAlert.all().order_by("id")]


async def test_of_three_a_day_they_are_told_and_of_the_rest_in_the_evening() -> None:
    member = await a_wisher(5)
    await settle(member)

    assert len(await told()) == 3
    again = [row for row in await outbox(NotificationKind.ALERTING) if row.due_at > NOON]
    assert [row.due_at for row in again] == [EIGHT_IN_THE_EVENING]

    await settle(member, EIGHT_IN_THE_EVENING)

    (digest,) = await digests()
    assert (len(digest.cards), digest.more) == (2, 0)
    assert await states() == [*[AlertState.TOLD] * 3, *[AlertState.LISTED] * 2]
    assert len(await told()) == 3


async def test_what_comes_after_the_digest_waits_for_the_morning() -> None:
    member = await a_wisher(4, starts_at=TOMORROW + timedelta(days=1))
    await settle(member)
    await settle(member, EIGHT_IN_THE_EVENING)
    late = await a_card(starts_at=TOMORROW + timedelta(days=4))
    await find(member, EIGHT_IN_THE_EVENING)
    await settle(member, EIGHT_IN_THE_EVENING + HOUR)
    assert late.id not in await told()
    assert len(await digests()) == 1

    await settle(member, NEXT_MORNING)

    assert late.id in await told()


async def test_looked_at_by_many_at_once_they_are_told_of_three_all_the_same() -> None:
    member = await a_wisher(6)
    await asyncio.gather(*(settle(member) for _ in range(6)))
    assert len(await told()) == 3
    assert (await states()).count(AlertState.TOLD) == 3


async def test_a_digest_names_ten_and_counts_the_others() -> None:
    member = await a_wisher(14)
    await alerts.set_alerts_a_day(member.user_id, 0)
    await settle(member)
    assert await told() == []

    await settle(member, EIGHT_IN_THE_EVENING)

    (digest,) = await digests()
    assert (len(digest.cards), digest.more) == (10, 4)
    assert list(digest.cards) == sorted(digest.cards, key=lambda card: card.starts_at)
    assert set(await states()) == {AlertState.LISTED}


async def test_who_wants_fewer_is_told_of_fewer() -> None:
    member = await a_wisher(4)
    await alerts.set_alerts_a_day(member.user_id, 1)
    assert await alerts.alerts_a_day(member.user_id) == 1
    await settle(member)
    assert len(await told()) == 1
    for most in (-1, 4):
        with pytest.raises(SettingOutOfRange):
            await alerts.set_alerts_a_day(member.user_id, most)


async def test_what_was_found_at_night_is_looked_at_again_in_the_morning() -> None:
    member = await a_wisher(2, starts_at=TOMORROW + timedelta(days=1))
    await settle(member, TEN_IN_THE_EVENING)
    assert await told() == []
    again = [row for row in await outbox(NotificationKind.ALERTING) if row.due_at > NOW]
    assert [row.due_at for row in again] == [NEXT_MORNING]

    await settle(member, NEXT_MORNING)

    assert len(await told()) == 2


async def test_the_night_is_the_servers_for_whoever_has_no_zone() -> None:
    member = await a_wisher(1, starts_at=TOMORROW + timedelta(days=1))
    await Server.filter(id=SERVER).update(timezone="Asia/Tokyo")
    await settle(member, NOON + 2 * HOUR)
    assert await told() == []
    await people.set_zone(member.user_id, "Europe/London")
    await settle(member, NOON + 2 * HOUR)
    assert len(await told()) == 1


async def test_nothing_is_said_of_what_does_not_suit_them_any_more() -> None:
    """Booked, off, at a time when they have another interview, and when they are not free."""
    member = await a_wisher(4)
    booked, off, busy, not_free = [one.interview_id for one in await WishAlert.all().order_by("id")]
    await booking.book(await a_member(PRICE), booked, NOW)
    await ending.cancel((await stored(off)).host_id, SERVER, off, NOW)
    mine = await a_card(await a_member(), starts_at=(await stored(busy)).scheduled_time + HOUR / 2)
    await booking.book(member, mine.id, NOW)
    await wishes.add(member.user_id, SERVER, NewWish(seat=Role.INTERVIEWEE, days=60), NOW)
    await people.set_zone(member.user_id, "UTC")
    await own.add_exception(
        member.user_id, (await stored(not_free)).scheduled_time.date(), 0, 24 * 60, is_free=False, now=NOW
    )

    await settle(member)

    assert await told() == []
    assert set(await states()) == {AlertState.OVER}


async def test_who_lets_the_wish_go_or_pauses_hears_nothing_of_what_was_found() -> None:
    member = await a_wisher(1)
    (wish,) = (await wishes.list_of(member.user_id, SERVER, NOW)).rows
    await wishes.drop(member.user_id, wish.id, NOW)
    paused = await a_member(PRICE)
    await wishes.add(paused.user_id, SERVER, NewWish(seat=Role.INTERVIEWEE), NOW)
    await a_card(starts_at=TOMORROW + 9 * HOUR)
    await find(paused)
    await own.pause(paused.user_id, NOON + HOUR, NOW)

    for one in (member, paused):
        await settle(one)

    assert await told() == []
    assert set(await states()) == {AlertState.OVER}


async def test_who_has_left_is_told_nothing_and_wishes_for_nothing() -> None:
    member = await a_wisher(2)

    async def has_left(server_id: int, user_id: int) -> bool:
        await departures.left(server_id, user_id, NOON)
        return True

    await alerts.settle(member.user_id, SERVER, has_left, NOON)

    assert await told() == []
    assert (await wishes.list_of(member.user_id, SERVER, NOON)).rows == ()


async def test_who_is_kept_apart_is_not_told_of_each_other() -> None:
    member = await a_wisher(1)
    (alert,) = await WishAlert.all()
    await apart.keep_apart((await stored(alert.interview_id)).host_id, member.user_id, NOW)
    await settle(member)
    assert await told() == []


async def test_an_interview_that_is_moved_before_they_are_told_is_told_of_once() -> None:
    member = await a_wisher(1, starts_at=TOMORROW + timedelta(days=1))
    (alert,) = await WishAlert.all()
    host = (await stored(alert.interview_id)).host_id
    await editing.edit(host, SERVER, alert.interview_id, Changes(starts_at=TOMORROW + timedelta(days=2)), NOW)
    await find(member)
    assert await WishAlert.all().count() == 2

    await settle(member)

    assert await told() == [alert.interview_id]
    assert await states() == [AlertState.OVER, AlertState.TOLD]


async def test_who_passes_hears_no_more_of_it_and_nobody_else_can_pass_it() -> None:
    member = await a_wisher(2)
    await settle(member)
    first, second = await told()

    await alerts.pass_on(member.user_id, first, NOON)

    (unsaid,) = await Notification.filter(kind=NotificationKind.WISH_ALERT, interview_id=first)
    assert unsaid.state is NotificationState.DROPPED
    assert read(unsaid.kind, unsaid.payload) == WishAlertMessage(
        alert=(await WishAlert.all().order_by("id"))[0].id
    )
    for user_id, number in ((ADMIN_LIKE, second), (member.user_id, 2**31 + 5), (member.user_id, 999)):
        with pytest.raises(AlertGone):
            await alerts.pass_on(user_id, number, NOON)


ADMIN_LIKE = 42
"""Somebody who was told of nothing."""


async def test_who_passes_what_a_digest_named_has_had_the_digest_of_that_day() -> None:
    """They were told of it before it was moved, and that message has the button still."""
    member = await a_wisher(1, starts_at=TOMORROW + timedelta(days=1))
    await settle(member)
    (number,) = await told()
    await alerts.set_alerts_a_day(member.user_id, 0)
    card = await stored(number)
    later = Changes(starts_at=card.scheduled_time + HOUR)
    await editing.edit(card.host_id, SERVER, number, later, NOON)
    await find(member, NOON)
    await settle(member, EIGHT_IN_THE_EVENING)
    assert len(await digests()) == 1

    await alerts.pass_on(member.user_id, number, EIGHT_IN_THE_EVENING)
    await a_card(starts_at=TOMORROW + timedelta(days=1))
    await find(member, EIGHT_IN_THE_EVENING)
    await settle(member, EIGHT_IN_THE_EVENING + HOUR)

    assert await states() == [AlertState.PASSED, AlertState.LISTED, AlertState.WAITING]


async def test_what_waits_is_looked_at_again_also_where_the_clock_was_set_back() -> None:
    member = await a_wisher(1)
    await alerts.set_alerts_a_day(member.user_id, 0)
    for _ in range(2):
        await settle(member)
    assert [row.due_at for row in await planned()] == [EIGHT_IN_THE_EVENING]
    # That was done by a clock that showed eight in the evening, when the card was gone.
    await WishAlert.all().update(state=AlertState.OVER)
    await Notification.filter(id__in=[row.id for row in await planned()]).update(state=NotificationState.SENT)
    await a_card(starts_at=TOMORROW + 5 * HOUR)
    await find(member, NOON)

    await settle(member, NOON + HOUR)

    (again,) = [row for row in await planned() if row.state is NotificationState.PENDING]
    assert again.due_at == EIGHT_IN_THE_EVENING


async def test_what_a_clock_that_ran_ahead_has_said_counts_for_its_own_day_alone() -> None:
    member = await a_wisher(6, starts_at=TOMORROW + timedelta(days=3))
    await settle(member, NOON + timedelta(days=2))
    assert len(await told()) == 3
    await settle(member)
    assert len(await told()) == 6


async def planned() -> list[Notification]:
    """Rows by which what waits is looked at again, later."""
    return [row for row in await outbox(NotificationKind.ALERTING) if row.due_at > NOON + HOUR]


async def test_a_booking_ends_the_wishes_of_both_and_its_end_brings_them_back() -> None:
    played = await a_booking()
    for one, seat in ((played.guest, Role.INTERVIEWEE), (played.host, Role.INTERVIEWER)):
        await wishes.add(one.user_id, SERVER, NewWish(seat=seat), NOW)
        await wishes.add(one.user_id, SERVER, NewWish(seat=seat.other), NOW)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    for one in (played.guest, played.host):
        assert len((await wishes.list_of(one.user_id, SERVER, NOW)).rows) == 2

    await booking.book(played.guest, played.id, NOW)
    left = [(await wishes.list_of(one.user_id, SERVER, NOW)).rows for one in (played.guest, played.host)]
    assert [[wish.seat for wish in rows] for rows in left] == [[Role.INTERVIEWER], [Role.INTERVIEWEE]]

    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    for one in (played.guest, played.host):
        assert len((await wishes.list_of(one.user_id, SERVER, NOW)).rows) == 2


async def test_what_is_older_than_any_card_is_removed() -> None:
    await a_wisher(3)
    assert await alerts.remove_old(NOW + alerts.KEPT - timedelta(seconds=1)) == 0
    assert await alerts.remove_old(NOW + alerts.KEPT) == 3
    assert await User.all().count() > 0
