"""/settings board: which channels and which role, and what has changed with them."""

from collections.abc import Iterator
from dataclasses import dataclass

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.admins import changed_by
from cogs._shared.answers import answer
from cogs._shared.markup import channel as channel_link
from cogs._shared.markup import role as role_link
from cogs._shared.people import AskedInServer
from cogs._shared.translation import Speaker
from cogs.settings.permitted_places import forbidden
from cogs.settings.setup_message import Where, answer_with_setup
from services import settings
from services.refusals import ChoiceNotOffered
from services.settings import Unset

Interaction = discord.Interaction[SparringBot]

UNSET = [
    app_commands.Choice(name="Board channel", value=Unset.BOARD.value),
    app_commands.Choice(name="Log channel", value=Unset.LOG.value),
    app_commands.Choice(name="Role to ping", value=Unset.ROLE.value),
]


@dataclass(frozen=True)
class BoardOptions:
    """What was given with the command."""

    channel: app_commands.AppCommandChannel | None
    log: app_commands.AppCommandChannel | None
    role: discord.Role | None
    keep: int | None
    unset: Unset | None


def unset_of(value: str) -> Unset:
    """Return what is to be unset.

    Raises:
        ChoiceNotOffered: it is none of the choices.
    """
    try:
        return Unset(value)
    except ValueError:
        raise ChoiceNotOffered(text=value) from None


async def set_board(interaction: Interaction, by: AskedInServer, given: BoardOptions) -> None:
    """Set what was given, say what has changed, and show what is left of the setup."""
    if given == BoardOptions(None, None, None, None, None):
        await answer_with_setup(interaction, by, by.settings, Where.SHOW)
        return
    for place in (given.channel, given.log):
        refused = None if place is None else await forbidden(interaction, by.speak, place.id)
        if refused is not None:
            await answer(interaction, refused)
            return
    if given.keep is not None:
        await settings.set_card_hours(by.server_id, given.keep, by.now, by=changed_by(by))
    server = await settings.set_board(
        by.server_id,
        None if given.channel is None else given.channel.id,
        None if given.log is None else given.log.id,
        by.now,
        role_id=None if given.role is None else given.role.id,
        unset=given.unset,
        by=changed_by(by),
    )
    said = " ".join(_sentences(by.speak, given, may_ping=interaction.app_permissions.mention_everyone))
    await answer_with_setup(interaction, by, server, Where.BOARD, said)


def _sentences(speak: Speaker, given: BoardOptions, *, may_ping: bool) -> Iterator[str]:
    if given.channel is not None:
        yield speak("board-set", channel=channel_link(given.channel.id))
    if given.log is not None:
        yield speak("log-set", channel=channel_link(given.log.id))
    if given.role is not None:
        yield speak("role-set", role=role_link(given.role.id))
        if not (given.role.mentionable or may_ping):
            yield speak("role-silent", role=role_link(given.role.id))
    if given.keep is not None:
        yield speak("keep-set", hours=given.keep)
    if given.unset is not None:
        yield speak(f"unset-{given.unset.value}")
