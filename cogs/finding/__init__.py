"""Finding each other: the line for a booked seat."""

from cogs._client.bot import SparringBot
from cogs.finding.waiting_cog import WaitingCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(WaitingCog(bot))
