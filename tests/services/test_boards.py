"""What should stand in the board channels."""

import asyncio
import logging
from datetime import timedelta

import pytest

from models import MockInterview, NotificationKind, Server
from services import absence, boards, disputes, ending, settings
from services.boards import Board
from services.delivery import outbox as delivery
from services.delivery import outcomes
from services.delivery.kinds.message import Address
from services.interviews import Ruling
from services.refusals import SettingOutOfRange
from services.transaction import use_case
from tests.services.delivery.working import ME, claim, holds, prepared
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    an_admin,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")


async def posted(number: int, channel_id: int, message_id: int) -> None:
    await MockInterview.filter(id=number).update(card_channel_id=channel_id, card_message_id=message_id)


async def test_every_board_has_its_panel_and_the_live_cards_that_stand_in_it() -> None:
    there = await a_card(await a_member(server_id=ANOTHER_SERVER))
    pending, booked = await a_card(), await a_booking()
    over, elsewhere, unposted = await a_card(), await a_card(), await a_card()
    await ending.cancel(over.host_id, SERVER, over.id, NOW)
    await Server.filter(id=SERVER).update(board_channel_id=1, panel_channel_id=1, panel_message_id=10)
    await Server.filter(id=ANOTHER_SERVER).update(board_channel_id=2, panel_channel_id=1, panel_message_id=11)
    await Server.create(id=SERVER + 2, created_at=NOW)
    for at, (number, channel_id) in enumerate(
        ((pending.id, 1), (booked.id, 1), (over.id, 1), (elsewhere.id, 2), (there.id, 2))
    ):
        await posted(number, channel_id, 20 + at)

    assert await boards.with_boards() == [SERVER, ANOTHER_SERVER]
    first, second = await boards.standing(SERVER), await boards.standing(ANOTHER_SERVER)

    assert first == Board(SERVER, 1, 10, {pending.id: 20, booked.id: 21})
    assert second == Board(ANOTHER_SERVER, 2, None, {there.id: 24})
    assert unposted.id not in first.cards
    assert await boards.standing(SERVER + 2) is None
    assert await boards.standing(SERVER + 3) is None


async def test_however_many_cards_a_board_has_as_much_is_asked(caplog: pytest.LogCaptureFixture) -> None:
    asked = []
    for number in range(3):
        card = await a_card()
        await posted(card.id, 1, 20 + number)
        await Server.filter(id=SERVER).update(board_channel_id=1)
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
            board = await boards.standing(SERVER)
        assert board is not None
        assert len(board.cards) == number + 1
        asked.append(len(caplog.records))

    assert asked[0] == asked[-1]


async def test_however_many_boards_there_are_as_much_is_asked(caplog: pytest.LogCaptureFixture) -> None:
    asked = []
    for number in range(3):
        await Server.create(id=SERVER + number, board_channel_id=number, created_at=NOW)
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
            assert len(await boards.with_boards()) == number + 1
        asked.append(len(caplog.records))

    assert asked[0] == asked[-1]


async def test_what_is_missing_is_posted_again_once() -> None:
    card, other = await a_card(), await a_card()
    await Server.filter(id=SERVER).update(board_channel_id=1, panel_channel_id=1, panel_message_id=10)
    await posted(card.id, 1, 20)
    await posted(other.id, 1, 21)
    before = [row.id for row in await outbox(NotificationKind.CARD, NotificationKind.PANEL)]

    for _ in range(2):
        board = await boards.standing(SERVER)
        assert board is not None
        await boards.show_missing(board, {10, 20}, NOW)

    again = [
        row for row in await outbox(NotificationKind.CARD, NotificationKind.PANEL) if row.id not in before
    ]
    assert [(row.kind, row.interview_id) for row in again] == [
        (NotificationKind.PANEL, None),
        (NotificationKind.CARD, card.id),
    ]


async def test_what_was_given_up_is_shown_and_nothing_else() -> None:
    given_up, over, shown = await a_card(), await a_card(), await a_card()
    elsewhere = await a_card(await a_member(server_id=ANOTHER_SERVER))
    await ending.cancel(over.host_id, SERVER, over.id, NOW)
    await MockInterview.filter(id__in=[given_up.id, over.id, elsewhere.id]).update(card_is_missed=True)
    await Server.filter(id=ANOTHER_SERVER).update(panel_is_missed=True)
    before = [row.id for row in await outbox()]

    await boards.show_given_up(SERVER, NOW)

    again = [row for row in await outbox() if row.id not in before]
    assert {row.kind for row in again} == {NotificationKind.CARD}
    assert {row.interview_id for row in again} == {given_up.id, over.id}
    assert shown.id not in {row.interview_id for row in again}
    await boards.show_given_up(ANOTHER_SERVER, NOW)
    assert len(await outbox(NotificationKind.PANEL)) == 1


async def ended(*, hours: int = 24) -> int:
    """Return a cancelled interview whose card shows it, and leaves after some hours."""
    card = await a_card()
    await Server.filter(id=SERVER).update(board_channel_id=1, card_hours=hours)
    await posted(card.id, 1, 20)
    await ending.cancel(card.host_id, SERVER, card.id, NOW)
    await outcomes.card_shows_its_end(await prepared((await outbox(NotificationKind.CARD))[-1].id), NOW)
    return card.id


async def leaving() -> list[int | None]:
    """Return the interviews whose cards are to be taken down."""
    return [row.interview_id for row in await outbox(NotificationKind.CARD) if row.payload.get("leaves")]


async def test_a_card_leaves_once_when_its_interview_has_been_over_for_as_long_as_is_set() -> None:
    number = await ended()

    assert await boards.take_down_due(NOW + timedelta(hours=23, minutes=59)) == 0
    found = await asyncio.gather(*(boards.take_down_due(TOMORROW) for _ in range(3)))

    assert sum(found) >= 1
    assert await leaving() == [number]
    row = await prepared((await outbox(NotificationKind.CARD))[-1].id, TOMORROW)
    assert row.message.lane(Address(SERVER, number)) == f"card:{number}"
    await outcomes.card_taken_down(ME, row, TOMORROW)
    assert (await stored(number)).card_message_id is None
    assert await boards.take_down_due(TOMORROW) == 0


async def test_a_card_stays_where_that_is_set_and_one_that_stands_counts_from_the_change() -> None:
    number = await ended(hours=0)
    assert (await stored(number)).card_leaves_at is None

    await settings.set_card_hours(SERVER, 2, TOMORROW)
    assert (await stored(number)).card_leaves_at == TOMORROW + timedelta(hours=2)
    await settings.set_card_hours(SERVER, 0, TOMORROW)
    assert (await stored(number)).card_leaves_at is None
    with pytest.raises(SettingOutOfRange):
        await settings.set_card_hours(SERVER, 721, TOMORROW)


async def test_the_card_of_an_interview_that_goes_on_by_a_ruling_stays_or_is_posted_anew() -> None:
    played = await a_booking()
    await posted(played.id, 1, 20)
    started = played.starts_at + timedelta(minutes=10)
    await absence.report(played.host.user_id, SERVER, played.id, "", started)
    await disputes.open_dispute(played.guest.user_id, SERVER, played.id, "I was there in time.", started)
    await MockInterview.filter(id=played.id).update(card_leaves_at=started)
    await boards.take_down_due(started)
    row = (await outbox(NotificationKind.CARD))[-1]
    assert await leaving() == [played.id]

    admin = await an_admin()
    await disputes.rule(admin.user_id, SERVER, played.id, Ruling.OVERTURNED, started)

    assert not await holds(row.id, started), "it is not taken down any more"
    assert not (await outbox(NotificationKind.CARD))[-1].payload.get("posts")
    await MockInterview.filter(id=played.id).update(card_channel_id=None, card_message_id=None)
    async with use_case():
        await delivery.show_card(await stored(played.id), started, change=":again")
    assert (await outbox(NotificationKind.CARD))[-1].payload.get("posts"), "one that was taken down"


async def test_new_cards_of_a_board_are_posted_one_after_another_and_one_that_fails_steps_aside() -> None:
    first, second = await a_card(), await a_card()
    there = await a_card(await a_member(server_id=ANOTHER_SERVER))
    rows = {row.interview_id: row.id for row in await outbox(NotificationKind.CARD)}

    assert set(await claim()) == {rows[first.id], rows[there.id]}
    now = NOW
    for _ in range(outcomes.STEPS_ASIDE_AFTER):
        row = await prepared(rows[first.id], now)
        assert not await claim(now), "the second waits"
        await outcomes.failed(ME, row, "500", now)
        now += timedelta(minutes=1)
        if row.attempts < outcomes.STEPS_ASIDE_AFTER:
            assert await claim(now) == [rows[first.id]]

    assert await claim(now - timedelta(minutes=1)) == [rows[second.id]]
