"""Around the start both say that they are there; who reports somebody who has said so says what happened."""

from datetime import timedelta

from models import MockInterview, NoShowReport
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import booked, click_stale, count_dms, labels, publish
from tests.acceptance.witness import Witness

HERE = "I'm here"
MINUTES = timedelta(minutes=1)


async def ten_minutes_before(town: Town) -> None:
    """Have Chen book an interview of Alice's, and ten minutes be left."""
    await town.open_board(points_for=town.chen)
    await publish(town, town.alice, when="in 5 hours")
    await town.chen.click(await town.card_shows(1, "Open"), "Book")
    await town.card_shows(1, "Booked")
    town.clock.advance(timedelta(hours=4, minutes=50, seconds=1))
    for one in (town.alice, town.chen):
        await town.until(
            lambda: bool(one.dms()) and HERE in labels(one.dms()[-1]),  # noqa: B023 - awaited here
            "the button",
        )


async def test_both_say_that_they_are_there_and_nobody_is_asked_whether_the_other_came(
    town: Town, witness: Witness
) -> None:
    await ten_minutes_before(town)

    first = await town.alice.click(town.alice.dms()[-1], HERE)
    assert "you'll see it in the message" in first.text
    await town.until(lambda: "Already here" in town.chen.dms()[-1].text, "Chen to see it")
    assert town.alice.mention in town.chen.dms()[-1].text
    second = await town.chen.click(town.chen.dms()[-1], HERE)
    assert "is here, too" in second.text
    again = await click_stale(town.chen, town.chen.dms()[-1], "interview:here:1")
    assert "I have that already" in again.text
    card = town.card(1)
    assert card is not None
    assert "here" not in card.text

    town.clock.advance(25 * MINUTES)
    await nothing_waits(town.now())
    for one in (town.alice, town.chen):
        assert count_dms(one, "should have started") == 0
    assert witness.faults() == []


async def test_it_can_be_said_from_ten_minutes_before_until_a_quarter_of_an_hour_after(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await publish(town, town.alice, when="in 5 hours")
    await town.chen.click(await town.card_shows(1, "Open"), "Book")
    told = await town.dm_says(town.chen, "is booked")
    early = await click_stale(town.chen, told, "interview:here:1")
    assert "starts later" in early.text
    stranger = await click_stale(town.boris.at("general"), told, "interview:here:1")
    assert "#1" in stranger.text
    town.clock.advance(timedelta(hours=5, minutes=16))
    late = await click_stale(town.chen, told, "interview:here:1")
    assert "You could say that you're here for #1 until" in late.text
    row = await MockInterview.get(id=1)
    assert (row.host_here_at, row.guest_here_at) == (None, None)


async def test_a_report_against_who_said_so_warns_first_wants_words_and_shows_admins_both(town: Town) -> None:
    await ten_minutes_before(town)
    await town.chen.click(town.chen.dms()[-1], HERE)
    town.clock.advance(21 * MINUTES)
    await town.until(lambda: "The other did not come" in labels(town.alice.dms()[-1]), "the question")

    form = await town.alice.click(town.alice.dms()[-1], "The other did not come")
    assert form.modal is not None
    assert "They told me at" in str(form.modal.raw)
    refused = await click_stale(town.alice, town.alice.dms()[-1], "interview:noshow:1")
    assert refused.modal is not None
    reported = await town.alice.submit(form.modal, text="Nobody ever spoke or wrote.")
    assert "report" in reported.text.lower()
    assert (await NoShowReport.get()).text == "Nobody ever spoke or wrote."


async def test_who_did_not_say_so_is_reported_without_words_as_ever(town: Town) -> None:
    await booked(town)
    row = await MockInterview.get()
    town.clock.advance(row.scheduled_time + 11 * MINUTES - town.now())
    label = "The other did not come"
    await town.until(lambda: label in labels(town.alice.dms()[-1]), "the question")
    form = await town.alice.click(town.alice.dms()[-1], label)
    await town.alice.submit(form.modal, text="")
    assert await NoShowReport.all().count() == 1
