"""The page's HTTP interface and live socket tell and do what a member's client would."""

from datetime import datetime, timedelta

import aiohttp
import pytest

from sandbox import ExtraFault, Sandbox
from sandbox.json_types import JsonObject
from tests.sandbox.page import OpenPage, Page
from tests.sandbox.sample_bot import SampleBot


async def test_the_snapshot_shows_what_a_member_may_see(
    sandbox: Sandbox, bot: SampleBot, open_page: OpenPage
) -> None:
    alice, olga = await open_page("alice"), await open_page("olga")
    seen = await alice.snapshot()
    assert seen["bot_online"]
    assert seen["me"]["username"] == "alice"
    assert [guild["name"] for guild in seen["guilds"]] == ["Study Hall", "Night School"]
    assert [one["name"] for one in seen["guilds"][0]["channels"]] == ["general", "interviews"]
    assert "admin_only" not in [one["name"] for one in seen["commands"][seen["guilds"][0]["id"]]]
    admin_sees = await olga.snapshot()
    assert admin_sees["me"]["is_admin"]
    assert admin_sees["guilds"][0]["channels"][2]["name"] == "admin-log"
    assert "admin_only" in [one["name"] for one in admin_sees["commands"][seen["guilds"][0]["id"]]]


async def run_ping(page: Page) -> str:
    seen = await page.snapshot()
    guild = seen["guilds"][0]
    command = next(one for one in seen["commands"][guild["id"]] if one["name"] == "say")
    sent = await page.call(
        "POST",
        "interactions",
        member=page.member,
        guild=guild["id"],
        channel=guild["channels"][0]["id"],
        kind="command",
        command_id=command["id"],
        path=[],
        options=[{"name": "text", "type": 3, "value": "hello"}],
    )
    return str(sent["interaction"])


async def test_a_command_sent_from_the_page_is_followed_live(
    sandbox: Sandbox, bot: SampleBot, open_page: OpenPage
) -> None:
    alice, boris = await open_page("alice"), await open_page("boris")
    interaction = await run_ping(alice)
    await alice.until(lambda: [one for one in alice.of_type("interaction") if one["state"] == "answered"])
    states = [(one["id"], one["state"]) for one in alice.of_type("interaction")]
    assert states == [(interaction, "sent"), (interaction, "answered")]
    await boris.until(lambda: boris.of_type("message_create"))
    assert boris.of_type("message_create")[0]["content"] == "hello"
    assert boris.of_type("interaction") == []
    unread = {one["member"]: one["unread"] for event in boris.of_type("unread") for one in event["marks"]}
    assert unread[boris.member]
    await alice.until(lambda: alice.of_type("request"))
    message = alice.of_type("message_create")[0]
    channel = message["channel_id"]
    await boris.call("POST", "read", member=boris.member, channel=channel)
    assert not (await boris.snapshot())["guilds"][0]["channels"][0]["unread"]
    listed = await boris.call("GET", f"messages?member={boris.member}&channel={channel}")
    assert [one["id"] for one in listed["messages"]] == [message["id"]]
    await alice.call(
        "POST", "interactions", member=alice.member, kind="component", message=message["id"], custom_id="form"
    )
    await alice.until(lambda: alice.of_type("modal"))
    modal = alice.of_type("modal")[0]
    assert modal["title"] == "Feedback"
    fields = {"score": "3", "text": "Quite good"}
    await alice.call(
        "POST", "interactions", member=alice.member, kind="modal", modal=modal["id"], fields=fields
    )
    await alice.until(
        lambda: any(one["content"] == "3: Quite good" for one in alice.of_type("message_create"))
    )
    assert all(one["content"] != "3: Quite good" for one in boris.of_type("message_create"))
    mine = alice.of_type("message_create")[-1]["id"]
    await boris.call("POST", "dismiss", 400, member=boris.member, message=mine)
    await alice.call("POST", "dismiss", member=alice.member, message=mine)
    await alice.until(lambda: alice.of_type("message_delete"))


async def test_a_refusal_of_the_client_is_a_sentence(
    sandbox: Sandbox, bot: SampleBot, open_page: OpenPage
) -> None:
    alice = await open_page("alice")
    answer = await alice.call(
        "POST", "interactions", 400, member=alice.member, kind="component", message="1", custom_id="x"
    )
    assert answer == {"error": "You do not see this message."}
    assert (await alice.call("POST", "interactions", 400, member=alice.member)) == {
        "error": "The request lacks 'kind'."
    }


@pytest.mark.parametrize(
    ("method", "path", "body", "sentence"),
    [
        ("POST", "messages", {"content": "hello"}, "The request lacks 'member'."),
        ("POST", "messages", {}, "The request needs a JSON object."),
        ("POST", "clock", {"to": "yesterday"}, "The request lacks 'advance_seconds'."),
        ("POST", "faults", {"times": 2}, "The request lacks 'kind'."),
        ("POST", "faults", {"kind": "deny_channel"}, "The request lacks 'channel'."),
        (
            "POST",
            "faults",
            {"kind": "deny_channel", "channel": "nowhere"},
            "There is no channel called 'nowhere'.",
        ),
        (
            "PATCH",
            "members/{alice}",
            {"guild": "Nowhere", "is_admin": True},
            "There is no server called 'Nowhere'.",
        ),
        (
            "PATCH",
            "members/{boris}",
            {"guild": "Night School", "is_admin": True},
            "This member is not in this server.",
        ),
    ],
)
async def test_what_a_request_lacks_or_names_in_vain_is_a_sentence(
    sandbox: Sandbox, open_page: OpenPage, method: str, path: str, body: JsonObject, sentence: str
) -> None:
    alice = await open_page("alice")
    place = path.format(alice=alice.member, boris=sandbox.member("Boris").id)

    assert await alice.call(method, place, 400, **body) == {"error": sentence}


async def test_a_member_who_has_left_every_server_cannot_be_made_an_admin(
    sandbox: Sandbox, open_page: OpenPage
) -> None:
    page, emil = await open_page("alice"), sandbox.member("Emil")
    emil.leave()

    answer = await page.call("PATCH", f"members/{emil.id}", 400, is_admin=True)

    assert answer == {"error": "This member is in no server."}


@pytest.mark.parametrize("bug", [KeyError("color"), IndexError("list index out of range")])
async def test_a_bug_in_the_sandbox_is_not_told_as_a_fault_of_the_request(
    sandbox: Sandbox,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    bug: LookupError,
) -> None:
    def fail(*_: object) -> None:
        raise bug

    alice = await open_page("alice")
    monkeypatch.setattr("sandbox.live.control.snapshot", fail)

    async with alice.http.get(f"{sandbox.page_url}sandbox/snapshot?member={alice.member}") as response:
        assert response.status == 500

    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [bug]


async def test_suggestions_come_with_the_request(
    sandbox: Sandbox, bot: SampleBot, open_page: OpenPage
) -> None:
    alice = await open_page("alice")
    seen = await alice.snapshot()
    guild = seen["guilds"][0]
    command = next(one for one in seen["commands"][guild["id"]] if one["name"] == "tools")
    answer = await alice.call(
        "POST",
        "interactions",
        member=alice.member,
        channel=guild["channels"][0]["id"],
        kind="autocomplete",
        command_id=command["id"],
        path=["find"],
        options=[{"name": "thing", "type": 3, "value": "per"}],
        focused="thing",
    )
    assert answer == {"choices": [{"name": "Perl", "value": "perl"}]}


async def test_the_clock_moves_to_the_next_thing(sandbox: Sandbox, open_page: OpenPage) -> None:
    alice = await open_page("alice")
    before = sandbox.clock.now()

    async def next_event() -> datetime:
        return before + timedelta(hours=5)

    sandbox.next_event = next_event
    moved = await alice.call("POST", "clock", to="next")
    assert datetime.fromisoformat(moved["now"]) - before - timedelta(hours=5) < timedelta(seconds=5)
    assert moved["moved"], "however little was left"
    await alice.call("POST", "clock", advance_seconds=3600)
    await alice.until(lambda: len(alice.of_type("clock")) == 2)
    assert sandbox.clock.now() - before >= timedelta(hours=6)

    async def nothing() -> None:
        return None

    sandbox.next_event = nothing
    assert not (await alice.call("POST", "clock", to="next"))["moved"]


async def test_members_can_be_changed(sandbox: Sandbox, open_page: OpenPage) -> None:
    alice = await open_page("alice")
    changed = await alice.call("PATCH", f"members/{alice.member}", locale="ru", dms_open=False, is_admin=True)
    assert (changed["locale"], changed["dms_open"], changed["is_admin"]) == ("ru", False, True)
    assert not (await alice.call("PATCH", f"members/{alice.member}", is_admin=False))["is_admin"]
    await alice.until(lambda: alice.of_type("member"))


async def test_members_leave_a_server_and_join_it_again(sandbox: Sandbox, open_page: OpenPage) -> None:
    alice = await open_page("alice")
    guild = sandbox.world.guild_named("Study Hall")
    for is_member in (False, False, True, True):
        changed = await alice.call("PATCH", f"members/{alice.member}", guild=guild.id, is_member=is_member)
        assert (alice.member in guild.members) is is_member
        assert {one["id"]: one["is_member"] for one in changed["servers"]}[guild.id] is is_member
        snapshot = await alice.call("GET", f"snapshot?member={alice.member}")
        assert (guild.id in {one["id"] for one in snapshot["guilds"]}) is is_member
    await alice.call("PATCH", f"members/{alice.member}", 400, guild="nowhere", is_member=False)


async def test_faults_are_switched_from_the_page(
    sandbox: Sandbox, bot: SampleBot, open_page: OpenPage
) -> None:
    alice = await open_page("alice")
    turned: list[bool] = []
    sandbox.offer_fault(ExtraFault("other", {"en": "Another service"}, turned.append))
    channel = sandbox.channel("interviews", guild="Study Hall")
    await alice.call("POST", "faults", kind="status", status=503, path="/callback", times=2)
    await alice.call("POST", "faults", kind="deny_channel", channel=channel.id)
    listed = await alice.call("POST", "faults", kind="other")
    assert [one["kind"] for one in listed["faults"]] == ["status", "deny_channel", "other"]
    assert not sandbox.backend.sees(sandbox.world.bot.id, channel)
    assert (await alice.call("DELETE", "faults"))["faults"] == []
    assert turned == [True, False]
    assert sandbox.backend.sees(sandbox.world.bot.id, channel)
    await alice.call("POST", "faults", 400, kind="nonsense")


async def test_the_page_itself_is_served(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as http:
        async with http.get(sandbox.page_url) as response:
            assert response.status == 200
            assert response.content_type == "text/html"
        async with http.get(f"{sandbox.page_url}static/..%2f..%2fserver.py") as response:
            assert response.status == 404
