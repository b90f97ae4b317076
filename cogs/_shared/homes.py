"""In which server somebody acts who writes a direct message: one that is meant, or that they are asked for.

Membership is asked of Discord and believed for some seconds: whoever left a server reaches nothing of it, and
the bot is not told of that without a privileged intent.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs._shared.answers import answer
from cogs._shared.components import rows
from cogs._shared.discord_limits import CHOICES_MAXIMUM, MENU_OPTION_MAXIMUM
from cogs._shared.markup import shorten
from cogs._shared.people import Asked, AskedInServer, asked, asked_as, asked_in_server
from cogs._shared.sent import sent_value
from cogs._shared.server_names import name_of
from services import drafts, people, viewing
from services.listing import Label, Listed
from services.refusals import ChoiceNotOffered, DraftGone, InterviewNotFound, NoServer

Interaction = discord.Interaction[Any]


@dataclass(frozen=True)
class Home:
    """A server in which whoever asks is a member; `nick` is what they are called there."""

    server_id: int
    nick: str
    name: str


async def homes_of(interaction: Interaction) -> list[Home]:
    """Return the servers in which whoever asks has an account, and they and the bot still are."""
    known = await people.servers_of(interaction.user.id)
    found = await asyncio.gather(*(_home(interaction, server_id) for server_id in known))
    return [home for home in found if home is not None]


async def asked_where(interaction: Interaction) -> AskedInServer | list[Home]:
    """Return who asks in a server; in a direct message in the only one that can be meant, else all of these.

    Raises:
        NoServer: there is none.
    """
    if interaction.guild_id is not None:
        return await asked_in_server(interaction)
    homes = await homes_of(interaction)
    if not homes:
        raise NoServer
    return await asked_as(interaction, homes[0].server_id, homes[0].nick) if len(homes) == 1 else homes


async def ask_for_server(interaction: Interaction, homes: Sequence[Home], custom_id: str) -> None:
    """Ask in which server something is meant; the choice is sent under the custom_id."""
    by = asked(interaction)
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=custom_id,
        placeholder=by.speak("server-choose"),
        options=[
            discord.SelectOption(label=shorten(home.name, MENU_OPTION_MAXIMUM), value=str(home.server_id))
            for home in homes[:CHOICES_MAXIMUM]
        ],
    )
    await answer(interaction, by.speak("server-which"), view=rows([menu]))


async def asked_in_chosen(interaction: Interaction) -> AskedInServer:
    """Return who asks in the server that they chose from the menu.

    Raises:
        NoServer: they are not there (any more).
    """
    text = sent_value(interaction)
    if not (text.isascii() and text.isdecimal()):
        raise ChoiceNotOffered(text=text)
    return await asked_in(interaction, int(text))


async def asked_in(interaction: Interaction, server_id: int) -> AskedInServer:
    """Return who asks in a server that they named from a direct message.

    Raises:
        NoServer: they, or the bot, are not there (any more).
    """
    if interaction.guild_id is not None:
        return await asked_in_server(interaction)
    home = await _home(interaction, server_id)
    if home is None:
        raise NoServer
    return await asked_as(interaction, server_id, home.nick)


async def asked_at(interaction: Interaction, server: str | None) -> AskedInServer:
    """Return who asks by a button; one in a direct message names its server.

    Raises:
        NoServer: they, or the bot, are not there (any more).
    """
    return await (asked_in_server(interaction) if server is None else asked_in(interaction, int(server)))


async def asked_about(interaction: Interaction, number: int) -> Asked:
    """Return who asks about an interview; from a direct message in the interview's own server.

    Raises:
        InterviewNotFound: there is none where they are a member.
    """
    by = asked(interaction)
    if by.server_id is not None:
        return by
    server_id = await viewing.server_of(number)
    if server_id is None or await _home(interaction, server_id) is None:
        raise InterviewNotFound(number=number)
    return replace(by, server_id=server_id)


async def asked_in_server_of(interaction: Interaction, number: int) -> AskedInServer:
    """Return who asks about an interview as a member: of this server, or of the interview's own.

    Raises:
        InterviewNotFound: there is none where they are a member.
    """
    if interaction.guild_id is not None:
        return await asked_in_server(interaction)
    server_id = await viewing.server_of(number)
    home = None if server_id is None else await _home(interaction, server_id)
    if home is None:
        raise InterviewNotFound(number=number)
    return await asked_as(interaction, home.server_id, home.nick)


async def asked_for_draft(interaction: Interaction, number: int | None) -> AskedInServer:
    """Return who asks where a draft is theirs; a direct message knows its server by it alone.

    Raises:
        DraftGone: there is none.
        NoServer: they are not in its server any more.
    """
    if interaction.guild_id is not None:
        return await asked_in_server(interaction)
    if number is None:
        raise DraftGone
    draft = await drafts.find_anywhere(interaction.user.id, number)
    return await asked_in(interaction, draft.server_id)


Find = Callable[[int, Label], Awaitable[list[Listed]]]


async def found_at_home(
    interaction: Interaction, find: Find, label_in: Callable[[int, str], Awaitable[Label]], limit: int
) -> list[tuple[str, Listed]]:
    """Return what `find` finds with its label, from a direct message in each server of whoever asks.

    `label_in` returns how interviews of a server read, with its name where there are several.
    """
    if interaction.guild_id is not None:
        label = await label_in(interaction.guild_id, "")
        return [(label(one), one) for one in await find(interaction.guild_id, label)]
    homes = await homes_of(interaction)
    found: list[tuple[str, Listed]] = []
    for home in homes:
        label = await label_in(home.server_id, home.name if len(homes) > 1 else "")
        some = await find(home.server_id, label)
        found += [(label(one), one) for one in some[: limit // len(homes)]]
    return found


async def _home(interaction: Interaction, server_id: int) -> Home | None:
    """Return a server if whoever asks is a member of it, and the bot too."""
    try:
        nick = await interaction.client.membership.nick_of(server_id, interaction.user.id)
        name = await name_of(interaction.client, server_id)
    except (discord.NotFound, discord.Forbidden):
        return None
    if nick is None:
        return None
    return Home(server_id, nick or interaction.user.display_name, name or str(server_id))
