"""Two whose wishes fit, and who are free at the same times, are asked which suits, and it is booked."""

from datetime import timedelta

from cogs._client.membership import REMEMBERED
from models import MockInterview, Pair, PairSide, PairState, Wish, WishState
from sandbox import Member, MessageView
from services.finding.free_time import own
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import START, Town
from tests.acceptance.steps import click_stale, count_dms, labels, ledger
from tests.acceptance.witness import Witness

EVENING, NIGHT = 18 * 60, 22 * 60
FOUND = {"interviewer": "looking for an interviewer like you", "interviewee": "would like to interview you"}


async def free_in_the_evening(town: Town, *members: Member) -> None:
    """Have members be free from 18 to 22 by clocks that show UTC, every day."""
    for one in members:
        await one.run("points")
        await one.run("timezone", zone="UTC")
        await own.add(int(one.id), range(7), EVENING, NIGHT, town.now())


async def two_wishes(town: Town) -> tuple[MessageView, MessageView]:
    """Have Alice wish to interview on trees, and Chen to be asked on them; return what both are told."""
    await town.open_board(points_for=town.chen)
    await free_in_the_evening(town, town.alice, town.chen)
    await town.alice.run("wish add", seat="interviewer", topic="trees")
    await town.chen.run("wish add", seat="interviewee", topic="Graphs and trees", level="middle")
    return (
        await town.dm_says(town.alice, FOUND["interviewer"]),
        await town.dm_says(town.chen, FOUND["interviewee"]),
    )


async def test_two_who_pick_the_same_time_have_an_interview(town: Town, witness: Witness) -> None:
    asked_host, asked_guest = await two_wishes(town)
    for asked in (asked_host, asked_guest):
        assert "Graphs and trees" in asked.text
        assert labels(asked) == ["1", "2", "3", "None of these"]
    # Neither learns who the other is before both have agreed.
    assert town.chen.mention not in asked_host.text
    assert town.alice.mention not in asked_guest.text
    assert "costs you 3 points" in asked_guest.text
    assert "costs" not in asked_host.text

    picked = await town.alice.click(asked_host, "2")
    assert "You picked: 2." in picked.text
    assert labels(picked.message)[:3] == ["1", "✓ 2", "3"]
    assert "Graphs and trees" in picked.text
    # The same said twice, as in another message about it, is said once.
    assert "You picked: 2." in (await click_stale(town.alice, asked_host, "pair:take:1:2")).text
    agreed = await town.chen.click(asked_guest, "2")

    assert "It's booked as #1!" in agreed.text
    card = await town.card_shows(1, "Booked")
    assert town.chen.mention in card.text
    assert town.alice.mention in card.text
    assert "Graphs and trees" in card.text
    assert "middle" in card.text
    row = await MockInterview.get(id=1)
    assert (row.host_id, row.interviewee_id) == (int(town.alice.id), int(town.chen.id))
    pair = await Pair.get()
    assert row.scheduled_time.isoformat() == pair.times[1]
    assert (pair.state, pair.interview_id) == (PairState.AGREED, 1)
    assert await ledger(town.chen) == [(3, 3, "grant"), (-3, 0, "seat")]
    assert [one.state async for one in Wish.all()] == [WishState.DONE, WishState.DONE]
    await nothing_waits(town.now())
    for one in (town.alice, town.chen):
        assert count_dms(one, "is booked") == 1, [dm.text for dm in one.dms()]
    late = await click_stale(town.alice, asked_host, f"pair:take:{pair.id}:1")
    assert "isn't open anymore" in late.text
    assert witness.faults() == []


async def test_who_picks_another_time_is_told_of_to_the_first_who_may_take_it(town: Town) -> None:
    asked_host, asked_guest = await two_wishes(town)
    await town.alice.click(asked_host, "1")
    differs = await town.chen.click(asked_guest, "3")
    assert "So far they've picked other times" in differs.text

    told = await town.dm_says(town.alice, "The other person can make: **3**")
    # What she has picked already is ticked: a click on it takes it back.
    assert labels(told) == ["✓ 1", "2", "3", "None of these"]
    agreed = await town.alice.click(told, "3")

    assert "It's booked as #1!" in agreed.text
    await town.card_shows(1, "Booked")


async def test_a_pick_can_be_taken_back(town: Town) -> None:
    asked_host, asked_guest = await two_wishes(town)
    picked = await town.alice.click(asked_host, "1")
    back = await town.alice.click(picked.message, "✓ 1")
    assert "You haven't picked any of these." in back.text
    await town.chen.click(asked_guest, "1")
    await nothing_waits(town.now())
    assert await MockInterview.all().count() == 0


async def test_a_no_needs_no_reason_and_the_two_are_not_proposed_again_for_sixty_days(town: Town) -> None:
    asked_host, asked_guest = await two_wishes(town)

    said = await town.alice.click(asked_host, "None of these")

    assert "no harm done" in said.text
    over = await town.dm_says(town.chen, "didn't work out this time")
    assert town.alice.mention not in over.text
    gone = await town.chen.click(asked_guest, "1")
    assert "isn't open anymore" in gone.text
    assert count_dms(town.alice, "didn't work out this time") == 0
    await town.chen.run("wish add", seat="interviewee", topic="Graphs and trees", level="middle", days=60)
    await town.alice.run("wish add", seat="interviewer", topic="trees", days=60)
    town.clock.advance(timedelta(days=1, minutes=1))
    await nothing_waits(town.now())
    assert await Pair.all().count() == 1


async def test_after_a_day_without_an_answer_the_next_is_asked(town: Town) -> None:
    """Chen picks, Alice is silent; Olga, who came later, is asked then."""
    _, asked_guest = await two_wishes(town)
    await town.chen.click(asked_guest, "1")
    await free_in_the_evening(town, town.olga)
    town.olga.locale = "en-US"
    await town.olga.run("wish add", seat="interviewer", topic="graphs")
    await nothing_waits(town.now())
    assert await Pair.all().count() == 1

    town.clock.advance(timedelta(hours=24, seconds=1))

    await town.dm_says(town.chen, "didn't work out this time")
    await town.dm_says(town.olga, FOUND["interviewer"])
    assert count_dms(town.alice, "didn't work out this time") == 0
    pairs = await Pair.all().order_by("id")
    assert [pair.state for pair in pairs] == [PairState.EXPIRED, PairState.OPEN]
    assert {side.user_id async for side in PairSide.filter(is_open=True)} == {
        int(town.chen.id),
        int(town.olga.id),
    }


async def test_what_one_of_the_two_cannot_any_more_ends_it_and_nobody_learns_why(town: Town) -> None:
    """Chen has spent the points. What Chen cannot is said to Chen, and to Alice that it did not work out."""
    asked_host, asked_guest = await two_wishes(town)
    await town.olga.run("settings grant", member=town.chen, amount=-3, reason="spent")
    await town.alice.click(asked_host, "1")

    refused = await town.chen.click(asked_guest, "1")
    assert "3 points" in refused.text
    assert (await Pair.get()).state is PairState.OPEN

    await town.olga.run("settings grant", member=town.chen, amount=3, reason="found again")
    await town.chen.run_on(town.alice, "Do not pair me with this member")
    await town.chen.run_on(town.alice, "Do not pair me with this member")
    over = await town.chen.click(asked_guest, "1")
    assert "didn't work out after all" in over.text
    told = await town.dm_says(town.alice, "didn't work out this time")
    assert town.chen.mention not in told.text
    assert await MockInterview.all().count() == 0


async def test_who_leaves_the_server_is_asked_no_more_and_the_other_is_told(town: Town) -> None:
    asked_host, _ = await two_wishes(town)
    town.chen.leave()
    town.clock.advance(REMEMBERED)
    gone = await town.alice.click(asked_host, "1")
    assert "isn't open anymore" in gone.text
    await town.dm_says(town.alice, "didn't work out this time")
    assert (await Pair.get()).state is PairState.ENDED


async def test_nobody_is_asked_who_shares_no_hours_or_gave_none(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await free_in_the_evening(town, town.alice)
    await town.alice.run("wish add", seat="interviewer", topic="trees")
    await town.chen.run("wish add", seat="interviewee", topic="trees")
    await nothing_waits(town.now())
    assert await Pair.all().count() == 0

    # Once there are hours in common, both are asked at once.
    await town.chen.run("timezone", zone="UTC")
    await own.add(int(town.chen.id), [0], 60, 120, START)
    await nothing_waits(town.now())
    assert await Pair.all().count() == 0
    await own.add(int(town.chen.id), [3], EVENING, NIGHT, START)
    asked = await town.dm_says(town.chen, FOUND["interviewee"])
    # Four evening hours of one day are three times and more.
    assert labels(asked) == ["1", "2", "3", "None of these"]
