"""/certificate: what a member has practised in a server, as a picture, and whether one is genuine."""

from cogs._client.bot import SparringBot
from cogs.certificates.cog import CertificatesCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(CertificatesCog(bot))
