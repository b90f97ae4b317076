"""The calendar file of a booking, its move and its end, read back by another library."""

from datetime import timedelta

import aiohttp
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus

from sandbox import MessageView
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.steps import publish

BEGIN = START + timedelta(days=1, hours=6)


async def event_of(town: Town, message: MessageView) -> tuple[str, Event]:
    """Return the method and the one event of the file that a DM carries."""
    (attachment,) = message.attachments
    assert attachment["filename"] == "interview-1.ics"
    async with (
        aiohttp.ClientSession(town.local.page_url) as session,
        session.get(str(attachment["url"])) as got,
    ):
        calendar = IcsCalendarStream.calendar_from_ics((await got.read()).decode())
    (event,) = calendar.events
    return str(calendar.method), event


async def test_a_booking_comes_with_a_file_that_follows_the_interview(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")

    method, booked = await event_of(town, await town.dm_says(town.boris, "назначено"))
    assert (method, booked.summary) == ("PUBLISH", "Мок-собеседование: Python")
    assert (booked.dtstart, booked.dtend) == (BEGIN, BEGIN + timedelta(hours=1))
    assert LINK in str(booked.location)
    _, hosts = await event_of(town, await town.dm_says(town.alice, "is booked"))
    assert (hosts.uid, hosts.summary) == (booked.uid, "Mock interview: Python")

    await town.alice.run("interview edit", interview="1", when="tomorrow 20:00")
    method, moved = await event_of(town, await town.dm_says(town.boris, "перенёс"))
    assert (method, moved.uid, moved.dtstart) == ("PUBLISH", booked.uid, BEGIN + timedelta(hours=2))
    assert moved.sequence is not None
    assert booked.sequence is not None
    assert moved.sequence > booked.sequence

    await town.alice.run("interview cancel", interview="1")
    method, cancelled = await event_of(town, await town.dm_says(town.boris, "отменено организатором"))
    assert (method, cancelled.uid) == ("CANCEL", booked.uid)
    assert cancelled.status is EventStatus.CANCELLED
    assert cancelled.sequence is not None
    assert cancelled.sequence > moved.sequence


async def test_a_withdrawal_takes_it_out_of_the_hosts_calendar(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    seen = await town.boris.run("interview view", interview="1")
    await town.boris.click(seen.message, "Отказаться")

    method, event = await event_of(town, await town.dm_says(town.alice, "has withdrawn"))

    assert method == "CANCEL"
    assert LINK not in str(event)
