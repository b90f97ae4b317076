"""Notices in which servers the bot is."""

from cogs._client.bot import SparringBot
from cogs.servers.cog import ServersCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(ServersCog(bot))
