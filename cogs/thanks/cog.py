"""/thanks, in servers and in direct messages: the yes to it is one over all servers."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge_update, answer, in_one_request
from cogs._shared.components import button, rows
from cogs._shared.people import as_host, asked
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.translation import Speaker
from services import people
from services.thanks import wanting

Interaction = discord.Interaction[SparringBot]

YES, NO = "thanks:yes", "thanks:no"


class ThanksCog(RoutedCog):
    """What the monthly thank-you is, and a member's yes to being named in it."""

    @app_commands.command(description="The monthly thank-you to interviewers: whether I name you in it")
    async def thanks(self, interaction: Interaction) -> None:
        """Say what the thank-you is, and whether the member is named in it."""
        async with in_one_request(interaction):
            by = asked(interaction)
            await _show(interaction, by.speak, is_named=await wanting.wants(by.user_id))

    @on_component(YES)
    async def say_yes(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Note that the member wants to be named from now on."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        await people.meet_person(by.user_id, as_host(interaction.user).name, by.speak.language, by.now)
        await wanting.say_yes(by.user_id, by.now)
        await _show(interaction, by.speak, "thanks-said-yes", is_named=True)

    @on_component(NO)
    async def take_back(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Have the member named no more, on what stands neither."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        await wanting.take_back(by.user_id, by.now)
        await _show(interaction, by.speak, "thanks-taken-back", is_named=False)


async def _show(interaction: Interaction, speak: Speaker, said: str = "", *, is_named: bool) -> None:
    """Show what the thank-you is, below what was just done, and the one button that changes something."""
    state = said or ("thanks-named" if is_named else "thanks-not-named")
    switch = (
        button(speak("button-thanks-no"), NO)
        if is_named
        else button(speak("button-thanks-yes"), YES, discord.ButtonStyle.success)
    )
    await answer(interaction, f"{speak('thanks-about')}\n\n{speak(state)}", view=rows([switch]))
