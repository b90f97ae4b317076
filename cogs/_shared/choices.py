"""Choices that several commands offer: roles, interviews, times, zones."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import discord
from discord import app_commands

from cogs._shared.interview_embeds import choice_label
from cogs._shared.markup import shorten
from cogs._shared.people import speaker_for
from cogs._shared.translation import Speaker, language_of
from services import people
from services.interviews import Interview, Role
from services.refusals import ChoiceNotOffered
from services.times import read_time, suggest_times
from services.zones import find_zones

ROLES = [
    app_commands.Choice(name="interviewer", value="interviewer"),
    app_commands.Choice(name="interviewee", value="interviewee"),
]
LIMIT = 25
"""Choices in one autocomplete (Discord's limit)."""


def number(text: str) -> int:
    """Return the number of an interview that was chosen or typed (`12`, `#12`).

    Anything else is 0, which no interview has.
    """
    digits = text.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 10 else 0


def role(text: str) -> Role:
    """Return the role that was chosen.

    Raises:
        ChoiceNotOffered: there is no such role.
    """
    if text not in set(Role):
        raise ChoiceNotOffered(text=text)
    return Role(text)


def label(speak: Speaker, interview: Interview, zone: str, names: Mapping[int, str]) -> str:
    """Return an interview as plain text, with its host's name."""
    return choice_label(speak, interview, zone, names.get(interview.host_id, "?"))


async def interviews(
    interaction: discord.Interaction[Any], found: Sequence[Interview], typed: str
) -> list[app_commands.Choice[str]]:
    """Return interviews as choices, those that contain what was typed."""
    speak = speaker_for(interaction)
    zone = await people.zone_of(interaction.user.id, interaction.guild_id)
    names = await people.names({one.host_id for one in found})
    labelled = [(label(speak, one, zone, names), str(one.id)) for one in found]
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=text, value=value) for text, value in labelled if wanted in text.casefold()
    ][:LIMIT]


async def times(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Return how what was typed so far can be read as a time, in the member's zone."""
    speak = speaker_for(interaction)
    zone = await people.zone_of(interaction.user.id, interaction.guild_id)
    readings = suggest_times(
        typed,
        zone=zone,
        now=interaction.client.clock(),
        language=time_language(interaction),
        limit=LIMIT,
    )
    return [
        app_commands.Choice(
            name=shorten(f"{speak.wall_time(reading.starts_at, zone)} · {zone}", 100), value=reading.spelled
        )
        for reading in readings
    ]


def read_start(interaction: discord.Interaction[Any], typed: str, zone: str) -> datetime:
    """Return the start that a member typed, read in a zone.

    Raises:
        Refusal: it cannot be read, or not in one way only.
    """
    return read_time(
        typed, zone=zone, now=interaction.client.clock(), language=time_language(interaction)
    ).starts_at


def zones(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Return the zones that fit what was typed: a name, a city, a country, an offset, the time it is."""
    found = find_zones(
        typed, language=language_of(interaction.locale), now=interaction.client.clock(), limit=LIMIT
    )
    return [app_commands.Choice(name=shorten(zone.label, 100), value=zone.name) for zone in found]


def time_language(interaction: discord.Interaction[Any]) -> str:
    """Return the language in which a typed time is read; English keeps its country, which orders dates."""
    return "ru" if language_of(interaction.locale) == "ru" else interaction.locale.value
