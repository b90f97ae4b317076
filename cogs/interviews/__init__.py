"""/interview: publish, look at, change and cancel interviews."""

from cogs._client.bot import SparringBot
from cogs.interviews.cog import InterviewsCog
from cogs.interviews.edit_cog import EditCog
from cogs.interviews.link_cog import LinkCog
from cogs.interviews.moves_cog import MovesCog
from cogs.interviews.picker.cog import PickerCog
from cogs.interviews.preview.cog import PreviewCog
from cogs.interviews.preview.zone_cog import PreviewZoneCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(PickerCog(bot))
    await bot.add_cog(PreviewCog(bot))
    await bot.add_cog(PreviewZoneCog(bot))
    await bot.add_cog(InterviewsCog(bot))
    await bot.add_cog(EditCog(bot))
    await bot.add_cog(MovesCog(bot))
    await bot.add_cog(LinkCog(bot))
