"""Which row of the outbox is next, whether it still holds, and what became of it (design, section 5)."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from models import Notification, NotificationKind, NotificationState, Server, User
from services import booking, delivery, editing, feedback, moves, notifications, people, publishing, settings
from services.delivery import LEASE, Delivery
from services.editing import Changes
from services.transaction import use_case
from tests.support.factories import (
    ANOTHER_LINK,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_member,
    a_proposal,
    outbox,
    stored,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


async def deliver_all(now: datetime) -> list[tuple[NotificationKind, int | None]]:
    """Deliver whatever is due, as a worker does, and return what was sent to whom."""
    sent = []
    while claimed := await delivery.claim(now, 10):
        for number in claimed:
            prepared = await delivery.prepare(number, now)
            if prepared is not None:
                sent.append((prepared.kind, prepared.recipient_id))
                await delivery.delivered(number, now)
    return sent


async def prepared(number: int, now: datetime = NOW) -> Delivery:
    found = await delivery.prepare(number, now)
    assert found is not None
    return found


async def a_row(kind: NotificationKind, now: datetime = NOW) -> Delivery:
    """The only row of a kind, prepared."""
    (row,) = await outbox(kind)
    return await prepared(row.id, now)


async def lane(name: str, count: int) -> list[int]:
    """Write rows into a lane and return their ids."""
    await people.meet_server(SERVER, "en", NOW)
    for number in range(count):
        await notifications.write(
            NotificationKind.PANEL, NOW, server_id=SERVER, lane=name, key=f"{name}:{number}"
        )
    return [row.id for row in await Notification.filter(lane=name).order_by("id")]


# --- written with the change -----------------------------------------------------------------------------


async def test_a_row_is_written_with_its_change_or_not_at_all() -> None:
    card = await a_card()
    row = await stored(card.id)
    before = [row.id for row in await outbox()]

    async def fail_after_writing() -> None:
        async with use_case():
            await notifications.tell(NotificationKind.MOVED, row, card.host_id, NOW)
            await notifications.plan(row, NOW)
            raise LookupError

    with pytest.raises(LookupError):
        await fail_after_writing()

    assert [row.id for row in await outbox()] == before


async def test_a_row_that_is_there_already_is_left_as_it_is() -> None:
    played = await a_booking()
    row = await stored(played.id)
    before = await outbox()

    async with use_case():
        await notifications.tell(NotificationKind.BOOKED, row, played.host.user_id, TOMORROW, {"new": 1})
        await notifications.plan(row, NOW)
        await notifications.show_card(row, TOMORROW)

    assert [vars(row)["payload"] for row in await outbox()] == [row.payload for row in before]


# --- claim -----------------------------------------------------------------------------------------------


async def test_nothing_is_claimed_from_an_empty_outbox() -> None:
    assert await delivery.claim(NOW, 10) == []


async def test_rows_of_one_lane_are_delivered_in_order_and_lanes_do_not_wait_for_each_other() -> None:
    one, two = await lane("one", 3), await lane("two", 2)

    assert await delivery.claim(NOW, 10) == [one[0], two[0]]
    assert await delivery.claim(NOW, 10) == []
    await delivery.delivered(one[0], NOW)
    assert await delivery.claim(NOW, 10) == [one[1]]
    await delivery.delivered(two[0], NOW)
    await delivery.delivered(one[1], NOW)
    assert await delivery.claim(NOW, 10) == [one[2], two[1]]


async def test_no_more_is_claimed_than_asked_for() -> None:
    for number in range(5):
        await lane(f"lane {number}", 1)

    assert [len(await delivery.claim(NOW, 2)) for _ in range(4)] == [2, 2, 1, 0]


async def test_what_is_due_later_waits_and_holds_nothing_up() -> None:
    played = await a_booking()
    kinds = Counter(kind for kind, _ in await deliver_all(NOW))
    assert kinds[NotificationKind.REMINDER] == 0

    await editing.edit(played.host.user_id, SERVER, played.id, Changes(link=ANOTHER_LINK), NOW)
    assert (NotificationKind.LINK_CHANGED, played.guest.user_id) in await deliver_all(NOW)


async def test_a_claim_is_renewed_by_whoever_has_it() -> None:
    (number,) = await lane("one", 1)
    await delivery.claim(NOW, 10)
    mine, late = await prepared(number), NOW + LEASE - MINUTE / 60

    assert await delivery.keep(mine, late)
    assert await delivery.claim(NOW + LEASE, 10) == []

    assert await delivery.claim(late + LEASE, 10) == [number]
    assert not await delivery.keep(mine, late + LEASE)
    theirs = await prepared(number, late + LEASE)
    assert await delivery.keep(theirs, late + LEASE)
    await delivery.delivered(number, late + LEASE)
    assert not await delivery.keep(theirs, late + LEASE)
    (row,) = await Notification.filter(id=number)
    assert (row.state, row.leased_until) == (NotificationState.SENT, None)


async def test_a_claim_of_a_process_that_died_runs_out() -> None:
    (number,) = await lane("one", 1)
    assert await delivery.claim(NOW, 10) == [number]
    assert not (await prepared(number)).is_repeat

    assert await delivery.claim(NOW + LEASE - timedelta(seconds=1), 10) == []
    assert await delivery.claim(NOW + LEASE, 10) == [number]
    again = await prepared(number, NOW + LEASE)
    assert again.is_repeat
    assert again.nonce == f"sparring-{number}"
    assert len(delivery.Delivery(**(vars(again) | {"id": 2**31 - 1})).nonce) <= 25


async def test_of_many_workers_each_row_goes_to_one() -> None:
    for number in range(8):
        await lane(f"lane {number}", 1)

    claims = await asyncio.gather(*(delivery.claim(NOW, 10) for _ in range(6)))

    claimed = [number for claim in claims for number in claim]
    assert len(claimed) == len(set(claimed)) == 8


async def test_what_was_delivered_stays_so() -> None:
    (number,) = await lane("one", 1)
    await delivery.claim(NOW, 1)
    await delivery.delivered(number, NOW)

    await delivery.refused(number, "too late", TOMORROW)
    await delivery.failed(number, "too late", TOMORROW)

    row = await Notification.get(id=number)
    assert (row.state, row.finished_at, row.leased_until) == (NotificationState.SENT, NOW, None)
    assert await delivery.claim(TOMORROW, 10) == []


# --- prepare ---------------------------------------------------------------------------------------------


async def test_a_row_comes_with_the_present_state_and_the_recipients_language() -> None:
    guest = await a_member(3, language="ru")
    played = await a_booking(guest=guest)
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(topic="Trees"), NOW)
    (row,) = await outbox(NotificationKind.BOOKED, to=guest)

    found = await prepared(row.id)

    assert (found.language, found.recipient_id) == ("ru", guest.user_id)
    assert found.interview is not None
    assert found.interview.topic == "Trees"
    assert found.mine is not None
    assert found.mine.link is not None
    assert (found.card, found.panel) == (None, None)


async def test_without_a_known_language_the_servers_is_spoken() -> None:
    played = await a_booking()
    await Server.filter(id=SERVER).update(language="ru")
    await User.filter(id=played.guest.user_id).update(language=None)
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)

    assert (await prepared(row.id)).language == "ru"


async def test_a_card_for_the_channel_comes_without_what_is_private() -> None:
    await a_booking()

    found = await prepared((await outbox(NotificationKind.CARD))[-1].id)

    assert found.mine is None
    assert found.interview is not None
    assert "meet.google.com" not in repr(found)


async def test_several_changes_of_a_card_are_shown_at_once() -> None:
    card = await a_card()
    (posted,) = await outbox(NotificationKind.CARD)
    await settings.set_board(SERVER, 11, None, NOW)
    await delivery.card_posted(await prepared(posted.id), 11, 12, NOW)
    for minute in range(3):
        await editing.edit(card.host_id, SERVER, card.id, Changes(topic=f"Topic {minute}"), NOW)

    sent = [row.id for row in await outbox(NotificationKind.CARD) if await delivery.prepare(row.id, NOW)]

    assert sent == [(await outbox(NotificationKind.CARD))[-1].id]


async def test_a_card_that_may_have_been_posted_is_not_left_to_a_later_change() -> None:
    card = await a_card()
    await settings.set_board(SERVER, 11, None, NOW)
    await editing.edit(card.host_id, SERVER, card.id, Changes(topic="Trees"), NOW)

    rows = await outbox(NotificationKind.CARD)

    assert all([await delivery.prepare(row.id, NOW) for row in rows])


@pytest.mark.parametrize("undo", ["cancel", "withdraw"])
async def test_what_is_no_longer_true_is_not_said(undo: str) -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    if undo == "cancel":
        await publishing.cancel(played.host.user_id, SERVER, played.id, NOW)
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
    claimed = await delivery.claim(NOW + HOUR, 10)
    await publishing.cancel(played.host.user_id, SERVER, played.id, NOW + HOUR)

    assert [await delivery.prepare(number, NOW + HOUR) for number in claimed] == [None, None]


async def test_a_reminder_of_the_old_time_is_not_sent_after_a_move() -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    await deliver_all(NOW)
    proposal = await a_proposal(played, NOW + 5 * HOUR)
    await moves.confirm(played.guest.user_id, None, proposal, NOW)
    await deliver_all(NOW)

    assert await deliver_all(NOW + HOUR) == []
    assert {kind for kind, _ in await deliver_all(NOW + 4 * HOUR)} == {NotificationKind.REMINDER}


async def test_a_reminder_that_comes_after_the_start_is_dropped() -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    await deliver_all(NOW)

    sent = await deliver_all(played.starts_at)

    assert sent == []
    assert {row.state for row in await outbox(NotificationKind.REMINDER)} == {NotificationState.DROPPED}


async def test_both_are_reminded_in_time_and_the_interviewer_is_asked_until_there_is_feedback() -> None:
    played = await a_booking(starts_at=NOW + 2 * HOUR)
    both = Counter((NotificationKind.REMINDER, who.user_id) for who in (played.host, played.guest))
    started = Counter((NotificationKind.STARTED, who.user_id) for who in (played.host, played.guest))
    asked = [(NotificationKind.FEEDBACK_DUE, played.interviewer.user_id)]
    await deliver_all(NOW)

    assert Counter(await deliver_all(NOW + HOUR)) == both
    assert Counter(await deliver_all(played.starts_at - 10 * MINUTE)) == both
    assert await deliver_all(played.starts_at) == []
    assert Counter(await deliver_all(played.starts_at + 10 * MINUTE)) == started
    assert await deliver_all(played.ends_at) == asked
    assert await deliver_all(played.ends_at + HOUR) == asked
    await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=3, text=TEXT, now=played.ends_at + HOUR
    )
    assert await deliver_all(played.ends_at + 24 * HOUR) == [
        (NotificationKind.FEEDBACK_RECEIVED, played.interviewee.user_id)
    ]


async def test_feedback_that_was_accepted_meanwhile_is_not_announced() -> None:
    played = await with_feedback()
    await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)

    (row,) = await outbox(NotificationKind.FEEDBACK_RECEIVED)

    assert await delivery.prepare(row.id, played.ends_at) is None


# --- what became of it -----------------------------------------------------------------------------------


async def test_a_posted_card_is_found_again() -> None:
    card = await a_card()

    await delivery.card_posted(await a_row(NotificationKind.CARD), 11, 12, NOW)

    (row,) = await outbox(NotificationKind.CARD)
    assert row.state is NotificationState.SENT
    assert (await prepared(row.id)).card == (11, 12)
    assert (await stored(card.id)).revision == 0


async def test_a_posted_panel_is_found_again() -> None:
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, 11, None, NOW)

    await delivery.panel_posted(await a_row(NotificationKind.PANEL), 11, 12, NOW)

    assert (await a_row(NotificationKind.PANEL)).panel == (11, 12)
    assert await delivery.claim(NOW, 10) == []


async def test_a_failed_try_is_repeated_after_growing_pauses() -> None:
    (number,) = await lane("one", 1)
    assert await delivery.claim(NOW, 1) == [number]
    pauses = []
    now = NOW
    for _ in range(12):
        assert not await delivery.failed(number, "down", now)
        row = await Notification.get(id=number)
        assert row.leased_until is not None
        pauses.append((row.leased_until - now).total_seconds())
        assert await delivery.claim(row.leased_until - timedelta(seconds=1), 1) == []
        now = row.leased_until
        assert await delivery.claim(now, 1) == [number]

    assert 1.6 <= pauses[0] <= 2.4
    assert 720 <= pauses[-1] <= 1080
    assert all(two > one for one, two in pairwise(pauses[:6]))
    assert (await Notification.get(id=number)).attempts == 13


async def test_a_pause_is_as_long_as_discord_asks_for() -> None:
    (number,) = await lane("one", 1)

    await delivery.failed(number, "slow down", NOW, retry_after=300)

    assert await delivery.claim(NOW + timedelta(seconds=299), 1) == []
    assert await delivery.claim(NOW + timedelta(seconds=300), 1) == [number]


async def test_after_a_day_a_row_is_given_up() -> None:
    (number,) = await lane("one", 1)

    for hours in (*range(delivery.TRIES_AT_LEAST), 24):
        assert await delivery.claim(NOW + hours * HOUR, 1) == [number]
        assert not await delivery.failed(number, "down", NOW + hours * HOUR)
    assert await delivery.claim(NOW + 25 * HOUR, 1) == [number]
    assert await delivery.failed(number, "x" * 1000, NOW + 25 * HOUR)

    row = await Notification.get(id=number)
    assert (row.state, row.error) == (NotificationState.FAILED, "x" * 300)


async def tried_often(number: int) -> None:
    await Notification.filter(id=number).update(attempts=delivery.TRIES_AT_LEAST)


async def test_what_discord_will_never_take_is_not_tried_again() -> None:
    first, second = await lane("one", 2)
    await delivery.claim(NOW, 10)

    await delivery.refused(first, "unknown channel", NOW)

    assert await delivery.claim(NOW, 10) == [second]


async def unreachable(played: Played) -> None:
    for row in await outbox(NotificationKind.BOOKED, NotificationKind.LINK_CHANGED, to=played.guest):
        await delivery.unreachable(await prepared(row.id), "DMs are closed", NOW)


async def test_who_takes_no_dms_is_called_to_the_board_once() -> None:
    played = await a_booking()
    await settings.set_board(SERVER, 11, None, NOW)
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(link=ANOTHER_LINK), NOW)

    await unreachable(played)

    (row,) = await outbox(NotificationKind.UNREACHABLE)
    assert (row.recipient_id, row.interview_id, row.payload) == (played.guest.user_id, played.id, {})
    assert row.lane == f"board:{SERVER}"
    states = {row.state for row in await outbox(NotificationKind.BOOKED, to=played.guest)}
    assert states == {NotificationState.FAILED}


async def test_without_a_board_nobody_is_called() -> None:
    await unreachable(await a_booking())

    assert await outbox(NotificationKind.UNREACHABLE) == []


async def test_after_an_outage_one_reminder_is_sent_and_not_the_whole_series() -> None:
    await a_booking()
    await deliver_all(NOW)
    sent = await deliver_all(TOMORROW - timedelta(minutes=5))
    assert [kind for kind, _ in sent] == [NotificationKind.REMINDER] * 2


async def test_after_an_outage_each_is_asked_for_what_still_helps_once() -> None:
    played = await a_booking()
    await deliver_all(NOW)
    sent = await deliver_all(TOMORROW + timedelta(days=2))
    assert Counter(sent) == Counter(
        [
            (NotificationKind.FEEDBACK_DUE, played.interviewer.user_id),
            (NotificationKind.STARTED, played.interviewee.user_id),
        ]
    )


async def test_a_message_that_never_arrived_is_told_to_the_admins_once() -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    late = NOW + timedelta(hours=25)
    await tried_often(row.id)

    assert await delivery.failed(row.id, "500", late)
    assert await delivery.failed(row.id, "500", late)

    (told,) = await outbox(NotificationKind.GIVEN_UP)
    assert told.payload == {"recipient_id": played.guest.user_id}
    assert told.lane == f"log:{SERVER}"


async def test_a_card_that_could_not_be_shown_needs_no_word_to_the_admins() -> None:
    await a_card()
    (row,) = await outbox(NotificationKind.CARD)
    await tried_often(row.id)

    assert await delivery.failed(row.id, "500", NOW + timedelta(hours=25))

    assert await outbox(NotificationKind.GIVEN_UP) == []
