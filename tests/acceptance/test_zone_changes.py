"""Who has no zone sees how a time was read before it is public; who changes it may move what is public."""

from datetime import timedelta

import pytest

from models import InterviewDraft, MockInterview, MoveProposal, User
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.steps import click_stale, labels, publish
from tests.acceptance.witness import Witness
from tests.support.factories import stored

CREATE = {"role": "interviewer", "topic": "Python", "link": LINK}


@pytest.fixture
def town(frozen_town: Town) -> Town:
    """What is read depends on the minute."""
    return frozen_town


async def test_who_has_no_zone_sees_the_reading_first_and_chooses_a_zone_there(
    town: Town, witness: Witness
) -> None:
    await town.open_board()
    shown = await town.alice.run("interview create", when="tomorrow 18:00", **CREATE)
    assert "I read the time in the server's zone, UTC. If yours is different, press My zone." in shown.text
    assert "Tue 1 Dec, 6:00 PM · UTC" in shown.text
    assert await MockInterview.all().count() == 0
    form = await town.alice.click(shown.message, "My zone")
    asked = await town.alice.submit(form.modal, zone="UTC+9")
    back = await town.alice.click(asked.message, "Back, change nothing")
    assert "Tue 1 Dec, 6:00 PM · UTC" in back.text
    form = await town.alice.click(back.message, "My zone")
    await town.alice.submit(form.modal, zone="Japan")
    assert "Tue 1 Dec, 6:00 PM · Asia/Tokyo" in back.text
    assert "My zone" not in labels(back.message)
    assert "live" in (told := await town.alice.click(back.message, "Publish")).text or "#1" in told.text
    assert (await stored(1)).scheduled_time == START + timedelta(hours=21)
    assert not await InterviewDraft.exists()

    direct = await town.alice.run("interview create", when="tomorrow 20:00", **CREATE)
    assert "#2" in direct.text, "who has a zone is not asked"
    for when in ("in 50 hours", "tomorrow 22:00 MSK", "2026-12-03 18:00 +01:00", "<t:1796500000>"):
        before = await MockInterview.all().count()
        await town.chen.run("interview create", when=when, **CREATE)
        assert await MockInterview.all().count() == before + 1, f"{when} is the same in every zone"

    gap = await town.boris.run("interview create", when="завтра 14:30", **CREATE)
    form = await town.boris.click(gap.message, "Мой пояс")
    moved = await town.boris.submit(form.modal, zone="Los Angeles")
    assert "1 дек., 14:30 · America/Los_Angeles" in moved.text
    assert witness.faults() == []


async def test_changing_the_zone_offers_to_move_what_was_published_under_the_other(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice, when="tomorrow 18:00", topic="Trees")
    await publish(town, town.alice, when="tomorrow 20:00", topic="*Graphs*")
    await publish(town, town.alice, when="today 15:00", topic="Soon")
    await publish(town, town.chen, when="tomorrow 18:00")
    await town.boris.run("book", interview="1")
    offered = await town.alice.run("timezone", zone="Berlin")
    at = START.replace(hour=18) + timedelta(days=1)
    assert "You published these when I read your times in UTC." in offered.text
    stamps = [f"<t:{int((at - timedelta(hours=hours)).timestamp())}:F>" for hours in (0, 1, -2, -1)]
    assert f"#1 (Trees): {stamps[0]} → {stamps[1]} · I'd ask your guest first" in offered.text
    assert rf"#2 (\*Graphs\*): {stamps[2]} → {stamps[3]}" in offered.text
    assert labels(offered.message) == ["Move", "Leave as is"]
    assert offered.message is not None
    move_id = offered.message.button("Move").custom_id
    assert move_id is not None
    await town.stop_bot()
    await town.start_bot()
    moved = await town.alice.click(offered.message, "Move")
    assert "#2 is moved." in moved.text
    assert "#1: I've asked your guest" in moved.text
    assert labels(moved.message) == []
    assert [(await stored(number)).scheduled_time for number in (1, 2, 3, 4)] == [
        at,
        at + timedelta(hours=1),
        START + timedelta(hours=2),
        at,
    ]
    assert (await MoveProposal.all().get()).scheduled_time == at - timedelta(hours=1)
    again = await click_stale(town.alice, offered.message, move_id)
    assert "#2 stays as it is. Its time has been changed since then." in again.text
    assert (await stored(2)).scheduled_time == at + timedelta(hours=1)

    foreign = await click_stale(town.dina, offered.message, move_id)
    assert (await stored(3)).scheduled_time == START + timedelta(hours=2), foreign.text
    back = await town.alice.run("timezone", zone="UTC")
    assert "in Europe/Berlin" in back.text
    kept = await town.alice.click(back.message, "Leave as is")
    assert "everything stays as it is" in kept.text
    assert "published" not in (await town.alice.run("timezone", zone="Etc/UTC")).text
    assert "published" not in (await town.dina.run("timezone", zone="Tokyo")).text

    card = await town.chen.run("interview create")
    form = await town.chen.click(card.message, "My zone")
    told = await town.chen.submit(form.modal, zone="Berlin")
    await town.until(lambda: bool(told.followups), "the offer beside the picker")
    assert labels(told.followups[0]) == ["Move", "Leave as is"]
    assert witness.faults() == []


async def test_a_zone_that_is_sent_as_people_say_it_is_taken_or_asked_for(
    town: Town, witness: Witness
) -> None:
    for typed, zone in (("по Москве", "Europe/Moscow"), ("Казахстан", "Asia/Almaty"), ("JST", "Asia/Tokyo")):
        await town.alice.run("timezone", zone=typed)
        assert (await User.get(id=int(town.alice.id))).timezone == zone
    for typed, first in (
        ("UTC+3", "Moscow, Russia"),
        ("МСК+2", "Yekaterinburg, Russia"),
        ("14:00", "Kaliningrad, Russia"),
        ("Eastern Time", "New York, United States"),
        ("EST", "New York, United States"),
        ("GMT", "UTC"),
    ):
        asked = await town.chen.run("timezone", zone=typed)
        assert labels(asked.message)[0].startswith(first), typed
        await town.chen.click(asked.message, labels(asked.message)[0])
        assert "Your time zone is now" in asked.text
    asked = await town.chen.run("timezone", zone="UTC+3")
    assert asked.message is not None
    await town.chen.select(asked.message, asked.message.selects[0].custom_id, ["Asia/Baghdad"])
    assert (await User.get(id=int(town.chen.id))).timezone == "Asia/Baghdad"
    form = await town.chen.click((await town.chen.run("timezone", zone="zzzz")).message, "Type it again")
    assert "now Europe/Berlin" in (await town.chen.submit(form.modal, zone="Berlin time")).text
    assert witness.faults() == []
