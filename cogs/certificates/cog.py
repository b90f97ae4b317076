"""/certificate show, check."""

import asyncio
import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import Picture, acknowledge, acknowledge_update, answer, in_one_request
from cogs._shared.discord_limits import PICTURE_WORDS_MAXIMUM
from cogs._shared.homes import ask_for_server, asked_in_chosen, asked_where
from cogs._shared.markup import shorten
from cogs._shared.people import AskedInServer, asked
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.server_names import name_of
from cogs.certificates.message import Shown, genuine_embed, own_embed, picture_words, words_of_picture
from services import certificates

Interaction = discord.Interaction[SparringBot]

TYPED_MAXIMUM = 100
"""Characters of a number as it is typed: there is room for whatever is between and around its own."""


class CertificatesCog(RoutedCog):
    """What members have practised, for whomever they show it to."""

    certificate = app_commands.Group(
        name="certificate", description="A certificate of what you've practiced, and checking one"
    )

    @certificate.command(
        description="A picture that certifies how many interviews you gave and took in a server"
    )
    async def show(self, interaction: Interaction) -> None:
        """Issue a certificate, or show the one that there is, to its owner alone."""
        await acknowledge(interaction)
        by = await asked_where(interaction)
        if isinstance(by, list):
            await ask_for_server(interaction, by, "server:certificate")
        else:
            await _show(interaction, by)

    @on_component(r"server:certificate")
    async def show_in_server(self, interaction: Interaction, match: re.Match[str]) -> None:  # noqa: ARG002
        """Show it for the server that was chosen in a direct message."""
        await acknowledge_update(interaction)
        await _show(interaction, await asked_in_chosen(interaction))

    @certificate.command(description="Whether a certificate is genuine, and what it says")
    @app_commands.describe(number="The number that stands on the certificate")
    async def check(
        self, interaction: Interaction, number: app_commands.Range[str, 1, TYPED_MAXIMUM]
    ) -> None:
        """Say what the certificate with a number says; whoever has the number may know."""
        async with in_one_request(interaction):
            by = asked(interaction)
            found = await certificates.check(number)
            server = await name_of(interaction.client, found.server_id)
            await answer(interaction, embed=genuine_embed(by.speak, found, server))


async def _show(interaction: Interaction, by: AskedInServer) -> None:
    issued = await certificates.issue(by.server_id, by.user_id, by.now)
    server = await name_of(interaction.client, by.server_id)
    shown = Shown(issued, server or str(by.server_id), interaction.user.name)
    # Drawing takes longer than other interactions should wait.
    content = await asyncio.to_thread(_drawn, by, shown)
    words = shorten(picture_words(by.speak, shown), PICTURE_WORDS_MAXIMUM)
    picture = Picture(f"certificate-{issued.shown_number}.png", content, words)
    embed = own_embed(by.speak, shown)
    embed.set_image(url=picture.url)
    await answer(interaction, embed=embed, file=picture.file())


def _drawn(by: AskedInServer, shown: Shown) -> bytes:
    # Pillow comes with the first picture: it takes 4 MB of memory and, once, the time to load it.
    from cogs.certificates.picture import draw_certificate  # noqa: PLC0415

    return draw_certificate(words_of_picture(by.speak, shown))
