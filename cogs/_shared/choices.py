"""Choices that several commands offer: roles, interviews, times, zones."""

from typing import Any

import discord
from discord import app_commands

from cogs._shared.discord_limits import CHOICE_NAME_MAXIMUM, CHOICES_MAXIMUM
from cogs._shared.homes import Find, found_at_home
from cogs._shared.interview_embeds import choice_label
from cogs._shared.markup import shorten
from cogs._shared.offered import time_name
from cogs._shared.people import Asked, asked
from services import people
from services.interviews import Role
from services.listing import Label
from services.refusals import ChoiceNotOffered
from services.times import suggest_times
from services.zones import find_zones

ROLES = [
    app_commands.Choice(name="interviewer", value="interviewer"),
    app_commands.Choice(name="interviewee", value="interviewee"),
]


LEVELS = [
    app_commands.Choice(name=name, value=name) for name in ("intern", "junior", "middle", "senior", "lead")
]


LANGUAGES = [
    app_commands.Choice(name="English", value="en"),
    app_commands.Choice(name="Russian", value="ru"),
]


def role(text: str) -> Role:
    """Return the role that was chosen.

    Raises:
        ChoiceNotOffered: there is no such role.
    """
    if text not in set(Role):
        raise ChoiceNotOffered(text=text)
    return Role(text)


async def interviews(interaction: discord.Interaction[Any], find: Find) -> list[app_commands.Choice[str]]:
    """Return interviews as choices, as they read to whoever asks: in their zone, with the host's name.

    `find` finds them in a server by their labels.
    """
    by = asked(interaction)

    async def label_in(server_id: int, server_name: str) -> Label:
        zone = (await people.reading_zone(by.user_id, server_id)).name
        # What begins with the number is understood as such, wherever it comes back.
        between = f" · {server_name} · " if server_name else " · "
        return lambda one: choice_label(by.speak, one, zone, one.host_name).replace(" · ", between, 1)

    found = await found_at_home(interaction, find, label_in, CHOICES_MAXIMUM)
    return [
        app_commands.Choice(name=shorten(label, CHOICE_NAME_MAXIMUM), value=str(one.id))
        for label, one in found[:CHOICES_MAXIMUM]
    ]


async def times(by: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Return how what was typed so far can be read as a time, in the member's zone.

    None is offered in a direct message as long as it is open which server's zone counts.
    """
    server_id = by.server_id
    if server_id is None:
        servers = await people.servers_of(by.user_id)
        server_id = servers[0] if len(servers) == 1 else None
    reading = await people.reading_zone(by.user_id, server_id)
    if server_id is None and not reading.is_own:
        return []
    zone = reading.name
    readings = suggest_times(typed, zone=zone, now=by.now, language=by.time_language, limit=CHOICES_MAXIMUM)
    return [
        app_commands.Choice(name=time_name(by.speak, reading.starts_at, zone), value=reading.spelled)
        for reading in readings
    ]


def zones(by: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Return the zones that fit what was typed: a name, a city, a country, an offset, the time it is."""
    found = find_zones(typed, language=by.speak.language, now=by.now, limit=CHOICES_MAXIMUM)
    return [
        app_commands.Choice(name=shorten(zone.label, CHOICE_NAME_MAXIMUM), value=zone.name) for zone in found
    ]
