"""Fifty members want the same seat at the same moment, in one process of the bot."""

import asyncio
import logging

import pytest

from models import NotificationKind
from services.interviews import InterviewStatus
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town, a_town
from tests.acceptance.crowd import Crowd, check_one_winner
from tests.acceptance.steps import labels
from tests.acceptance.witness import Witness
from tests.support.factories import balance, ledger, outbox, stored


@pytest.mark.usefixtures("database", "discord_addresses")
async def test_of_fifty_who_click_at_once_one_gets_the_seat_and_49_hear_who_was_faster(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with a_town(extra_members=50) as town:
        await town.start_bot()
        await town.open_board()
        crowd = Crowd(town)
        await crowd.grant_everybody(3)
        await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
        card = await town.card_shows(1, "#1")
        answers = await asyncio.gather(*(member.click(card, "Book") for member in crowd.members))
        winner = check_one_winner(crowd.members, answers)
        await town.card_shows(1, "booked")
        await town.dm_says(winner, "is booked")
        await town.dm_says(town.alice, "is booked")
        seen = town.card(1)
        assert seen is not None
        assert winner.mention in seen.text
        assert labels(seen) == ["Waiting list", "Publish your own"]
        row = await stored(1)
        assert (row.status, str(row.interviewee_id)) == (InterviewStatus.BOOKED, winner.id)
        for member in crowd.members:
            paid = member.id == winner.id
            assert await balance(crowd.as_member(member)) == (0 if paid else 3)
            assert len(await ledger(crowd.as_member(member))) == (2 if paid else 1)
        told = await outbox(NotificationKind.BOOKED)
        assert sorted(str(one.recipient_id) for one in told) == sorted([winner.id, town.alice.id])
        await nothing_waits(town.now())
        assert crowd.dms_saying("is booked") == 2
        assert crowd.dms_saying("#1") == 2
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_double_click_books_once_and_pays_once(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris, points=6)
    await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
    card = await town.card_shows(1, "#1")
    answers = await asyncio.gather(*(town.boris.click(card, "Book") for _ in range(3)))
    said = sorted("Вы записаны на #1" in answer.text for answer in answers)
    assert said == [False, False, True]
    repeated = [answer.text for answer in answers if "Вы записаны на #1" not in answer.text]
    assert all("Вы уже записаны на #1" in text for text in repeated), repeated
    await town.dm_says(town.alice, "is booked")
    await nothing_waits(town.now())
    assert "3 балла" in (await town.boris.run("points")).text
    assert sum("#1" in dm.text for dm in (*town.alice.dms(), *town.boris.dms())) == 2
    assert witness.faults() == []
