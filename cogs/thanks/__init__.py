"""/thanks: whether a member is thanked by name for interviewing others."""

from cogs._client.bot import SparringBot
from cogs.thanks.cog import ThanksCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(ThanksCog(bot))
