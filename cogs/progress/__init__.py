"""/progress: a member's own."""

from cogs._client.bot import SparringBot
from cogs.progress.cog import ProgressCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(ProgressCog(bot))
