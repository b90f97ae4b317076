"""Interviews in the server's list of events, where an admin wants them there."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models import ScheduledEvent
from sandbox import EventView, Fault
from tests.acceptance.calm import nothing_waits, something_was_put_off
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.steps import cancel, publish, sure
from tests.acceptance.test_faults import FAULTS

GUILD = "Study Hall"
EVENTS = r"^/guilds/\d+/scheduled-events"
BOOKED_FOR = START.replace(day=1, month=12, hour=18)
MOVED_TO = BOOKED_FOR + timedelta(days=1, hours=2)


async def with_events(town: Town) -> None:
    """Open the board, and have the admin switch the events on."""
    town.olga.locale = "en-US"
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    await town.until(lambda: bool(town.board()), "the panel")
    await town.olga.run("settings grant", member=town.boris, amount=6, reason="welcome")
    assert "one for each booked interview" in (await town.olga.run("settings events", enabled=True)).text


async def book(town: Town, number: int = 1, **options: str) -> None:
    """Publish a card of Alice, and let Boris book it."""
    await publish(town, town.alice, **options)
    await town.boris.click(await town.card_shows(number, "open"), "Book")
    await town.card_shows(number, "booked")


async def move(town: Town) -> None:
    """Have Alice propose another time, which Boris confirms."""
    await town.alice.run("interview edit", interview="1", when="2026-12-02 20:00")
    await town.boris.click(await town.dm_says(town.boris, "предлагает перенести"), "Подтвердить новое время")


async def the_event(town: Town, name: str = "Mock interview: Python") -> EventView:
    """Wait until there is exactly one event, with a name, and return it."""
    await town.until(lambda: [event.name for event in town.chen.events()] == [name], f"the event {name!r}")
    await nothing_waits(town.now())
    return town.chen.events()[0]


async def no_event(town: Town) -> None:
    """Wait until the list of events is empty, and stays so."""
    await town.until(lambda: town.chen.events() == [], "no event")
    await nothing_waits(town.now())
    assert town.chen.events() == []


async def test_a_booked_interview_stands_among_the_events_without_what_is_private(town: Town) -> None:
    await with_events(town)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    assert town.chen.events() == []

    await town.boris.click(card, "Book")

    event = await the_event(town)
    assert (event.starts_at, event.ends_at) == (BOOKED_FOR, BOOKED_FOR + timedelta(hours=1))
    assert event.location == "Online; you both get the link by direct message"
    guild = town.local.world.guild_named(GUILD)
    board = town.local.channel("interviews")
    assert event.description.splitlines() == [
        "Alice interviews Boris.",
        f"https://discord.com/channels/{guild.id}/{board.id}/{card.id}",
        "#1",
    ]
    assert LINK not in repr(event)


async def test_an_event_follows_its_interview(town: Town) -> None:
    await with_events(town)
    await book(town)
    before = await the_event(town)

    await town.alice.run("interview edit", interview="1", topic="Trees")
    assert await the_event(town, "Mock interview: Trees") == replace(before, name="Mock interview: Trees")
    await move(town)

    await town.until(lambda: town.chen.events()[0].starts_at == MOVED_TO, "the event at its new time")
    event = await the_event(town, "Mock interview: Trees")
    assert (event.id, event.ends_at) == (before.id, MOVED_TO + timedelta(hours=1))


async def test_a_process_that_does_not_hold_the_servers_shard_keeps_its_events_too(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_events(town)
    assert town.bot is not None
    monkeypatch.setattr(town.bot, "get_guild", lambda _: None)
    await book(town)
    await the_event(town)
    await town.alice.run("interview edit", interview="1", topic="Trees")
    await the_event(town, "Mock interview: Trees")
    await cancel(town.alice, "1")
    await no_event(town)


async def test_an_event_goes_when_its_interview_does(town: Town) -> None:
    await with_events(town)
    await book(town)
    await the_event(town)

    await sure(
        town.boris,
        await town.boris.click((await town.boris.run("interview view", interview="1")).message, "Отказаться"),
    )
    await no_event(town)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await the_event(town)
    await cancel(town.alice, "1")

    await no_event(town)
    assert await ScheduledEvent.all().count() == 0


async def test_discord_ends_the_event_of_an_interview_that_took_place(town: Town) -> None:
    await with_events(town)
    await book(town)
    await the_event(town)
    town.clock.advance(timedelta(days=1, hours=6, minutes=15))
    assert [event.is_going_on for event in town.chen.events()] == [True]

    asked = await town.dm_says(town.alice, "should have started")
    form = await town.alice.click(asked, "The other did not come")
    await town.alice.submit(form.modal, text="Nobody there")
    await town.card_shows(1, "no-show")

    await nothing_waits(town.now())
    assert [event.is_going_on for event in town.chen.events()] == [True]
    town.clock.advance(timedelta(hours=1))
    assert town.chen.events() == []
    assert [request.status for request in town.local.requests if request.method == "DELETE"] == []


async def test_switching_events_on_and_off_shows_and_hides_what_is_booked_already(town: Town) -> None:
    await with_events(town)
    assert "none" in (await town.olga.run("settings events", enabled=False)).text
    await book(town)
    await nothing_waits(town.now())
    assert town.chen.events() == []
    assert not [request for request in town.local.requests if "scheduled-events" in request.path]

    await town.olga.run("settings events", enabled=True)
    await the_event(town)
    assert "Discord events: **one for each booked interview**" in (await town.olga.run("settings show")).text

    await town.olga.run("settings events", enabled=False)
    await no_event(town)
    await town.alice.run("interview edit", interview="1", topic="Trees")
    await town.card_shows(1, "Trees")
    await no_event(town)


async def test_switching_events_on_without_the_permission_is_refused_with_what_to_do(town: Town) -> None:
    town.local.forbid("create_events", guild=GUILD)
    town.olga.locale = "en-US"
    refused = await town.olga.run("settings events", enabled=True)
    assert "give my role the Create Events permission" in refused.text
    assert "Discord events: **none**" in (await town.olga.run("settings show")).text
    town.olga.locale = "ru"
    assert "право «Создавать события»" in (await town.olga.run("settings events", enabled=True)).text

    town.local.permit("create_events", guild=GUILD)

    assert "по одному" in (await town.olga.run("settings events", enabled=True)).text


async def test_admins_hear_once_a_day_of_a_permission_that_was_taken_and_events_come_when_it_is_back(
    town: Town,
) -> None:
    await with_events(town)
    town.local.forbid("create_events", guild=GUILD)
    await book(town)
    await publish(town, town.chen, when="2026-12-05 18:00", topic="Go")
    await town.boris.click(await town.card_shows(2, "open"), "Book")
    await town.until(lambda: bool(town.log()), "the admins' message")
    town.clock.advance(timedelta(minutes=20))
    await town.until(lambda: len(_makings(town)) >= 4, "another try for both")
    told = [message.text for message in town.log()]
    assert len(told) == 1
    assert "Give my role the Create Events permission (Server Settings, Roles)" in told[0]

    town.local.permit("create_events", guild=GUILD)
    town.clock.advance(timedelta(minutes=20))

    await town.until(lambda: len(town.chen.events()) == 2, "both events")
    await nothing_waits(town.now())
    assert len(town.chen.events()) == 2


async def test_a_list_of_events_that_is_full_is_told_to_the_admins(town: Town) -> None:
    await with_events(town)
    full = town.local.faults.add(Fault("status", status=400, code=30038, method="POST", path=EVENTS))
    await book(town)
    await town.until(lambda: bool(town.log()), "the admins' message")
    assert full.hits == 1
    assert "it has the 100 that Discord allows" in town.log()[0].text
    await the_event(town)


async def test_an_event_that_was_deleted_by_hand_is_made_again_with_the_next_change(town: Town) -> None:
    await with_events(town)
    await book(town)
    gone = await the_event(town)
    town.olga.delete_event(gone)
    await town.alice.run("interview edit", interview="1", topic="Trees")
    event = await the_event(town, "Mock interview: Trees")
    assert event.id != gone.id
    assert [row.event_id for row in await ScheduledEvent.all()] == [int(event.id)]


async def test_an_event_that_was_deleted_by_hand_does_not_hinder_a_cancellation(town: Town) -> None:
    await with_events(town)
    await book(town)
    town.olga.delete_event(await the_event(town))
    await cancel(town.alice, "1")
    await no_event(town)


async def test_an_event_that_somebody_began_by_hand_is_made_anew_when_the_interview_moves(town: Town) -> None:
    await with_events(town)
    await book(town)
    begun = await the_event(town)
    town.local.world.guild_named(GUILD).scheduled_events[begun.id].raw["status"] = 2

    await move(town)

    await town.until(
        lambda: [event.starts_at for event in town.chen.events()] == [MOVED_TO], "the event at its new time"
    )
    assert (await the_event(town)).id != begun.id


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_first_try_of_each_call_fails_and_each_interview_has_one_event(
    town: Town, fault: str
) -> None:
    """A dropped answer to the making of an event leaves one that the bot does not know: it is found again."""
    await with_events(town)
    make = partial(FAULTS[fault])
    one = rf"{EVENTS}/\d+$"
    hit = [
        town.local.faults.add(make("GET", rf"{EVENTS}$")),
        town.local.faults.add(make("POST", rf"{EVENTS}$")),
    ]
    await book(town)
    event = await the_event(town)
    hit += [town.local.faults.add(make("GET", one)), town.local.faults.add(make("PATCH", one))]
    await town.alice.run("interview edit", interview="1", topic="Trees")
    assert (await the_event(town, "Mock interview: Trees")).id == event.id
    hit.append(town.local.faults.add(make("DELETE", one)))
    await cancel(town.alice, "1")
    await no_event(town)
    assert [fault.hits for fault in hit] == [1] * 5


async def test_an_event_whose_making_was_not_learned_of_goes_with_its_interview(town: Town) -> None:
    await with_events(town)
    town.local.faults.add(Fault("drop", method="POST", path=EVENTS, when="after"))
    lists = town.local.faults.add(Fault("status", status=503, method="GET", path=rf"{EVENTS}$", times=2))
    await book(town)
    for hits in (1, 2):
        await town.until(lambda: lists.hits >= hits, f"try {hits}")  # noqa: B023 - it is awaited here
        await something_was_put_off()
        town.clock.advance(timedelta(seconds=10))
    await town.until(lambda: len(town.chen.events()) == 1, "the event")
    await cancel(town.alice, "1")
    town.clock.advance(timedelta(minutes=20))
    await no_event(town)


async def test_events_of_two_interviews_with_numbers_alike_and_of_others_are_told_apart(town: Town) -> None:
    await with_events(town)
    for number in range(2, 12):
        await publish(town, town.alice, when=f"2026-12-{number:02} 10:00")
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await the_event(town)
    await town.boris.click(await town.card_shows(10, "open"), "Book")
    await town.until(lambda: len(town.chen.events()) == 2, "the second event")
    await nothing_waits(town.now())
    assert [event.description.splitlines()[-1] for event in town.chen.events()] == ["#1", "#10"]


async def test_an_event_links_to_the_card_where_it_stands_now(town: Town) -> None:
    await with_events(town)
    await book(town)
    await the_event(town)
    general = town.local.channel("general")

    await town.olga.run("settings board", channel=general)

    await town.until(lambda: f"/{general.id}/" in town.chen.events()[0].description, "the new link")
    await the_event(town)


async def test_events_speak_the_servers_language(town: Town) -> None:
    await with_events(town)
    await book(town)
    await the_event(town)
    await town.olga.run("settings times", language="ru")
    event = await the_event(town, "Мок-собеседование: Python")
    assert event.description.splitlines()[0] == "Проводит Alice, отвечает Boris."


def _makings(town: Town) -> list[int]:
    """Return how Discord answered each try to make an event."""
    return [
        request.status
        for request in town.local.requests
        if request.method == "POST" and request.path.endswith("/scheduled-events")
    ]
