"""What should stand in the board channels."""

import logging

import pytest

from models import MockInterview, NotificationKind, Server
from services import boards, ending
from services.boards import Board
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    SERVER,
    a_booking,
    a_card,
    a_member,
    outbox,
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
