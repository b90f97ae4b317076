"""/points: the balance, what it buys, the ledger."""

from cogs._client.bot import SparringBot
from cogs.points.cog import PointsCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(PointsCog(bot))
