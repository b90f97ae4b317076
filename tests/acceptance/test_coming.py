"""Both are asked the day before whether they come; who says nothing is noticed three hours before."""

from datetime import timedelta

from models import Coming, MockInterview
from sandbox import Member, MessageView
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import cancel, click_stale, count_dms, labels, publish, sure
from tests.acceptance.witness import Witness

YES, NO = "I'm coming", "I can't make it"


async def asked(town: Town) -> tuple[MessageView, MessageView]:
    """Have Chen book an interview of Alice's two days ahead, and both be asked a day before it."""
    await town.open_board(points_for=town.chen)
    await publish(town, town.alice, when="2026-12-02 18:00 UTC")
    await town.chen.click(await town.card_shows(1, "Open"), "Book")
    await town.card_shows(1, "Booked")
    town.clock.advance(timedelta(hours=30, seconds=1))
    reminders = await asks(town, town.alice), await asks(town, town.chen)
    # That they were asked is noted a moment after they are.
    await nothing_waits(town.now())
    return reminders


async def asks(town: Town, member: Member) -> MessageView:
    return await town.dm_says(member, "Are you coming?")


async def said() -> tuple[Coming, Coming]:
    row = await MockInterview.get(id=1)
    return row.host_coming, row.guest_coming


async def test_who_says_that_they_come_is_ticked_on_the_card_and_not_asked_any_more(
    town: Town, witness: Witness
) -> None:
    of_host, of_guest = await asked(town)
    assert labels(of_host)[:2] == [YES, NO]
    card = await town.card_shows(1, "Booked")
    assert "✓" not in card.text

    confirmed = await town.chen.click(of_guest, YES)

    assert "see you there" in confirmed.text
    assert "The other person is coming, too." not in confirmed.text
    card = await town.card_shows(1, f"{town.chen.mention} ✓")
    assert f"{town.alice.mention} ✓" not in card.text
    await town.until(lambda: all(YES not in labels(dm) for dm in town.chen.dms()), "the question to go")
    again = await click_stale(town.chen, of_guest, "coming:yes:1")
    assert "see you there" in again.text
    confirmed = await town.alice.click(of_host, YES)
    assert "The other person is coming, too." in confirmed.text
    await town.card_shows(1, f"{town.alice.mention} ✓")
    town.clock.advance(timedelta(hours=21, minutes=1))
    await nothing_waits(town.now())
    assert count_dms(town.alice, "hasn't confirmed yet") + count_dms(town.chen, "hasn't confirmed yet") == 0
    assert witness.faults() == []


async def test_a_guest_who_cannot_make_it_gives_the_seat_back(town: Town) -> None:
    _, of_guest = await asked(town)

    left = await sure(town.chen, await town.chen.click(of_guest, NO), reason="I have a cold")

    assert "You've withdrawn from #1" in left.text, left.text
    assert "You got 3 points back" in left.text, left.text
    told = await town.dm_says(town.alice, "I have a cold")
    assert town.chen.mention in told.text
    await town.card_shows(1, "Open")
    assert await said() == (Coming.UNASKED, Coming.UNASKED)


async def test_a_host_who_cannot_make_it_cancels(town: Town) -> None:
    of_host, of_guest = await asked(town)

    left = await sure(town.alice, await town.alice.click(of_host, NO), reason="Ill")

    assert "#1 is canceled" in left.text
    await town.dm_says(town.chen, "Ill")
    await town.card_shows(1, "Canceled")
    await town.until(
        lambda: all("This was a reminder of interview #1" in one.content for one in (of_host, of_guest)),
        "both reminders to be over",
    )
    assert not any("Are you coming?" in one.content for one in (of_host, of_guest))


async def test_three_hours_before_whoever_is_silent_is_told_of_to_the_other_and_to_who_waits(
    town: Town,
) -> None:
    """Chen is silent, Alice has confirmed; Boris waits for the seat."""
    of_host, of_guest = await asked(town)
    await town.alice.click(of_host, YES)
    await town.boris.click(await town.card_shows(1, "Booked"), "Waiting list")

    town.clock.advance(timedelta(hours=21))

    told = await town.dm_says(town.alice, "hasn't confirmed yet")
    assert town.chen.mention in told.text
    assert "Cancel interview" in labels(told)
    waits = await town.dm_says(town.boris, "может освободиться")
    assert town.chen.mention not in waits.text
    await nothing_waits(town.now())
    assert count_dms(town.chen, "hasn't confirmed yet") == 0

    await town.chen.click(of_guest, YES)

    meanwhile = await town.dm_says(town.alice, "has confirmed meanwhile")
    assert meanwhile.id == told.id
    assert "at no cost" not in meanwhile.text
    await cancel(town.alice, "1")
    off = await town.dm_says(town.alice, "I told you here that")
    assert off.id == told.id
    assert "has confirmed" not in off.text


async def test_what_is_booked_within_a_day_counts_as_confirmed(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await publish(town, town.alice, when="in 20 hours")
    await town.chen.click(await town.card_shows(1, "Open"), "Book")
    card = await town.card_shows(1, "Booked")
    assert f"{town.chen.mention} ✓" in card.text
    assert f"{town.alice.mention} ✓" in card.text
    assert await said() == (Coming.YES, Coming.YES)
    town.clock.advance(timedelta(hours=17, minutes=1))
    await nothing_waits(town.now())
    assert count_dms(town.alice, "hasn't confirmed yet") == 0


async def test_who_was_not_asked_is_not_silent(town: Town) -> None:
    """Chen wants no reminders, so was never asked; and the server reminds a day before."""
    await town.chen.run("points")
    await town.open_board(points_for=town.chen)
    await publish(town, town.alice, when="2026-12-02 18:00 UTC")
    await town.chen.click(await town.card_shows(1, "Open"), "Book")
    await town.card_shows(1, "Booked")
    booked = await town.dm_says(town.chen, "is booked")
    await click_stale(town.chen, booked, "reminders:off")
    town.clock.advance(timedelta(hours=30, seconds=1))
    await asks(town, town.alice)
    await nothing_waits(town.now())
    assert await said() == (Coming.ASKED, Coming.UNASKED)

    town.clock.advance(timedelta(hours=21))
    await town.dm_says(town.chen, "hasn't confirmed yet")
    await nothing_waits(town.now())
    assert count_dms(town.alice, "hasn't confirmed yet") == 0


async def test_a_move_asks_anew(town: Town) -> None:
    _, of_guest = await asked(town)
    await town.chen.click(of_guest, YES)
    await town.alice.run("interview edit", interview="1", when="2026-12-05 18:00 UTC")
    confirm = "Confirm the new time"
    await town.until(lambda: confirm in labels(town.chen.dms()[-1]), "the other time")
    await town.chen.click(town.chen.dms()[-1], confirm)
    await nothing_waits(town.now())
    assert await said() == (Coming.UNASKED, Coming.UNASKED)
    town.clock.advance(timedelta(days=3))
    await nothing_waits(town.now())
    assert await said() == (Coming.ASKED, Coming.ASKED)


async def test_only_the_two_can_say_it_and_only_before_the_start(town: Town) -> None:
    _, of_guest = await asked(town)
    for custom_id in ("coming:yes:1", "coming:no:1"):
        refused = await click_stale(town.boris.at("general"), of_guest, custom_id)
        assert "#1" in refused.text
    town.clock.advance(timedelta(days=1))
    late = await click_stale(town.chen, of_guest, "coming:yes:1")
    assert "no longer possible" in late.text
    assert (await said())[1] is Coming.ASKED


async def test_who_has_answered_reads_no_question_any_more(town: Town) -> None:
    _, of_guest = await asked(town)

    await town.chen.click(of_guest, YES)

    await town.until(lambda: count_dms(town.chen, "Are you coming?") == 0, "the question to go")
    assert count_dms(town.chen, "Coming up: interview #1") == 1
    assert count_dms(town.alice, "Are you coming?") == 1


async def test_another_length_on_the_last_day_leaves_silence_noticed(town: Town) -> None:
    """What is planned is planned anew then; they were asked, and are asked no second time."""
    await asked(town)
    await town.alice.run("interview edit", interview="1", duration=90)
    confirm = "Confirm the new length"
    await town.until(lambda: confirm in labels(town.chen.dms()[-1]), "the other length")
    await town.chen.click(town.chen.dms()[-1], confirm)
    await nothing_waits(town.now())
    assert await said() == (Coming.ASKED, Coming.ASKED)

    town.clock.advance(timedelta(hours=21))

    await town.dm_says(town.alice, "hasn't confirmed yet")
    await town.dm_says(town.chen, "hasn't confirmed yet")


async def test_a_host_cancels_only_for_whom_the_form_named(town: Town) -> None:
    """Between the form and its being sent, Chen goes and Dina books."""
    of_host, of_guest = await asked(town)
    form = await town.alice.click(of_host, NO)
    await sure(town.chen, await town.chen.click(of_guest, NO))
    await town.olga.run("settings grant", member=town.dina, amount=3, reason="welcome")
    await town.dina.click(await town.card_shows(1, "Open"), "Book")
    await town.card_shows(1, "Booked")

    refused = await sure(town.alice, form, reason="Ill")

    assert "I haven't canceled anything" in refused.text, refused.text
    await town.card_shows(1, "Booked")


async def test_who_is_reminded_only_when_silence_is_noticed_is_not_asked_any_more(town: Town) -> None:
    """The bot was away until less than three hours before: nobody could have answered."""
    await town.open_board(points_for=town.chen)
    await publish(town, town.alice, when="2026-12-02 18:00 UTC")
    await town.chen.click(await town.card_shows(1, "Open"), "Book")
    await town.card_shows(1, "Booked")
    await nothing_waits(town.now())

    town.clock.advance(timedelta(hours=51, minutes=30))

    for member in (town.alice, town.chen):
        reminder = await town.dm_says(member, "Coming up: interview #1")
        assert YES not in labels(reminder)
    await nothing_waits(town.now())
    assert await said() == (Coming.UNASKED, Coming.UNASKED)
    for member in (town.alice, town.chen):
        assert count_dms(member, "Are you coming?") + count_dms(member, "hasn't confirmed yet") == 0
