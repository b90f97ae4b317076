"""/free: when and how often a member wants to interview."""

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.people import as_host, asked
from cogs._shared.routing import RoutedCog
from services import people
from services.finding import weekly
from services.finding.weekly import CAP_RANGE

Interaction = discord.Interaction[SparringBot]


class FreeCog(RoutedCog):
    """When and how often a member wants to interview, in servers and in direct messages."""

    free = app_commands.Group(name="free", description="When and how often you want to interview")

    @free.command(description="How many interviews a week you want to give at most, over all servers")
    @app_commands.describe(a_week="As interviewer, from Monday to Sunday; 0 for no cap")
    async def cap(
        self, interaction: Interaction, a_week: app_commands.Range[int, *CAP_RANGE] | None = None
    ) -> None:
        """Set how many interviews a week the member gives at most, or show it."""
        await acknowledge(interaction)
        by = asked(interaction)
        await people.meet_person(by.user_id, as_host(interaction.user).name, by.speak.language, by.now)
        if a_week is not None:
            await weekly.set_cap(by.user_id, a_week)
        cap = await weekly.cap_of(by.user_id)
        await answer(interaction, by.speak("free-cap" if a_week is None else "free-cap-set", cap=cap or 0))
