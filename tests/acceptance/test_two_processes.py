"""Two processes of the bot on one PostgreSQL, both connected: Discord sends every interaction to both."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from models import MockInterview, NotificationKind
from sandbox import Fault, Member, MessageView
from sandbox.driver.answer import Answer
from sandbox.json_types import JsonObject
from sandbox.model.interactions import InteractionKind
from services.interviews import InterviewStatus
from tests.acceptance.busy_town import a_busy_town
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.crowd import Crowd, check_one_winner
from tests.acceptance.steps import labels
from tests.support.databases import PostgresDatabases
from tests.support.factories import balance, ledger, outbox, stored


@pytest.fixture
async def busy_town(postgres_databases: PostgresDatabases, tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot is two processes; in the end neither log may hold a fault."""
    async with a_busy_town(postgres_databases.migrated(), tmp_path, extra_members=50) as town:
        yield town


async def test_of_fifty_who_click_at_once_one_wins_and_nothing_is_said_twice(busy_town: Town) -> None:
    town = busy_town
    assert len(town.local.gateway.sessions) == 2
    await town.open_board()
    crowd = Crowd(town)
    await crowd.grant_everybody(3)
    await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
    card = await town.card_shows(1, "#1")
    answers = await asyncio.gather(*(member.click(card, "Book") for member in crowd.members))
    winner = check_one_winner(crowd.members, answers)
    assert [answer.followups for answer in answers if answer.followups] == []
    await town.card_shows(1, winner.mention)
    await nothing_waits(town.now())
    seen = town.card(1)
    assert seen is not None
    assert labels(seen) == ["Waiting list", "Publish your own"]
    row = await stored(1)
    assert (row.status, str(row.interviewee_id)) == (InterviewStatus.BOOKED, winner.id)
    for member in crowd.members:
        paid = member.id == winner.id
        assert await balance(crowd.as_member(member)) == (0 if paid else 3)
        assert len(await ledger(crowd.as_member(member))) == (2 if paid else 1)
    told = await outbox(NotificationKind.BOOKED)
    assert sorted(str(one.recipient_id) for one in told) == sorted([winner.id, town.alice.id])
    assert crowd.dms_saying("#1") == 2
    for member in crowd.members:
        assert len(member.dms()) == (2 if member.id == winner.id else 1)
    assert len(town.board()) == 2, "the panel and one card"
    assert nonces_used_twice(town) == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["status", "drop"])
async def test_where_the_outcome_of_one_acknowledgement_was_lost_one_process_does_the_work(
    busy_town: Town, kind: Literal["status", "drop"], when: Literal["before", "after"]
) -> None:
    """If it was taken, the other hears so at its first try; if not, this one sees that the other goes on."""
    town = busy_town
    await town.open_board(points_for=town.boris)
    await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
    card = await town.card_shows(1, "#1")
    # The process that was slower is to be through with what came before: the fault is for the next answer.
    await town.until(
        lambda: all(times >= 2 for times in Counter(_first_answers(town)).values()),
        "both at rest",
    )
    before = len(_first_answers(town))
    lost = town.local.faults.add(Fault(kind, "POST", "/callback$", status=502, when=when))
    answer = await town.boris.click(card, "Book")
    assert lost.hits == 1
    await town.card_shows(1, town.boris.mention)
    await town.until(lambda: len(_first_answers(town)) == before + 3, "the last word of both")
    assert "Вы записаны на #1" in answer.text
    assert answer.followups == []
    await nothing_waits(town.now())
    assert [amount for _, amount in await ledger(Crowd(town).as_member(town.boris))] == [3, -3]
    assert nonces_used_twice(town) == []


async def test_forms_refusals_and_suggestions_are_answered_once(busy_town: Town) -> None:
    """What may open a form is not acknowledged first, so both processes get to the end of it."""
    town = busy_town
    await town.open_board(points_for=town.boris)
    await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
    card = await town.card_shows(1, "#1")
    suggested = await town.boris.complete("book", "interview")
    assert [choice.value for choice in suggested] == ["1"]
    await town.boris.click(card, "Book")
    told = await town.dm_says(town.alice, "is booked")
    early = await _click(town.alice, told, "interview:feedback:1")
    assert "hasn't started yet" in early.text
    wrong = await _click(town.boris, card, "interview:feedback:1")
    assert "оставляет только интервьюер" in wrong.text
    unknown = await _click(town.chen, card, "interview:nothing:1")
    assert unknown.text.startswith("This button is no longer in use.")
    await _let_it_be_over(1, town.now())
    form = await town.alice.run("feedback", interview="1")
    assert form.modal is not None
    left = await town.alice.submit(form.modal, score="5", text="Everything was clear and to the point.")
    assert "Everything was clear" in left.text
    received = await town.dm_says(town.boris, "5 из 5")
    assert "Вы приняли отзыв" in (await town.boris.click(received, "Принять")).text
    assert "уже принят" in (await _click(town.boris, received, "interview:accept:1")).text
    refused = await town.chen.run("book", interview="9999")
    assert "There's no interview #9999 here" in refused.text
    await town.card_shows(1, "completed")
    await nothing_waits(town.now())
    assert Counter(dm.text for dm in town.alice.dms()).most_common(1)[0][1] == 1
    assert Counter(dm.text for dm in town.boris.dms()).most_common(1)[0][1] == 1
    for answer in (early, wrong, unknown, left, refused):
        assert answer.ephemeral
        assert len(answer.followups) <= 1
    assert len(town.board()) == 2
    assert nonces_used_twice(town) == []


def _first_answers(town: Town) -> list[str]:
    return [record.path for record in town.local.requests if record.path.endswith("/callback")]


async def _click(member: Member, message: MessageView, custom_id: str) -> Answer:
    """Click a button that may not be on the message any more."""
    data: JsonObject = {"component_type": 2, "custom_id": custom_id, "id": 1}
    return await member.send_raw_interaction(InteractionKind.COMPONENT, data, message=message)


async def _let_it_be_over(number: int, now: datetime) -> None:
    """Move an interview into the past: processes of their own have the real clock."""
    await MockInterview.filter(id=number).update(
        scheduled_time=now - timedelta(hours=2), ends_at=now - timedelta(hours=1)
    )


def nonces_used_twice(town: Town) -> list[object]:
    """Return what was sent to Discord more than once."""
    sent = Counter(
        record.json.get("nonce")
        for record in town.local.requests
        if isinstance(record.json, dict) and record.json.get("nonce")
    )
    return [nonce for nonce, times in sent.items() if times > 1]
