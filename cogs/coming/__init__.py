"""Coming to an interview: saying whether one does, and that one is there."""

from cogs._client.bot import SparringBot
from cogs.coming.confirming_cog import ConfirmingCog
from cogs.coming.here_cog import HereCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(ConfirmingCog(bot))
    await bot.add_cog(HereCog(bot))
