"""Registering the slash commands with Discord, only when they changed."""

import logging
from typing import Any

from discord import app_commands
from discord.http import Route

from cogs._shared.translation import link_commands

_log = logging.getLogger(__name__)

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


async def register_commands(tree: app_commands.CommandTree[Any]) -> bool:
    """Send the commands to Discord unless it has these very ones; tell whether they were sent.

    From then on texts link to them.
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
    registered: list[Any] = await client.http.request(route, params={"with_localizations": "true"})
    theirs = {(command["name"], command.get("type", 1)): command for command in registered}
    if ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours):
        _log.info("The commands are registered already.")
        link_commands(ours.values(), {command["name"]: int(command["id"]) for command in registered})
        return False
    synced = await tree.sync()
    link_commands(ours.values(), {command.name: command.id for command in synced})
    _log.info("Registered %s commands.", len(ours))
    return True


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
