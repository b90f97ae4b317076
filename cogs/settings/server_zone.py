"""The question which zone an admin means; what else their command said waits in the custom_ids."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.people import Asked
from cogs._shared.zone_choice import ZoneWays, read_typed_zone, zone_question

Interaction = discord.Interaction[SparringBot]

REST = r"(?P<language>[a-z]{0,5}):(?P<accept_hours>\d{0,3})(?::(?P<notice>\d{0,4}))?"
"""What else `/settings times` said, in a custom_id; empty where it said nothing."""


async def zone_or_question(
    interaction: Interaction,
    by: Asked,
    typed: str,
    language: str | None,
    accept_hours: int | None,
    notice: int | None,
) -> str | None:
    """Return the zone that was typed; where none or several could be meant, ask and return None."""
    reading = read_typed_zone(by, typed)
    if reading.zone is not None:
        return reading.zone
    rest = f"{language or ''}:{accept_hours or ''}:{'' if notice is None else notice}"
    ways = ZoneWays(
        take=lambda zone: f"settings:zone:{zone}:{rest}",
        menu=f"settings:zones:{rest}",
        again=f"settings:ask-zone:{rest}",
    )
    text, view = zone_question(by.speak, typed, reading.choices, ways)
    await answer(interaction, text, view=view)
    return None
