"""Registering the commands with Discord, those of members' menus too, and only when they changed.

Where Discord does not take them, members go on with those that it has, and the bot runs all the same.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.http import Route

from cogs._client.answers_of_others import reason_of
from cogs._shared.command_links import is_linked
from cogs._shared.discord_errors import DAILY_CREATES_REACHED
from cogs._shared.translation import link_commands

_log = logging.getLogger(__name__)

TRY_AGAIN_SECONDS = 3600.0
"""How long to wait where Discord may take later what it does not take now."""

LONGEST_REASON = 400

Pause = Callable[[float], Awaitable[None]]

_DEFAULTS_OF_THE_APPLICATION = {"contexts", "integration_types"}
"""What Discord fills in from the application's own settings where a command does not say it."""

_LEFT_OUT_AT_THEIR_DEFAULT = {
    "autocomplete",
    "channel_types",
    "choices",
    "description_localizations",
    "max_length",
    "max_value",
    "min_length",
    "min_value",
    "name_localizations",
}
"""What we do not send where there is nothing to say; if Discord has it all the same, we took it away."""


async def register_commands(tree: app_commands.CommandTree[Any]) -> float | None:
    """Send the commands to Discord unless it has these very ones. From then on texts link to them.

    Returns:
        In how many seconds to try again; None where all is well, or trying again would change nothing.

    Raises:
        aiohttp.ClientError, OSError: Discord is not to be reached.
        discord.HTTPException: Discord refuses the token.
    """
    client = tree.client
    if client.application_id is None:
        raise RuntimeError("commands are registered after the login")
    ours = {
        (command.name, command_payload["type"]): command_payload
        for command in tree.get_commands()
        for command_payload in [await command.get_translated_payload(tree, tree.translator)]  # type: ignore[arg-type]
    }
    # discord.py's own call leaves the translations out of what Discord answers.
    route = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    try:
        registered: list[Any] = await client.http.request(route, params={"with_localizations": "true"})
    except (discord.HTTPException, discord.RateLimited) as error:
        return _not_taken(error)
    theirs = {(command["name"], command.get("type", 1)): command for command in registered}
    link_commands(ours.values(), _ids(registered))
    if ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours):
        _log.info("The commands are registered already.")
        return None
    try:
        synced = await tree.sync()
    except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
        return _not_taken(error)
    link_commands(ours.values(), _ids([command.to_dict() for command in synced]))
    _log.info("Registered %s commands.", len(ours))
    return None


async def register_later(
    tree: app_commands.CommandTree[Any], seconds: float, pause: Pause = asyncio.sleep
) -> None:
    """Try again after some seconds, and so on until Discord has taken the commands or never will."""
    wait: float | None = seconds
    while wait is not None:
        await pause(wait)
        try:
            wait = await register_commands(tree)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            wait = _not_taken(error)


def _ids(commands: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return the ids of the commands that texts link to: one of a menu may have the same name."""
    return {command["name"]: int(command["id"]) for command in commands if is_linked(command)}


def _not_taken(error: Exception) -> float | None:
    """Say once that Discord did not take the commands; return in how many seconds to try again, if at all.

    Raises:
        discord.HTTPException: It refuses the token, and so everything else.
    """
    status = error.status if isinstance(error, discord.HTTPException) else 0
    if status == HTTPStatus.UNAUTHORIZED:
        raise error
    is_final = status in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
    if isinstance(error, discord.HTTPException) and error.code == DAILY_CREATES_REACHED:
        is_final = False
    wait = max(TRY_AGAIN_SECONDS, error.retry_after if isinstance(error, discord.RateLimited) else 0.0)
    _log.warning(
        "Discord did not take the commands (%s). Members go on with those that it has; I try again %s.",
        reason_of(error)[:LONGEST_REASON],
        "at the next start" if is_final else f"in {wait / 60:.0f} minutes",
    )
    return None if is_final else wait


def same(ours: Any, theirs: Any) -> bool:  # noqa: ANN401 - JSON
    """Tell whether Discord holds what we would send.

    Discord adds fields of its own, so only those that we could send are compared, and what is empty or false
    equals what is missing.
    """
    if isinstance(ours, dict):
        return _same_fields(ours, theirs if isinstance(theirs, dict) else {})
    if isinstance(ours, list):
        held_items = theirs if isinstance(theirs, list) else []
        if all(isinstance(item, int) for item in ours):
            return sorted(ours) == sorted(held_items)
        return len(ours) == len(held_items) and all(map(same, ours, held_items))
    if not ours and not theirs:
        return True
    return str(ours) == str(theirs)


def _same_fields(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    for name in ours.keys() | (theirs.keys() & _LEFT_OUT_AT_THEIR_DEFAULT):
        if name in _DEFAULTS_OF_THE_APPLICATION and ours[name] is None:
            continue
        if name.endswith("_localizations") and (ours.get(name) or {}) != (theirs.get(name) or {}):
            return False
        if not same(ours.get(name), theirs.get(name)):
            return False
    return True
