"""The worker that delivers the outbox and runs what is due."""

from cogs._client.bot import SparringBot
from cogs.delivery.cog import DeliveryCog
from cogs.delivery.missed_cog import MissedCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(DeliveryCog(bot))
    await bot.add_cog(MissedCog(bot))
