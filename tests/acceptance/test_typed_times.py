"""What a member types as a time where it says too little, too much, or two things."""

from datetime import timedelta

from tests.acceptance.conftest import Town
from tests.acceptance.steps import labels, publish
from tests.acceptance.witness import Witness


async def test_a_day_without_an_hour_opens_the_picker_on_that_day_and_keeps_the_rest(
    town: Town, witness: Witness
) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create", role="interviewer", when="tomorrow", topic="Rust")
    assert picker.message is not None
    assert "Start\nTuesday 1 December" in picker.text
    assert "Rust" in picker.text
    in_a_week = await town.boris.run("interview create", when="через неделю")
    assert "7 декабря" in in_a_week.text
    far = await town.alice.run("interview create", role="interviewer", when="1 june")
    assert "“1 june” is a day, but at what hour?" in far.text
    await publish(town, town.alice)
    edited = await town.alice.run("interview edit", interview="1", when="tomorrow")
    assert "“tomorrow” is a day, but at what hour? Add it, such as: tomorrow 18:00" in edited.text
    assert witness.faults() == []


async def test_what_can_mean_two_times_is_asked_about_with_a_button_for_each(
    town: Town, witness: Witness
) -> None:
    await town.open_board()
    asked = await town.alice.run("interview create", role="interviewer", when="tomorrow 9:30", topic="Rust")
    assert "“tomorrow 9:30” can mean more than one time." in asked.text
    assert labels(asked.message) == [
        "Tue 1 Dec, 9:30 AM",
        "Tue 1 Dec, 9:30 PM",
        "Choose day and hour",
        "My zone",
    ]
    picker = await town.alice.click(asked.message, "Tue 1 Dec, 9:30 PM")
    assert "Tue 1 Dec, 9:30 PM · UTC" in picker.text
    assert picker.message is not None
    assert not picker.message.button("Continue").disabled
    strange = await town.alice.run("interview create", role="interviewer", when="tomorrow 7pm sharpish")
    assert "I don't understand “sharpish” in “tomorrow 7pm sharpish”." in strange.text
    over = await town.boris.run("interview create", role="interviewer", when="сегодня в 5:00")
    assert "«сегодня в 5:00» уже в прошлом: <t:" in over.text
    assert witness.faults() == []


async def test_the_name_of_a_suggestion_is_as_good_as_its_value(town: Town) -> None:
    await town.open_board()
    offered = await town.alice.complete("interview create", "when", "tomorrow 9:30")
    names = [choice.name for choice in offered]
    assert names == [
        "Tue 1 Dec, 9:30 AM · UTC",
        "Tue 1 Dec, 9:30 PM · UTC",
    ]
    await town.alice.run("interview create", role="interviewer", when=names[0])
    card = await town.card_shows(1, "#1")
    starts = (town.now() + timedelta(days=1)).replace(hour=9, minute=30, second=0, microsecond=0)
    assert f"<t:{int(starts.timestamp())}:F>" in card.text
