"""/privacy: what is kept of somebody, having it, and having it erased."""

from cogs._client.bot import SparringBot
from cogs.privacy.cog import PrivacyCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(PrivacyCog(bot))
