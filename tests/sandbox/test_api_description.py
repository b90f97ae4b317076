"""What a bot sends and what the sandbox answers agree with Discord's own API description."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import discord
import orjson
import pytest

from sandbox import RequestRecord, Sandbox
from sandbox.interactions.outcome import fail_unanswered
from tests.sandbox.discord_rest import Rest, error_codes
from tests.sandbox.sample_bot import SampleBot
from tests.support.discord_api_description import (
    DESCRIPTION,
    answer_violations,
    needs_description,
    violations,
)

pytestmark = needs_description


async def live_richly(sandbox: Sandbox, bot: SampleBot) -> None:
    """Let the bot do a bit of everything."""
    alice = sandbox.member("alice")
    for command in ("ping", "slow", "silent_defer", "upload", "rich"):
        await alice.run(command)
    await alice.run_on(alice, "Say hello")
    await alice.complete("tools find", "thing", typed="p")
    said = (await alice.run("say", text="hello")).message
    for label in ("Later", "Aside", "Count 1"):
        await alice.click(said, label)
    said = (await alice.run("say", text="hello", ephemeral=True)).message
    opened = await alice.click(said, "Form")
    await alice.submit(opened.modal, score="1", text="hello you")
    await alice.select(said, "Colours", ["red"])
    await write_richly(sandbox, bot)


async def write_richly(sandbox: Sandbox, bot: SampleBot) -> None:
    """Let the bot use channels, DMs and what it can look up."""
    alice = sandbox.member("alice")
    channel = bot.get_channel(int(sandbox.channel("general").id))
    assert isinstance(channel, discord.TextChannel)
    mentions = discord.AllowedMentions(users=[discord.Object(int(alice.id))])
    embed = discord.Embed(title="T", colour=5, timestamp=discord.utils.utcnow(), url="https://example.org")
    embed.set_author(name="A").set_footer(text="F").set_image(url="https://example.org/x.png")
    sent = await channel.send("One", nonce="abc", allowed_mentions=mentions, embed=embed)
    await sent.edit(content="Two")
    await (await sent.reply("Three")).delete()
    await channel.fetch_message(sent.id)
    assert len([one async for one in channel.history(limit=3)]) == 3
    await (await bot.fetch_user(int(alice.id))).send("Private")
    await bot.fetch_guild(channel.guild.id)
    await channel.guild.fetch_member(int(alice.id))
    await channel.guild.fetch_roles()
    await channel.guild.fetch_channels()
    await bot.application_info()
    await bot.tree.fetch_commands()
    await manage_richly(sandbox, channel)


async def manage_richly(sandbox: Sandbox, channel: discord.TextChannel) -> None:
    """Let the bot make a channel and an event."""
    role = next(one for one in sandbox.world.guild_named("Study Hall").roles.values() if one.bot_id)
    role.permissions |= 1 << 3
    made = await channel.guild.create_text_channel("made", topic="Made")
    await made.set_permissions(channel.guild.default_role, send_messages=False)
    await made.edit(topic="Changed")
    await made.delete()
    start = discord.utils.utcnow() + timedelta(hours=1)
    await channel.guild.create_scheduled_event(
        name="Event",
        start_time=start,
        end_time=start + timedelta(hours=1),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="Online",
    )


async def test_all_that_the_bot_sends_is_as_described(sandbox: Sandbox, bot: SampleBot) -> None:
    await live_richly(sandbox, bot)
    assert len({record.route for record in sandbox.requests}) > 15
    assert [one for one in sandbox.requests if one.status >= 400] == []
    assert violations(sandbox.requests) == []


async def test_all_that_the_sandbox_answers_is_as_described(sandbox: Sandbox, bot: SampleBot) -> None:
    await live_richly(sandbox, bot)
    assert sorted(set(answer_violations(sandbox.requests))) == []


async def test_a_select_directly_in_a_form_breaks_the_description_and_is_refused(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    modal = discord.ui.Modal(title="Form")
    modal.add_item(discord.ui.Select(options=[discord.SelectOption(label="A")]))
    waiting = asyncio.create_task(sandbox.member("alice").run("never"))
    await sandbox.wait_until(lambda: sandbox.backend.interactions.latest is not None)
    interaction = sandbox.backend.interactions.latest
    assert interaction is not None
    async with Rest(sandbox) as rest:
        callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
        status, answer = await rest.call("POST", callback, {"type": 9, "data": modal.to_dict()})
    assert (status, answer["code"]) == (400, 50035)
    assert list(error_codes(answer["errors"]).values()) == [["UNION_TYPE_CHOICES"]]
    assert "type" in violations(sandbox.requests[-1:])[0]
    fail_unanswered(sandbox.backend, interaction)
    await waiting


def described(schema: str, name: str, limit: str) -> int:
    """Return a limit as the description gives it, the one of a list's items for `items`."""
    schemas = orjson.loads(DESCRIPTION.read_bytes())["components"]["schemas"]
    return int(schemas[schema]["properties"][name][limit])


def _embed(**parts: object) -> dict[str, object]:
    return {"embeds": [parts]}


def _button(**parts: object) -> dict[str, object]:
    button = {"type": 2, "style": 1, "label": "x", "custom_id": "x"} | parts
    return {"components": [{"type": 1, "components": [button]}]}


def _select(**parts: object) -> dict[str, object]:
    select = {"type": 3, "custom_id": "x", "options": [{"label": "x", "value": "x"}]} | parts
    return {"components": [{"type": 1, "components": [select]}]}


TEXTS: list[tuple[str, str, Callable[[str], dict[str, object]]]] = [
    ("RichEmbed", "title", lambda text: _embed(title=text)),
    ("RichEmbed", "description", lambda text: _embed(description=text)),
    ("RichEmbedFooter", "text", lambda text: _embed(footer={"text": text})),
    ("RichEmbedAuthor", "name", lambda text: _embed(author={"name": text})),
    ("RichEmbedField", "name", lambda text: _embed(fields=[{"name": text, "value": "v"}])),
    ("RichEmbedField", "value", lambda text: _embed(fields=[{"name": "n", "value": text}])),
    ("ButtonComponentForMessageRequest", "label", lambda text: _button(label=text)),
    ("ButtonComponentForMessageRequest", "custom_id", lambda text: _button(custom_id=text)),
    ("StringSelectComponentForMessageRequest", "placeholder", lambda text: _select(placeholder=text)),
    ("StringSelectComponentForMessageRequest", "custom_id", lambda text: _select(custom_id=text)),
    (
        "StringSelectOptionForRequest",
        "label",
        lambda text: _select(options=[{"label": text, "value": "v"}]),
    ),
    (
        "StringSelectOptionForRequest",
        "value",
        lambda text: _select(options=[{"label": "x", "value": text}]),
    ),
    (
        "StringSelectOptionForRequest",
        "description",
        lambda text: _select(options=[{"label": "x", "value": "x", "description": text}]),
    ),
]


@pytest.mark.parametrize(
    ("schema", "name", "build"), [pytest.param(*one, id=f"{one[0]}.{one[1]}") for one in TEXTS]
)
async def test_the_longest_described_text_is_taken_and_one_more_is_refused(
    sandbox: Sandbox, schema: str, name: str, build: Callable[[str], dict[str, object]]
) -> None:
    longest = described(schema, name, "maxLength")
    path = f"/channels/{sandbox.channel('general').id}/messages"
    async with Rest(sandbox) as rest:
        assert (await rest.call("POST", path, build("x" * longest)))[0] == 200
        status, answer = await rest.call("POST", path, build("x" * (longest + 1)))
    assert (status, answer["code"]) == (400, 50035)
    assert violations(sandbox.requests[-2:-1]) == []
    assert len(violations(sandbox.requests[-1:])) == 1


LISTS: list[tuple[str, str, Callable[[int], dict[str, object]]]] = [
    ("MessageCreateRequest", "embeds", lambda count: {"embeds": [{"title": "x"}] * count}),
    ("RichEmbed", "fields", lambda count: _embed(fields=[{"name": "n", "value": "v"}] * count)),
    (
        "StringSelectComponentForMessageRequest",
        "options",
        lambda count: _select(options=[{"label": "x", "value": str(n)} for n in range(count)]),
    ),
    (
        "ActionRowComponentForMessageRequest",
        "components",
        lambda count: {
            "components": [
                {
                    "type": 1,
                    "components": [
                        {"type": 2, "style": 1, "label": "x", "custom_id": str(n)} for n in range(count)
                    ],
                }
            ]
        },
    ),
]


@pytest.mark.parametrize(
    ("schema", "name", "build"), [pytest.param(*one, id=f"{one[0]}.{one[1]}") for one in LISTS]
)
async def test_the_longest_described_list_is_taken_and_one_more_is_refused(
    sandbox: Sandbox, schema: str, name: str, build: Callable[[int], dict[str, object]]
) -> None:
    most = described(schema, name, "maxItems")
    path = f"/channels/{sandbox.channel('general').id}/messages"
    async with Rest(sandbox) as rest:
        assert (await rest.call("POST", path, build(most)))[0] == 200
        status, answer = await rest.call("POST", path, build(most + 1))
    assert (status, answer["code"]) == (400, 50035)
    assert len(violations(sandbox.requests[-1:])) == 1


def record_of(method: str, path: str, body: Any) -> RequestRecord:  # noqa: ANN401 - any JSON value
    at = discord.utils.utcnow()
    return RequestRecord(method, path, path, body, {}, {}, 200, None, at)


def test_the_check_names_what_is_wrong() -> None:
    unknown, wrong, fine = (
        record_of("GET", "/nowhere", None),
        record_of("POST", "/channels/1/messages", {"embeds": [{"title": 5}]}),
        record_of("POST", "/channels/1/messages", {"content": "x"}),
    )
    assert violations([unknown, wrong, fine]) == [
        "GET /nowhere: Discord has no such route",
        "POST /channels/1/messages: body.embeds[0].title: 5 is not of type 'string', 'null'",
    ]
