"""/feedback: leave it, read it, accept it; and what interviewees say of their interviewers before."""

from cogs._client.bot import SparringBot
from cogs.feedback.cog import FeedbackCog
from cogs.feedback.review_cog import ReviewCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(FeedbackCog(bot))
    await bot.add_cog(ReviewCog(bot))
