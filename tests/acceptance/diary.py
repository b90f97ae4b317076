"""Who notes what of a bot was used, and knows what was not."""

from collections.abc import Iterator
from typing import Any, cast

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.sent import sent_custom_id


class Diary:
    """Notes which commands, members' menus, suggestions, buttons, selects and forms of a bot were used."""

    def __init__(self, bot: SparringBot) -> None:
        self._bot = bot
        self._used: set[str] = set()
        bot.add_listener(self._note, "on_interaction")

    def left_out(self) -> set[str]:
        """Return what the bot offers and nobody used."""
        return set(self._offered()) - self._used

    def _offered(self) -> Iterator[str]:
        for command in self._bot.tree.walk_commands():
            if isinstance(command, app_commands.Command):
                yield command.qualified_name
                for option in command.parameters:
                    if option.autocomplete:
                        yield f"{command.qualified_name}: {option.name}"
        for menu in self._bot.tree.get_commands(type=discord.AppCommandType.user):
            yield menu.name
        for kind, pattern, _ in self._bot.routes._routes:
            yield f"{kind.name} {pattern.pattern}"

    async def _note(self, interaction: discord.Interaction[SparringBot]) -> None:
        command = interaction.command
        if isinstance(command, app_commands.Command):
            focused = next(_focused(cast("dict[str, Any]", interaction.data)), None)
            self._used.add(f"{command.qualified_name}: {focused}" if focused else command.qualified_name)
            return
        if isinstance(command, app_commands.ContextMenu):
            self._used.add(command.name)
            return
        custom_id = sent_custom_id(interaction)
        for kind, pattern, _ in self._bot.routes._routes:
            if kind is interaction.type and pattern.fullmatch(custom_id):
                self._used.add(f"{kind.name} {pattern.pattern}")
                return


def _focused(data: dict[str, Any]) -> Iterator[str]:
    """Give the option into which a member types."""
    for option in data.get("options", []):
        yield from _focused(option)
        if option.get("focused"):
            yield str(option["name"])
