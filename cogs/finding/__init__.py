"""Finding each other: the line for a seat, /free and /block, and whom one has met."""

from cogs._client.bot import SparringBot
from cogs.finding.block_cog import BlockCog
from cogs.finding.free_clicks_cog import FreeClicksCog
from cogs.finding.free_cog import FreeCog
from cogs.finding.met_cog import MetCog
from cogs.finding.out_cog import OutCog
from cogs.finding.pair_cog import PairCog
from cogs.finding.waiting_cog import WaitingCog
from cogs.finding.wish_cog import WishCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(WaitingCog(bot))
    await bot.add_cog(FreeCog(bot))
    await bot.add_cog(WishCog(bot))
    await bot.add_cog(PairCog(bot))
    await bot.add_cog(FreeClicksCog(bot))
    await bot.add_cog(BlockCog(bot))
    await bot.add_cog(OutCog(bot))
    await bot.add_cog(MetCog(bot))
