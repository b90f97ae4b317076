"""Who acts, where and when, read once for each interaction and handed on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import discord

from cogs._shared.offered import time_of_name
from cogs._shared.translation import Speaker, has_twelve_hours, language_of
from services import people
from services.interviews import Host
from services.people import Asker, Member, ReadingZone
from services.server_settings import ServerSettings
from services.text import seen_of
from services.times import meanings, read_day, read_time
from services.times.anywhere import is_same_anywhere


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
        """Return the start that was typed, read in a zone, or that is called so among the suggestions.

        Raises:
            Refusal: it cannot be read, or not in one way only.
        """
        named = time_of_name(typed, self.now)
        return named or read_time(typed, zone=zone, now=self.now, language=self.time_language).starts_at

    def is_same_anywhere(self, typed: str, starts_at: datetime) -> bool:
        """Tell whether a start that was typed means the same in whatever zone it is read.

        The name of a suggestion counts as its value does, which has no zone.
        """
        if time_of_name(typed, self.now) is not None:
            return False
        return is_same_anywhere(typed, starts_at, now=self.now, language=self.time_language)

    def starts_meant(self, typed: str, zone: str) -> list[datetime]:
        """Return the few starts between which what was typed leaves the choice."""
        return meanings(typed, zone=zone, now=self.now, language=self.time_language)

    def day_meant(self, typed: str, zone: str) -> date | None:
        """Return the day that was typed without an hour, if it is one."""
        return read_day(typed, zone=zone, now=self.now, language=self.time_language)


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
        RuntimeError: the interaction did not come from a server: `homes` knows what to do there.
    """
    if interaction.guild_id is None:
        raise RuntimeError("this needs a server")
    return await asked_as(interaction, interaction.guild_id, interaction.user.display_name)


async def asked_as(interaction: discord.Interaction[Any], server_id: int, name: str) -> AskedInServer:
    """Return who asks in a server of which they are known to be a member, as they are called there."""
    by = asked(interaction)
    asker = await people.meet(
        # A display name may be of signs that nobody sees; the other name never is.
        Member(
            server_id,
            by.user_id,
            seen_of(name) or interaction.user.name,
            by.speak.language,
            _avatar_of(interaction.user),
        ),
        by.now,
        server_language=language_of(interaction.guild_locale or "en"),
    )
    return AskedInServer(by.user_id, server_id, by.now, by.speak, by.time_language, asker)


def speaker_for(interaction: discord.Interaction[Any]) -> Speaker:
    """Return a speaker of the language in which the reader uses Discord, with the clocks of its country."""
    locale = interaction.locale
    return Speaker(language_of(locale), twelve_hours=has_twelve_hours(locale))


def as_member(server_id: int, user: discord.User | discord.Member, language: str) -> Member:
    """Return a person of Discord as a member of a server."""
    host = as_host(user)
    return Member(server_id, user.id, host.name, language, host.avatar)


def as_host(user: discord.User | discord.Member) -> Host:
    """Return a person of Discord as the host of an interview."""
    # A display name may be of signs that nobody sees; the other name never is.
    return Host(seen_of(user.display_name) or user.name, _avatar_of(user))


def _avatar_of(user: discord.User | discord.Member) -> str:
    return "" if user.avatar is None else user.avatar.key


def _time_language(interaction: discord.Interaction[Any]) -> str:
    return "ru" if language_of(interaction.locale) == "ru" else interaction.locale.value
