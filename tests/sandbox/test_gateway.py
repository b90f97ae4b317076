"""The gateway: sessions, compression, resuming, shards, intents."""

import asyncio
import zlib
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import orjson
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from sandbox import ClientRefusal, RequestRecord, Sandbox, study_server
from sandbox.gateway.compression import stream_for
from tests.sandbox.conftest import StartBot
from tests.sandbox.sample_bot import SampleBot
from tests.support.patience import come_back_at_once, impatient, until_servers_are_known


async def test_discord_py_asks_for_compression_and_becomes_ready(
    sandbox: Sandbox, start_bot: StartBot
) -> None:
    bot = await start_bot(sandbox)
    assert sorted(guild.name for guild in bot.guilds) == ["Night School", "Study Hall"]
    assert bot.application_id == int(sandbox.application_id)


async def test_a_dropped_connection_is_resumed_and_nothing_is_lost(sandbox: Sandbox, bot: SampleBot) -> None:
    sandbox.gateway.drop()
    await sandbox.wait_until(lambda: not sandbox.gateway.online)
    await sandbox.member("alice").write("while you were away")
    await asyncio.wait_for(bot.ready_again.wait(), 60)
    assert [one.author.name for one in bot.heard] == ["alice"]
    assert (await sandbox.member("alice").run("ping")).text.startswith("Pong")


async def test_the_bot_reconnects_when_asked(sandbox: Sandbox, bot: SampleBot) -> None:
    sandbox.gateway.reconnect()
    await asyncio.wait_for(bot.ready_again.wait(), 60)
    assert (await sandbox.member("alice").run("ping")).text.startswith("Pong")


async def test_an_invalid_session_that_can_be_resumed_is_resumed(sandbox: Sandbox, bot: SampleBot) -> None:
    sandbox.gateway.invalidate_session(resumable=True)
    await asyncio.wait_for(bot.ready_again.wait(), 60)


async def test_frames_are_one_compressed_stream_when_asked(sandbox: Sandbox) -> None:
    url = f"{sandbox.gateway_url}?v=10&encoding=json&compress=zlib-stream"
    stream = zlib.decompressobj()
    async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
        hello = orjson.loads(stream.decompress(await socket.receive_bytes(timeout=60)))
        assert hello["op"] == 10
        await socket.send_json({"op": 1, "d": None})
        frame = await socket.receive_bytes(timeout=60)
        assert frame.endswith(b"\x00\x00\xff\xff")
        assert orjson.loads(stream.decompress(frame))["op"] == 11


async def test_what_cannot_be_compressed_here_comes_as_text(sandbox: Sandbox) -> None:
    url = f"{sandbox.gateway_url}?v=10&encoding=json&compress=zstd-stream"
    if stream_for("zstd-stream") is not None:
        pytest.skip("this Python can compress with zstandard")
    async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
        assert (await socket.receive_json(timeout=60))["op"] == 10


@pytest.mark.parametrize(
    ("sent", "code"),
    [("nonsense", 4002), ('{"op": 2}', 4002), ('{"op": 99}', 4001), ('{"op": 3, "d": {}}', 4003)],
)
async def test_nonsense_ends_the_connection(sandbox: Sandbox, sent: str, code: int) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{sandbox.gateway_url}?v=10") as socket:
        await socket.receive(timeout=60)
        await socket.send_str(sent)
        message = await socket.receive(timeout=60)
        assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, code)


class RawGateway:
    """A client that speaks to the gateway by itself."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, op: int, data: object) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def receive(self) -> Any:  # noqa: ANN401 - any payload
        return await self.socket.receive_json(timeout=60)

    async def until(self, event: str) -> Any:  # noqa: ANN401 - any payload
        while True:
            payload = await self.receive()
            if payload["t"] == event:
                return payload["d"]

    async def identify(self, sandbox: Sandbox, **changes: object) -> None:
        assert (await self.receive())["op"] == 10
        await self.send(2, {"token": sandbox.bot_token, "intents": 1 | 1 << 9 | 1 << 12, **changes})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 1}, 4014),
        ({"intents": 1 << 15}, 4014),
        ({"intents": None}, 4013),
        ({"shard": [2, 2]}, 4010),
    ],
)
async def test_a_wrong_identify_is_refused(sandbox: Sandbox, changes: dict[str, object], code: int) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{sandbox.gateway_url}?v=10") as socket:
        await RawGateway(socket).identify(sandbox, **changes)
        message = await socket.receive(timeout=60)
        assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, code)


async def test_each_shard_gets_its_servers_and_every_session_of_a_shard_each_interaction(
    sandbox: Sandbox,
) -> None:
    async with aiohttp.ClientSession() as http:
        clients = [RawGateway(await http.ws_connect(f"{sandbox.gateway_url}?v=10")) for _ in range(3)]
        shards = [[0, 2], [1, 2], [1, 2]]
        for client, shard in zip(clients, shards, strict=True):
            await client.identify(sandbox, shard=shard)
        ready = [await client.until("READY") for client in clients]
        servers = [[guild["id"] for guild in one["guilds"]] for one in ready]
        by_shard = {int(guild_id) >> 22 & 1: [guild_id] for guild_id in sandbox.world.guilds}
        assert servers == [by_shard[0], by_shard[1], by_shard[1]]
        channel = sandbox.world.guilds[by_shard[1][0]]
        alice = sandbox.member("alice").at("general", guild=channel.name)
        await alice.write("hello")
        heard = [await client.until("MESSAGE_CREATE") for client in clients[1:]]
        assert [one["content"] for one in heard] == ["", ""]
        for client in clients:
            await client.socket.close()


async def test_without_the_content_intent_only_own_messages_can_be_read(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    alice = sandbox.member("alice")
    await alice.write("in public")
    await alice.write(f"<@{sandbox.world.bot.id}> to you")
    await alice.at("dm").write("in private")
    while len(bot.heard) < 3:
        await asyncio.wait_for(bot.hears.wait(), 60)
        bot.hears.clear()
    assert [one.content for one in bot.heard] == ["", f"<@{sandbox.world.bot.id}> to you", "in private"]


async def test_privileged_intents_can_be_granted(start_bot: StartBot) -> None:
    world = study_server(extra_members=30)
    async with Sandbox(world, granted_intents=1 << 1 | 1 << 15, rate_limits=False) as sandbox:
        intents = discord.Intents.default()
        intents.members = intents.message_content = True
        bot = await start_bot(sandbox, intents=intents)
        guild = bot.get_guild(int(sandbox.world.guild_named("Study Hall").id))
        assert guild is not None
        assert guild.member_count == len(guild.members) == 36
        found = await guild.query_members("member_00")
        assert [one.name for one in found] == [f"member_00{n}" for n in range(1, 6)]
        emil = sandbox.member("emil")
        emil.join("Study Hall")
        came = await bot.wait_for("member_join", timeout=60)
        emil.leave("Study Hall")
        went = await bot.wait_for("member_remove", timeout=60)
        assert came.name == went.name == "emil"


async def test_a_second_bot_process_gets_the_same_interactions(sandbox: Sandbox, start_bot: StartBot) -> None:
    first, second = await start_bot(sandbox), await start_bot(sandbox)
    answer = await sandbox.member("alice").run("ping")
    assert answer.text.startswith("Pong")

    def callbacks() -> list[RequestRecord]:
        return [one for one in sandbox.requests if "/callback" in one.path]

    await sandbox.wait_until(lambda: len(callbacks()) == 2, reason="both processes to answer")
    assert sorted(one.status for one in callbacks()) == [200, 400]
    assert first is not second


async def test_the_clock_gives_ids_and_timestamps_their_time(sandbox: Sandbox, bot: SampleBot) -> None:
    sandbox.clock.advance(timedelta(days=30))
    answer = await sandbox.member("alice").run("say", text="hello")
    assert answer.message is not None
    assert abs(answer.message.created_at - sandbox.clock.now()) < timedelta(seconds=5)
    made = discord.utils.snowflake_time(int(answer.message.id))
    assert abs(made - sandbox.clock.now()) < timedelta(seconds=5)


async def test_a_bot_with_shards_sees_all_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Sandbox(study_server(), rate_limits=False, shards=2) as sandbox:
        monkeypatch.setattr(Route, "BASE", sandbox.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
        come_back_at_once(monkeypatch)
        intents = discord.Intents.default()
        bot = discord.AutoShardedClient(intents=intents, guild_ready_timeout=0.05)
        task = asyncio.create_task(bot.start(sandbox.bot_token))
        await sandbox.wait_until(lambda: len(sandbox.gateway.sessions) == 2)
        await asyncio.wait_for(until_servers_are_known(bot), 60)
        assert {guild.name: guild.shard_id for guild in bot.guilds} == {"Study Hall": 0, "Night School": 1}
        await bot.close()
        await task


async def test_the_bot_can_be_removed_from_a_server_and_added_again(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    sandbox.remove_bot("Study Hall")
    with pytest.raises(ClientRefusal, match="not offered"):
        await alice.run("ping")
    assert (await alice.run("ping", guild="Night School")).text.startswith("Pong")
    assert [guild.name for guild in bot.guilds] == ["Night School"]
    sandbox.add_bot("Study Hall")
    assert (await alice.run("ping")).text.startswith("Pong")
    assert len(bot.guilds) == 2


async def test_members_and_channels_come_and_go(sandbox: Sandbox, bot: SampleBot) -> None:
    chen = sandbox.member("chen")
    chen.leave()
    with pytest.raises(ClientRefusal, match="in no server"):
        await chen.run("ping")
    with pytest.raises(discord.Forbidden) as raised:
        await (await bot.fetch_user(int(chen.id))).send("Still there?")
    assert raised.value.code == 50278
    chen.join("Night School")
    assert (await chen.run("ping")).text.startswith("Pong")
    sandbox.delete_channel("interviews", guild="Study Hall")
    assert (await sandbox.member("alice").run("ping")).text.startswith("Pong")
    study_hall = bot.get_guild(int(sandbox.world.guild_named("Study Hall").id))
    assert study_hall is not None
    assert [one.name for one in study_hall.text_channels] == ["general", "admin-log"]


async def test_an_outage_of_the_gateway_ends(
    sandbox: Sandbox, bot: SampleBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_back_at_once(monkeypatch)
    sandbox.gateway.accepting = False
    sandbox.gateway.drop()
    await sandbox.wait_until(lambda: not sandbox.gateway.online)
    with impatient(sandbox):
        assert (await sandbox.member("alice").run("ping")).failed
    sandbox.gateway.accepting = True
    await sandbox.wait_until(lambda: sandbox.gateway.online, reason="the bot to come back")
    assert (await sandbox.member("alice").run("ping")).text.startswith("Pong")


async def test_the_next_event_of_a_name_can_be_altered(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    sandbox.alter_next("MESSAGE_CREATE", lambda data: data["author"].update(username="mallory"))
    for text in ("one", "two"):
        await alice.write(text)
    while len(bot.heard) < 2:
        await asyncio.wait_for(bot.hears.wait(), 60)
        bot.hears.clear()
    assert [one.author.name for one in bot.heard] == ["mallory", "alice"]


@pytest.mark.parametrize("is_event", [False, True])
async def test_a_frame_may_hold_anything_and_comes_again_only_as_an_event(
    sandbox: Sandbox, *, is_event: bool
) -> None:
    url = f"{sandbox.gateway_url}?v=10"
    async with aiohttp.ClientSession() as http:
        async with http.ws_connect(url) as socket:
            client = RawGateway(socket)
            await client.identify(sandbox)
            ready = await client.until("READY")
            session = sandbox.gateway.session(ready["session_id"])
            assert session is not None
            sandbox.send_frame(b"nonsense", is_event=is_event)
            while (await socket.receive_str(timeout=60)) != "nonsense":
                pass
            sandbox.gateway.drop()
            while not socket.closed:
                await socket.receive(timeout=60)
        async with http.ws_connect(url) as socket:
            await socket.receive_str(timeout=60)
            since = session.sequence - 1
            seen = {"token": sandbox.bot_token, "session_id": session.id, "seq": since}
            await RawGateway(socket).send(6, seen)
            again = await socket.receive_str(timeout=60)
            assert (again == "nonsense") is is_event


async def test_a_server_that_is_held_back_is_unavailable_until_it_is_announced(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", sandbox.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
    sandbox.hold_back("Night School")
    bot = SampleBot(intents=discord.Intents.default(), guild_ready_timeout=0.05)
    task = asyncio.create_task(bot.start(sandbox.bot_token))
    await asyncio.wait_for(bot.connected.wait(), 60)
    hall = sandbox.world.guild_named("Study Hall")
    while any(guild.unavailable for guild in bot.guilds if guild.id == int(hall.id)):
        await asyncio.wait_for(bot.wait_for("guild_available"), 60)
    assert {guild.id: guild.unavailable for guild in bot.guilds} == {
        int(guild.id): guild is not hall for guild in sandbox.world.guilds.values()
    }
    assert (await sandbox.member("alice").run("ping", guild="Night School")).text.startswith("Pong")
    sandbox.announce("Night School")
    await asyncio.wait_for(until_servers_are_known(bot), 60)
    await bot.close()
    await task


async def test_a_token_that_was_reset_opens_nothing_any_more(sandbox: Sandbox) -> None:
    old = sandbox.bot_token
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{sandbox.gateway_url}?v=10") as socket:
        client = RawGateway(socket)
        await client.identify(sandbox)
        await client.until("GUILD_CREATE")
        sandbox.reset_token()
        message = await socket.receive(timeout=60)
        while message.type is aiohttp.WSMsgType.TEXT:
            message = await socket.receive(timeout=60)
        assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, 4004)
        for token, status in ((old, 401), (sandbox.bot_token, 200)):
            headers = {"Authorization": f"Bot {token}"}
            async with http.get(f"{sandbox.api_url}/users/@me", headers=headers) as response:
                assert response.status == status
