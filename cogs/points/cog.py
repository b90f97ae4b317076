"""/points."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer, in_one_request
from cogs._shared.components import rows
from cogs._shared.entries import entries, entry, topic_of, turning
from cogs._shared.homes import ask_for_server, asked_at, asked_in_chosen, asked_where
from cogs._shared.markup import person, plain, signed
from cogs._shared.people import AskedInServer
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.translation import Speaker, timestamp
from services import points
from services.paging import FIRST_PAGE, Asked, Part
from services.points import LedgerLine, PointsOverview

Interaction = discord.Interaction[SparringBot]

NOTE_SHOWN = 100
"""Characters of an admin's reason that the ledger shows."""


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

    @on_component(r"ledger:(?:at:(?P<server>\d{1,20}):)?(?P<turn>first|next|previous):(?P<beside>\d{1,10})")
    async def turn_ledger(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another page of the member's own ledger."""
        async with in_one_request(interaction, updates=True):
            by = await asked_at(interaction, match["server"])
            await _show(interaction, by, by.user_id, Asked.of(match["turn"], match["beside"]))


async def _show(interaction: Interaction, by: AskedInServer, user_id: int, asked: Asked = FIRST_PAGE) -> None:
    found = await points.overview(by.settings, user_id, asked_by=by.user_id, now=by.now, asked=asked)
    embeds = [_embed(by.speak, found, mine=user_id == by.user_id)]
    view = None
    if user_id == by.user_id:
        embeds.append(ledger_embed(by.speak, found.ledger))
        # A direct message does not say itself in which server the ledger is meant.
        at = "ledger" if interaction.guild_id is not None else f"ledger:at:{by.server_id}"
        view = rows(turning(by.speak, at, found.ledger, row=0))
    await answer(interaction, embeds=embeds, view=view)


def _embed(speak: Speaker, found: PointsOverview, *, mine: bool) -> discord.Embed:
    embed = discord.Embed(
        title=speak("points", points=found.balance),
        description=person(found.user_id, speak),
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
        rated = speak("points-rating-text", mean=round(found.rating.mean, 1), count=found.rating.count)
        embed.add_field(name=speak("points-rating"), value=rated, inline=False)
    if mine and found.seats == 0:
        advice = "points-advice" if found.somebody_can_pay else "points-advice-nobody"
        embed.add_field(name=speak("points-more"), value=speak(advice, reward=found.reward), inline=False)
    return embed


def ledger_embed(speak: Speaker, ledger: Part[LedgerLine]) -> discord.Embed:
    """Return a page of the ledger: how points came and went, the latest first."""
    return discord.Embed(
        title=speak("points-ledger"),
        description=entries(_line(speak, line) for line in ledger.rows) or speak("points-no-ledger"),
        colour=discord.Colour.gold(),
    )


def _line(speak: Speaker, line: LedgerLine) -> str:
    """Return a row of the ledger: what moved and for what, and when, with whom, and what was left."""
    about = plain(line.note[:NOTE_SHOWN])
    if line.interview_id is not None:
        about = topic_of(speak, line.topic)
    amount, reason = signed(line.amount), speak(f"reason-{line.reason.value}")
    first = f"**{amount}** {reason}" + (f" · {about}" if about else "")
    second = [timestamp(line.at, "d")]
    if line.interview_id is not None:
        partner = "none" if line.partner_id is None else person(line.partner_id, speak)
        second.append(speak("ledger-interview", number=line.interview_id, partner=partner))
    second.append(speak("ledger-balance", balance=line.balance_after))
    return entry(first, " · ".join(second))
