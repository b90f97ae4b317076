"""Who may change settings, and in whose name they are changed."""

from typing import Any

import discord

from cogs._shared.people import AskedInServer, asked_in_server
from services.refusals import NotAnAdmin, OnlyInAServer
from services.setting_changes import ChangedBy


async def admin(interaction: discord.Interaction[Any]) -> AskedInServer:
    """Return who gives a command for admins.

    Raises:
        OnlyInAServer: it was given in a direct message.
        NotAnAdmin: they may not manage the server. Discord hides the commands from them, unless the server's
            own settings of the commands say otherwise.
    """
    if interaction.guild_id is None:
        raise OnlyInAServer
    if not interaction.permissions.manage_guild:
        raise NotAnAdmin
    return await asked_in_server(interaction)


def changed_by(by: AskedInServer) -> ChangedBy:
    """Return who changes something, as the log channel names them."""
    return ChangedBy(by.user_id, by.now)
