"""The room of Google Meet: made when an interview is booked, and never in the way of one."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox import Fault, LocalGoogle, Member
from services.google_meet import GoogleMeet
from tests.acceptance.calm import something_was_put_off
from tests.acceptance.conftest import Town, a_town
from tests.acceptance.steps import count_dms, labels, sure
from tests.services.google_meet import KINDS, client, credentials_file


@pytest.fixture
async def google() -> AsyncIterator[LocalGoogle]:
    """A local Google with everything in order."""
    async with LocalGoogle() as local:
        yield local


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Both kinds of credentials."""
    return str(request.param)


@pytest.fixture
async def town(
    database: str, discord_addresses: None, google: LocalGoogle, tmp_path: Path
) -> AsyncIterator[Town]:
    """A running bot that makes rooms at the local Google, and has a log channel."""
    credentials = credentials_file(google, "authorized_user", tmp_path)
    async with client(google, credentials) as meet, a_town() as running:
        running.google_meet = meet
        await running.start_bot()
        await running.olga.at("general").run(
            "settings board",
            channel=running.local.channel("interviews"),
            log=running.local.channel("admin-log"),
        )
        await running.until(lambda: bool(running.board()), "the panel")
        await running.olga.run("settings grant", member=running.boris, amount=9, reason="welcome")
        yield running


async def book_without_link(town: Town, number: int = 1, when: str = "tomorrow 18:00 UTC") -> None:
    created = await town.alice.run("interview create", role="interviewer", when=when, topic="Python")
    assert "create a Google Meet link" in created.text
    await town.boris.run("book", interview=str(number))


async def told(town: Town, number: int = 1) -> list[str]:
    """Wait until both are told of a booking; return what they read."""
    alice = await town.dm_says(town.alice, f"#{number} with")
    boris = await town.dm_says(town.boris, f"#{number} с")
    return [alice.text, boris.text]


def log_lines(town: Town, text: str) -> int:
    return sum(text in message.text for message in town.olga.messages("admin-log"))


async def test_both_get_the_link_of_one_open_room_with_the_booking(town: Town, google: LocalGoogle) -> None:
    await book_without_link(town)

    texts = await told(town)

    (space,) = google.spaces
    assert space.access == "OPEN"
    assert all(space.code in text for text in texts)
    card = await town.card_shows(1, "booked")
    assert space.code not in card.text
    assert space.code in (await town.boris.run("interview view", interview="1")).text
    assert [count_dms(who, "#1") for who in (town.alice, town.boris)] == [1, 1]


async def test_an_own_link_needs_no_google(town: Town, google: LocalGoogle) -> None:
    await town.alice.run(
        "interview create",
        role="interviewer",
        when="tomorrow 18:00 UTC",
        link="https://meet.google.com/abc-defg-hij",
    )
    await town.boris.run("book", interview="1")

    assert all("abc-defg-hij" in text for text in await told(town))
    assert google.requests == []


async def test_where_google_refuses_the_host_is_asked_and_the_admins_hear_of_it_once(
    town: Town, google: LocalGoogle
) -> None:
    google.project.is_revoked = True
    await book_without_link(town)
    assert all("meet.google.com" not in text for text in await told(town))
    asked = await town.dm_says(town.alice, "has no meeting link")
    await book_without_link(town, 2, "tomorrow 20:00 UTC")
    await town.until(lambda: count_dms(town.alice, "has no meeting link") == 2, "the second request")

    assert log_lines(town, "sign in again") == 1
    assert log_lines(town, "seven days") == 1
    form = await town.alice.click(asked, "Change")
    await town.alice.submit(form.modal, link="https://meet.google.com/abc-defg-hij")
    assert "abc-defg-hij" in (await town.dm_says(town.boris, "изменилась")).text


async def test_a_silent_google_keeps_nobody_waiting(town: Town, google: LocalGoogle, tmp_path: Path) -> None:
    silence = google.faults.add(Fault(kind="delay", path="/v2/spaces", seconds=60, times=1))
    assert town.bot is not None
    patient = town.bot.google_meet
    async with client(google, credentials_file(google, "authorized_user", tmp_path), patience=1.0) as meet:
        town.bot.google_meet = meet
        await book_without_link(town)

        assert all("meet.google.com" not in text for text in await told(town))
        await town.dm_says(town.alice, "has no meeting link")
    assert silence.hits == 1
    town.bot.google_meet = patient
    town.clock.advance(timedelta(seconds=10))
    for who, text in ((town.alice, "link of interview #1"), (town.boris, "изменилась")):
        said = await town.dm_says(who, text)
        assert google.spaces[-1].code in said.text


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="status", path="/v2/spaces", status=503, times=1),
        Fault(kind="drop", path="/v2/spaces", times=1),
        Fault(kind="drop", path="/v2/spaces", when="after", times=1),
        Fault(kind="status", path="/token", status=500, times=1),
    ],
    ids=["503", "dropped", "dropped-after", "token-500"],
)
async def test_a_fault_that_passes_is_not_noticed(town: Town, google: LocalGoogle, fault: Fault) -> None:
    google.faults.add(fault)

    await book_without_link(town)

    texts = await told(town)
    stored = (await town.alice.run("interview view", interview="1")).text
    assert any(space.code in texts[0] and space.code in texts[1] for space in google.spaces)
    assert any(space.code in stored for space in google.spaces)
    assert "Google" not in "".join(message.text for message in town.olga.messages("admin-log"))


class LateAnswer:
    """Keeps the first link that a client gets until it is let through."""

    def __init__(self, meet: GoogleMeet) -> None:
        self._create = meet.create_space
        self._is_first = True
        self.is_there = asyncio.Event()
        self.may_go_on = asyncio.Event()

    async def create_space(self) -> str:
        link = await self._create()
        if self._is_first:
            self._is_first = False
            self.is_there.set()
            await self.may_go_on.wait()
        return link


async def test_a_booking_given_back_at_once_leaves_no_word_behind(
    town: Town, google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert town.google_meet is not None
    late = LateAnswer(town.google_meet)
    monkeypatch.setattr(town.google_meet, "create_space", late.create_space)
    await book_without_link(town)
    async with asyncio.timeout(60):
        await late.is_there.wait()
    await withdraw(town.boris)
    await town.boris.run("book", interview="1")
    late.may_go_on.set()

    alice, boris = await told(town)
    (link,) = {space.code for space in google.spaces if space.code in alice}
    assert link in boris
    assert link in (await town.boris.run("interview view", interview="1")).text
    assert [count_dms(who, text) for who, text in ((town.alice, "is booked"), (town.boris, "назначено"))] == [
        1,
        1,
    ]


async def test_what_is_more_than_may_wait_for_a_slow_google_waits_elsewhere_and_holds_up_nobody(
    town: Town, google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = importlib.import_module("cogs.delivery.pool")  # the running bot's own: extensions load anew
    # Two hundred bookings would only take longer to make.
    monkeypatch.setattr(pool, "GOOGLE_KEEPS", 1)
    assert town.google_meet is not None
    late = LateAnswer(town.google_meet)
    monkeypatch.setattr(town.google_meet, "create_space", late.create_space)
    await book_without_link(town)
    async with asyncio.timeout(60):
        await late.is_there.wait()
    await book_without_link(town, 2, "tomorrow 20:00 UTC")
    await something_was_put_off()

    await town.olga.run("settings grant", member=town.chen, amount=1, reason="meanwhile")
    await town.dm_says(town.chen, "meanwhile")
    assert len(google.spaces) == 1

    late.may_go_on.set()
    assert all("meet.google.com" in text for text in await told(town))
    town.clock.advance(timedelta(seconds=pool.GOOGLE_SECONDS))
    assert all("meet.google.com" in text for text in await told(town, 2))


async def withdraw(member: Member) -> None:
    seen = await member.run("interview view", interview="1")
    assert labels(seen.message) == ["Отказаться", "Написать собеседнику"]
    await sure(member, await member.click(seen.message, "Отказаться"))


async def test_a_service_account_without_delegation_is_named(
    town: Town, google: LocalGoogle, tmp_path: Path
) -> None:
    google.project.is_delegated = False
    async with client(google, credentials_file(google, "service_account", tmp_path)) as meet:
        assert town.bot is not None
        town.bot.google_meet = meet
        await book_without_link(town)
        await told(town)
        await town.until(lambda: log_lines(town, "domain-wide delegation") == 1, "the admins' message")
