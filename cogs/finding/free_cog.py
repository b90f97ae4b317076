"""/free: when and how often a member wants interviews."""

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
    """When and how often a member wants interviews, in servers and in direct messages."""

    free = app_commands.Group(name="free", description="When and how often you want interviews")

    @free.command(description="How many interviews a week you want at most in each seat, across all servers")
    @app_commands.describe(
        as_interviewer="How many you give at most, from Monday to Sunday; 0 for no cap",
        as_interviewee="How many you take at most, from Monday to Sunday; 0 for no cap",
    )
    async def cap(
        self,
        interaction: Interaction,
        as_interviewer: app_commands.Range[int, *CAP_RANGE] | None = None,
        as_interviewee: app_commands.Range[int, *CAP_RANGE] | None = None,
    ) -> None:
        """Set how many interviews a week the member gives and takes at most, and show it."""
        await acknowledge(interaction)
        by = asked(interaction)
        await people.meet_person(by.user_id, as_host(interaction.user).name, by.speak.language, by.now)
        await weekly.set_caps(by.user_id, given=as_interviewer, taken=as_interviewee)
        caps = await weekly.caps_of(by.user_id)
        lines = [by.speak("free-cap", given=caps.given or 0, taken=caps.taken or 0)]
        if as_interviewer is not None or as_interviewee is not None:
            lines.insert(0, by.speak("free-cap-set"))
        await answer(interaction, "\n".join(lines))
