"""The private picker: menus, pages, the month picture, the zone, and how it survives restarts."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from models import InterviewDraft
from sandbox import MessageView
from services.bounds import START_DAYS_AHEAD
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.picker_steps import DETAILS, FIRST_PAGE, choose, choose_time, day
from tests.acceptance.steps import labels, ledger, publish
from tests.acceptance.witness import forge
from tests.support.factories import stored


async def test_from_the_command_through_every_menu_to_a_card(town: Town) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create")
    assert picker.ephemeral
    message = picker.message
    assert message is not None
    assert "Your seat\nnot chosen yet" in message.text
    assert "in the server's time zone, UTC" in message.text
    assert labels(message) == FIRST_PAGE
    assert message.button("Continue").disabled
    assert [select.placeholder for select in message.selects] == ["Day", "Hour", "Minute", "Length"]
    await town.alice.click(message, "I'll interview")
    assert "Your seat\nInterviewer" in message.text
    await choose(town.alice, picker, "Day", day(town, 2))
    assert "Start\nWednesday 2 December" in message.text
    await choose(town.alice, picker, "Hour", "18")
    assert message.button("Continue").disabled
    await choose(town.alice, picker, "Minute", "30")
    assert not message.button("Continue").disabled
    starts = (town.now() + timedelta(days=2)).replace(hour=18, minute=30, second=0, microsecond=0)
    assert f"<t:{int(starts.timestamp())}:F>" in message.text
    assert "Wed 2 Dec, 6:30 PM · UTC" in message.text
    await choose(town.alice, picker, "Length", "90")
    assert "90 minutes" in message.text
    assert [select.chosen for select in message.selects] == [[day(town, 2)], ["18"], ["30"], ["90"]]
    form = await town.alice.click(message, "Continue")
    preview = await town.alice.submit(form.modal, **DETAILS)
    assert preview.message is not None
    assert preview.message.id == message.id
    assert town.card(1) is None
    published = await town.alice.click(preview.message, "Publish")
    assert "Your interview is live: #1" in published.text
    card = await town.card_shows(1, "Databases")
    for text in (f"<t:{int(starts.timestamp())}:F>", "90 minutes", "middle", "English", "Bring paper"):
        assert text in card.text
    assert LINK not in card.text
    assert (await stored(1)).scheduled_time == starts


async def test_from_the_panel_to_the_card_of_an_interviewee_who_pays(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    picker = await town.boris.click(town.board()[0], "Take a mock interview")
    assert picker.ephemeral
    await town.boris.click(picker.message, "Я отвечаю")
    assert "Цена\n3 балла" in picker.text
    for menu, value in (("День", day(town, 1)), ("Час", "9"), ("Минута", "0"), ("Длительность", "45")):
        await choose(town.boris, picker, menu, value)
    form = await town.boris.click(picker.message, "Продолжить")
    preview = await town.boris.submit(form.modal, **DETAILS)
    assert "Ваше место стоит 3 балла." in preview.text
    published = await town.boris.click(preview.message, "Опубликовать")
    assert "За место списано 3 балла, осталось 0" in published.text
    await town.card_shows(1, "Databases")
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]


async def test_it_goes_on_after_a_restart_at_every_step(town: Town) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create", topic="Rust")
    for menu, value in (("Day", day(town, 3)), ("Hour", "20"), ("Minute", "15"), ("Length", "45")):
        await _restart(town)
        await choose(town.alice, picker, menu, value)
    await _restart(town)
    await town.alice.click(picker.message, "I'll be interviewed")
    await town.alice.click(picker.message, "I'll interview")
    assert picker.message is not None
    assert [select.chosen for select in picker.message.selects] == [[day(town, 3)], ["20"], ["15"], ["45"]]
    await _restart(town)
    form = await town.alice.click(picker.message, "Continue")
    await _restart(town)
    preview = await town.alice.submit(form.modal, topic="Rust", level="lead", notes="Ownership")
    await _restart(town)
    form = await town.alice.click(preview.message, "Change details")
    await _restart(town)
    preview = await town.alice.submit(form.modal, topic="Rust", level="senior", notes="Ownership")
    await _restart(town)
    published = await town.alice.click(preview.message, "Publish")
    assert "Your interview is live: #1" in published.text
    card = await town.card_shows(1, "Rust")
    assert "senior" in card.text
    assert "Ownership" in card.text
    assert (await stored(1)).scheduled_time == START + timedelta(days=3, hours=8, minutes=15)


async def test_hours_that_are_taken_are_marked_and_refused_at_once(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice, when=f"{day(town, 1)} 18:00")
    picker = await town.alice.run("interview create", role="interviewer")
    await choose(town.alice, picker, "Day", day(town, 1))
    assert picker.message is not None
    shown = str([menu for menu in picker.message.components if "options" in menu])
    assert shown.count("you have an interview that day") == 1
    assert shown.count("you're busy for part of this hour") == 1
    await choose(town.alice, picker, "Hour", "18")
    refused = await choose(town.alice, picker, "Minute", "45")
    await town.until(lambda: bool(refused.followups), "the free times")
    assert "You have interview #1 at that time" in picker.text
    assert picker.message.button("Continue").disabled
    assert labels(refused.followups[0]) == ["Tue 1 Dec, 7:00 PM", "Tue 1 Dec, 7:15 PM", "Tue 1 Dec, 7:30 PM"]
    await choose(town.alice, picker, "Hour", "19")
    assert "You have interview #1" not in picker.message.text
    assert not picker.message.button("Continue").disabled


# --- where the clocks are changed ------------------------------------------------------------------------


async def test_of_an_hour_that_comes_twice_the_one_that_was_picked_is_stored(town: Town) -> None:
    await town.open_board()
    town.clock.advance(datetime(2027, 10, 25, 12, tzinfo=UTC) - town.now())
    await town.alice.run("timezone", zone="Europe/Berlin")
    for number, minute, hour in ((1, "30a", 0), (2, "30b", 1)):
        picker = await town.alice.run("interview create", role="interviewer", duration=30)
        for menu, value in (("Day", "2027-10-31"), ("Hour", "2"), ("Minute", minute)):
            await choose(town.alice, picker, menu, value)
        assert picker.message is not None
        assert list(picker.message.selects[2].options.values())[:2] == [":00 (UTC+02:00)", ":00 (UTC+01:00)"]
        assert picker.message.selects[2].chosen == [minute]
        form = await town.alice.click(picker.message, "Continue")
        preview = await town.alice.submit(form.modal, topic="Rust")
        # There and back: the picker knows again which of the two it was.
        picker = await town.alice.click(preview.message, "Change time")
        assert picker.message is not None
        assert picker.message.selects[2].chosen == [minute]
        preview = await town.alice.click(picker.message, "Continue")
        await town.alice.click(preview.message, "Publish")
        assert (await stored(number)).scheduled_time == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)


async def test_which_of_two_is_meant_is_asked_and_a_skipped_hour_refused(town: Town) -> None:
    town.clock.advance(datetime(2027, 10, 25, 12, tzinfo=UTC) - town.now())
    await town.alice.run("timezone", zone="Europe/Berlin")
    told = (await town.alice.run("points")).message
    picker = await forge(town.alice, "picker:role-interviewer:.20271031.2.30.60..", told)
    assert "choose which of the two you mean in the “Minute” menu" in picker.text
    assert picker.message is not None
    assert picker.message.button("Continue").disabled
    await choose(town.alice, picker, "Minute", "30b")
    assert not picker.message.button("Continue").disabled
    town.clock.advance(datetime(2028, 3, 20, 12, tzinfo=UTC) - town.now())
    picker = await town.alice.run("interview create", role="interviewer")
    await choose(town.alice, picker, "Day", "2028-03-26")
    assert picker.message is not None
    menus = [menu for menu in picker.message.components if "options" in menu]
    skipped = [option["value"] for option in menus[1]["options"] if option.get("description")]
    assert skipped == ["2"]
    assert "this hour is skipped (clocks change)" in str(menus[1])
    await choose(town.alice, picker, "Hour", "2")
    await choose(town.alice, picker, "Minute", "0")
    assert "doesn't exist in Europe/Berlin" in picker.text
    assert picker.message.button("Continue").disabled


# --- pages -----------------------------------------------------------------------------------------------


async def test_every_day_within_reach_stands_on_some_page(town: Town) -> None:
    picker = await town.alice.run("interview create", role="interviewer")
    message = picker.message
    assert message is not None
    days: list[str] = []
    for _ in range(2):
        days += message.selects[0].options
        await town.alice.click(message, "Later days")
    days += message.selects[0].options
    assert days == [day(town, ahead) for ahead in range(START_DAYS_AHEAD + 1)]
    assert labels(message) == ["I'll interview", "I'll be interviewed", "Earlier days", "My zone", "Continue"]
    await choose(town.alice, picker, "Day", days[-2])
    await choose(town.alice, picker, "Hour", "10")
    await town.alice.click(message, "Earlier days")
    assert labels(message)[2:4] == ["Earlier days", "Later days"]
    assert "If yours is different, use /timezone." in message.text
    assert "Thursday 28 January · 10:00 AM–10:59 AM" in message.text
    await choose(town.alice, picker, "Minute", "0")
    assert not message.button("Continue").disabled
    assert "Thu 28 Jan, 10:00 AM · UTC" in message.text


async def test_where_the_zone_is_known_both_buttons_stand_there_and_lead_somewhere_or_are_off(
    town: Town,
) -> None:
    await town.alice.run("timezone", zone="Europe/Berlin")
    picker = await town.alice.run("interview create")
    assert picker.message is not None
    assert labels(picker.message)[2:4] == ["Earlier days", "Later days"]
    assert picker.message.button("Earlier days").disabled
    assert not picker.message.button("Later days").disabled


# --- the month picture -----------------------------------------------------------------------------------


def _picture(town: Town, message: MessageView | None) -> Image.Image:
    assert message is not None
    assert len(message.attachments) == 1
    attachment = message.attachments[0]
    assert message.embeds[0]["image"]["url"] == attachment["url"]
    assert attachment["content_type"] == "image/png"
    upload = town.local.backend.files.get(attachment["id"])
    assert upload is not None
    picture = Image.open(BytesIO(upload.content))
    picture.load()
    return picture


async def test_the_picture_says_in_words_what_it_shows_and_is_replaced_with_each_step(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice, when="tomorrow 18:00")
    await publish(town, town.chen, when=f"{day(town, 3)} 18:00")
    picker = await town.alice.run("interview create")
    before = _picture(town, picker.message)
    words = (picker.message.attachments if picker.message else [])[0]["description"]
    assert words == (
        "Calendar from 30 Nov to 20 Dec. You're busy on: 1 Dec. Open interviews on: 3 Dec. Chosen: –."
    )
    await choose(town.alice, picker, "Day", day(town, 5))
    after = _picture(town, picker.message)
    assert after.size == before.size
    assert after.tobytes() != before.tobytes()
    assert picker.message is not None
    assert "Chosen: 5 Dec." in picker.message.attachments[0]["description"]
    await town.alice.click(picker.message, "I'll interview")
    # What Chen offers is the interviewee's seat, so to an interviewer it is no offer.
    assert "Open interviews on: –." in picker.message.attachments[0]["description"]
    for menu, value in (("Hour", "18"), ("Minute", "0")):
        await choose(town.alice, picker, menu, value)
    form = await town.alice.click(picker.message, "Continue")
    preview = await town.alice.submit(form.modal, topic="Rust")
    assert preview.message is not None
    assert preview.message.attachments == []


async def test_the_picture_speaks_russian_to_whoever_does(town: Town) -> None:
    picker = await town.boris.run("interview create")
    assert picker.message is not None
    assert picker.message.attachments[0]["description"].startswith("Календарь: 30 нояб. – 20 дек.")


# --- typed beside it -------------------------------------------------------------------------------------


async def test_what_was_typed_beside_the_missing_time_fills_the_form(town: Town) -> None:
    await town.open_board()
    typed = {"topic": "Rust *and* Go", "level": "senior", "link": LINK, "notes": "Bring *paper*."}
    picker = await town.alice.run("interview create", role="interviewer", duration=45, **typed)
    assert picker.ephemeral
    assert picker.followups == []
    assert "45 minutes" in picker.text
    assert r"Rust \*and\* Go" in picker.text
    await choose_time(town, town.alice, picker, 1, 9, "0")
    form = await town.alice.click(picker.message, "Continue")
    assert form.modal is not None
    filled = {name: field.get("value") for name, field in form.modal.fields.items()}
    assert filled == typed | {"language": None}
    preview = await town.alice.submit(form.modal, **typed)
    published = await town.alice.click(preview.message, "Publish")
    assert "Your interview is live: #1" in published.text
    assert (await stored(1)).notes == "Bring *paper*."
    assert await InterviewDraft.all().count() == 0


async def test_a_time_without_a_role_is_chosen_in_the_picker(town: Town) -> None:
    picker = await town.alice.run("interview create", when="tomorrow 18:05")
    assert "Tue 1 Dec, 6:05 PM · UTC" in picker.text
    await town.alice.click(picker.message, "I'll interview")
    assert picker.message is not None
    assert not picker.message.button("Continue").disabled


async def test_an_unreadable_time_without_a_role_is_said_in_the_picker(town: Town) -> None:
    picker = await town.alice.run("interview create", when="soonish", topic="Rust")
    assert "I can't read “soonish” as a time." in picker.text
    assert "Rust" in picker.text
    assert labels(picker.message) == FIRST_PAGE


async def test_an_unreadable_time_with_a_role_leads_to_a_picker_that_keeps_the_rest(town: Town) -> None:
    await town.open_board()
    refused = await town.alice.run("interview create", role="interviewer", when="soonish", topic="Rust")
    assert refused.text == (
        "I can't read “soonish” as a time. Give me a day and an hour, such as: "
        "tomorrow 18:00, fri 7pm, in 3 hours, 2026-12-01 18:30."
    )
    assert labels(refused.message) == ["Choose day and hour", "My zone"]
    picker = await town.alice.click(refused.message, "Choose day and hour")
    await choose_time(town, town.alice, picker, 1, 9, "0")
    form = await town.alice.click(picker.message, "Continue")
    assert form.modal is not None
    assert form.modal.fields["topic"]["value"] == "Rust"


async def _restart(town: Town) -> None:
    await town.stop_bot()
    await town.start_bot()


async def test_who_cannot_pay_or_is_paused_hears_it_before_anything_else(town: Town) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create")
    message = picker.message
    assert message is not None
    assert "points" not in message.text
    await town.alice.click(message, "I'll be interviewed")
    assert "Being interviewed costs 3 points and you have 0" in message.text
    await town.alice.click(message, "I'll interview")
    assert "Being interviewed costs" not in message.text
    rows = [row["components"] for row in message.raw["components"]]
    assert [row[0]["type"] for row in rows] == [3, 3, 3, 3, 2]
    assert rows[-1][-1]["label"] == "Continue"


@pytest.mark.parametrize(
    ("locale", "hour", "suggested"),
    [
        ("en-US", "6:00 PM–6:59 PM", "6:00 PM"),
        ("en-GB", "18:00–18:59", "18:00"),
        ("ru", "18:00–18:59", "18:00"),
        ("ko", "6:00 PM–6:59 PM", "6:00 PM"),
    ],
)
async def test_hours_are_those_of_the_readers_clocks(
    town: Town, locale: str, hour: str, suggested: str
) -> None:
    town.chen.locale = locale
    picker = await town.chen.run("interview create")
    assert picker.message is not None
    assert picker.message.selects[1].options["18"] == hour
    offered = await town.chen.complete("interview create", "when", "2026-12-01 18:00")
    assert f" {suggested} ·" in offered[0].name
