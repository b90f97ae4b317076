"""User commands: what a member chooses from somebody's menu, under Apps."""

from typing import Any

import aiohttp
import pytest

from sandbox import ClientRefusal, InteractionKind, Sandbox
from sandbox.json_types import JsonObject
from sandbox.permissions import Permission
from tests.sandbox.sample_bot import SampleBot

CONTEXT_MENU_COMMAND = 23


def sent_last(sandbox: Sandbox) -> JsonObject:
    """Return what the last interaction was about."""
    latest = sandbox.backend.interactions.latest
    assert latest is not None
    assert latest.kind is InteractionKind.COMMAND
    return latest.data


async def test_a_member_chooses_a_command_from_anothers_menu(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, chen = sandbox.member("alice"), sandbox.member("chen")
    answer = await alice.run_on(chen, "Say hello")
    assert answer.text.startswith("Hello Chen")
    assert answer.message is not None
    raw = answer.message.raw
    assert raw["type"] == CONTEXT_MENU_COMMAND
    assert raw["interaction_metadata"]["target_user"]["id"] == chen.id
    assert [one.content for one in sandbox.member("boris").messages("general")] == [answer.text]


async def test_the_bot_is_told_whom_it_is_about_as_discord_tells(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, chen = sandbox.member("alice"), sandbox.member("chen")
    await alice.run_on(chen, "Say hello", channel="interviews")
    data = sent_last(sandbox)
    assert data.keys() == {"id", "type", "name", "target_id", "resolved"}
    assert (data["type"], data["name"], data["target_id"]) == (2, "Say hello", chen.id)
    assert data["resolved"]["users"][chen.id]["username"] == "chen"
    assert data["resolved"]["members"][chen.id].keys().isdisjoint({"user", "deaf", "mute"})
    assert data["resolved"]["members"][chen.id]["permissions"].isdecimal()


async def test_a_command_has_its_english_name_and_the_one_of_the_members_language(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    alice, boris = sandbox.member("alice"), sandbox.member("boris")
    assert (await boris.run_on(alice, "Поздороваться")).text.startswith("Hello Alice")
    assert sent_last(sandbox)["name"] == "Say hello"
    assert (await boris.run_on(alice, "Say hello")).text.startswith("Hello Alice")
    with pytest.raises(ClientRefusal, match="“Поздороваться” does not exist"):
        await alice.run_on(boris, "Поздороваться")


async def test_a_menu_belongs_to_oneself_and_to_bots_too(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    assert (await alice.run_on(alice, "Say hello")).text.startswith("Hello Alice")
    assert (await alice.run_on(sandbox.world.bot, "Say hello")).text.startswith("Hello sandbox-bot")


async def test_only_who_is_shown_there_has_a_menu(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, chen, emil = (sandbox.member(name) for name in ("alice", "chen", "emil"))
    with pytest.raises(ClientRefusal, match="nobody like that"):
        await alice.run_on(emil, "Say hello", guild="Study Hall")
    with pytest.raises(ClientRefusal, match="nobody like that"):
        await alice.run_on(chen, "Say hello", channel="dm")
    assert (await alice.run_on(emil, "Say hello", guild="Night School")).text.startswith("Hello Emil")


async def test_who_has_left_and_is_still_read_is_a_user_and_no_member(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    alice, chen = sandbox.member("alice"), sandbox.member("chen")
    await chen.write("Goodbye", channel="general")
    chen.leave()
    assert (await alice.run_on(chen, "Say hello")).text == "Hello Chen, no roles"
    assert sent_last(sandbox)["resolved"].keys() == {"users"}
    with pytest.raises(ClientRefusal, match="nobody like that"):
        await alice.run_on(chen, "Say hello", channel="interviews")


async def test_a_command_for_servers_is_not_offered_in_a_direct_message(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    olga = sandbox.member("olga")
    assert (await olga.run_on(olga, "Say hello", channel="dm")).text == "Hello Olga, no roles"
    assert sent_last(sandbox)["resolved"].keys() == {"users"}
    with pytest.raises(ClientRefusal, match="“Look into” is not offered"):
        await olga.run_on(olga, "Look into", channel="dm")


async def test_a_command_for_admins_is_offered_to_them_alone_and_may_open_a_form(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    olga, alice = sandbox.member("olga"), sandbox.member("alice")
    with pytest.raises(ClientRefusal, match="“Look into” is not offered"):
        await alice.run_on(olga, "Look into")
    opened = await olga.run_on(alice, "Look into")
    answer = await olga.submit(opened.modal, score="5", text="Well done")
    assert answer.text == "5: Well done"
    assert answer.message is not None
    assert answer.message.raw["type"] == CONTEXT_MENU_COMMAND


async def test_it_takes_the_right_to_use_commands_in_the_channel(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    with pytest.raises(ClientRefusal, match="cannot see"):
        await alice.run_on(alice, "Say hello", channel="admin-log")
    sandbox.world.guild_named("Study Hall").everyone.permissions &= ~Permission.USE_APPLICATION_COMMANDS
    with pytest.raises(ClientRefusal, match="may not use commands"):
        await alice.run_on(alice, "Say hello")


async def test_a_command_of_a_menu_is_none_to_type_nor_the_other_way_round(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    alice = sandbox.member("alice")
    with pytest.raises(ClientRefusal, match="/Say does not exist"):
        await alice.run("Say hello")
    with pytest.raises(ClientRefusal, match="“ping” does not exist"):
        await alice.run_on(alice, "ping")


async def sent_from_the_page(sandbox: Sandbox, **body: object) -> tuple[int, Any]:
    """Send what a page sends that does not know what it does."""
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{sandbox.page_url}sandbox/interactions", json=body) as response,
    ):
        return response.status, await response.json()


async def test_the_page_sends_a_command_on_somebody(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, chen = sandbox.member("alice"), sandbox.member("chen")
    menus = {one["name"]: one["id"] for one in alice.commands() if one["type"] == 2}
    assert menus.keys() == {"Say hello"}
    channel = sandbox.channel("general")
    body = {"member": alice.id, "channel": channel.id, "target": chen.id, "command_id": menus["Say hello"]}

    status, said = await sent_from_the_page(sandbox, kind="user_command", **body)
    assert (status, said.keys()) == (200, {"interaction"})
    await sandbox.wait_until(lambda: alice.messages("general"), reason="the answer")
    assert alice.messages("general")[0].content.startswith("Hello Chen")

    said = await sent_from_the_page(sandbox, kind="command", **body)
    assert said == (400, {"error": "The command that you chose does not exist."})
    said = await sent_from_the_page(sandbox, kind="user_command", **body | {"target": "1"})
    assert said == (400, {"error": "There is nobody like that here."})
