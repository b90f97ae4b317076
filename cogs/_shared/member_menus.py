"""Commands in the menu of a member, where Discord shows them under *Apps*.

discord.py makes none inside of a cog: a cog marks its methods, and `RoutedCog` makes the commands when it is
loaded. They are for servers only, as members are, and are answered, measured and translated as others are.
"""

import inspect
import re
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands

Target = discord.Member | discord.User
"""Whose menu it is: anybody whom a server shows, bots and oneself too; a user where a member has left."""

Method = TypeVar("Method", bound=Callable[[Any, discord.Interaction[Any], Target], Coroutine[Any, Any, None]])

_NAME = "__sparring_member_menu__"

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def on_member_menu(name: str) -> Callable[[Method], Method]:
    """Mark a method of a cog as a command in the menu of each member; it gets the member as its `target`.

    Decorators of discord.py may stand under it, such as `app_commands.default_permissions`.

    Args:
        name: What it is called in English, as one writes it. Discord takes 32 characters.
    """

    def mark(method: Method) -> Method:
        setattr(method, _NAME, name)
        return method

    return mark


def member_menus_of(cog: object) -> list[app_commands.ContextMenu]:
    """Return the commands for which methods of a cog are marked."""
    methods = (method for _, method in inspect.getmembers(cog, inspect.ismethod))
    return [_made(method) for method in methods if hasattr(method, _NAME)]


def text_id_of(menu: app_commands.ContextMenu) -> str:
    """Return the id of its name's translation: `menu-have-we-met` for "Have we met?"."""
    return "menu-" + _BETWEEN_WORDS.sub("-", menu.name.lower()).strip("-")


def _made(method: Any) -> app_commands.ContextMenu:  # noqa: ANN401 - a bound method
    menu = app_commands.ContextMenu(name=getattr(method, _NAME), callback=method)
    return app_commands.guild_only(menu)
