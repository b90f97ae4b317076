"""Choices that several commands offer: roles, interviews, times, zones."""

from collections.abc import Mapping, Sequence

from discord import app_commands

from cogs._shared.interview_embeds import choice_label
from cogs._shared.markup import shorten
from cogs._shared.people import Asked
from cogs._shared.translation import Speaker
from services import people
from services.interviews import Interview, Role
from services.refusals import ChoiceNotOffered
from services.times import suggest_times
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


async def interviews(by: Asked, found: Sequence[Interview], typed: str) -> list[app_commands.Choice[str]]:
    """Return interviews as choices, those that contain what was typed."""
    zone = (await people.reading_zone(by.user_id, by.server_id)).name
    names = await people.names({one.host_id for one in found})
    labelled = [(label(by.speak, one, zone, names), str(one.id)) for one in found]
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=text, value=value) for text, value in labelled if wanted in text.casefold()
    ][:LIMIT]


async def times(by: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Return how what was typed so far can be read as a time, in the member's zone."""
    zone = (await people.reading_zone(by.user_id, by.server_id)).name
    readings = suggest_times(typed, zone=zone, now=by.now, language=by.time_language, limit=LIMIT)
    return [
        app_commands.Choice(
            name=shorten(f"{by.speak.wall_time(reading.starts_at, zone)} · {zone}", 100),
            value=reading.spelled,
        )
        for reading in readings
    ]


def zones(by: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Return the zones that fit what was typed: a name, a city, a country, an offset, the time it is."""
    found = find_zones(typed, language=by.speak.language, now=by.now, limit=LIMIT)
    return [app_commands.Choice(name=shorten(zone.label, 100), value=zone.name) for zone in found]
