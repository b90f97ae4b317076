"""The calendar file of a booking, its move and its end, read back by another library."""

from datetime import timedelta

import aiohttp
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus

from sandbox import MessageView
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.steps import cancel, count_dms, publish, sure

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


def number_of(event: Event) -> int:
    """Return which change of the interview a file tells of."""
    assert event.sequence is not None
    return event.sequence


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
    asked = await town.dm_says(town.boris, "предлагает перенести")
    assert asked.attachments == []
    confirmed = await town.boris.click(asked, "Подтвердить новое время")
    for answer in (confirmed.message, await town.dm_says(town.alice, "confirmed the new")):
        assert answer is not None
        method, moved = await event_of(town, answer)
        assert (method, moved.uid, moved.dtstart) == ("PUBLISH", booked.uid, BEGIN + timedelta(hours=2))
        assert LINK in str(moved.location)
        assert number_of(moved) > number_of(booked)

    cancelled = await cancel(town.alice, "1")
    for answer in (cancelled.message, await town.dm_says(town.boris, "Организатор отменил")):
        assert answer is not None
        method, event = await event_of(town, answer)
        assert (method, event.uid) == ("CANCEL", booked.uid)
        assert event.status is EventStatus.CANCELLED
        assert number_of(event) > number_of(moved)


async def test_a_withdrawal_takes_it_out_of_both_calendars_and_a_booking_brings_it_back(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await town.olga.run("settings grant", member=town.chen, amount=3, reason="welcome")
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    _, booked = await event_of(town, await town.dm_says(town.boris, "назначено"))
    seen = await town.boris.run("interview view", interview="1")
    withdrawn = await sure(town.boris, await town.boris.click(seen.message, "Отказаться"))
    assert "Приложенный файл уберёт его" in withdrawn.text
    assert withdrawn.ephemeral
    for answer in (withdrawn.message, await town.dm_says(town.alice, "withdrew")):
        assert answer is not None
        method, taken_out = await event_of(town, answer)
        assert (method, taken_out.uid) == ("CANCEL", booked.uid)
        assert number_of(taken_out) > number_of(booked)
        assert LINK not in str(taken_out)

    await town.chen.run("book", interview="1")
    _, guests = await event_of(town, await town.dm_says(town.chen, "is booked"))
    await town.until(lambda: count_dms(town.alice, "is booked") == 2, "the second booking")
    method, hosts = await event_of(town, await town.dm_says(town.alice, "is booked"))
    assert (method, hosts.uid, guests.uid) == ("PUBLISH", booked.uid, booked.uid)
    assert number_of(hosts) == number_of(guests) > number_of(taken_out)
    assert hosts.status is EventStatus.CONFIRMED


async def test_files_and_pictures_arrive_where_the_bot_may_attach_none(town: Town) -> None:
    town.local.forbid("attach_files", guild="Study Hall")
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")

    await event_of(town, await town.dm_says(town.boris, "назначено"))
    seen = await town.boris.run("interview view", interview="1")
    withdrawn = await sure(town.boris, await town.boris.click(seen.message, "Отказаться"))
    picker = await town.chen.run("interview create")

    assert [len(answer.message.attachments) for answer in (withdrawn, picker) if answer.message] == [1, 1]
    assert [record for record in town.local.requests if record.status == 403] == []


async def test_a_card_that_nobody_booked_is_in_no_calendar_and_cancelling_it_brings_no_file(
    town: Town,
) -> None:
    await town.open_board()
    await publish(town, town.alice)

    cancelled = await cancel(town.alice, "1")

    assert cancelled.message is not None
    assert cancelled.message.attachments == []
