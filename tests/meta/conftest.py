"""The bot's commands as Discord would get them, without connecting."""

import importlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from discord import app_commands

from cogs import EXTENSIONS
from cogs._shared import translation
from cogs._shared.client import SparringBot
from cogs._shared.translation import CommandTranslator

JsonObject = dict[str, Any]


@pytest.fixture
async def bot(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SparringBot]:
    """The bot with every feature loaded; it never connects, so its worker has nothing to finish."""
    # Not by its dotted name: unloading an extension leaves the old module behind as an attribute.
    monkeypatch.setattr(importlib.import_module("cogs.delivery.pool"), "LAST_WORK_SECONDS", 0.0)
    async with SparringBot(lambda: datetime(2026, 12, 1, tzinfo=UTC)) as offline:
        await offline.tree.set_translator(CommandTranslator())
        for extension in EXTENSIONS:
            await offline.load_extension(extension)
        yield offline


@pytest.fixture
def asked_ids(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The ids of the texts that were asked for when the commands were translated."""
    found: set[str] = set()
    original = translation.command_text_id

    def noted(context: app_commands.TranslationContextTypes, message: str) -> str | None:
        text_id = original(context, message)
        if text_id is not None:
            found.add(text_id)
        return text_id

    monkeypatch.setattr(translation, "command_text_id", noted)
    return found


@pytest.fixture
async def commands(asked_ids: set[str], bot: SparringBot) -> list[JsonObject]:
    """What is sent to Discord when the commands are registered."""
    translator = bot.tree.translator
    assert translator is not None
    return [await command.get_translated_payload(bot.tree, translator) for command in bot.tree.get_commands()]
