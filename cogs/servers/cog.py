"""Invited and removed: the rows of a server without the bot wait for 30 days, in case it comes back."""

import logging

import discord
from discord.ext import commands

from cogs._client.bot import SparringBot
from services import removed_servers
from services.outages import OutageError

_log = logging.getLogger(__name__)


class ServersCog(commands.Cog):
    """Notices that the bot was invited or removed; what is not noted is noted after the next connection."""

    def __init__(self, bot: SparringBot) -> None:
        self.bot = bot
        self._lost: set[int] = set()
        """Servers without the bot, as far as this process knows: nobody else's coming needs a look."""

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot is in a server, maybe again."""
        try:
            await removed_servers.note_invited(guild.id)
        except OutageError as outage:
            _log.warning("That server %s invited the bot is not noted yet: %s", guild.id, outage)
        else:
            self._lost.discard(guild.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Take it for an invitation, if the server was lost: discord.py tells the two apart by one field."""
        if guild.id in self._lost:
            await self.on_guild_join(guild)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot was removed from a server."""
        self._lost.add(guild.id)
        try:
            await removed_servers.note_removed(guild.id, self.bot.clock())
        except OutageError as outage:
            _log.warning("That server %s removed the bot is not noted yet: %s", guild.id, outage)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Note what changed while the bot was away."""
        present = {guild.id for guild in self.bot.guilds}
        try:
            self._lost = await removed_servers.compare(present, self.bot.has_lost, self.bot.clock())
        except OutageError as outage:
            _log.warning("Which servers invited or removed the bot meanwhile is not noted yet: %s", outage)
