"""A zone is chosen where it is missed: in the picker, and beside the answer to a typed time."""

from datetime import timedelta

import pytest

from models import User
from tests.acceptance.conftest import START, Town
from tests.acceptance.picker_steps import FIRST_PAGE, choose, choose_time, day
from tests.acceptance.steps import labels, publish
from tests.acceptance.witness import forge
from tests.support.factories import stored


@pytest.fixture
def town(frozen_town: Town) -> Town:
    """The labels of zones tell what time it is there."""
    return frozen_town


async def zone_of(user_id: str) -> str | None:
    return (await User.get(id=int(user_id))).timezone


async def test_the_picker_offers_it_and_goes_on_with_what_was_chosen(town: Town) -> None:
    await town.open_board()
    picker = await town.alice.run("interview create", role="interviewer", topic="Rust")
    await choose_time(town, town.alice, picker, 2, 18, "30")
    message = picker.message
    assert message is not None
    assert "in the server's time zone, UTC" in message.text
    form = await town.alice.click(message, "My zone")
    await _restart(town)
    asked = await town.alice.submit(form.modal, zone="UTC+9")
    assert asked.message is not None
    assert asked.message.id == message.id
    assert asked.message.attachments == []
    yakutsk = "Yakutsk, Russia (UTC+09:00, now 21:00)"
    assert labels(message)[0] == yakutsk
    assert labels(message)[3:] == ["Type it again", "Back, change nothing"]
    await _restart(town)
    await town.alice.click(message, yakutsk)
    assert await zone_of(town.alice.id) == "Asia/Yakutsk"
    assert "Days and hours are in your time zone, Asia/Yakutsk." in message.text
    assert "Wed 2 Dec, 6:30 PM · Asia/Yakutsk" in message.text
    assert "Rust" in message.text
    assert labels(message)[2:4] == ["Earlier days", "Later days"]
    form = await town.alice.click(message, "Continue")
    preview = await town.alice.submit(form.modal, topic="Rust")
    await town.alice.click(preview.message, "Publish")
    assert (await stored(1)).scheduled_time == START + timedelta(days=1, hours=21, minutes=30)


async def test_what_fits_best_comes_first_and_no_more_than_three(town: Town) -> None:
    picker = await town.alice.run("interview create")
    for typed in ("15:00", "+3", "russia"):
        form = await town.alice.click(picker.message, "My zone")
        await town.alice.submit(form.modal, zone=typed)
        assert labels(picker.message)[0] == "Moscow, Russia (UTC+03:00, now 15:00)"
        assert len(labels(picker.message)) == 3 + 2
        assert picker.message is not None
        more = picker.message.selects[0]
        assert more.placeholder == "More zones that fit"
        assert "Asia/Baghdad" in more.options or typed == "russia"
        await town.alice.click(picker.message, "Back, change nothing")
    assert labels(picker.message) == FIRST_PAGE
    assert await zone_of(town.alice.id) is None


async def test_what_is_no_place_can_be_typed_again_and_nothing_chosen_is_lost(town: Town) -> None:
    picker = await town.alice.run("interview create", role="interviewer")
    await choose(town.alice, picker, "Day", day(town, 2))
    form = await town.alice.click(picker.message, "My zone")
    told = await town.alice.submit(form.modal, zone="*zzzz* @everyone")
    assert r"I couldn't find a time zone for “\*zzzz\*" in told.text
    form = await town.alice.click(told.message, "Type it again")
    await town.alice.submit(form.modal, zone="питер")
    assert picker.message is not None
    assert picker.message.selects[0].chosen == [day(town, 2)]
    assert "your time zone, Europe/Moscow" in picker.message.text


async def test_the_answer_to_a_typed_time_offers_it_too(town: Town) -> None:
    await town.open_board()
    published = await publish(town, town.alice)
    assert labels(published.message)[-1] == "My zone"
    form = await town.alice.click(published.message, "My zone")
    chosen = await town.alice.submit(form.modal, zone="Berlin")
    assert chosen.ephemeral
    assert "Your time zone is now Europe/Berlin" in chosen.text
    assert await zone_of(town.alice.id) == "Europe/Berlin"
    published = await publish(town, town.alice, when="tomorrow 20:00")
    assert "My zone" not in labels(published.message)


async def test_a_typed_time_that_is_refused_offers_it_too(town: Town) -> None:
    refused = await town.alice.run("interview create", role="interviewer", when="today 12:05")
    assert "is too soon" in refused.text
    assert "My zone" in labels(refused.message)
    assert "Start in the server's time zone\nMon 30 Nov, 12:05 PM · UTC" in refused.text


async def test_a_forged_zone_is_refused(town: Town) -> None:
    await town.alice.run("points")
    for custom_id in ("zone:set:Mars/Olympus", "zone:menu", "picker:in:Mars/Olympus:....60.."):
        told = await forge(town.alice, custom_id)
        assert "I don't know a time zone called" in told.text
    assert await zone_of(town.alice.id) is None


async def _restart(town: Town) -> None:
    await town.stop_bot()
    await town.start_bot()
