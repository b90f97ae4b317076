"""/free and /block: how often one interviews, whom one is not paired with, and whom one has met."""

from cogs._client.bot import SparringBot
from cogs.finding.block_cog import BlockCog
from cogs.finding.free_cog import FreeCog
from cogs.finding.met_cog import MetCog
from cogs.finding.out_cog import OutCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(FreeCog(bot))
    await bot.add_cog(BlockCog(bot))
    await bot.add_cog(OutCog(bot))
    await bot.add_cog(MetCog(bot))
