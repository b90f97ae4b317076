"""/block, and asking not to be paired with somebody: anywhere, and seen by nobody else."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, acknowledge_update, answer, in_one_request
from cogs._shared.markup import person
from cogs._shared.member_menus import Target, on_member_menu
from cogs._shared.people import as_host, asked
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.sent import sent_value
from cogs._shared.server_names import name_of
from cogs.finding.apart_message import LIFT, erased_row, kept_apart, others_page
from services import people
from services.finding import apart, way_out
from services.refusals import ChoiceNotOffered

Interaction = discord.Interaction[SparringBot]


class BlockCog(RoutedCog):
    """Whom a member does not want to be paired with."""

    block = app_commands.Group(name="block", description="Whom you don't want to be paired with")

    @block.command(name="list", description="Whom I don't pair you with; only you see it")
    async def list_mine(self, interaction: Interaction) -> None:
        """Show whom the member is not paired with."""
        async with in_one_request(interaction):
            await _show(interaction, 0)

    @on_member_menu("Do not pair me with this member")
    async def keep_apart(self, interaction: Interaction, member: Target) -> None:
        """Have two people not be paired any more, and offer a way out of what they have booked."""
        await acknowledge(interaction)
        by = asked(interaction)
        if member.bot:
            await answer(interaction, by.speak("block-bot"))
            return
        await people.meet_person(by.user_id, as_host(interaction.user).name, by.speak.language, by.now)
        if member.id != by.user_id:
            await people.meet_person(member.id, as_host(member).name, "", by.now)
        await apart.keep_apart(by.user_id, member.id, by.now)
        ahead = await way_out.ahead(by.user_id, member.id, by.now)
        servers = {
            one: await name_of(interaction.client, one) or str(one)
            for one in {row.server_id for row in ahead}
        }
        said, embed, view = kept_apart(by.speak, member.id, ahead, servers)
        await answer(interaction, said, embed=embed, view=view)

    @on_component(r"block:undo:(?P<member>\d{1,20})")
    async def undo(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let two people be paired again, right after it was asked otherwise."""
        await acknowledge_update(interaction)
        by, other_id = asked(interaction), int(match["member"])
        await apart.let_together(by.user_id, other_id)
        await answer(interaction, by.speak("block-undone", member=person(other_id, by.speak)))

    @on_component(LIFT)
    async def lift(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Let the member be paired again with whom they chose from the list."""
        await acknowledge_update(interaction)
        by, value = asked(interaction), sent_value(interaction)
        row, said = erased_row(value), None
        if row is not None:
            await apart.let_erased(by.user_id, row)
        elif value.isascii() and value.isdecimal():
            await apart.let_together(by.user_id, int(value))
            said = by.speak("block-undone", member=person(int(value), by.speak))
        else:
            raise ChoiceNotOffered(text=value)
        await _show(interaction, 0, said)

    @on_component(r"block:page:(?P<page>\d{1,2})")
    async def turn(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another page of the list."""
        async with in_one_request(interaction, updates=True):
            await _show(interaction, int(match["page"]))


async def _show(interaction: Interaction, page: int, said: str | None = None) -> None:
    by = asked(interaction)
    embed, view = others_page(by.speak, await apart.list_of(by.user_id, page))
    await answer(interaction, said, embed=embed, view=view)
