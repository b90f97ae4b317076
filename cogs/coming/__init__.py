"""Coming to an interview: saying whether one does, that one is there, and how reliable one is."""

from cogs._client.bot import SparringBot
from cogs.coming.confirming_cog import ConfirmingCog
from cogs.coming.here_cog import HereCog
from cogs.coming.reliability_cog import ReliabilityCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(ConfirmingCog(bot))
    await bot.add_cog(HereCog(bot))
    await bot.add_cog(ReliabilityCog(bot))
