"""The bot's commands as Discord would get them, without connecting."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from discord import app_commands

from cogs import EXTENSIONS
from cogs._client.bot import SparringBot
from cogs._shared import translation
from cogs._shared.translation import CommandTranslator
from hosting.failures import CannotStartError, missing_features_named
from tests.meta.complaints import amiss

JsonObject = dict[str, Any]


@pytest.fixture
async def bot(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SparringBot]:
    """The bot with every feature loaded; it never connects, and without a database it has no worker."""
    # The bot never speaks: the log of a test that fails need not say what is missing for it.
    monkeypatch.setattr(discord.VoiceClient, "warn_nacl", False)
    monkeypatch.setattr(discord.VoiceClient, "warn_dave", False)
    # Not by its dotted name: unloading an extension leaves the old module behind as an attribute.
    monkeypatch.setattr(importlib.import_module("cogs.delivery.heart").Heart, "begin", _never)
    async with SparringBot(lambda: datetime(2026, 12, 1, tzinfo=UTC)) as offline:
        await offline.tree.set_translator(CommandTranslator())
        try:
            with missing_features_named():
                for extension in EXTENSIONS:
                    await offline.load_extension(extension)
        except CannotStartError as error:
            amiss(str(error))
        yield offline


async def _never(_heart: object) -> int:
    await asyncio.Event().wait()
    raise AssertionError("nothing sets it")


@pytest.fixture
def asked_texts(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The texts that were asked for when the commands were translated, by their ids: the English of each."""
    found: dict[str, str] = {}
    original = translation.command_text_id

    def noted(context: app_commands.TranslationContextTypes, message: str) -> str | None:
        text_id = original(context, message)
        if text_id is not None:
            found[text_id] = message
        return text_id

    monkeypatch.setattr(translation, "command_text_id", noted)
    return found


@pytest.fixture
async def registered(asked_texts: dict[str, str], bot: SparringBot) -> list[JsonObject]:
    """What is sent to Discord when the commands are registered, those of members' menus included."""
    translator = bot.tree.translator
    assert translator is not None
    return [await command.get_translated_payload(bot.tree, translator) for command in bot.tree.get_commands()]


@pytest.fixture
def commands(registered: list[JsonObject]) -> list[JsonObject]:
    """The slash commands of these."""
    return [one for one in registered if one["type"] == discord.AppCommandType.chat_input.value]


@pytest.fixture
def menus(registered: list[JsonObject]) -> list[JsonObject]:
    """The commands in the menus of members."""
    return [one for one in registered if one["type"] == discord.AppCommandType.user.value]
