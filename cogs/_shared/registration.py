"""Registering the slash commands with Discord, only when they changed."""

import logging
from typing import Any

from discord import app_commands

_log = logging.getLogger(__name__)


async def register_commands(tree: app_commands.CommandTree[Any]) -> bool:
    """Send the commands to Discord unless it has these very ones; tell whether they were sent."""
    client = tree.client
    if client.application_id is None:
        raise RuntimeError("commands are registered after the login")
    ours = {
        (command.name, command_payload["type"]): command_payload
        for command in tree.get_commands()
        for command_payload in [await command.get_translated_payload(tree, tree.translator)]  # type: ignore[arg-type]
    }
    registered: list[Any] = list(await client.http.get_global_commands(client.application_id))
    theirs = {(command["name"], command.get("type", 1)): command for command in registered}
    if ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours):
        _log.info("The commands are registered already.")
        return False
    await tree.sync()
    _log.info("Registered %s commands.", len(ours))
    return True


def same(ours: Any, theirs: Any) -> bool:  # noqa: ANN401 - JSON
    """Tell whether Discord holds what we would send.

    Discord adds fields of its own and leaves out what is at its default, so only what we send is compared,
    and what is empty or false equals what is missing.
    """
    if isinstance(ours, dict):
        held = theirs if isinstance(theirs, dict) else {}
        return all(same(value, held.get(key)) for key, value in ours.items())
    if isinstance(ours, list):
        held_items = theirs if isinstance(theirs, list) else []
        if all(isinstance(item, int) for item in ours):
            return sorted(ours) == sorted(held_items)
        return len(ours) == len(held_items) and all(map(same, ours, held_items))
    if not ours and not theirs:
        return True
    return str(ours) == str(theirs)
