"""/questions: the bank of a server, drawing from it for an interview, and suggesting for it."""

from cogs._client.bot import SparringBot
from cogs.questions.bank_cog import BankCog
from cogs.questions.cog import QuestionsCog
from cogs.questions.hand_cog import HandCog
from cogs.questions.suggestion_cog import SuggestionCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    for cog in (QuestionsCog, BankCog, HandCog, SuggestionCog):
        await bot.add_cog(cog(bot))
