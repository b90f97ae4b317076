"""What became of a row: sent, tried again later, given up, or told in another way (design, section 5)."""

from datetime import timedelta
from itertools import pairwise
from unittest.mock import AsyncMock

import pytest

from models import MockInterview, Notification, NotificationKind, NotificationState, Server, User, WaitsFor
from services import booking, disputes, editing, ending, moves, people, settings
from services.delivery import missed, outcomes, queue
from services.delivery import outbox as outbox_module
from services.delivery.outcomes import DirectChannel, Said
from services.delivery.preparing import Delivery
from services.editing import Changes
from services.outages import OutageError
from services.places import Place
from tests.services.delivery.working import (
    ME,
    OTHER,
    a_lane,
    claim,
    deliver_all,
    holds,
    prepared,
    sent,
    state_of,
    take,
)
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_member,
    a_proposal,
    everything,
    outbox,
    stored,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)
OWNER = 900_000_000_000_000_000


async def taken(number: int) -> Delivery:
    """A row that this process has, as it is about to be sent."""
    await take(number)
    return await prepared(number)


async def the_only(kind: NotificationKind) -> Delivery:
    """The only row of a kind, taken."""
    (row,) = await outbox(kind)
    return await taken(row.id)


async def disputed(played: Played) -> None:
    """Have the interviewee not agree with the feedback, at the end of the interview."""
    text = "That is not how it was."
    await disputes.open_dispute(played.interviewee.user_id, SERVER, played.id, text, played.ends_at)


async def tried_often(number: int) -> Delivery:
    """A row that was tried as often as any has to be."""
    row = await taken(number)
    await Notification.filter(id=number).update(attempts=outcomes.TRIES_AT_LEAST)
    return await prepared(row.id)


# --- sent --------------------------------------------------------------------------------------------------


async def test_what_was_sent_stays_so_whatever_is_noted_later() -> None:
    (number,) = await a_lane("one", 1)
    row = await taken(number)
    await outcomes.sent(ME, [Said(row)], NOW)
    before = await Notification.filter(id=number).values()

    await outcomes.sent(ME, [Said(row)], TOMORROW)
    await outcomes.refused(ME, row, "too late", TOMORROW)
    await outcomes.failed(ME, row, "too late", TOMORROW)

    assert await Notification.filter(id=number).values() == before
    found = await Notification.get(id=number)
    assert (found.state, found.finished_at, found.owner) == (NotificationState.SENT, NOW, None)
    assert await claim(TOMORROW) == []


async def test_many_that_were_sent_are_noted_together() -> None:
    played = await a_booking()
    rows = [await taken(row.id) for row in await outbox(NotificationKind.BOOKED)]

    await outcomes.sent(ME, [Said(rows[0], 71), Said(rows[1])], NOW)

    found = {row.id: row for row in await outbox(NotificationKind.BOOKED)}
    assert {row.state for row in found.values()} == {NotificationState.SENT}
    assert [found[row.id].message_id for row in rows] == [71, None]
    assert {row.interview_id for row in found.values()} == {played.id}


async def test_nothing_is_noted_of_a_row_that_another_process_has_by_now() -> None:
    (number,) = await a_lane("one", 1)
    row = await taken(number)
    await queue.release_all(ME)
    assert await claim(me=OTHER) == [number]

    await outcomes.sent(ME, [Said(row)], NOW)

    found = await Notification.get(id=number)
    assert (found.state, found.owner) == (NotificationState.PENDING, OTHER)


async def test_nothing_to_note_is_no_statement() -> None:
    before = await everything()

    await outcomes.sent(ME, [], NOW)

    assert await everything() == before


async def test_a_guest_who_was_asked_waits_until_they_hear_what_became_of_it() -> None:
    played = await a_booking()
    await a_proposal(played, TOMORROW + HOUR)
    await deliver_all(NOW)
    assert (await stored(played.id)).guest_was_asked

    await editing.edit(played.host.user_id, SERVER, played.id, Changes(starts_at=TOMORROW), NOW)
    assert (await stored(played.id)).guest_was_asked
    await deliver_all(NOW)

    assert not (await stored(played.id)).guest_was_asked


@pytest.mark.parametrize("answer", ["confirmed", "withdrawn"])
async def test_a_guest_who_has_answered_waits_no_more(answer: str) -> None:
    played = await a_booking()
    proposal = await a_proposal(played, TOMORROW + HOUR)
    await deliver_all(NOW)

    if answer == "confirmed":
        await moves.confirm(played.guest.user_id, SERVER, proposal, NOW)
    else:
        await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    assert not (await stored(played.id)).guest_was_asked


async def test_what_changed_while_a_message_was_on_its_way_is_brought_up_to_date_on_it() -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    on_its_way = await taken(row.id)
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording={"topic": "Trees"}), NOW)
    before = await outbox(NotificationKind.REFRESH, to=played.guest)

    await outcomes.sent(ME, [Said(on_its_way, 71)], NOW)

    (again,) = (await outbox(NotificationKind.REFRESH, to=played.guest))[len(before) :]
    assert (again.interview_id, again.state) == (played.id, NotificationState.PENDING)
    assert again.waits_until is None


async def test_what_changed_meanwhile_is_brought_up_to_date_though_the_database_fails_in_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    on_its_way = await taken(row.id)
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording={"topic": "Trees"}), NOW)
    before = await outbox(NotificationKind.REFRESH, to=played.guest)
    with monkeypatch.context() as cut:
        cut.setattr(outbox_module, "refresh", AsyncMock(side_effect=OutageError("cut")))
        with pytest.raises(OutageError):
            await outcomes.sent(ME, [Said(on_its_way, 71)], NOW)

    await outcomes.sent(ME, [Said(on_its_way, 71)], NOW)

    assert await state_of(row.id) is NotificationState.SENT
    assert len(await outbox(NotificationKind.REFRESH, to=played.guest)) == len(before) + 1


async def test_a_message_whose_row_was_dropped_while_it_was_being_sent_is_brought_up_to_date() -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    on_its_way = await taken(row.id)
    await Notification.filter(id=row.id).update(state=NotificationState.DROPPED, owner=None, finished_at=NOW)
    before = await outbox(NotificationKind.REFRESH, to=played.guest)

    await outcomes.sent(ME, [Said(on_its_way, 71)], NOW)

    (again,) = (await outbox(NotificationKind.REFRESH, to=played.guest))[len(before) :]
    stored_row = await Notification.get(id=row.id)
    assert (stored_row.state, stored_row.message_id) == (NotificationState.DROPPED, 71)
    assert again.waits_until is None


@pytest.mark.parametrize("message_id", [None, 71])
async def test_a_message_that_is_right_or_will_never_be_wrong_is_left_alone(message_id: int | None) -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    on_its_way = await taken(row.id)
    if message_id is None:
        await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording={"topic": "Trees"}), NOW)
    before = await outbox(NotificationKind.REFRESH, to=played.guest)

    await outcomes.sent(ME, [Said(on_its_way, message_id)], NOW)

    assert await outbox(NotificationKind.REFRESH, to=played.guest) == before


async def test_the_channel_of_somebodys_direct_messages_is_remembered_and_forgotten() -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)

    await outcomes.sent(
        ME, [Said(await prepared(row.id), opened=DirectChannel(played.guest.user_id, 77))], NOW
    )
    assert (await User.get(id=played.guest.user_id)).dm_channel_id == 77

    await outcomes.forget_channel(played.guest.user_id)
    assert (await User.get(id=played.guest.user_id)).dm_channel_id is None


# --- shown -------------------------------------------------------------------------------------------------


async def test_a_posted_card_is_found_again() -> None:
    card = await a_card()

    await outcomes.card_posted(ME, await the_only(NotificationKind.CARD), 11, 12, NOW)

    (row,) = await outbox(NotificationKind.CARD)
    assert (row.state, row.owner) == (NotificationState.SENT, None)
    assert (await prepared(row.id)).present.card == Place(11, 12)
    assert (await stored(card.id)).revision == 0


async def test_what_changes_while_a_card_is_posted_is_shown_once_it_stands() -> None:
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, 11, None, NOW)
    card = await a_card()
    posting = await the_only(NotificationKind.CARD)
    await ending.cancel(card.host_id, SERVER, card.id, NOW)
    # The change finds no card yet, and what is over is not put onto the board.
    assert (NotificationKind.CARD, None) in await deliver_all(NOW)

    await outcomes.card_posted(ME, posting, 11, 12, NOW)

    left = [row for row in await outbox(NotificationKind.CARD) if row.state == NotificationState.PENDING]
    assert [(row.lane, await holds(row.id)) for row in left] == [(f"card:{card.id}", True)]


async def test_a_posted_panel_is_found_again() -> None:
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, 11, None, NOW)

    await outcomes.panel_posted(ME, await the_only(NotificationKind.PANEL), 11, 12, NOW)

    (row,) = await outbox(NotificationKind.PANEL)
    assert (row.state, row.owner) == (NotificationState.SENT, None)
    assert (await prepared(row.id)).present.panel == Place(11, 12)
    assert await claim() == []


async def test_a_card_that_was_missed_is_not_any_more_once_it_is_posted() -> None:
    card = await a_card()
    row = await the_only(NotificationKind.CARD)
    await MockInterview.filter(id=card.id).update(card_is_missed=True)

    await outcomes.card_posted(ME, row, 11, 12, NOW)

    assert not (await stored(card.id)).card_is_missed


async def test_a_panel_that_was_missed_is_not_any_more_once_it_is_posted() -> None:
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, 11, None, NOW)
    row = await the_only(NotificationKind.PANEL)
    await Server.filter(id=SERVER).update(panel_is_missed=True)

    await outcomes.panel_posted(ME, row, 11, 12, NOW)

    assert not (await Server.get(id=SERVER)).panel_is_missed


async def test_a_card_or_panel_that_is_changed_where_it_stands_is_missed_no_more() -> None:
    card = await a_card()
    await settings.set_board(SERVER, 11, None, NOW)
    await MockInterview.filter(id=card.id).update(card_is_missed=True)
    await Server.filter(id=SERVER).update(panel_is_missed=True)
    shown = (await outbox(NotificationKind.CARD))[-1]
    assert (await prepared(shown.id)).present.is_missed

    await outcomes.is_there_again(await prepared(shown.id))
    assert (await Server.get(id=SERVER)).panel_is_missed
    await outcomes.is_there_again(await the_only(NotificationKind.PANEL))

    assert not (await stored(card.id)).card_is_missed
    assert not (await Server.get(id=SERVER)).panel_is_missed


async def test_where_admins_are_asked_is_found_again() -> None:
    played = await with_feedback()
    await settings.set_board(SERVER, 11, 12, NOW)
    await disputed(played)
    row = await the_only(NotificationKind.DISPUTE)

    await outcomes.dispute_posted(ME, row, disputes.DisputeKind.FEEDBACK, 12, 13, NOW)

    case = await disputes.case(played.id, disputes.DisputeKind.FEEDBACK)
    assert case.message == Place(12, 13)
    assert await state_of(row.id) is NotificationState.SENT


# --- tried again -------------------------------------------------------------------------------------------


async def test_a_failed_try_is_repeated_after_growing_pauses() -> None:
    (number,) = await a_lane("one", 1)
    assert await claim() == [number]
    pauses = []
    now = NOW
    for _ in range(12):
        assert not await outcomes.failed(ME, await prepared(number), "down", now)
        row = await Notification.get(id=number)
        assert (row.owner, row.waits_for, row.error) == (None, WaitsFor.TRY, "down")
        assert row.waits_until is not None
        pauses.append((row.waits_until - now).total_seconds())
        assert await claim(row.waits_until - SECOND) == []
        now = row.waits_until
        assert await claim(now) == [number]

    assert 1.6 <= pauses[0] <= 2.4
    assert 720 <= pauses[-1] <= 1080
    assert all(two > one for one, two in pairwise(pauses[:6]))
    assert (await Notification.get(id=number)).attempts == 13


async def test_a_pause_is_as_long_as_discord_asks_for() -> None:
    (number,) = await a_lane("one", 1)
    await claim()

    await outcomes.failed(ME, await prepared(number), "slow down", NOW, retry_after=300)

    assert await claim(NOW + 299 * SECOND) == []
    assert await claim(NOW + 300 * SECOND) == [number]


async def test_what_waits_for_discord_to_come_back_says_so() -> None:
    (number,) = await a_lane("one", 1)
    await claim()

    await outcomes.failed(ME, await prepared(number), "503", NOW, waits_for=WaitsFor.DISCORD)
    await queue.wake_after_outage()

    assert await claim() == [number]


async def test_after_a_day_a_row_is_given_up() -> None:
    (number,) = await a_lane("one", 1)

    for hours in (*range(outcomes.TRIES_AT_LEAST), 24):
        assert await claim(NOW + hours * HOUR) == [number]
        assert not await outcomes.failed(ME, await prepared(number), "down", NOW + hours * HOUR)
    assert await claim(NOW + 25 * HOUR) == [number]
    assert await outcomes.failed(ME, await prepared(number), "x" * 1000, NOW + 25 * HOUR)

    row = await Notification.get(id=number)
    assert (row.state, row.error, row.owner) == (NotificationState.FAILED, "x" * 300, None)


async def test_a_question_to_admins_is_never_given_up() -> None:
    played = await with_feedback()
    await disputed(played)
    (row,) = await outbox(NotificationKind.DISPUTE)
    late = await tried_often(row.id)

    assert not await outcomes.failed(ME, late, "closed", row.due_at + 30 * DAY)

    assert await state_of(row.id) is NotificationState.PENDING


async def test_what_discord_will_never_take_is_not_tried_again() -> None:
    first, second = await a_lane("one", 2)
    await claim()

    await outcomes.refused(ME, await prepared(first), "unknown channel", NOW)

    assert await claim() == [second]
    assert await state_of(first) is NotificationState.FAILED


# --- given up ----------------------------------------------------------------------------------------------


async def test_a_message_that_never_arrived_is_told_to_the_admins_once() -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    late = NOW + 25 * HOUR
    last = await tried_often(row.id)

    assert await outcomes.failed(ME, last, "500", late)
    assert await outcomes.failed(ME, last, "500", late)

    (told,) = await outbox(NotificationKind.GIVEN_UP)
    assert told.payload == {"row": row.id, "recipient_id": played.guest.user_id}
    assert (told.lane, told.interview_id, told.recipient_id) == (f"log:{SERVER}", played.id, None)


async def test_a_card_that_was_given_up_is_missed_and_admins_are_not_told() -> None:
    card = await a_card()
    (row,) = await outbox(NotificationKind.CARD)

    assert await outcomes.failed(ME, await tried_often(row.id), "500", NOW + 25 * HOUR)

    assert await outbox(NotificationKind.GIVEN_UP) == []
    assert (await stored(card.id)).card_is_missed


async def test_a_panel_that_was_given_up_is_missed_and_admins_are_not_told() -> None:
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, 11, None, NOW)

    await outcomes.refused(ME, await the_only(NotificationKind.PANEL), "500", NOW)

    assert await outbox(NotificationKind.GIVEN_UP) == []
    assert (await Server.get(id=SERVER)).panel_is_missed


@pytest.mark.parametrize("what", ["refused", "unreachable"])
async def test_of_a_row_that_another_process_sent_meanwhile_nobody_is_told_that_it_was_not(what: str) -> None:
    played = await a_booking()
    await settings.set_board(SERVER, 11, 12, NOW)
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    mine = await taken(row.id)
    await take(row.id, me=OTHER)
    await sent(row.id, me=OTHER)

    if what == "refused":
        await outcomes.refused(ME, mine, "500", NOW)
    else:
        await missed.note(ME, mine, "DMs are closed", NOW)

    assert await outbox(NotificationKind.GIVEN_UP, NotificationKind.UNREACHABLE) == []
    assert await state_of(row.id) is NotificationState.SENT


async def test_a_card_that_another_process_showed_meanwhile_is_not_missed() -> None:
    card = await a_card()
    (row,) = await outbox(NotificationKind.CARD)
    mine = await taken(row.id)
    await take(row.id, me=OTHER)
    await outcomes.card_posted(OTHER, await prepared(row.id), 11, 12, NOW)

    await outcomes.refused(ME, mine, "500", NOW)

    assert not (await stored(card.id)).card_is_missed


# --- told in another way -----------------------------------------------------------------------------------


async def test_that_the_board_is_closed_is_told_once_a_day_and_channel() -> None:
    await a_card()
    await settings.set_board(SERVER, 11, None, NOW)
    row = await prepared((await outbox(NotificationKind.CARD))[0].id)
    for now in (NOW, NOW + HOUR, TOMORROW):
        await outcomes.board_closed(row, now)
    await settings.set_board(SERVER, 21, None, NOW)
    await outcomes.board_closed(await prepared(row.id), NOW)

    told = await outbox(NotificationKind.BOARD_CLOSED)

    assert [one.payload["channel_id"] for one in told] == [11, 11, 21]
    assert {one.lane for one in told} == {f"log:{SERVER}"}


async def test_where_admins_cannot_be_asked_the_owner_hears_of_it_once_a_day_and_the_dispute_waits() -> None:
    played = await with_feedback()
    opened_at = played.ends_at
    await disputed(played)
    row = await the_only(NotificationKind.DISPUTE)

    for now in (opened_at, opened_at + HOUR, opened_at + DAY):
        assert await outcomes.log_closed(row, disputes.DisputeKind.FEEDBACK, OWNER, now)

    told = await outbox(NotificationKind.LOG_CLOSED)
    assert [one.recipient_id for one in told] == [OWNER, OWNER]
    assert await User.exists(id=OWNER)
    case = await disputes.case(played.id, disputes.DisputeKind.FEEDBACK)
    assert case.dispute.decide_by == opened_at + DAY + disputes.DECIDE_TIME
    assert (await stored(played.id)).next_step_at == case.dispute.decide_by


async def test_a_dispute_waits_for_admins_also_where_the_server_has_no_known_owner() -> None:
    played = await with_feedback()
    await disputed(played)
    row = await the_only(NotificationKind.DISPUTE)

    assert await outcomes.log_closed(row, disputes.DisputeKind.FEEDBACK, None, played.ends_at + DAY)

    assert await outbox(NotificationKind.LOG_CLOSED) == []
    case = await disputes.case(played.id, disputes.DisputeKind.FEEDBACK)
    assert case.dispute.decide_by == played.ends_at + DAY + disputes.DECIDE_TIME


async def test_a_dispute_that_was_decided_meanwhile_is_told_to_no_owner() -> None:
    played = await with_feedback()
    await disputed(played)
    row = await the_only(NotificationKind.DISPUTE)
    late = played.ends_at + disputes.DECIDE_TIME
    await disputes.uphold_overdue(played.id, late)

    assert not await outcomes.log_closed(row, disputes.DisputeKind.FEEDBACK, OWNER, late)

    assert await outbox(NotificationKind.LOG_CLOSED) == []


async def test_whose_messages_came_late_because_the_bot_was_shut_out_hears_of_it() -> None:
    await a_card()
    await a_card(await a_member(server_id=ANOTHER_SERVER))
    await Notification.filter(server_id=ANOTHER_SERVER).update(state=NotificationState.SENT)
    await a_member(PRICE, server_id=SERVER + 2)
    await Notification.filter(server_id=SERVER + 2).update(waits_until=TOMORROW)

    await outcomes.was_shut_out(140.0, NOW)
    await outcomes.was_shut_out(20.0, NOW)

    (told,) = await outbox(NotificationKind.SHUT_OUT)
    assert (told.server_id, told.payload["minutes"]) == (SERVER, 2)
    assert await holds(told.id)
