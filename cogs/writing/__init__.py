"""Writing to the other of an interview, and reporting what they write."""

from cogs._client.bot import SparringBot
from cogs.writing.cog import WritingCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(WritingCog(bot))
