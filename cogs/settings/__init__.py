"""/settings for admins, /timezone for everybody."""

from cogs._client.bot import SparringBot
from cogs.settings.audit_cog import AuditCog
from cogs.settings.cog import SettingsCog
from cogs.settings.member_cog import MemberCog
from cogs.settings.server_zone_cog import ServerZoneCog
from cogs.settings.setup_cog import SetupCog
from cogs.settings.timezone_cog import TimezoneCog


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(SettingsCog(bot))
    await bot.add_cog(ServerZoneCog(bot))
    await bot.add_cog(SetupCog(bot))
    await bot.add_cog(MemberCog(bot))
    await bot.add_cog(AuditCog(bot))
    await bot.add_cog(TimezoneCog(bot))
