"""/feedback: leave it, read it, accept it."""

from cogs._client.bot import SparringBot
from cogs.feedback.cog import FeedbackCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(FeedbackCog(bot))
