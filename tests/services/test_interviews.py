"""The board, and a person's own interviews."""

import logging
import re
from datetime import datetime, timedelta

import pytest
from tortoise import connections

from services import interviews, people, publishing
from services.interviews import Interview, Private, Role
from services.refusals import InterviewNotFound, NotYourInterview
from tests.support.factories import (
    ANOTHER_SERVER,
    LINK,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    completed,
)

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)


async def numbers(**filters: object) -> list[int]:
    role, topic, limit = filters.get("role"), filters.get("topic", ""), filters.get("limit")
    assert role is None or isinstance(role, Role)
    assert limit is None or isinstance(limit, int)
    found = await interviews.board(SERVER, NOW, role=role, topic=str(topic), limit=limit)
    return [card.id for card in found]


async def test_the_board_shows_the_open_cards_of_the_server_soonest_first() -> None:
    later, sooner = await a_card(starts_at=TOMORROW + HOUR), await a_card()
    await a_booking()
    cancelled = await a_card()
    await publishing.cancel(cancelled.host_id, SERVER, cancelled.id, NOW)
    await a_card(await a_member(server_id=ANOTHER_SERVER))

    assert await numbers() == [sooner.id, later.id]
    assert await numbers(limit=1) == [sooner.id]
    assert await interviews.board(SERVER, TOMORROW) == [later]


async def test_the_board_is_filtered_by_the_free_seat_and_by_topic() -> None:
    trees = await a_card(topic="Binary Trees")
    russian = await a_card(role=Role.INTERVIEWEE, topic="Базы ДАННЫХ")

    assert await numbers(role=Role.INTERVIEWEE) == [trees.id]
    assert await numbers(role=Role.INTERVIEWER) == [russian.id]
    assert await numbers(topic=" bINARY ") == [trees.id]
    assert await numbers(topic="базы данных") == [russian.id]
    assert await numbers(topic="%") == []
    assert await numbers(topic="trees", role=Role.INTERVIEWER) == []


async def test_no_card_of_the_board_has_the_link() -> None:
    await a_card()

    (card,) = await interviews.board(SERVER, NOW)

    assert LINK not in repr(card)


async def test_my_interviews_are_upcoming_soonest_first_and_past_latest_first() -> None:
    me = await a_member(3 * PRICE)
    second = await a_card(me, starts_at=TOMORROW + 2 * HOUR)
    first = await a_booking(guest=me)
    cancelled = await a_card(me, starts_at=TOMORROW + 4 * HOUR)
    await publishing.cancel(me.user_id, SERVER, cancelled.id, NOW)
    await a_booking()

    assert await mine(SERVER, me.user_id, NOW) == ([first.id, second.id], [cancelled.id])
    assert await mine(None, me.user_id, TOMORROW + HOUR) == ([second.id], [cancelled.id, first.id])
    assert await mine(ANOTHER_SERVER, me.user_id, NOW) == ([], [])


async def mine(server_id: int | None, user_id: int, now: datetime) -> tuple[list[int], list[int]]:
    upcoming = await interviews.upcoming(server_id, user_id, now)
    past = await interviews.past(server_id, user_id, now)
    return [one.id for one in upcoming], [one.id for one in past]


async def test_a_list_of_mine_has_the_nearest_of_both_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interviews, "LIST_MAXIMUM", 3)
    me = await a_member(3 * PRICE)
    roles = (Role.INTERVIEWEE, Role.INTERVIEWER, Role.INTERVIEWER, Role.INTERVIEWEE, Role.INTERVIEWEE)
    cards = [(await a_card(me, role, TOMORROW + 2 * at * HOUR)).id for at, role in enumerate(roles)]

    assert await mine(SERVER, me.user_id, NOW) == (cards[:3], [])
    assert await mine(SERVER, me.user_id, TOMORROW + 20 * HOUR) == ([], cards[:1:-1])


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_is_asked_at_each_keystroke_finds_a_person_by_an_index(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Without statistics, which SQLite does not collect by itself, it may take a server's index instead."""
    asker = await people.meet(await a_member(user_id=5), NOW)
    with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
        await mine(SERVER, 5, NOW)
        await people.zone_is_to_be_offered(asker)
    asked = [record.args for record in caplog.records if "mock_interview" in record.getMessage()]
    plans = []
    for query, values in (args for args in asked if isinstance(args, tuple)):
        _, rows = await connections.get("default").execute_query(f"EXPLAIN QUERY PLAN {query}", values)
        plans += [row["detail"] for row in rows if "mock_interview" in row["detail"]]

    assert len(plans) >= 5
    assert [plan for plan in plans if not re.search(r"\(intervie(wer|wee)_id=\?", plan)] == []


async def test_a_participant_sees_all_and_a_stranger_what_is_public() -> None:
    played, stranger = await completed(), await a_member()

    assert isinstance(await interviews.view_mine(played.id, None, played.guest.user_id, NOW), Private)
    assert isinstance(await interviews.view(played.id, SERVER, stranger.user_id, NOW), Interview)
    with pytest.raises(NotYourInterview):
        await interviews.view_mine(played.id, SERVER, stranger.user_id, NOW)


@pytest.mark.parametrize("number", [0, -1, 999, 2**31, 10**30])
async def test_a_number_that_is_no_interviews_is_refused(number: int) -> None:
    with pytest.raises(InterviewNotFound):
        await interviews.view(number, SERVER, 5, NOW)


async def test_an_interview_of_another_server_is_answered_as_one_that_does_not_exist() -> None:
    card, stranger = await a_card(), await a_member()

    with pytest.raises(InterviewNotFound) as there:
        await interviews.view(card.id, ANOTHER_SERVER, stranger.user_id, NOW)
    with pytest.raises(InterviewNotFound) as nowhere:
        await interviews.view(999, ANOTHER_SERVER, stranger.user_id, NOW)

    assert there.value.facts().keys() == nowhere.value.facts().keys()
    assert str(there.value).replace(str(card.id), "999") == str(nowhere.value)
