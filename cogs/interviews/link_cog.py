"""The button with which a host changes the link that somebody knows who has given their booking back."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge
from cogs._shared.forms import Form
from cogs._shared.kept_text import answer_with_text
from cogs._shared.people import asked, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs.interviews.editing import edit_card
from services.editing import Changes
from services.links import LINK_MAXIMUM
from services.refusals import Refusal

Interaction = discord.Interaction[SparringBot]


class LinkCog(RoutedCog):
    """Changing the link alone."""

    @on_component(r"interview:link:(?P<number>\d{1,10})")
    async def ask_for_link(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form for another link."""
        speak, number = speaker_for(interaction), match["number"]
        form = Form(speak("link-form-title", number=number), f"interview:link:{number}")
        form.add_text(
            "link",
            speak("link-form-field"),
            minimum=1,
            maximum=LINK_MAXIMUM,
            placeholder="https://meet.google.com/…",
        )
        await interaction.response.send_modal(form)

    @on_form(r"interview:link:(?P<number>\d{1,10})")
    async def change_link(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Change the link; one that is refused comes back."""
        await acknowledge(interaction)
        link = sent_fields(interaction).get("link", "")
        try:
            changes = Changes(link=link)
            await edit_card(interaction, asked(interaction), int(match["number"]), changes, link)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, link)
