"""The checklist of a new server: what is done, what is not, and a button or menu for each of these."""

from enum import StrEnum
from typing import Any

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.markup import channel as channel_link
from cogs._shared.people import AskedInServer
from cogs._shared.translation import Speaker
from cogs.settings.overview import settings_embed
from services.server_settings import ServerSettings
from services.setup import Checklist, Step, checklist

Item = discord.ui.Item[discord.ui.View]


class Where(StrEnum):
    """Under which command's answer the checklist stands; the values stand in custom_ids."""

    BOARD = "board"
    SHOW = "show"


async def answer_with_setup(
    interaction: discord.Interaction[SparringBot],
    by: AskedInServer,
    server: ServerSettings,
    where: Where,
    content: str | None = None,
) -> None:
    """Answer with what is set, or with the whole checklist, and with the steps that are left."""
    found = await checklist(server, by.speak.language, by.now)
    embeds = setup_embeds(by.speak, found, where)
    await answer(interaction, content, embeds=embeds, view=rows(_items(by.speak, found, where)))


def setup_embeds(speak: Speaker, found: Checklist, where: Where) -> list[discord.Embed]:
    """Return what is shown: under the settings the checklist only while something is left."""
    if where is Where.BOARD:
        return [_embed(speak, found)]
    shown = [settings_embed(speak, found.settings)]
    return [*shown, _embed(speak, found)] if found.open else shown


def _embed(speak: Speaker, found: Checklist) -> discord.Embed:
    lines = [f"{'⬜' if step in found.open else '✅'} {_line(speak, found, step)}" for step in Step]
    return discord.Embed(
        title=speak("setup-title") if found.open else speak("setup-title-done"),
        description="\n".join(lines),
        colour=discord.Colour.orange() if found.open else discord.Colour.green(),
    )


def _line(  # noqa: PLR0911 - one case for each step, done and not
    speak: Speaker, found: Checklist, step: Step
) -> str:
    """Return one step: what is set, or what it is good for."""
    server, is_open = found.settings, step in found.open
    match step:
        case Step.BOARD if is_open:
            return speak("setup-board-open", gone="yes" if server.board_is_gone else "no")
        case Step.BOARD:
            return speak("setup-board", channel=channel_link(server.board_channel_id or 0))
        case Step.LOG if is_open:
            return speak("setup-log-open", gone="yes" if server.log_is_gone else "no")
        case Step.LOG:
            return speak("setup-log", channel=channel_link(server.log_channel_id or 0))
        case Step.POINTS:
            return speak("setup-points-open", price=server.price) if is_open else speak("setup-points")
        case Step.ZONE:
            return speak("setup-zone", zone=server.timezone)
        case Step.LANGUAGE:
            return speak("setup-language", language=speak(f"language-{server.language}"))


def _items(speak: Speaker, found: Checklist, where: Where) -> list[Item]:
    return [_item(speak, step, where) for step in found.open]


def _item(speak: Speaker, step: Step, where: Where) -> Item:
    custom_id = f"setup:{step.value}:{where.value}"
    match step:
        case Step.BOARD:
            return _channels(speak("setup-choose-board"), custom_id, row=0)
        case Step.LOG:
            return _channels(speak("setup-choose-log"), custom_id, row=1)
        case Step.POINTS:
            return button(speak("setup-give-points"), custom_id, discord.ButtonStyle.primary, row=2)
        case Step.ZONE:
            return button(speak("setup-choose-zone"), custom_id, discord.ButtonStyle.primary, row=2)
        case Step.LANGUAGE:
            custom_id = f"{custom_id}:{speak.language}"
            return button(speak("setup-this-language"), custom_id, discord.ButtonStyle.primary, row=2)


def _channels(placeholder: str, custom_id: str, *, row: int) -> Item:
    menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
        custom_id=custom_id,
        placeholder=placeholder,
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        row=row,
    )
    return menu
