"""The file of what admins did."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.admins import admin
from cogs._shared.answers import acknowledge, answer
from cogs._shared.routing import RoutedCog, on_component
from cogs.settings.audit_message import FILE_BUTTON, audit_file
from services import audit


class AuditCog(RoutedCog):
    """What admins did, to take away."""

    @on_component(FILE_BUTTON)
    async def send_file(self, interaction: discord.Interaction[SparringBot], _match: re.Match[str]) -> None:
        """Send the latest acts as a table."""
        await acknowledge(interaction)
        by = await admin(interaction)
        acts = await audit.up_to_a_file(by.server_id)
        await answer(interaction, by.speak("audit-file-said", acts=len(acts)), file=audit_file(acts))
