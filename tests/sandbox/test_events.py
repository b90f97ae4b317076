"""Scheduled events: what Discord takes and refuses, who hears of them, and how time passes for them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest

from sandbox import ClientRefusal, Sandbox
from sandbox.clock import iso
from sandbox.json_types import JsonObject
from tests.sandbox.conftest import StartBot
from tests.sandbox.discord_rest import Rest, error_codes
from tests.sandbox.sample_bot import SampleBot
from tests.support.discord_api_description import answer_violations, needs_description, violations

GUILD = "Study Hall"


@pytest.fixture
async def rest(sandbox: Sandbox) -> AsyncIterator[Rest]:
    async with Rest(sandbox) as client:
        yield client


def events_path(sandbox: Sandbox, event: JsonObject | None = None) -> str:
    base = f"/guilds/{sandbox.world.guild_named(GUILD).id}/scheduled-events"
    return base if event is None else f"{base}/{event['id']}"


def an_event(sandbox: Sandbox, **parts: object) -> JsonObject:
    """An external event in an hour."""
    start = sandbox.clock.now() + timedelta(hours=1)
    return {
        "name": "Lecture",
        "description": "About graphs",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "The library"},
        "scheduled_start_time": iso(start),
        "scheduled_end_time": iso(start + timedelta(hours=1)),
    } | parts


async def made(sandbox: Sandbox, rest: Rest, **parts: object) -> JsonObject:
    status, event = await rest.call("POST", events_path(sandbox), an_event(sandbox, **parts))
    assert status == 200
    return dict(event)


WRONG: dict[str, tuple[JsonObject, dict[str, list[str]]]] = {
    "no name": ({"name": ""}, {"name": ["BASE_TYPE_BAD_LENGTH"]}),
    "a long name": ({"name": "x" * 101}, {"name": ["BASE_TYPE_BAD_LENGTH"]}),
    "a long description": ({"description": "x" * 1001}, {"description": ["BASE_TYPE_MAX_LENGTH"]}),
    "no place": ({"entity_metadata": None}, {"entity_metadata.location": ["BASE_TYPE_REQUIRED"]}),
    "a long place": (
        {"entity_metadata": {"location": "x" * 101}},
        {"entity_metadata.location": ["BASE_TYPE_BAD_LENGTH"]},
    ),
    "a channel": ({"channel_id": "1"}, {"channel_id": ["BASE_TYPE_NONE"]}),
    "no end": ({"scheduled_end_time": None}, {"scheduled_end_time": ["BASE_TYPE_REQUIRED"]}),
    "no start": ({"scheduled_start_time": None}, {"scheduled_start_time": ["BASE_TYPE_REQUIRED"]}),
    "no moment": ({"scheduled_start_time": "soon"}, {"scheduled_start_time": ["DATE_TIME_TYPE_PARSE"]}),
    "a start that has passed": (
        {"scheduled_start_time": "2020-01-01T00:00:00+00:00"},
        {"scheduled_start_time": ["GUILD_SCHEDULED_EVENT_SCHEDULE_PAST"]},
    ),
    "an end before the start": (
        {"scheduled_end_time": "2020-01-01T00:00:00+00:00"},
        {"scheduled_end_time": ["GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID"]},
    ),
    "no privacy": ({"privacy_level": None}, {"privacy_level": ["BASE_TYPE_REQUIRED"]}),
    "another privacy": ({"privacy_level": 1}, {"privacy_level": ["BASE_TYPE_CHOICES"]}),
    "another kind": ({"entity_type": 4}, {"entity_type": ["BASE_TYPE_CHOICES"]}),
    "a stage without a channel": ({"entity_type": 1}, {"channel_id": ["BASE_TYPE_REQUIRED"]}),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_discord_does_not_take_is_refused(sandbox: Sandbox, rest: Rest, wrong: str) -> None:
    parts, codes = WRONG[wrong]
    status, answer = await rest.call("POST", events_path(sandbox), an_event(sandbox, **parts))
    assert (status, answer["code"], error_codes(answer["errors"])) == (400, 50035, codes)
    assert sandbox.member("alice").events() == []


async def test_the_longest_texts_are_taken_and_a_change_is_checked_like_a_new_event(
    sandbox: Sandbox, rest: Rest
) -> None:
    longest = {"name": "x" * 100, "description": "x" * 1000, "entity_metadata": {"location": "x" * 100}}
    event = await made(sandbox, rest, **longest)
    status, answer = await rest.call("PATCH", events_path(sandbox, event), {"name": "x" * 101})
    assert (status, error_codes(answer["errors"])) == (400, {"name": ["BASE_TYPE_BAD_LENGTH"]})
    status, answer = await rest.call("PATCH", events_path(sandbox, event), {"name": "Shorter"})
    assert (status, answer["name"], answer["description"]) == (200, "Shorter", "x" * 1000)


async def test_events_are_listed_fetched_and_deleted(sandbox: Sandbox, rest: Rest) -> None:
    one = await made(sandbox, rest)
    two = await made(sandbox, rest, name="Practice")
    assert [event["id"] for event in (await rest.call("GET", events_path(sandbox)))[1]] == [
        one["id"],
        two["id"],
    ]
    assert (await rest.call("GET", events_path(sandbox, one)))[1]["name"] == "Lecture"
    counted = await rest.call("GET", events_path(sandbox, one) + "?with_user_count=true")
    assert counted[1]["user_count"] == 0
    assert (await rest.call("DELETE", events_path(sandbox, one)))[0] == 204
    for method in ("GET", "PATCH", "DELETE"):
        status, answer = await rest.call(method, events_path(sandbox, one), {})
        assert (status, answer["code"]) == (404, 10070)
    assert [event.name for event in sandbox.member("alice").events()] == ["Practice"]


async def test_who_may_not_make_events_is_refused_and_sees_them_all_the_same(
    sandbox: Sandbox, rest: Rest
) -> None:
    event = await made(sandbox, rest)
    sandbox.forbid("create_events", guild=GUILD)
    for method, path in (
        ("POST", events_path(sandbox)),
        ("PATCH", events_path(sandbox, event)),
        ("DELETE", events_path(sandbox, event)),
    ):
        status, answer = await rest.call(method, path, an_event(sandbox) if method == "POST" else {})
        assert (status, answer["code"]) == (403, 50013)
    assert (await rest.call("GET", events_path(sandbox)))[1][0]["id"] == event["id"]
    sandbox.permit("manage_events", guild=GUILD)
    assert (await rest.call("DELETE", events_path(sandbox, event)))[0] == 204


async def test_a_bot_changes_events_of_others_only_if_it_manages_events(sandbox: Sandbox, rest: Rest) -> None:
    event = await made(sandbox, rest)
    stored = sandbox.world.guild_named(GUILD).scheduled_events[event["id"]]
    stored.raw["creator_id"] = sandbox.member("olga").id
    status, answer = await rest.call("PATCH", events_path(sandbox, event), {"name": "Mine"})
    assert (status, answer["code"]) == (403, 50013)
    sandbox.permit("manage_events", guild=GUILD)
    assert (await rest.call("PATCH", events_path(sandbox, event), {"name": "Mine"}))[0] == 200


async def test_a_hundred_events_are_the_most(sandbox: Sandbox, rest: Rest) -> None:
    for _ in range(100):
        await made(sandbox, rest)
    status, answer = await rest.call("POST", events_path(sandbox), an_event(sandbox))
    assert (status, answer["code"]) == (400, 30038)


async def test_an_external_event_begins_and_ends_by_itself(sandbox: Sandbox, rest: Rest) -> None:
    event = await made(sandbox, rest)
    sandbox.clock.advance(timedelta(minutes=90))
    assert [one.is_going_on for one in sandbox.member("alice").events()] == [True]
    status, answer = await rest.call(
        "PATCH",
        events_path(sandbox, event),
        {"scheduled_start_time": iso(sandbox.clock.now() + timedelta(minutes=5))},
    )
    assert error_codes(answer["errors"]) == {
        "scheduled_start_time": ["GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID_START_BY_STATUS"]
    }
    assert (await rest.call("PATCH", events_path(sandbox, event), {"name": "Late"}))[0] == 200
    sandbox.clock.advance(timedelta(minutes=60))
    assert sandbox.member("alice").events() == []
    assert (await rest.call("GET", events_path(sandbox)))[1] == []
    status, answer = await rest.call("PATCH", events_path(sandbox, event), {"name": "Too late"})
    assert (status, answer["code"]) == (400, 180000)


async def test_an_event_can_be_begun_and_called_off_but_not_brought_back(
    sandbox: Sandbox, rest: Rest
) -> None:
    event = await made(sandbox, rest)
    status, answer = await rest.call("PATCH", events_path(sandbox, event), {"status": 3})
    assert error_codes(answer["errors"]) == {"status": ["BASE_TYPE_CHOICES"]}
    assert (await rest.call("PATCH", events_path(sandbox, event), {"status": 2}))[1]["status"] == 2
    assert (await rest.call("PATCH", events_path(sandbox, event), {"status": 3}))[0] == 200
    status, answer = await rest.call("PATCH", events_path(sandbox, event), {"status": 1})
    assert (status, answer["code"]) == (400, 180000)


async def test_a_bot_hears_of_events_if_it_asked_to(
    sandbox: Sandbox, start_bot: StartBot, rest: Rest
) -> None:
    heard: list[tuple[str, str]] = []
    bot = await start_bot(sandbox)
    told = asyncio.Event()
    _listen(bot, heard, told)

    event = await made(sandbox, rest)
    await rest.call("PATCH", events_path(sandbox, event), {"name": "Renamed"})
    sandbox.clock.advance(timedelta(minutes=90))
    await rest.call("DELETE", events_path(sandbox, event))
    async with asyncio.timeout(60):
        await told.wait()
    assert heard == [
        ("create", "Lecture"),
        ("update", "Renamed"),
        ("update", "Renamed"),
        ("delete", "Renamed"),
    ]


async def test_a_bot_that_did_not_ask_hears_nothing_of_events(
    sandbox: Sandbox, start_bot: StartBot, rest: Rest
) -> None:
    heard: list[tuple[str, str]] = []
    bot = await start_bot(sandbox, intents=discord.Intents(guilds=True))
    _listen(bot, heard, asyncio.Event())
    await made(sandbox, rest)
    # What was dispatched before this answer has reached the bot.
    assert (await sandbox.member("alice").run("ping")).text.startswith("Pong")
    assert heard == []


def _listen(bot: SampleBot, heard: list[tuple[str, str]], told: asyncio.Event) -> None:
    """Note what the bot hears of events, until one is deleted."""

    async def created(event: discord.ScheduledEvent) -> None:
        heard.append(("create", event.name))

    async def updated(_: discord.ScheduledEvent, event: discord.ScheduledEvent) -> None:
        heard.append(("update", event.name))

    async def deleted(event: discord.ScheduledEvent) -> None:
        heard.append(("delete", event.name))
        told.set()

    bot.on_scheduled_event_create = created  # type: ignore[attr-defined]
    bot.on_scheduled_event_update = updated  # type: ignore[attr-defined]
    bot.on_scheduled_event_delete = deleted  # type: ignore[attr-defined]


async def test_a_session_that_begins_is_told_of_the_events_that_stand(
    sandbox: Sandbox, start_bot: StartBot, rest: Rest
) -> None:
    await made(sandbox, rest)
    bot = await start_bot(sandbox)
    guild = discord.utils.get(bot.guilds, name=GUILD)
    assert guild is not None
    assert [event.name for event in guild.scheduled_events] == ["Lecture"]


@needs_description
async def test_requests_and_answers_agree_with_discords_description(sandbox: Sandbox, rest: Rest) -> None:
    event = await made(sandbox, rest)
    await rest.call("GET", events_path(sandbox, event))
    await rest.call("GET", events_path(sandbox))
    await rest.call("PATCH", events_path(sandbox, event), {"name": "Renamed"})
    await rest.call("DELETE", events_path(sandbox, event))
    assert len(sandbox.requests) == 5
    assert violations(sandbox.requests) == []
    assert answer_violations(sandbox.requests) == []


async def test_the_page_shows_events_and_admins_delete_them(sandbox: Sandbox, rest: Rest) -> None:
    event = await made(sandbox, rest)
    async with aiohttp.ClientSession() as http:
        assert await _seen(http, sandbox, "alice") == [("Lecture", False)]
        assert await _seen(http, sandbox, "olga") == [("Lecture", True)]
        url = f"{sandbox.page_url}sandbox/events/delete"
        body = {"member": sandbox.member("alice").id, "guild": GUILD, "event": event["id"]}
        async with http.post(url, json=body) as refused:
            assert refused.status == 400
            assert (await refused.json())["error"] == "You may not delete this event."
        async with http.post(url, json=body | {"member": sandbox.member("olga").id}) as done:
            assert done.status == 200
        assert await _seen(http, sandbox, "olga") == []


async def _seen(http: aiohttp.ClientSession, sandbox: Sandbox, member: str) -> list[tuple[str, bool]]:
    url = f"{sandbox.page_url}sandbox/snapshot?member={sandbox.member(member).id}"
    async with http.get(url) as response:
        snapshot: dict[str, Any] = await response.json()
    guild = next(one for one in snapshot["guilds"] if one["name"] == GUILD)
    return [(event["name"], event["can_delete"]) for event in guild["events"]]


async def test_members_see_the_soonest_event_first_and_delete_only_what_they_may(
    sandbox: Sandbox, rest: Rest
) -> None:
    later = iso(sandbox.clock.now() + timedelta(hours=3))
    end = iso(sandbox.clock.now() + timedelta(hours=4))
    await made(sandbox, rest, name="Later", scheduled_start_time=later, scheduled_end_time=end)
    await made(sandbox, rest)
    alice, olga = sandbox.member("alice"), sandbox.member("olga")
    assert [(event.name, event.location) for event in alice.events()] == [
        ("Lecture", "The library"),
        ("Later", "The library"),
    ]
    with pytest.raises(ClientRefusal, match="may not delete"):
        alice.delete_event(alice.events()[0])
    gone = olga.events()[0]
    olga.delete_event(gone)
    with pytest.raises(ClientRefusal, match="no such event"):
        olga.delete_event(gone)
    assert [event.name for event in alice.events()] == ["Later"]
