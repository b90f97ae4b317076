"""Coming to an interview: saying whether one does."""

from cogs._client.bot import SparringBot
from cogs.coming.confirming_cog import ConfirmingCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(ConfirmingCog(bot))
