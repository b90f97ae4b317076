"""Choices that several commands offer: roles, interviews, times, zones."""

from collections.abc import Sequence

from discord import app_commands

from cogs._shared.discord_limits import CHOICE_NAME_MAXIMUM, CHOICES_MAXIMUM
from cogs._shared.interview_embeds import choice_label
from cogs._shared.markup import shorten
from cogs._shared.offered import time_name
from cogs._shared.people import Asked
from services import people
from services.interviews import Role
from services.listing import Label, Listed
from services.refusals import ChoiceNotOffered
from services.times import suggest_times
from services.zones import find_zones

ROLES = [
    app_commands.Choice(name="interviewer", value="interviewer"),
    app_commands.Choice(name="interviewee", value="interviewee"),
]


def role(text: str) -> Role:
    """Return the role that was chosen.

    Raises:
        ChoiceNotOffered: there is no such role.
    """
    if text not in set(Role):
        raise ChoiceNotOffered(text=text)
    return Role(text)


async def labelling(by: Asked) -> Label:
    """Return how an interview reads as a choice to whoever asks: in their zone, with its host's name."""
    zone = (await people.reading_zone(by.user_id, by.server_id)).name
    return lambda one: choice_label(by.speak, one, zone, one.host_name)


def interviews(found: Sequence[Listed], label: Label) -> list[app_commands.Choice[str]]:
    """Return interviews as choices."""
    return [app_commands.Choice(name=label(one), value=str(one.id)) for one in found]


async def times(by: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Return how what was typed so far can be read as a time, in the member's zone."""
    zone = (await people.reading_zone(by.user_id, by.server_id)).name
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
