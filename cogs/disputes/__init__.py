"""Who did not come, what is disputed, and what admins decide."""

from cogs._client.bot import SparringBot
from cogs.disputes.cog import DisputesCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(DisputesCog(bot))
