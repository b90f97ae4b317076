"""/points."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer, in_one_request
from cogs._shared.discord_limits import EMBED_FIELD_VALUE_MAXIMUM
from cogs._shared.homes import ask_for_server, asked_in_chosen, asked_where
from cogs._shared.markup import person, plain, shorten
from cogs._shared.people import AskedInServer
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.translation import Speaker, timestamp
from services import points
from services.points import LedgerLine, PointsOverview

Interaction = discord.Interaction[SparringBot]


class PointsCog(RoutedCog):
    """What a member holds."""

    @app_commands.command(description="Your points, what they buy, and how they came and went")
    @app_commands.describe(member="Whose balance to see; yours if left out")
    async def points(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show a balance; the ledger only to its owner."""
        async with in_one_request(interaction):
            by = await asked_where(interaction)
            user_id = member.id if member is not None else interaction.user.id
            if isinstance(by, list):
                await ask_for_server(interaction, by, f"server:points:{user_id}")
            else:
                await _show(interaction, by, user_id)

    @on_component(r"server:points:(?P<member>\d{1,20})")
    async def points_in_server(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show a balance in the server that was chosen in a direct message."""
        async with in_one_request(interaction, updates=True):
            await _show(interaction, await asked_in_chosen(interaction), int(match["member"]))


async def _show(interaction: Interaction, by: AskedInServer, user_id: int) -> None:
    found = await points.overview(by.settings, user_id, asked_by=by.user_id, now=by.now)
    await answer(interaction, embed=_embed(by.speak, found, mine=user_id == by.user_id))


def _embed(speak: Speaker, found: PointsOverview, *, mine: bool) -> discord.Embed:
    embed = discord.Embed(
        title=speak("points", points=found.balance),
        description=person(found.user_id),
        colour=discord.Colour.gold(),
    )
    if found.seats is None:
        embed.add_field(name=speak("points-buys"), value=speak("points-buys-free"), inline=False)
    else:
        buys = speak("points-buys-seats", seats=found.seats, price=found.price, missing=found.missing)
        embed.add_field(name=speak("points-buys"), value=buys, inline=False)
    if found.block is not None:
        text = speak("points-blocked-text", until=found.block.until, interviews=found.block.interviews)
        embed.add_field(name=speak("points-blocked"), value=text, inline=False)
    if found.rating is not None:
        rated = speak("points-rating-text", mean=found.rating.mean, count=found.rating.count)
        embed.add_field(name=speak("points-rating"), value=rated, inline=False)
    if mine and found.seats == 0:
        advice = "points-advice" if found.somebody_can_pay else "points-advice-nobody"
        embed.add_field(name=speak("points-more"), value=speak(advice, reward=found.reward), inline=False)
    if mine:
        ledger = "\n".join(_line(speak, line) for line in found.lines) or speak("points-no-ledger")
        embed.add_field(
            name=speak("points-ledger"), value=shorten(ledger, EMBED_FIELD_VALUE_MAXIMUM), inline=False
        )
    return embed


def _line(speak: Speaker, line: LedgerLine) -> str:
    reason = speak(f"reason-{line.reason.value}")
    about = f" #{line.interview_id}" if line.interview_id is not None else ""
    note = f" · {plain(line.note[:60])}" if line.note else ""
    return f"{timestamp(line.at, 'd')} **{line.amount:+d}** → {line.balance_after} · {reason}{about}{note}"
