"""Channels, DMs, members and messages over REST: permissions, nonces, mentions, limits of rate, faults."""

import asyncio
import io
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import discord
import pytest
from discord import app_commands

from sandbox import ClientRefusal, Fault, Sandbox, study_server
from sandbox.interactions.outcome import fail_unanswered
from tests.sandbox.conftest import StartBot
from tests.sandbox.discord_rest import Rest
from tests.sandbox.sample_bot import SampleBot
from tests.support.patience import impatient


@pytest.fixture
async def rest(sandbox: Sandbox) -> AsyncIterator[Rest]:
    async with Rest(sandbox) as client:
        yield client


def messages_of(sandbox: Sandbox, channel: str = "general") -> str:
    return f"/channels/{sandbox.channel(channel).id}/messages"


def channel_in(bot: SampleBot, sandbox: Sandbox, name: str = "general") -> discord.TextChannel:
    channel = bot.get_channel(int(sandbox.channel(name).id))
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_a_wrong_token_is_refused(sandbox: Sandbox) -> None:
    async with Rest(sandbox, token="wrong") as rest:
        status, answer = await rest.call("GET", "/users/@me")
    assert (status, answer) == (401, {"message": "401: Unauthorized", "code": 0})


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/channels/1", 10003),
        ("/guilds/1", 10004),
        ("/users/1", 10013),
        ("/nonsense", 0),
    ],
)
async def test_what_is_unknown_is_not_found(rest: Rest, path: str, code: int) -> None:
    status, answer = await rest.call("GET", path)
    assert (status, answer["code"]) == (404, code)


@pytest.mark.parametrize("path", ["/applications/@me", "/oauth2/applications/@me"])
async def test_the_application_is_found_at_both_its_addresses(
    sandbox: Sandbox, rest: Rest, path: str
) -> None:
    status, answer = await rest.call("GET", path)
    assert (status, answer["id"]) == (200, sandbox.application_id)


async def test_a_message_is_sent_edited_and_deleted(sandbox: Sandbox, bot: SampleBot) -> None:
    channel = channel_in(bot, sandbox)
    sent = await channel.send("One", embed=discord.Embed(title="T"))
    seen = sandbox.member("alice").messages("general")
    assert [one.text for one in seen] == ["One\nT"]
    await sent.edit(content="Two")
    assert seen[0].content == "Two"
    assert seen[0].edited
    assert (await channel.fetch_message(sent.id)).content == "Two"
    assert [one.id async for one in channel.history()] == [sent.id]
    await sent.delete()
    assert sandbox.member("alice").messages("general") == []
    with pytest.raises(discord.NotFound) as raised:
        await sent.edit(content="Three")
    assert raised.value.code == 10008


async def test_an_enforced_nonce_posts_once(sandbox: Sandbox, bot: SampleBot) -> None:
    channel = channel_in(bot, sandbox)
    first = await channel.send("One", nonce="same")
    second = await channel.send("Two", nonce="same")
    assert first.id == second.id
    seen = sandbox.member("alice").messages("general")
    assert [(one.content, one.nonce) for one in seen] == [("One", "same")]


async def test_a_dm_reaches_only_open_doors(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, dina = sandbox.member("alice"), sandbox.member("dina")
    await (await bot.fetch_user(int(alice.id))).send("Hello")
    assert [one.content for one in alice.dms()] == ["Hello"]
    with pytest.raises(discord.Forbidden) as raised:
        await (await bot.fetch_user(int(dina.id))).send("Hello")
    assert raised.value.code == 50007
    dina.open_dms()
    await (await bot.fetch_user(int(dina.id))).send("Hello again")
    assert [one.content for one in dina.dms()] == ["Hello again"]


async def test_a_channel_closed_to_the_bot_is_missing_access(sandbox: Sandbox, bot: SampleBot) -> None:
    channel = channel_in(bot, sandbox, "interviews")
    sandbox.deny("interviews", "send_messages")
    with pytest.raises(discord.Forbidden) as raised:
        await channel.send("x")
    assert raised.value.code == 50013
    sandbox.deny("interviews", "view_channel")
    with pytest.raises(discord.Forbidden) as raised:
        await channel.send("x")
    assert raised.value.code == 50001
    sandbox.allow("interviews", "view_channel")
    sandbox.allow("interviews", "send_messages")
    await channel.send("x")


async def test_the_bot_hears_of_changed_permissions(sandbox: Sandbox, bot: SampleBot) -> None:
    channel = channel_in(bot, sandbox, "interviews")
    assert channel.permissions_for(channel.guild.me).send_messages
    heard = bot.loop.create_future()
    bot.on_guild_channel_update = lambda *_: _done(heard)  # type: ignore[attr-defined]
    sandbox.deny("interviews", "send_messages")
    await asyncio.wait_for(heard, 60)
    assert not channel.permissions_for(channel.guild.me).send_messages


async def _done(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


async def test_only_allowed_mentions_notify(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, boris = sandbox.member("alice"), sandbox.member("boris")
    channel = channel_in(bot, sandbox)
    text = f"{alice.mention} {boris.mention} @everyone"
    await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
    await channel.send(text, allowed_mentions=discord.AllowedMentions(users=[discord.Object(int(alice.id))]))
    await channel.send(text)
    assert [one.mentions for one in alice.messages("general")] == [
        [],
        [alice.id],
        sorted([alice.id, boris.id]),
    ]


async def test_a_mention_in_a_channel_that_someone_cannot_see_reaches_nobody(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    alice, olga = sandbox.member("alice"), sandbox.member("olga")
    await channel_in(bot, sandbox, "admin-log").send(f"{alice.mention} {olga.mention}")
    assert olga.messages("admin-log")[0].mentions == [olga.id]


async def test_files_go_both_ways(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    answer = await alice.run("upload")
    assert answer.message is not None
    attachment = answer.message.attachments[0]
    assert (attachment["filename"], attachment["description"]) == ("hello.txt", "A greeting")
    async with aiohttp.ClientSession() as http, http.get(attachment["url"]) as response:
        assert await response.read() == b"hello"
    sent = await channel_in(bot, sandbox).send("With a file", file=discord.File(io.BytesIO(b"x"), "x.bin"))
    await sent.edit(attachments=[])
    assert alice.messages("general")[-1].attachments == []
    record = next(one for one in sandbox.requests if one.files == ["hello.txt"])
    assert record.json["data"]["content"] == "A file"


async def test_interaction_tokens_end_after_fifteen_minutes(
    sandbox: Sandbox, bot: SampleBot, rest: Rest
) -> None:
    answer = await sandbox.member("alice").run("ping")
    original = f"/webhooks/{sandbox.application_id}/{answer.interaction.token}/messages/@original"
    assert (await rest.call("GET", original))[0] == 200
    sandbox.clock.advance(timedelta(minutes=14))
    assert (await rest.call("PATCH", original, {"content": "later"}))[0] == 200
    sandbox.clock.advance(timedelta(minutes=2))
    status, body = await rest.call("PATCH", original, {"content": "too late"})
    assert (status, body["code"]) == (401, 50027)


async def test_an_answer_is_deleted_with_the_token_of_its_interaction(
    sandbox: Sandbox, bot: SampleBot, rest: Rest
) -> None:
    alice = sandbox.member("alice")
    answer = await alice.run("say", text="Soon gone", ephemeral=True)
    interaction = sandbox.backend.interactions.latest
    assert interaction is not None
    address = f"/webhooks/{sandbox.application_id}/{interaction.token}/messages/@original"
    assert await rest.call("DELETE", address) == (204, {})
    assert answer.message is None
    assert alice.messages("general") == []


async def test_there_is_one_first_response(sandbox: Sandbox, bot: SampleBot, rest: Rest) -> None:
    answer = await sandbox.member("alice").run("ping")
    callback = f"/interactions/{answer.interaction.id}/{answer.interaction.token}/callback"
    status, body = await rest.call("POST", callback, {"type": 4, "data": {"content": "again"}})
    assert (status, body["code"]) == (400, 40060)


async def test_a_command_cannot_update_a_message(sandbox: Sandbox, bot: SampleBot, rest: Rest) -> None:
    waiting = asyncio.create_task(sandbox.member("alice").run("never"))
    await sandbox.wait_until(lambda: sandbox.backend.interactions.latest is not None)
    interaction = sandbox.backend.interactions.latest
    assert interaction is not None
    callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
    for kind in (6, 7, 8):
        status, body = await rest.call("POST", callback, {"type": kind, "data": {}})
        assert (status, body["code"]) == (400, 50035)
        assert body["errors"]["type"]["_errors"][0]["code"] == "BASE_TYPE_CHOICES"
    # Nothing of that was a response, so this is what the end of its patience does.
    fail_unanswered(sandbox.backend, interaction)
    assert (await waiting).failed


def stop_time(sandbox: Sandbox) -> None:
    """Let no window of a rate limit end any more, however slow the machine is."""
    now = time.monotonic()
    sandbox._limiter.seconds = lambda: now


async def test_sends_are_limited_and_discord_py_waits(start_bot: StartBot) -> None:
    async with Sandbox(study_server(), rate_limits=0.1) as sandbox, Rest(sandbox) as rest:
        bot = await start_bot(sandbox)
        channel = channel_in(bot, sandbox)
        await asyncio.gather(*(channel.send(str(n)) for n in range(12)))
        assert len(sandbox.member("alice").messages("general")) == 12
        stop_time(sandbox)
        statuses = [(await rest.call("POST", messages_of(sandbox), {"content": "x"}))[0] for _ in range(7)]
        assert 429 in statuses
        status, body = await rest.call("POST", messages_of(sandbox), {"content": "x"})
        assert status == 429
        assert set(body) == {"message", "retry_after", "global"}
        assert rest.headers["Via"]
        assert float(rest.headers["X-RateLimit-Reset-After"]) <= 0.5


async def test_faults_hit_as_often_as_they_say(sandbox: Sandbox, bot: SampleBot, rest: Rest) -> None:
    sandbox.faults.add(Fault(kind="status", status=503, method="POST", path=r"/messages$"))
    sandbox.faults.add(Fault(kind="rate_limit", retry_after=0.05, method="POST", path=r"/messages$"))
    assert (await rest.call("POST", messages_of(sandbox), {"content": "x"}))[0] == 503
    status, body = await rest.call("POST", messages_of(sandbox), {"content": "x"})
    assert (status, body["retry_after"]) == (429, 0.05)
    assert (await rest.call("POST", messages_of(sandbox), {"content": "x"}))[0] == 200
    assert [one.status for one in sandbox.requests[-3:]] == [503, 429, 200]


async def test_edits_of_old_messages_can_be_limited(sandbox: Sandbox, bot: SampleBot) -> None:
    sent = await channel_in(bot, sandbox).send("One")
    sandbox.faults.add(Fault(kind="rate_limit", code=30046, retry_after=0.01, method="PATCH", times=5))
    with pytest.raises(discord.HTTPException) as raised:
        await sent.edit(content="Two")
    assert (raised.value.status, raised.value.code) == (429, 30046)


async def test_fifty_requests_a_second_are_the_most() -> None:
    async with Sandbox(study_server(), rate_limits=0.5) as sandbox, Rest(sandbox) as rest:
        stop_time(sandbox)
        answers = [await rest.call("GET", f"/users/{n}") for n in range(51)]
        status, body = answers[-1]
        assert (status, body["global"]) == (429, True)
        assert {status for status, _ in answers[:-1]} == {404}
        assert rest.headers["X-RateLimit-Global"] == "true"


async def test_limits_are_switched_on_and_off_while_it_runs(sandbox: Sandbox, rest: Rest) -> None:
    async def posted() -> list[int]:
        return [(await rest.call("POST", messages_of(sandbox), {"content": "x"}))[0] for _ in range(6)]

    stop_time(sandbox)
    assert await posted() == [200] * 6
    sandbox.limit_rates(1)
    assert await posted() == [200] * 5 + [429]
    sandbox.limit_rates(0)
    assert await posted() == [200] * 6


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
async def test_a_connection_is_dropped_before_or_after_the_work(
    sandbox: Sandbox, rest: Rest, when: str, posted: int
) -> None:
    sandbox.faults.add(Fault(kind="drop", when="after" if when == "after" else "before"))
    with pytest.raises(aiohttp.ClientError):
        await rest.call("POST", messages_of(sandbox), {"content": "x", "nonce": "n", "enforce_nonce": True})
    assert len(sandbox.member("alice").messages("general")) == posted
    await rest.call("POST", messages_of(sandbox), {"content": "x", "nonce": "n", "enforce_nonce": True})
    assert len(sandbox.member("alice").messages("general")) == 1
    assert [one.status for one in sandbox.requests] == [0, 200]


async def test_a_nonce_is_forgotten_after_some_minutes(sandbox: Sandbox, rest: Rest) -> None:
    body = {"content": "x", "nonce": "n", "enforce_nonce": True}
    alice = sandbox.member("alice")
    await rest.call("POST", messages_of(sandbox), body)
    sandbox.clock.advance(timedelta(minutes=4))
    await rest.call("POST", messages_of(sandbox), body)
    assert len(alice.messages("general")) == 1
    sandbox.clock.advance(timedelta(minutes=1))
    await rest.call("POST", messages_of(sandbox), body)
    assert len(alice.messages("general")) == 2


@pytest.mark.parametrize(("when", "done_meanwhile"), [("before", 0), ("after", 1)])
async def test_a_delay_comes_before_or_after_the_work(
    sandbox: Sandbox, rest: Rest, when: str, done_meanwhile: int
) -> None:
    delay = Fault(kind="delay", when="after" if when == "after" else "before", seconds=600)
    sandbox.faults.add(delay)
    posting = asyncio.create_task(rest.call("POST", messages_of(sandbox), {"content": "x"}))
    await sandbox.wait_until(lambda: delay.hits, reason="the request")
    assert len(sandbox.member("alice").messages("general")) == done_meanwhile
    assert not posting.done()
    posting.cancel()


async def test_a_short_delay_after_the_work_keeps_the_answer(sandbox: Sandbox, rest: Rest) -> None:
    sandbox.faults.add(Fault(kind="delay", when="after", seconds=0.01))
    status, message = await rest.call("POST", messages_of(sandbox), {"content": "x"})
    assert (status, message["content"]) == (200, "x")


async def test_a_ban_of_the_address_is_a_page_of_cloudflares(sandbox: Sandbox, bot: SampleBot) -> None:
    sandbox.faults.add(Fault(kind="ban", method="POST", path="/messages", seconds=600))
    with pytest.raises(discord.HTTPException) as raised:
        await channel_in(bot, sandbox).send("x")
    answer = raised.value.response
    assert (raised.value.status, answer.headers["Retry-After"]) == (429, "600")
    assert "Via" not in answer.headers
    assert answer.headers["Content-Type"].startswith("text/html")
    assert sandbox.member("alice").messages("general") == []


async def test_a_delay_lets_an_interaction_time_out(sandbox: Sandbox, bot: SampleBot) -> None:
    sandbox.faults.add(Fault(kind="delay", seconds=0.7, path="/callback"))
    with impatient(sandbox):
        assert (await sandbox.member("alice").run("ping")).failed


async def test_roles_are_given_and_taken_by_those_who_may(sandbox: Sandbox, bot: SampleBot) -> None:
    hall, alice = sandbox.world.guild_named("Study Hall"), sandbox.member("alice")
    guild = bot.get_guild(int(hall.id))
    assert guild is not None
    admin = next(one for one in await guild.fetch_roles() if one.name == "Admin")
    member = await guild.fetch_member(int(alice.id))
    with pytest.raises(discord.Forbidden):
        await member.add_roles(admin)
    sandbox.permit("manage_roles", guild="Study Hall")
    await member.add_roles(admin)
    assert sandbox.backend.is_admin(alice.id, hall)
    await member.remove_roles(admin)
    assert not sandbox.backend.is_admin(alice.id, hall)


async def test_a_channel_is_changed_opened_again_and_deleted(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, channel = sandbox.member("alice").at("interviews"), channel_in(bot, sandbox, "interviews")
    for permission in ("manage_channels", "manage_roles"):
        sandbox.permit(permission, guild="Study Hall")
    await channel.edit(topic="Who meets whom")
    assert sandbox.channel("interviews").topic == "Who meets whom"
    everyone = channel.guild.default_role
    await channel.set_permissions(everyone, send_messages=False)
    with pytest.raises(ClientRefusal):
        await alice.write("Closed")
    await channel.set_permissions(everyone, overwrite=None)
    await alice.write("Open")
    await channel.delete()
    assert "interviews" not in [one.name for one in sandbox.world.guild_named("Study Hall").channels.values()]


async def test_typing_is_taken_where_the_bot_may_write(sandbox: Sandbox, bot: SampleBot) -> None:
    channel = channel_in(bot, sandbox)
    async with channel.typing():
        await channel.send("Typed")
    sandbox.deny("general", "send_messages")
    with pytest.raises(discord.Forbidden):
        await channel.typing()


async def test_a_command_of_one_server_is_offered_only_there(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")

    @app_commands.command(description="Only here")
    async def here(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Here")

    hall = discord.Object(int(sandbox.world.guild_named("Study Hall").id))
    bot.tree.add_command(here, guild=hall)
    await bot.tree.sync(guild=hall)
    assert (await alice.run("here", guild="Study Hall")).text == "Here"
    with pytest.raises(ClientRefusal):
        await alice.run("here", guild="Night School")


async def test_events_and_channels_are_made_by_those_who_may(sandbox: Sandbox, bot: SampleBot) -> None:
    guild = bot.get_guild(int(sandbox.world.guild_named("Study Hall").id))
    assert guild is not None
    with pytest.raises(discord.Forbidden):
        await guild.create_text_channel("board")
    role = next(one for one in sandbox.world.guild_named("Study Hall").roles.values() if one.bot_id)
    role.permissions |= 1 << 4 | 1 << 28 | 1 << 44
    board = await guild.create_text_channel("board", topic="The board")
    assert sandbox.channel("board").topic == "The board"
    await board.set_permissions(guild.default_role, send_messages=False)
    assert not sandbox.backend.permissions_in(sandbox.member("alice").id, sandbox.channel("board")) & 1 << 11
    start = discord.utils.utcnow() + timedelta(hours=1)
    event = await guild.create_scheduled_event(
        name="Interview",
        start_time=start,
        end_time=start + timedelta(hours=1),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="Online",
    )
    await event.edit(name="Renamed")
    assert [one.name for one in sandbox.member("alice").events()] == ["Renamed"]
    await event.delete()
    assert sandbox.member("alice").events() == []


@pytest.mark.parametrize(
    ("body", "kind"), [("<html>Just a moment</html>", "text/html"), ('{"id": ', "application/json")]
)
async def test_a_fault_may_answer_with_any_text(sandbox: Sandbox, body: str, kind: str) -> None:
    sandbox.faults.add(Fault("status", path="^/gateway$", status=200, body=body))
    async with aiohttp.ClientSession() as http, http.get(f"{sandbox.api_url}/gateway") as response:
        assert (response.status, response.content_type) == (200, kind)
        assert await response.text() == body
