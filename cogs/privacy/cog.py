"""/privacy, in servers and in direct messages: it is about a person, wherever they are."""

import re
from io import BytesIO

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, acknowledge_form, add, answer, in_one_request
from cogs._shared.components import button, rows
from cogs._shared.errors import explain
from cogs._shared.forms import Form
from cogs._shared.people import asked, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs._shared.translation import Speaker
from cogs.privacy.page import page
from services.privacy import erasing, exporting
from services.refusals import EraseWordWrong

Interaction = discord.Interaction[SparringBot]

EXPORT, ASK, ERASE = "privacy:export", "privacy:ask", "privacy:erase"
_WORD = "word"
_WORD_MAXIMUM = 20


class PrivacyCog(RoutedCog):
    """What somebody can ask for of their own data."""

    privacy = app_commands.Group(
        name="privacy", description="What I keep about you: see it, get it, or have it erased"
    )

    @privacy.command(description="What I keep about you, why, and for how long")
    async def show(self, interaction: Interaction) -> None:
        """Say what is kept."""
        async with in_one_request(interaction):
            speak = speaker_for(interaction)
            buttons = [
                button(speak("privacy-button-export"), EXPORT),
                button(speak("privacy-button-erase"), ASK),
            ]
            days = interaction.client.keeps_notifications_days
            first, *others = page(speak, days)
            await answer(interaction, embed=first, view=rows(buttons))
            for embed in others:
                await add(interaction, embed=embed)

    @privacy.command(description="All that I keep about you, as a file; once a day")
    async def export(self, interaction: Interaction) -> None:
        """Give somebody all that is kept of them."""
        await _export(interaction)

    @privacy.command(description="Erase all that I keep about you, in every server; I'll ask first")
    async def erase(self, interaction: Interaction) -> None:
        """Say what erasing does, and ask."""
        await _ask(interaction)

    @on_component(EXPORT)
    async def export_by_button(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Give somebody all that is kept of them, beside what they read."""
        await _export(interaction)

    @on_component(ASK)
    async def ask_by_button(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Say what erasing does, beside what they read."""
        await _ask(interaction)

    @on_component(ERASE)
    async def ask_for_the_word(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Have somebody type that they are sure."""
        await interaction.response.send_modal(_form(speaker_for(interaction)))

    @on_form(ERASE)
    async def erase_at_last(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Erase what is kept of somebody."""
        await acknowledge_form(interaction)
        by = asked(interaction)
        try:
            erasing.check_word(sent_fields(interaction).get(_WORD, ""), by.speak("privacy-erase-word"))
        except EraseWordWrong as refusal:
            # In place of the question: what is said last has to be what is so last.
            await answer(interaction, explain(refusal, by.speak), view=rows([_confirm(by.speak)]))
            return
        await erasing.erase(by.user_id, by.now)
        await answer(interaction, by.speak("privacy-erased"))


async def _export(interaction: Interaction) -> None:
    await acknowledge(interaction)
    by = asked(interaction)
    async with exporting.once_a_day(by.user_id, by.now):
        when = f"{by.now:%Y-%m-%d %H:%M}"
        parts = await exporting.export(by.user_id, by.speak.in_plain("privacy-readme", when=when), by.now)
        first, *others = [_file(part, number) for number, part in enumerate(parts, 1)]
        await answer(interaction, by.speak("privacy-exported", parts=len(parts)), file=first)
        for file in others:
            await add(interaction, file=file)


def _file(part: bytes, number: int) -> discord.File:
    name = "sparring.zip" if number == 1 else f"sparring-{number}.zip"
    return discord.File(BytesIO(part), name)


async def _ask(interaction: Interaction) -> None:
    async with in_one_request(interaction):
        by = asked(interaction)
        found = await erasing.prospect(by.user_id, by.now)
        embed = discord.Embed(
            title=by.speak.in_plain("privacy-erase-title"),
            description=by.speak("privacy-erase-text", ahead=found.ahead, points=found.points),
            colour=discord.Colour.red(),
        )
        await answer(interaction, embed=embed, view=rows([_confirm(by.speak)]))


def _confirm(speak: Speaker) -> discord.ui.Button[discord.ui.View]:
    return button(speak("privacy-button-erase"), ERASE, discord.ButtonStyle.danger)


def _form(speak: Speaker) -> Form:
    form = Form(speak.in_plain("privacy-erase-form"), ERASE)
    word = speak("privacy-erase-word")
    form.add_text(_WORD, speak("privacy-erase-field"), minimum=1, maximum=_WORD_MAXIMUM, placeholder=word)
    return form
