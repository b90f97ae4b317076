"""/rubrics: by what interviewers judge, and the criteria of a server's own."""

from cogs._client.bot import SparringBot
from cogs.rubrics.cog import RubricsCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(RubricsCog(bot))
