"""Late changes: what leaving shortly before the start costs, and who gets it (design, section 14)."""

import asyncio
import inspect
from contextvars import copy_context
from datetime import timedelta

import pytest

from models import (
    Coming,
    InterviewStatus,
    LateChange,
    LateState,
    MockInterview,
    NotificationKind,
    PointsReason,
)
from models.backups.reading import OpenDatabase
from services import (
    absence,
    admin_acts,
    booking,
    disputes,
    editing,
    ending,
    points,
    publishing,
    settings,
    verification,
)
from services.coming import late
from services.coming.rules import SILENT_FROM, is_asked_within
from services.editing import Changes
from services.finding import apart, way_out
from services.interviews import Role, Ruling
from services.people import Member
from services.privacy import accounts, erasing, leaving
from services.refusals import CostsMeanwhile, SettingOutOfRange
from services.settings import AbsenceChange, LateRuleChange, PointsChange
from services.transaction import use_case
from tests.support.factories import (
    ADMIN,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_draft,
    a_member,
    a_proposal,
    an_admin,
    balance,
    ledger,
    outbox,
    stored,
)
from tests.support.races import done_or_blocked

pytestmark = pytest.mark.usefixtures("database")

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HOURS = 12
LATE = TOMORROW - HOURS * HOUR
"""The moment from which on leaving is late."""
REFUND, LATER = PointsReason.REFUND, PointsReason.LATE


async def the_rule(*, hours: int = HOURS, keep: int = 2, compensation: int = 2) -> None:
    await a_member()
    await settings.set_late(SERVER, LateRuleChange(hours=hours, keep=keep))
    await settings.set_points(SERVER, PointsChange(compensation=compensation), NOW)


async def no_longer_free(member: Member) -> None:
    """Let a member have had their free change already."""
    card = await a_card(starts_at=NOW + 50 * DAY)
    await LateChange.create(
        interview_id=card.id, user_id=member.user_id, at=NOW, points=0, is_free=True, state=LateState.KEPT
    )


async def is_verified() -> None:
    assert await verification.broken(OpenDatabase()) == []


async def a_late_withdrawal(*, keep: int = 2) -> Played:
    """An interview whose guest had to pay for withdrawing late; its seat is free."""
    await the_rule(keep=keep)
    played = await a_booking()
    await no_longer_free(played.guest)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, LATE)
    return played


async def test_at_first_nothing_is_late() -> None:
    played = await a_booking()
    withdrawn = await booking.withdraw(played.guest.user_id, SERVER, played.id, TOMORROW - MINUTE)
    assert (withdrawn.refunded, withdrawn.late) == (PRICE, None)
    assert await LateChange.all().count() == 0


async def test_a_guest_who_withdraws_late_leaves_some_of_the_price_to_the_host_at_the_start() -> None:
    played = await a_late_withdrawal()
    assert await balance(played.guest) == PRICE - 2
    assert (await ledger(played.guest))[-2:] == [(REFUND, PRICE), (LATER, -2)]
    assert await balance(played.host) == 0, "somebody may still take the seat"

    await ending.expire(played.id, TOMORROW)

    assert await balance(played.host) == 2
    assert (await ledger(played.host))[-1] == (LATER, 2)
    assert (await LateChange.get(interview_id=played.id)).state is LateState.KEPT
    (told,) = await outbox(NotificationKind.LATE_KEPT)
    assert (told.recipient_id, told.payload["points"]) == (played.host.user_id, 2)
    await is_verified()


async def test_who_takes_the_seat_in_time_brings_the_guest_back_what_they_left() -> None:
    played = await a_late_withdrawal()
    other = await a_member(PRICE)
    await booking.book(other, played.id, LATE + HOUR)

    assert (await balance(played.guest), await balance(played.host)) == (PRICE, 0)
    assert (await ledger(played.guest))[-2:] == [(LATER, -2), (LATER, 2)]
    assert (await LateChange.get(interview_id=played.id)).state is LateState.UNDONE
    (told,) = await outbox(NotificationKind.LATE_RETURNED)
    assert (told.recipient_id, told.payload["points"]) == (played.guest.user_id, 2)
    await ending.cancel(played.host.user_id, SERVER, played.id, LATE + HOUR)
    assert await balance(played.guest) == PRICE, "it is settled once"
    await is_verified()


async def test_who_comes_back_pays_with_what_they_had_left() -> None:
    played = await a_late_withdrawal()
    assert await balance(played.guest) < PRICE
    booked = await booking.book(played.guest, played.id, LATE + HOUR)
    assert (booked.balance, await balance(played.guest)) == (0, 0)
    await is_verified()


async def test_a_host_who_takes_the_card_down_or_moves_it_has_nothing_of_what_the_guest_left() -> None:
    played = await a_late_withdrawal()
    moved = await a_booking(host=played.host, starts_at=TOMORROW + 3 * HOUR)
    await no_longer_free(moved.guest)
    await booking.withdraw(moved.guest.user_id, SERVER, moved.id, TOMORROW - HOUR)
    assert (await ending.before_cancelling(played.host.user_id, SERVER, played.id, LATE + HOUR)).left == 2

    await ending.cancel(played.host.user_id, SERVER, played.id, LATE + HOUR)
    longer = Changes(duration=90)
    await editing.edit(played.host.user_id, SERVER, moved.id, longer, TOMORROW - HOUR)
    assert await balance(moved.guest) == PRICE - 2, "another length leaves the start as it was"
    later = Changes(starts_at=TOMORROW + 9 * DAY)
    await editing.edit(played.host.user_id, SERVER, moved.id, later, TOMORROW - HOUR)

    assert await balance(played.host) == 0
    for guest, number, why in ((played.guest, played.id, "cancelled"), (moved.guest, moved.id, "moved")):
        assert await balance(guest) == PRICE
        assert (await LateChange.get(interview_id=number)).state is LateState.UNDONE
        (told,) = await outbox(NotificationKind.LATE_RETURNED, to=guest)
        assert (told.payload["points"], told.payload["why"]) == (2, why)
    await is_verified()


async def test_a_host_who_is_called_off_by_others_has_nothing_of_it_either() -> None:
    played = await a_late_withdrawal()
    await admin_acts.cancel(ADMIN, SERVER, played.id, "Not here.", LATE + HOUR)
    assert (await balance(played.guest), await balance(played.host)) == (PRICE, 0)
    await is_verified()


async def test_no_more_is_left_than_was_paid() -> None:
    played = await a_late_withdrawal(keep=50)
    assert (await ledger(played.guest))[-1] == (LATER, -PRICE)
    await ending.expire(played.id, TOMORROW)
    assert (await balance(played.guest), await balance(played.host)) == (0, PRICE)


async def test_a_guest_who_was_to_interview_leaves_nothing_and_it_is_noted() -> None:
    await the_rule()
    played = await a_booking(Role.INTERVIEWEE)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, LATE)
    change = await LateChange.get(interview_id=played.id)
    assert (change.user_id, change.points, change.is_free) == (played.guest.user_id, 0, False)
    await ending.expire(played.id, TOMORROW)
    assert await outbox(NotificationKind.LATE_KEPT) == []
    await is_verified()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("has", [0, 1, 7])
async def test_a_host_who_cancels_late_compensates_the_guest_as_far_as_they_can(role: Role, has: int) -> None:
    await the_rule()
    host = await a_member(has + (PRICE if role is Role.INTERVIEWEE else 0))
    played = await a_booking(role, host=host)
    await no_longer_free(host)
    before = await balance(host), await balance(played.guest)
    back = PRICE if role is Role.INTERVIEWEE else 0

    known = await ending.before_cancelling(host.user_id, SERVER, played.id, LATE)
    assert known.late is not None
    assert known.late.points == 2
    cancelled = await ending.cancel(host.user_id, SERVER, played.id, LATE, known_cost=2)

    paid = min(2, has + back)
    assert cancelled.compensated == paid
    assert await balance(host) == before[0] + back - paid
    assert await balance(played.guest) == before[1] + PRICE - back + paid
    (told,) = await outbox(NotificationKind.CANCELLED)
    assert told.payload.get("compensation", 0) == paid
    change = await LateChange.get(interview_id=played.id)
    assert (change.points, change.state) == (paid, LateState.KEPT)
    await is_verified()


async def test_before_its_hours_nothing_is_late_and_from_then_on_it_is() -> None:
    await the_rule()
    played = await a_booking()
    for at, is_late in ((LATE - timedelta(microseconds=1), False), (LATE, True)):
        for known in (
            await booking.before_withdrawing(played.guest.user_id, SERVER, played.id, at),
            await ending.before_cancelling(played.host.user_id, SERVER, played.id, at),
        ):
            assert (known.late is not None) is is_late


async def test_the_first_in_ninety_days_is_free_and_the_next_after_that() -> None:
    await the_rule()
    guest = await a_member(20 * PRICE)
    starts = [NOW + days * DAY for days in (1, 2, 60, 91, 93)]
    cost = []
    for start in starts:
        host, now = await a_member(), start - DAY
        card = (await publishing.publish(host, a_draft(starts_at=start), now)).mine.interview
        await booking.book(guest, card.id, now)
        withdrawn = await booking.withdraw(guest.user_id, SERVER, card.id, start - HOUR)
        assert withdrawn.late is not None
        cost.append(0 if withdrawn.late.is_free else withdrawn.late.points)
        assert withdrawn.refunded == PRICE
        assert await balance(guest) == 20 * PRICE - sum(cost)
    assert cost == [0, 2, 2, 0, 2]
    await is_verified()


async def test_what_was_undone_or_cost_nothing_anyway_does_not_use_up_the_free_one() -> None:
    await the_rule()
    guest = await a_member(9 * PRICE)
    undone = await a_card(starts_at=TOMORROW)
    await booking.book(guest, undone.id, NOW)
    await booking.withdraw(guest.user_id, SERVER, undone.id, LATE)
    await booking.book(await a_member(PRICE), undone.id, LATE)
    for_nothing = await a_card(await a_member(PRICE), Role.INTERVIEWEE, TOMORROW + 2 * HOUR)
    await booking.book(guest, for_nothing.id, NOW)
    await booking.withdraw(guest.user_id, SERVER, for_nothing.id, LATE + 2 * HOUR)

    card = await a_card(starts_at=TOMORROW + 4 * HOUR)
    await booking.book(guest, card.id, NOW)
    withdrawn = await booking.withdraw(guest.user_id, SERVER, card.id, LATE + 4 * HOUR)
    assert withdrawn.late is not None
    assert withdrawn.late.is_free


async def test_the_free_one_of_another_server_is_no_matter() -> None:
    await the_rule()
    played = await a_booking()
    elsewhere = SERVER + 1
    await a_member(server_id=elsewhere)
    card = await a_card(await a_member(server_id=elsewhere), starts_at=NOW + 50 * DAY)
    await LateChange.create(
        interview_id=card.id,
        user_id=played.guest.user_id,
        at=NOW,
        points=0,
        is_free=True,
        state=LateState.KEPT,
    )
    known = await booking.before_withdrawing(played.guest.user_id, SERVER, played.id, LATE)
    assert known.late is not None
    assert known.late.is_free


async def test_who_sits_across_from_somebody_silent_leaves_free() -> None:
    await the_rule()
    for whose in ("host_coming", "guest_coming"):
        played = await a_booking()
        await no_longer_free(played.host)
        await no_longer_free(played.guest)
        await MockInterview.filter(id=played.id).update(**{whose: Coming.ASKED})
        for at, is_free in ((TOMORROW - SILENT_FROM - MINUTE, False), (TOMORROW - SILENT_FROM, True)):
            guest = await booking.before_withdrawing(played.guest.user_id, SERVER, played.id, at)
            host = await ending.before_cancelling(played.host.user_id, SERVER, played.id, at)
            assert (guest.late is None) is (is_free and whose == "host_coming")
            assert (host.late is None) is (is_free and whose == "guest_coming")
        await ending.cancel(played.host.user_id, SERVER, played.id, NOW)


async def test_who_has_just_booked_may_think_again() -> None:
    await the_rule()
    card = await a_card(starts_at=NOW + 2 * HOUR)
    guest = await a_member(PRICE)
    await booking.book(guest, card.id, NOW + HOUR)
    at = NOW + HOUR + late.TIME_TO_RECONSIDER
    assert (await booking.before_withdrawing(guest.user_id, SERVER, card.id, at - MINUTE)).late is None
    assert (await booking.before_withdrawing(guest.user_id, SERVER, card.id, at)).late is not None


async def test_nobody_takes_a_seat_that_was_left_late_and_thinks_again_for_free() -> None:
    played = await a_late_withdrawal()
    friend = await a_member(PRICE)
    await no_longer_free(friend)
    for who, now in ((played.guest, LATE + MINUTE), (friend, LATE + 5 * MINUTE)):
        booked = await booking.book(who, played.id, now)
        assert booked.if_late == late.IfLate(HOURS, 2, minutes=0)
        withdrawn = await booking.withdraw(who.user_id, SERVER, played.id, now + MINUTE)
        assert withdrawn.late == late.Late(HOURS, 2)
    await ending.expire(played.id, TOMORROW)
    assert (await balance(played.guest), await balance(friend), await balance(played.host)) == (3, 1, 2)
    await is_verified()


async def test_a_host_may_think_again_when_such_a_seat_is_taken() -> None:
    played = await a_late_withdrawal()
    await booking.book(await a_member(PRICE), played.id, LATE + MINUTE)
    known = await ending.before_cancelling(played.host.user_id, SERVER, played.id, LATE + 2 * MINUTE)
    assert known.late is None


async def test_who_books_reads_what_withdrawing_late_costs_and_from_when_on() -> None:
    await the_rule(keep=9)
    for hours, minutes in ((HOURS + 1, None), (HOURS - 1, 10)):
        card = await a_card(starts_at=NOW + hours * HOUR)
        booked = await booking.book(await a_member(PRICE), card.id, NOW)
        assert booked.if_late == late.IfLate(HOURS, PRICE, minutes)
    interviewing = await a_card(role=Role.INTERVIEWEE, host=await a_member(PRICE), starts_at=TOMORROW)
    assert (await booking.book(await a_member(), interviewing.id, NOW)).if_late is None


async def test_a_guest_who_is_asked_for_another_time_leaves_free() -> None:
    await the_rule()
    played = await a_booking()
    await a_proposal(played, TOMORROW + 3 * HOUR)
    guest = await booking.before_withdrawing(played.guest.user_id, SERVER, played.id, LATE)
    host = await ending.before_cancelling(played.host.user_id, SERVER, played.id, LATE)
    assert guest.late is None
    assert host.late is not None


async def test_the_way_out_of_what_is_booked_with_somebody_kept_apart_is_free() -> None:
    await the_rule()
    played = await a_booking()
    await no_longer_free(played.guest)
    await apart.keep_apart(played.guest.user_id, played.host.user_id, NOW)
    left = await way_out.leave(played.guest.user_id, played.id, LATE)
    assert left.refunded == PRICE
    assert await LateChange.filter(interview_id=played.id).count() == 0


async def test_what_the_two_agreed_on_holds_whatever_is_set_later() -> None:
    played = await a_booking()
    await the_rule()
    assert (await booking.before_withdrawing(played.guest.user_id, SERVER, played.id, LATE)).late is None
    second = await a_booking()
    await no_longer_free(second.guest)
    await settings.set_late(SERVER, LateRuleChange(hours=0, keep=0))
    known = await booking.before_withdrawing(second.guest.user_id, SERVER, second.id, LATE)
    assert (known.late, known.refund) == (late.Late(HOURS, 2), PRICE)


async def test_nobody_pays_more_than_they_were_told() -> None:
    await the_rule()
    played = await a_booking(host=await a_member(5))
    await no_longer_free(played.guest)
    await no_longer_free(played.host)
    for leave, who in ((booking.withdraw, played.guest), (ending.cancel, played.host)):
        with pytest.raises(CostsMeanwhile) as refused:
            await leave(who.user_id, SERVER, played.id, LATE, known_cost=1)
        assert refused.value.points == 2
    assert (await stored(played.id)).status is InterviewStatus.BOOKED
    done = await booking.withdraw(played.guest.user_id, SERVER, played.id, LATE, known_cost=2)
    assert (done.refunded, done.late, await balance(played.guest)) == (PRICE, late.Late(HOURS, 2), PRICE - 2)


async def test_nobody_leaves_late_who_was_told_of_no_late_change() -> None:
    await the_rule()
    played = await a_booking(host=await a_member(5))
    for leave, who in ((booking.withdraw, played.guest), (ending.cancel, played.host)):
        with pytest.raises(CostsMeanwhile) as refused:
            await leave(who.user_id, SERVER, played.id, LATE, known_cost=late.NOT_LATE)
        assert refused.value.points == 0, "it is free, and would be used up"
    early = LATE - MINUTE
    done = await booking.withdraw(played.guest.user_id, SERVER, played.id, early, known_cost=late.NOT_LATE)
    assert done.late is None


async def test_of_two_late_changes_at_once_one_is_free() -> None:
    await the_rule()
    guest = await a_member(9 * PRICE)
    cards = [await a_card(starts_at=TOMORROW + hours * HOUR) for hours in (0, 2, 4)]
    for card in cards:
        await booking.book(guest, card.id, NOW)
    await asyncio.gather(
        *(booking.withdraw(guest.user_id, SERVER, card.id, TOMORROW - HOUR) for card in cards)
    )
    found = await LateChange.filter(user_id=guest.user_id)
    assert sorted((one.points, one.is_free) for one in found) == [(0, True), (2, False), (2, False)]


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
async def test_two_who_take_the_seats_that_each_left_do_not_block_each_other() -> None:
    await the_rule()
    one, other = await a_member(9 * PRICE), await a_member(9 * PRICE)
    cards = [await a_card(starts_at=TOMORROW), await a_card(starts_at=TOMORROW + 2 * HOUR)]
    for guest, card in zip((one, other), cards, strict=True):
        await no_longer_free(guest)
        await booking.book(guest, card.id, NOW)
        await booking.withdraw(guest.user_id, SERVER, card.id, TOMORROW - HOUR)
    # A connection of its own.
    outside = copy_context()
    async with use_case():
        await points.hold_account(SERVER, min(one.user_id, other.user_id))
        booked = asyncio.create_task(take(one, cards[1].id), context=outside)
        await done_or_blocked(booked)
        await points.hold_account(SERVER, max(one.user_id, other.user_id))
    await booked
    await take(other, cards[0].id)
    assert await LateChange.filter(state=LateState.UNDONE).count() == 2
    await is_verified()


async def take(guest: Member, number: int) -> None:
    await booking.book(guest, number, TOMORROW - HOUR)


async def test_a_seat_that_was_left_late_can_be_taken_while_its_guest_is_being_erased() -> None:
    played = await a_late_withdrawal()
    began = LATE + MINUTE
    one = await leaving.begin(played.guest.user_id, began)
    await accounts.end_what_is_ahead(one, began)
    await accounts.close_all(one, began)
    assert (await LateChange.get(interview_id=played.id)).user_id == one.tombstone_id

    await booking.book(await a_member(PRICE), played.id, LATE + HOUR)

    await erasing.finish(one, LATE + HOUR)
    assert (await LateChange.get(interview_id=played.id)).state is LateState.UNDONE
    await is_verified()


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
async def test_a_ruling_that_pauses_a_host_does_not_block_others_who_move_points() -> None:
    await the_rule()
    await settings.set_absence(SERVER, AbsenceChange(limit=0))
    missed = await a_booking(host=await a_member(5), starts_at=NOW + 2 * HOUR)
    left, payer = await a_member(PRICE), await a_member(PRICE)
    for guest, hours in ((payer, 10), (left, 14)):
        await no_longer_free(guest)
        await booking.book(guest, (await a_card(missed.host, starts_at=NOW + hours * HOUR)).id, NOW)
    now = missed.starts_at + 20 * MINUTE
    await absence.report(missed.guest.user_id, SERVER, missed.id, "not there at all", now)
    await disputes.open_dispute(missed.host.user_id, SERVER, missed.id, "I was there all along", now)
    (left_late,) = await MockInterview.filter(interviewee_id=left.user_id)
    await booking.withdraw(left.user_id, SERVER, left_late.id, now)
    await settings.set_absence(SERVER, AbsenceChange(limit=1))
    await an_admin()

    outside = copy_context()
    async with use_case():
        await points.hold_account(SERVER, left.user_id)
        # It does not begin anew here where it would have to give way.
        ruled = inspect.unwrap(disputes.rule)(ADMIN, SERVER, missed.id, Ruling.UPHELD, now)
        ruling = asyncio.create_task(ruled, context=outside)
        await done_or_blocked(ruling)
        await points.hold_account(SERVER, payer.user_id)
    await ruling

    assert [await balance(one) for one in (payer, left)] == [PRICE, PRICE]
    await is_verified()


async def test_what_is_out_of_range_is_refused_and_changes_nothing() -> None:
    await the_rule()
    for wrong in (LateRuleChange(hours=73), LateRuleChange(hours=-1), LateRuleChange(hours=5, keep=101)):
        with pytest.raises(SettingOutOfRange):
            await settings.set_late(SERVER, wrong)
    saved = await settings.set_late(SERVER, LateRuleChange(keep=7))
    assert (saved.late_hours, saved.late_keep) == (HOURS, 7)


async def test_what_is_settled_is_removed_after_half_a_year_and_what_is_not_stays() -> None:
    played = await a_late_withdrawal()
    assert await late.remove_old(NOW + late.KEPT) == 1
    assert await late.remove_old(NOW + 2 * late.KEPT) == 0
    await ending.expire(played.id, TOMORROW)
    assert await late.remove_old(NOW + 2 * late.KEPT) == 1
    await is_verified()


def test_an_admin_is_warned_only_where_members_are_asked_when_it_is_late_already() -> None:
    day_before, hour_before = 24 * 60, 60
    assert is_asked_within(24, [day_before, hour_before])
    assert not is_asked_within(23, [day_before, hour_before])
    assert not is_asked_within(72, [hour_before]), "nobody is asked there"
