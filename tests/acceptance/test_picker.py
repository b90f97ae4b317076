"""The private picker, through every menu to a published card."""

from datetime import timedelta

from sandbox import Answer, Member
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.steps import labels, ledger, publish
from tests.support.factories import stored

DETAILS = {
    "topic": "Databases",
    "level": "middle",
    "language": "English",
    "link": LINK,
    "notes": "Bring paper",
}


def _day(town: Town, ahead: int) -> str:
    return (town.now() + timedelta(days=ahead)).date().isoformat()


async def _choose(member: Member, picker: Answer, menu: str, value: str) -> Answer:
    return await member.select(picker.message, menu, [value])


async def test_from_the_command_through_every_menu_to_a_card(town: Town) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create")
    assert picker.ephemeral
    message = picker.message
    assert message is not None
    assert "Your seat\nnot chosen yet" in message.text
    assert "in the zone UTC" in message.text
    assert labels(message) == ["I interview", "I am interviewed", "Continue"]
    assert message.button("Continue").disabled
    assert [select.placeholder for select in message.selects] == ["Day", "Hour", "Minute", "Length"]
    await town.alice.click(message, "I interview")
    assert "Your seat\nInterviewer" in message.text
    await _choose(town.alice, picker, "Day", _day(town, 2))
    await _choose(town.alice, picker, "Hour", "18")
    assert message.button("Continue").disabled
    await _choose(town.alice, picker, "Minute", "30")
    assert not message.button("Continue").disabled
    await _choose(town.alice, picker, "Length", "90")
    assert "90 minutes" in message.text
    assert [select.chosen for select in message.selects] == [[_day(town, 2)], ["18"], ["30"], ["90"]]
    form = await town.alice.click(message, "Continue")
    assert form.modal is not None
    published = await town.alice.submit(form.modal, **DETAILS)
    assert "Published as #1" in published.text
    starts = (town.now() + timedelta(days=2)).replace(hour=18, minute=30, second=0, microsecond=0)
    card = await town.card_shows(1, "Databases")
    for text in (f"<t:{int(starts.timestamp())}:F>", "90 minutes", "middle", "English", "Bring paper"):
        assert text in card.text
    assert LINK not in card.text


async def test_from_the_panel_to_the_card_of_an_interviewee_who_pays(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    picker = await town.boris.click(town.board()[0], "Take a mock interview")
    assert picker.ephemeral
    await town.boris.click(picker.message, "Я отвечаю")
    assert "Стоит отвечающему\n3 балла" in picker.text
    for menu, value in (("День", _day(town, 1)), ("Час", "9"), ("Минута", "0"), ("Длительность", "45")):
        await _choose(town.boris, picker, menu, value)
    form = await town.boris.click(picker.message, "Продолжить")
    assert form.modal is not None
    published = await town.boris.submit(form.modal, **DETAILS)
    assert "Ваше место стоило 3 балла; осталось 0" in published.text
    await town.card_shows(1, "Databases")
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]


async def test_a_picker_goes_on_after_a_restart_and_so_does_its_open_form(town: Town) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create", role="interviewer")
    await _choose(town.alice, picker, "Day", _day(town, 3))
    await town.stop_bot()
    await town.start_bot()
    await _choose(town.alice, picker, "Hour", "20")
    await _choose(town.alice, picker, "Minute", "15")
    assert picker.message is not None
    assert [select.chosen for select in picker.message.selects][:3] == [[_day(town, 3)], ["20"], ["15"]]
    form = await town.alice.click(picker.message, "Continue")
    await town.stop_bot()
    await town.start_bot()
    assert form.modal is not None
    published = await town.alice.submit(form.modal, **DETAILS)
    assert "Published as #1" in published.text
    await town.card_shows(1, "Databases")


async def test_hours_that_are_taken_are_marked_and_refused_at_once(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice, when=f"{_day(town, 1)} 18:00")
    picker = await town.alice.run("interview create", role="interviewer")
    await _choose(town.alice, picker, "Day", _day(town, 1))
    assert picker.message is not None
    shown = str([menu for menu in picker.message.components if "options" in menu])
    assert shown.count("you have an interview on this day") == 1
    assert shown.count("you are taken for a part of this hour") == 1
    await _choose(town.alice, picker, "Hour", "18")
    refused = await _choose(town.alice, picker, "Minute", "45")
    await town.until(lambda: "You have interview #1 at that time" in refused.text, "the refusal")
    assert picker.message.button("Continue").disabled
    await _choose(town.alice, picker, "Hour", "19")
    assert not picker.message.button("Continue").disabled


async def test_what_was_typed_comes_back_when_publishing_is_refused(town: Town) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create", role="interviewer")
    for menu, value in (("Day", _day(town, 1)), ("Hour", "9"), ("Minute", "0")):
        await _choose(town.alice, picker, menu, value)
    form = await town.alice.click(picker.message, "Continue")
    assert form.modal is not None
    refused = await town.alice.submit(form.modal, **(DETAILS | {"link": "https://evil.example/abc"}))
    assert "This is no Google Meet link." in refused.text
    assert "Databases" in refused.text
    assert "Bring paper" in refused.text
    assert town.card(1) is None


async def test_a_time_that_has_passed_since_it_was_picked_is_refused(town: Town) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create", role="interviewer")
    for menu, value in (("Day", _day(town, 1)), ("Hour", "9"), ("Minute", "0")):
        await _choose(town.alice, picker, menu, value)
    form = await town.alice.click(picker.message, "Continue")
    town.clock.advance(timedelta(days=3))
    assert form.modal is not None
    refused = await town.alice.submit(form.modal, **DETAILS)
    assert "is too soon" in refused.text
    assert town.card(1) is None


async def test_what_was_typed_beside_the_missing_time_is_given_back(town: Town) -> None:
    await town.open_board()

    answer = await town.alice.run(
        "interview create", role="interviewer", topic="Rust", notes="Bring *paper*."
    )

    assert answer.ephemeral
    await town.until(lambda: any("Bring" in said.text for said in town.alice.messages()), "what was typed")
    kept = next(said for said in town.alice.messages() if "Bring" in said.text)
    assert "Rust" in kept.text
    assert kept.flags & 64


async def test_where_a_time_is_taken_the_nearest_free_ones_are_a_click_away(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice, when="tomorrow 18:00")

    refused = await town.alice.run(
        "interview create", role="interviewer", when="tomorrow 18:30", topic="Rust", duration=30
    )

    assert "#1" in refused.text
    assert labels(refused.message) == ["Tue 1 Dec, 19:00", "Tue 1 Dec, 19:15", "Tue 1 Dec, 19:30"]
    assert "Rust" in refused.text
    picker = await town.alice.click(refused.message, "Tue 1 Dec, 19:15")
    form = await town.alice.click(picker.message, "Continue")
    published = await town.alice.submit(form.modal, topic="Rust")
    assert "Published as #2" in published.text
    assert (await stored(2)).scheduled_time == START + timedelta(days=1, hours=7, minutes=15)
