"""Rows that were taken, with what is true at the moment at which they are sent (design, section 5)."""

from collections import Counter
from datetime import timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, Server, User
from models.statements import AT_ONCE
from services import booking, editing, ending, feedback, moves, settings
from services.delivery import outcomes, preparing, queue
from services.delivery.kinds.shown import Card
from services.editing import Changes
from services.places import Place
from tests.services.delivery.working import (
    ME,
    NAME,
    OTHER,
    a_lane,
    claim,
    deliver_all,
    holds,
    prepared,
    room,
    said,
    take,
)
from tests.support.factories import (
    NOW,
    PRICE,
    SERVER,
    TEXT,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    a_proposal,
    outbox,
    run,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NONCE_MAXIMUM = 25
"""Characters of a nonce (Discord's limit)."""


# --- what comes with a row ---------------------------------------------------------------------------------


async def test_a_row_comes_with_the_present_state_and_the_recipients_language() -> None:
    guest = await a_member(3, language="ru")
    played = await a_booking(guest=guest)
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording={"topic": "Trees"}), NOW)
    (row,) = await outbox(NotificationKind.BOOKED, to=guest)

    found = await prepared(row.id)

    assert found.present.recipient is not None
    assert (found.language, found.present.recipient.id) == ("ru", guest.user_id)
    assert found.present.interview is not None
    assert found.present.interview.topic == "Trees"
    assert found.present.mine is not None
    assert found.present.mine.link is not None
    assert (found.present.card, found.present.panel) == (None, None)
    assert (found.server_id, found.number, found.due_at) == (SERVER, played.id, NOW)


async def test_without_a_known_language_the_servers_is_spoken() -> None:
    played = await a_booking()
    await Server.filter(id=SERVER).update(language="ru")
    await User.filter(id=played.guest.user_id).update(language=None)
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)

    assert (await prepared(row.id)).language == "ru"


async def test_a_card_for_the_channel_comes_without_what_is_private() -> None:
    await a_booking()

    found = await prepared((await outbox(NotificationKind.CARD))[-1].id)

    assert found.present.mine is None
    assert found.present.interview is not None
    assert "meet.google.com" not in repr(found)


async def test_rows_come_in_the_order_in_which_they_were_taken() -> None:
    rows = [(await a_lane(f"lane {number}", 1))[0] for number in range(4)]
    order = [rows[place] for place in (2, 0, 3, 1)]

    found = await preparing.prepare(order, NAME, NOW)

    assert [row.id for row in found.deliveries] == order


async def test_a_row_that_is_gone_or_cannot_be_read_does_not_hold_up_the_others() -> None:
    good, bad, foreign = [(await a_lane(name, 1))[0] for name in ("good", "bad", "foreign")]
    await Notification.filter(id=bad).update(payload={"no": "such field"})
    await Notification.filter(id=foreign).update(kind="booked", payload={})
    claimed = await queue.claim(ME, room(), NOW)

    found = await preparing.prepare([*claimed, foreign + 100], NAME, NOW)

    assert [row.id for row in found.deliveries] == [good]
    assert found.unreadable == (bad, foreign)
    assert found.overtaken == ()


async def test_as_much_is_asked_for_two_rows_as_for_all_that_one_statement_takes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = []
    for _ in range(6):
        await with_feedback()
    for many in (2, AT_ONCE):
        claimed = await queue.claim(ME, room(many), NOW)
        assert len(claimed) == many
        caplog.clear()
        with caplog.at_level("DEBUG", "tortoise.db_client"):
            assert (await preparing.prepare(claimed, NAME, NOW)).deliveries
        asked.append(len(caplog.records))
        await queue.release_all(ME)

    assert asked[0] == asked[1]


# --- again -------------------------------------------------------------------------------------------------


async def test_a_row_that_was_taken_over_carries_the_same_nonce_and_knows_that_it_was_tried() -> None:
    (number,) = await a_lane("one", 1)
    assert await claim() == [number]
    first = await prepared(number)
    await queue.release_all(ME)
    assert await claim(NOW + HOUR, me=OTHER) == [number]

    again = await prepared(number, NOW + HOUR)

    assert (first.attempts, first.tried_at, first.may_stand) == (1, None, False)
    assert (again.attempts, again.tried_at, again.may_stand) == (2, NOW, True)
    assert first.nonce == again.nonce == f"{NAME}-{number}"


@pytest.mark.parametrize(
    ("later", "may_stand"), [(MINUTE, False), (MINUTE + timedelta(seconds=1), True), (-HOUR, True)]
)
async def test_what_was_tried_longer_ago_than_discord_remembers_may_stand(
    *, later: timedelta, may_stand: bool
) -> None:
    (number,) = await a_lane("one", 1)
    await claim()
    await queue.release_all(ME)
    await claim(NOW + later)

    assert (await prepared(number, NOW + later)).may_stand is may_stand


async def test_a_nonce_names_the_database_and_is_no_longer_than_discord_takes() -> None:
    await a_lane("one", 1)
    name = await preparing.installation()
    assert name == await preparing.installation()
    await run("UPDATE notification SET id = 2147483647")
    (claimed,) = await queue.claim(ME, room(), NOW)

    (row,) = (await preparing.prepare([claimed], name, NOW)).deliveries

    assert row.nonce == f"{name}-2147483647"
    assert len(row.nonce) <= NONCE_MAXIMUM


async def test_a_row_that_only_waited_for_its_turn_was_not_tried() -> None:
    (number,) = await a_lane("one", 1)
    await claim()
    await queue.give_back(ME, [number], NOW + HOUR)
    await claim(NOW + HOUR)

    found = await prepared(number, NOW + HOUR)

    assert (found.attempts, found.tried_at, found.may_stand) == (1, None, False)


# --- what is shown -----------------------------------------------------------------------------------------


async def posted(number: int) -> None:
    """Note that a card stands on the board."""
    await take(number)
    await outcomes.card_posted(ME, await prepared(number), 11, 12, NOW)


async def test_several_changes_of_a_card_are_shown_at_once() -> None:
    card = await a_card()
    (first,) = await outbox(NotificationKind.CARD)
    await settings.set_board(SERVER, 11, None, NOW)
    await posted(first.id)
    for minute in range(3):
        await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": f"Topic {minute}"}), NOW)
    rows = await outbox(NotificationKind.CARD)
    waiting = [row.id for row in rows if row.state == "pending" and row.lane == f"card:{card.id}"]

    shown = [number for number in waiting if await holds(number)]

    assert len(waiting) >= 3
    assert shown == waiting[-1:]


async def test_a_card_that_may_have_been_posted_is_not_left_to_a_later_change() -> None:
    card = await a_card()
    await settings.set_board(SERVER, 11, None, NOW)
    await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": "Trees"}), NOW)

    rows = await outbox(NotificationKind.CARD)

    assert len(rows) >= 2
    assert all([await holds(row.id) for row in rows])


async def test_a_card_that_stands_where_the_board_was_is_not_left_to_a_later_change() -> None:
    card = await a_card()
    (first,) = await outbox(NotificationKind.CARD)
    await settings.set_board(SERVER, 11, None, NOW)
    await posted(first.id)
    await settings.set_board(SERVER, 21, None, NOW + MINUTE)
    await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": "Trees"}), NOW)
    waiting = [row for row in await outbox(NotificationKind.CARD) if row.state == "pending"]

    assert len(waiting) >= 2
    assert all([await holds(row.id) for row in waiting])
    assert all([isinstance((await prepared(row.id)).message, Card) for row in waiting])
    assert (await prepared(waiting[0].id)).present.card == Place(11, 12)


async def test_a_change_that_waits_for_its_next_try_is_no_reason_to_leave_an_earlier_one_out() -> None:
    card = await a_card()
    (first,) = await outbox(NotificationKind.CARD)
    await settings.set_board(SERVER, 11, None, NOW)
    await posted(first.id)
    for topic in ("Trees", "Graphs"):
        await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": topic}), NOW)
    one, two = [row.id for row in await outbox(NotificationKind.CARD) if row.state == "pending"][-2:]
    await Notification.filter(id=two).update(waits_until=NOW + HOUR, waits_for="try")

    assert await holds(one)


# --- what is no longer true --------------------------------------------------------------------------------


@pytest.mark.parametrize("undo", ["cancel", "withdraw"])
async def test_what_is_no_longer_true_is_not_said(undo: str) -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    if undo == "cancel":
        await ending.cancel(played.host.user_id, SERVER, played.id, NOW)
    else:
        await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    sent = {kind for kind, _ in await deliver_all(TOMORROW + 48 * HOUR)}

    told = NotificationKind.CANCELLED if undo == "cancel" else NotificationKind.WITHDRAWN
    assert told in sent
    silent = {NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE, NotificationKind.BOOKED}
    assert not sent & silent


@pytest.mark.parametrize("again", ["somebody else", "the same guest"])
async def test_only_the_booking_that_holds_is_announced_and_once(again: str) -> None:
    played = await a_booking()
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    guest = played.guest if again == "the same guest" else await a_member(PRICE)
    await booking.book(guest, played.id, NOW)

    sent = await deliver_all(NOW)

    told = {NotificationKind.WITHDRAWN, NotificationKind.BOOKED}
    assert Counter(one for one in sent if one[0] in told) == Counter(
        [
            (NotificationKind.WITHDRAWN, played.host.user_id),
            (NotificationKind.BOOKED, played.host.user_id),
            (NotificationKind.BOOKED, guest.user_id),
        ]
    )


async def test_a_reminder_claimed_before_a_cancellation_is_dropped_when_it_would_be_sent() -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    await deliver_all(NOW)
    await queue.ready_what_is_due(NOW + HOUR)
    claimed = await queue.claim(ME, room(), NOW + HOUR)
    reminders = {row.id for row in await outbox(NotificationKind.REMINDER)}
    assert len(claimed) == 2
    assert set(claimed) <= reminders
    await ending.cancel(played.host.user_id, SERVER, played.id, NOW + HOUR)

    found = await preparing.prepare(claimed, NAME, NOW + HOUR)

    assert found.deliveries == ()
    assert len(found.overtaken) == 2


async def test_a_reminder_of_the_old_time_is_not_sent_after_a_move() -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    await deliver_all(NOW)
    proposal = await a_proposal(played, NOW + 5 * HOUR)
    await moves.confirm(played.guest.user_id, None, proposal, NOW)
    await deliver_all(NOW)

    assert await deliver_all(NOW + HOUR) == []
    assert {kind for kind, _ in await said(NOW + 4 * HOUR)} == {NotificationKind.REMINDER}


async def test_a_reminder_that_comes_after_the_start_is_dropped() -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    await deliver_all(NOW)

    assert await said(played.starts_at) == []

    assert {row.state for row in await outbox(NotificationKind.REMINDER)} == {NotificationState.DROPPED}


async def test_both_are_reminded_in_time_and_the_interviewer_is_asked_until_there_is_feedback() -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    both = Counter((NotificationKind.REMINDER, who.user_id) for who in (played.host, played.guest))
    started = Counter((NotificationKind.STARTED, who.user_id) for who in (played.host, played.guest))
    asked = [(NotificationKind.FEEDBACK_DUE, played.interviewer.user_id)]
    await deliver_all(NOW)

    assert Counter(await said(NOW + HOUR)) == both
    assert Counter(await said(played.starts_at - 10 * MINUTE)) == both
    assert await said(played.starts_at) == []
    assert Counter(await said(played.starts_at + 10 * MINUTE)) == started
    assert await said(played.ends_at) == asked
    assert await said(played.ends_at + HOUR) == asked
    await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=3, text=TEXT, now=played.ends_at + HOUR
    )
    assert await said(played.ends_at + 24 * HOUR) == [
        (NotificationKind.FEEDBACK_RECEIVED, played.interviewee.user_id)
    ]


async def test_feedback_that_was_accepted_meanwhile_is_not_announced() -> None:
    played = await with_feedback()
    await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)

    (row,) = await outbox(NotificationKind.FEEDBACK_RECEIVED)

    assert not await holds(row.id, played.ends_at)


async def test_after_an_outage_one_reminder_is_sent_and_not_the_whole_series() -> None:
    await a_booking()
    await deliver_all(NOW)
    sent = await said(TOMORROW - timedelta(minutes=5))
    assert [kind for kind, _ in sent] == [NotificationKind.REMINDER] * 2


async def test_after_an_outage_each_is_asked_for_what_still_helps_once() -> None:
    played = await a_booking()
    await deliver_all(NOW)
    sent = await said(TOMORROW + timedelta(days=2))
    assert Counter(sent) == Counter(
        [
            (NotificationKind.FEEDBACK_DUE, played.interviewer.user_id),
            (NotificationKind.STARTED, played.interviewee.user_id),
        ]
    )


async def test_reminders_of_one_interview_do_not_overtake_those_of_another() -> None:
    first, second = await a_booking(starts_at=NOW + 2 * HOUR), await a_booking(starts_at=NOW + 3 * HOUR)
    await deliver_all(NOW)

    sent = Counter(await said(first.starts_at - 10 * MINUTE))

    assert sent == Counter((NotificationKind.REMINDER, who.user_id) for who in (first.host, first.guest))
    assert (
        Counter(await said(second.starts_at - 10 * MINUTE))[NotificationKind.REMINDER, second.host.user_id]
        == 1
    )
