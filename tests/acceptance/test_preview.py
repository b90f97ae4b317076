"""The preview between form and card: it says all, loses nothing, and publishes once."""

import asyncio
from datetime import timedelta

from models import InterviewDraft, MockInterview
from sandbox import Answer, Member
from tests.acceptance.calm import PATIENCE_SECONDS
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.picker_steps import DETAILS, choose, choose_time, day
from tests.acceptance.steps import click_stale, labels, ledger, publish
from tests.acceptance.witness import forge, forge_form
from tests.support.factories import stored

WAYS_ON = ["Publish", "Change details", "Change time", "My zone"]
FAR_TOO_LATE = timedelta(hours=23)
"""The time of the preview has passed, and its draft is kept still."""


async def preview_of(town: Town, member: Member, role: str = "interviewer", **details: str) -> Answer:
    """Go through an English picker to the preview of an interview tomorrow at 9."""
    picker = await member.run("interview create", role=role)
    await choose_time(town, member, picker, 1, 9, "0")
    form = await member.click(picker.message, "Continue")
    return await member.submit(form.modal, **(DETAILS | details))


async def test_it_shows_the_card_the_start_the_price_and_the_link(town: Town) -> None:
    await town.open_board()
    await town.alice.run("timezone", zone="Asia/Tokyo")
    preview = await preview_of(town, town.alice)
    starts = START + timedelta(hours=12)
    for text in (
        "Nobody sees it until you publish it.",
        "Databases",
        f"<t:{int(starts.timestamp())}:F>",
        f"<t:{int(starts.timestamp())}:R>",
        "Start in your time zone\nTue 1 Dec, 9:00 AM · Asia/Tokyo",
        "This costs you nothing, and you earn 1 point once your feedback is accepted.",
        f"Meeting link\n{LINK}",
        "Bring paper",
    ):
        assert text in preview.text
    assert labels(preview.message) == WAYS_ON[:3]
    assert town.card(1) is None


async def test_without_a_link_it_says_where_one_will_come_from(town: Town) -> None:
    preview = await preview_of(town, town.alice, link="")
    assert "Meeting link\nNone yet: add one with “Change details”" in preview.text


async def test_two_clicks_publish_once_and_the_second_hears_that_it_is_published(town: Town) -> None:
    await town.open_board(points_for=town.alice)
    preview = await preview_of(town, town.alice, "interviewee")
    assert preview.message is not None
    publish_id = preview.message.button("Publish").custom_id
    assert publish_id is not None
    clicks = await asyncio.gather(*(click_stale(town.alice, preview.message, publish_id) for _ in range(3)))
    said = [click.text for click in clicks]
    late = await click_stale(town.alice, preview.message, publish_id)
    assert "This preview is no longer open: it's been published already" in late.text
    assert sum("This preview is no longer open" in text for text in said) == 2
    assert await MockInterview.all().count() == 1
    assert await ledger(town.alice) == [(3, 3, "grant"), (-3, 0, "seat")]
    assert "Your interview is live: #1" in preview.text


async def test_nobody_elses_preview_can_be_reached_by_guessing_its_number(town: Town) -> None:
    await town.open_board()
    preview = await preview_of(town, town.alice)
    number = (await InterviewDraft.all().get()).id
    for action in ("publish", "details", "time"):
        told = await forge(town.chen, f"preview:{action}:{number}")
        assert "This preview is no longer open" in told.text
    told = await forge_form(town.chen, f"preview:change:{number}", topic="Mine")
    assert "This preview is no longer open" in told.text
    assert "Mine" in told.text
    for number_of_none in ("0", "9999999999"):
        told = await forge(town.chen, f"preview:publish:{number_of_none}")
        assert "This preview is no longer open" in told.text
    assert "Your interview is live: #1" in (await town.alice.click(preview.message, "Publish")).text


async def test_the_details_can_be_changed_and_emptied(town: Town) -> None:
    preview = await preview_of(town, town.alice)
    form = await town.alice.click(preview.message, "Change details")
    assert form.modal is not None
    assert {name: field.get("value") for name, field in form.modal.fields.items()} == DETAILS
    preview = await town.alice.submit(form.modal, **(DETAILS | {"topic": "Graphs", "notes": ""}))
    assert "Graphs" in preview.text
    assert "Bring paper" not in preview.text
    form = await town.alice.click(preview.message, "Change details")
    assert form.modal is not None
    assert form.modal.fields["notes"].get("value") is None


async def test_the_time_can_be_changed_without_typing_anything_again(town: Town) -> None:
    await town.open_board()
    preview = await preview_of(town, town.alice)
    picker = await town.alice.click(preview.message, "Change time")
    message = picker.message
    assert message is not None
    assert [select.chosen for select in message.selects] == [[day(town, 1)], ["9"], ["0"], ["60"]]
    await choose(town.alice, picker, "Hour", "20")
    again = await town.alice.click(message, "Continue")
    assert "Tue 1 Dec, 8:00 PM · UTC" in again.text
    assert "Databases" in again.text
    await town.alice.click(message, "Publish")
    assert (await stored(1)).scheduled_time == START + timedelta(days=1, hours=8)
    assert (await stored(1)).notes == "Bring paper"


# --- what is refused -------------------------------------------------------------------------------------


async def test_a_link_that_is_not_taken_is_said_and_can_be_mended(town: Town) -> None:
    await town.open_board()
    refused = await preview_of(town, town.alice, link="https://evil.example/abc")
    assert refused.text.startswith("That isn't a Google Meet link.")
    assert "Databases" in refused.text
    refused = await town.alice.click(refused.message, "Publish")
    assert refused.text.startswith("That isn't a Google Meet link.")
    assert town.card(1) is None
    form = await town.alice.click(refused.message, "Change details")
    assert form.modal is not None
    assert form.modal.fields["link"]["value"] == "https://evil.example/abc"
    preview = await town.alice.submit(form.modal, **DETAILS)
    assert "Your interview is live: #1" in (await town.alice.click(preview.message, "Publish")).text
    await town.card_shows(1, "Bring paper")


async def test_a_time_that_has_passed_since_keeps_the_draft_and_another_can_be_picked(town: Town) -> None:
    await town.open_board()
    preview = await preview_of(town, town.alice)
    town.clock.advance(FAR_TOO_LATE)
    refused = await town.alice.click(preview.message, "Publish")
    assert "is too soon" in refused.text
    assert "Databases" in refused.text
    assert labels(refused.message) == WAYS_ON
    picker = await town.alice.click(refused.message, "Change time")
    assert "is too soon" in picker.text
    await choose(town.alice, picker, "Day", day(town, 1))
    preview = await town.alice.click(picker.message, "Continue")
    assert "Your interview is live: #1" in (await town.alice.click(preview.message, "Publish")).text


async def test_a_form_that_comes_after_its_time_passed_keeps_what_was_typed(town: Town) -> None:
    picker = await town.alice.run("interview create", role="interviewer")
    await choose_time(town, town.alice, picker, 1, 9, "0")
    form = await town.alice.click(picker.message, "Continue")
    town.clock.advance(FAR_TOO_LATE)
    refused = await town.alice.submit(form.modal, **DETAILS)
    assert "is too soon" in refused.text
    assert "Bring paper" in refused.text


async def test_who_cannot_pay_is_told_and_publishes_once_there_are_points(town: Town) -> None:
    await town.open_board()
    refused = await preview_of(town, town.alice, "interviewee")
    assert refused.text.startswith("Being interviewed costs 3 points")
    refused = await town.alice.click(refused.message, "Publish")
    assert refused.text.startswith("Being interviewed costs 3 points")
    await town.olga.run("settings grant", member=town.alice, amount=3, reason="welcome")
    assert "Your interview is live: #1" in (await town.alice.click(refused.message, "Publish")).text


async def test_where_a_time_is_taken_the_nearest_free_ones_are_a_click_away(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice, when="tomorrow 18:00")
    refused = await town.alice.run(
        "interview create", role="interviewer", when="tomorrow 18:30 UTC", topic="Rust", duration=30
    )
    assert "#1" in refused.text
    free = ["Tue 1 Dec, 7:00 PM", "Tue 1 Dec, 7:15 PM", "Tue 1 Dec, 7:30 PM"]
    assert labels(refused.message) == [*free, *WAYS_ON]
    preview = await town.alice.click(refused.message, "Tue 1 Dec, 7:15 PM")
    assert "Rust" in preview.text
    published = await town.alice.click(preview.message, "Publish")
    assert "Your interview is live: #2" in published.text
    assert (await stored(2)).scheduled_time == START + timedelta(days=1, hours=7, minutes=15)
    assert (await stored(2)).topic == "Rust"


async def test_a_time_that_was_taken_meanwhile_is_refused_with_free_ones(town: Town) -> None:
    await town.open_board()
    preview = await preview_of(town, town.alice)
    await publish(town, town.alice, when="tomorrow 9am")
    refused = await town.alice.click(preview.message, "Publish")
    assert "You have interview #1 at that time" in refused.text
    assert labels(refused.message)[:3] == ["Tue 1 Dec, 10:00 AM", "Tue 1 Dec, 8:00 AM", "Tue 1 Dec, 10:15 AM"]
    preview = await town.alice.click(refused.message, "Tue 1 Dec, 8:00 AM")
    assert "Your interview is live: #2" in (await town.alice.click(preview.message, "Publish")).text
    assert (await stored(2)).notes == "Bring paper"


async def test_a_draft_that_was_left_for_a_day_goes_by_itself_and_its_buttons_say_so(town: Town) -> None:
    left = await preview_of(town, town.alice)
    town.clock.advance(timedelta(hours=23))
    await preview_of(town, town.chen)
    town.clock.advance(timedelta(hours=1, minutes=1))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await InterviewDraft.filter(host_id=int(town.alice.id)).exists():
            pass
    assert [row.host_id for row in await InterviewDraft.all()] == [int(town.chen.id)]
    assert "it was more than a day old" in (await town.alice.click(left.message, "Publish")).text
