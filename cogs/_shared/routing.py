"""Buttons, selects and forms by their custom_id, whichever process sent them and however long ago.

discord.py's `DynamicItem` does this for buttons and selects, but not for forms, and it stays silent when a
custom_id is not in the message. Here every component and every form gets an answer.
"""

import inspect
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord
from discord.ext import commands

from cogs._shared.action_names import name_of, names_of
from cogs._shared.answers import acknowledge, answer
from cogs._shared.errors import answer_error
from cogs._shared.kept_text import give_back_after_fault
from cogs._shared.measured import named
from cogs._shared.member_menus import member_menus_of
from cogs._shared.people import speaker_for
from cogs._shared.sent import sent_custom_id

Handler = Callable[[discord.Interaction[Any], re.Match[str]], Awaitable[None]]
Method = TypeVar("Method", bound=Callable[..., Awaitable[None]])

ROUTED = {discord.InteractionType.component, discord.InteractionType.modal_submit}
"""What goes to the routes; the rest is the command tree's."""

_ROUTE = "__sparring_route__"


class Router:
    """Routes from patterns of custom_ids to handlers."""

    def __init__(self) -> None:
        self._routes: list[tuple[discord.InteractionType, re.Pattern[str], Handler]] = []

    def add(self, kind: discord.InteractionType, pattern: re.Pattern[str], handler: Handler) -> None:
        """Add a route."""
        self._routes.append((kind, pattern, handler))

    def names(self) -> set[str]:
        """Return what all buttons and forms that have a handler are called where they are counted."""
        return {name for _, pattern, _ in self._routes for name in names_of(pattern.pattern)}

    async def dispatch(self, interaction: discord.Interaction[Any]) -> None:
        """Hand a component or a form to its handler; say so kindly where there is none."""
        custom_id = sent_custom_id(interaction)
        try:
            for kind, pattern, handler in self._routes:
                match = pattern.fullmatch(custom_id)
                if kind is interaction.type and match is not None:
                    named(name_of(pattern.pattern, custom_id))
                    await handler(interaction, match)
                    return
            await acknowledge(interaction)
            await answer(interaction, speaker_for(interaction)("error-unknown-button"))
        except Exception as error:  # noqa: BLE001 - every click gets an answer
            await answer_error(interaction, error)
            await give_back_after_fault(interaction, error)


def on_component(pattern: str) -> Callable[[Method], Method]:
    """Mark a method of a cog as the handler of the buttons and selects with such custom_ids."""
    return _mark(discord.InteractionType.component, pattern)


def on_form(pattern: str) -> Callable[[Method], Method]:
    """Mark a method of a cog as the handler of the forms with such custom_ids."""
    return _mark(discord.InteractionType.modal_submit, pattern)


class RoutedCog(commands.Cog):
    """A cog whose marked methods become routes, and commands in the menus of members, when it is loaded."""

    def __init__(self, bot: Any) -> None:  # noqa: ANN401 - SparringBot, which imports this module
        self.bot = bot

    async def cog_load(self) -> None:
        """Add the routes and the menus' commands of this cog."""
        for menu in member_menus_of(self):
            self.bot.tree.add_command(menu)
        for _, method in inspect.getmembers(self, inspect.ismethod):
            for kind, pattern in getattr(method, _ROUTE, ()):
                self.bot.routes.add(kind, re.compile(pattern), method)

    async def cog_unload(self) -> None:
        """Take the menus' commands away, as discord.py does with those of a cog that it knows of."""
        for menu in member_menus_of(self):
            self.bot.tree.remove_command(menu.name, type=menu.type)


def _mark(kind: discord.InteractionType, pattern: str) -> Callable[[Method], Method]:
    def mark(method: Method) -> Method:
        setattr(method, _ROUTE, (*getattr(method, _ROUTE, ()), (kind, pattern)))
        return method

    return mark
