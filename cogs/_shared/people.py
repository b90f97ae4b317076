"""Who acts, where and when, read once for each interaction and handed on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from cogs._shared.translation import Speaker, language_of
from services import people
from services.interviews import Host
from services.people import Asker, Member, ReadingZone
from services.server_settings import ServerSettings
from services.times import read_time


@dataclass(frozen=True)
class Asked:
    """Who asks for something, in which server (none in a direct message), when, and how to speak with them.

    `time_language` is the one in which a typed time is read; English keeps its country, which orders dates.
    """

    user_id: int
    server_id: int | None
    now: datetime
    speak: Speaker
    time_language: str

    def read_start(self, typed: str, zone: str) -> datetime:
        """Return the start that was typed, read in a zone.

        Raises:
            Refusal: it cannot be read, or not in one way only.
        """
        return read_time(typed, zone=zone, now=self.now, language=self.time_language).starts_at


@dataclass(frozen=True)
class AskedInServer(Asked):
    """The same of a member of a server, with what is known of them there (`services.people.Asker`)."""

    server_id: int
    asker: Asker

    @property
    def member(self) -> Member:
        """Who asks, as a member."""
        return self.asker.member

    @property
    def zone(self) -> ReadingZone:
        """The zone in which they read and type times."""
        return self.asker.zone

    @property
    def settings(self) -> ServerSettings:
        """The settings of their server."""
        return self.asker.settings


def asked(interaction: discord.Interaction[Any]) -> Asked:
    """Return who asks, without asking the database."""
    return Asked(
        interaction.user.id,
        interaction.guild_id,
        interaction.client.clock(),
        speaker_for(interaction),
        _time_language(interaction),
    )


async def asked_in_server(interaction: discord.Interaction[Any]) -> AskedInServer:
    """Return who asks in a server, made known to the database.

    Raises:
        RuntimeError: the interaction did not come from a server, which guild-only commands exclude.
    """
    by = asked(interaction)
    if by.server_id is None:
        raise RuntimeError("this needs a server")
    asker = await people.meet(
        as_member(by.server_id, interaction.user, by.speak.language),
        by.now,
        server_language=language_of(interaction.guild_locale or "en"),
    )
    return AskedInServer(by.user_id, by.server_id, by.now, by.speak, by.time_language, asker)


def speaker_for(interaction: discord.Interaction[Any]) -> Speaker:
    """Return a speaker of the language in which the reader uses Discord."""
    return Speaker(language_of(interaction.locale))


def as_member(server_id: int, user: discord.User | discord.Member, language: str) -> Member:
    """Return a person of Discord as a member of a server."""
    host = as_host(user)
    return Member(server_id, user.id, host.name, language, host.avatar)


def as_host(user: discord.User | discord.Member) -> Host:
    """Return a person of Discord as the host of an interview."""
    return Host(user.display_name, "" if user.avatar is None else user.avatar.key)


def _time_language(interaction: discord.Interaction[Any]) -> str:
    return "ru" if language_of(interaction.locale) == "ru" else interaction.locale.value
