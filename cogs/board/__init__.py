"""The board: /board, /book, and the buttons of the cards."""

from cogs._client.bot import SparringBot
from cogs.board.cog import BoardCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(BoardCog(bot))
