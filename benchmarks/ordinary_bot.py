"""An ordinary good bot that takes bookings: what Sparring is measured beside.

It is what a developer who knows discord.py and Tortoise writes for one process: each booking is acknowledged
at once, one short transaction decides with conditional updates, and everything that is to be said is said at
the same time. It has no outbox: what fails to be sent, or is not sent yet when the process ends, is lost.
What only shows something is answered at once.

    python -m benchmarks.ordinary_bot      with DISCORD_TOKEN, DISCORD_API_URL and DATABASE_URL
"""

import asyncio
import logging
import os
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, Self
from urllib.parse import urlencode

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from tortoise import Tortoise, connections
from tortoise.expressions import F
from tortoise.transactions import in_transaction

from benchmarks.ordinary_models import Account, Entry, Interview, Status
from benchmarks.ordinary_pages import PRICE, board_page, points_page, suggestions

READY = "The ordinary bot is ready."


class Refused(Exception):  # noqa: N818 - it is no error
    """The click cannot be granted; the message says why."""


class OrdinaryBot(commands.Bot):
    """The client; it needs no intent but that of servers."""

    def __init__(self) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
        )

    async def setup_hook(self) -> None:
        """Learn where the buttons and the gateway are, and register the commands."""
        self.add_dynamic_items(BookButton)
        await self.add_cog(Commands())
        await self.tree.sync()
        _, address, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)

    async def on_ready(self) -> None:
        """Say that it is ready."""
        print(READY, flush=True)  # noqa: T201 - who started it waits for this


class BookButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"book:(?P<number>\d{1,10})"):
    """The button with which a card is booked."""

    def __init__(self, number: int) -> None:
        super().__init__(
            discord.ui.Button(label="Book", style=discord.ButtonStyle.success, custom_id=f"book:{number}")
        )
        self.number = number

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py gives it
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        """Return the button that was clicked."""
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Book the card."""
        await take(interaction, self.number)


class Commands(commands.Cog):
    """The slash commands."""

    @app_commands.command(description="Your points, what they buy, and how they came and went")
    @app_commands.guild_only()
    async def points(self, interaction: discord.Interaction[Any]) -> None:
        """Show what somebody holds."""
        embed = await points_page(interaction.guild_id or 0, interaction.user.id)
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(description="The open interviews of this server, soonest first")
    @app_commands.guild_only()
    async def board(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page of the board."""
        embed, view = await board_page(interaction.guild_id or 0, datetime.now(UTC))
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    @app_commands.command(description="Take the free seat of an open interview")
    @app_commands.guild_only()
    @app_commands.describe(interview="Choose from the open interviews, or type a number")
    async def book(self, interaction: discord.Interaction[Any], interview: str) -> None:
        """Book an open interview."""
        await take(interaction, int(interview) if interview.isdecimal() else 0)

    @book.autocomplete("interview")
    async def open_interviews(
        self, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the open interviews that somebody could take."""
        now = datetime.now(UTC)
        return await suggestions(interaction.guild_id or 0, interaction.user.id, current, now)


async def take(interaction: discord.Interaction[Any], number: int) -> None:
    """Book, answer, tell both, and show it on the card, all at once."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        interview = await book(number, interaction.user.id, interaction.guild_id or 0)
    except Refused as refusal:
        await interaction.edit_original_response(content=str(refusal))
        return
    await asyncio.gather(
        answer(interaction, interview),
        tell(interaction.client, interview, interview.interviewer_id, interaction.user.id, "interviewer"),
        tell(interaction.client, interview, interaction.user.id, interview.interviewer_id, "interviewee"),
        show(interaction, interview),
    )


async def book(number: int, user_id: int, guild_id: int) -> Interview:
    """Take the seat and the points in one transaction; return the interview.

    Raises:
        Refused: The seat is gone, or the points do not suffice.
    """
    async with in_transaction():
        card = Interview.filter(
            id=number, guild_id=guild_id, status=Status.OPEN, starts_at__gt=datetime.now(UTC)
        ).exclude(interviewer_id=user_id)
        if not await card.update(interviewee_id=user_id, status=Status.BOOKED):
            raise Refused("This seat is taken.")
        account = Account.filter(guild_id=guild_id, user_id=user_id, balance__gte=PRICE)
        if not await account.update(balance=F("balance") - PRICE):
            raise Refused("You do not have enough points.")
        await Entry.create(guild_id=guild_id, user_id=user_id, amount=-PRICE, interview_id=number)
        return await Interview.get(id=number)


async def answer(interaction: discord.Interaction[Any], interview: Interview) -> None:
    """Answer who clicked."""
    await interaction.edit_original_response(
        content=f"You booked #{interview.id}. It cost {PRICE} points.",
        embed=private_embed(interview),
        view=participant_view(interview, "withdraw"),
    )


async def tell(client: discord.Client, interview: Interview, user_id: int, other_id: int, seat: str) -> None:
    """Tell one of the two by DM, with the file for their calendar."""
    channel = await client.create_dm(discord.Object(user_id))
    action = "withdraw" if seat == "interviewee" else "cancel"
    await channel.send(
        f"Interview #{interview.id} with <@{other_id}> is booked. Your seat: {seat}.",
        embed=private_embed(interview),
        view=participant_view(interview, action),
        file=discord.File(BytesIO(calendar(interview, seat)), f"interview-{interview.id}.ics"),
    )


async def show(interaction: discord.Interaction[Any], interview: Interview) -> None:
    """Show on the card that it is booked."""
    if interaction.message is not None:
        await interaction.message.edit(embed=embed_of(interview), view=None)


def embed_of(interview: Interview) -> discord.Embed:
    """Return the card that everybody sees."""
    embed = discord.Embed(title=f"Mock interview: {interview.topic}", colour=discord.Colour.blurple())
    when = discord.utils.format_dt(interview.starts_at)
    relative = discord.utils.format_dt(interview.starts_at, "R")
    embed.add_field(name="When", value=f"{when}\n{relative}")
    embed.add_field(name="Duration", value=f"{interview.duration} minutes")
    embed.add_field(name="Interviewer", value=f"<@{interview.interviewer_id}>")
    guest = "free" if interview.interviewee_id is None else f"<@{interview.interviewee_id}>"
    embed.add_field(name="Interviewee", value=guest)
    embed.set_footer(text=f"#{interview.id} · {interview.status.value}")
    return embed


def private_embed(interview: Interview) -> discord.Embed:
    """Return what the two see, with the link."""
    return embed_of(interview).add_field(name="Link", value=interview.link, inline=False)


def participant_view(interview: Interview, action: str) -> discord.ui.View:
    """Return the buttons under what the two see."""
    view = discord.ui.View(timeout=None)
    for name, style in ((action, discord.ButtonStyle.danger), ("edit", discord.ButtonStyle.secondary)):
        if name != "edit" or action == "cancel":
            view.add_item(
                discord.ui.Button(label=name.capitalize(), custom_id=f"{name}:{interview.id}", style=style)
            )
    view.add_item(discord.ui.Button(label="Add to Google Calendar", url=google_calendar(interview)))
    # These are found by their custom_id after a restart too: discord.py need not keep the view.
    view.stop()
    return view


def google_calendar(interview: Interview) -> str:
    """Return the address at which Google Calendar offers to add it."""
    ends_at = interview.starts_at + timedelta(minutes=interview.duration)
    span = f"{interview.starts_at:%Y%m%dT%H%M%SZ}/{ends_at:%Y%m%dT%H%M%SZ}"
    title = f"Mock interview: {interview.topic}"
    question = {"action": "TEMPLATE", "text": title, "dates": span, "location": interview.link}
    return "https://calendar.google.com/calendar/render?" + urlencode(question)


def calendar(interview: Interview, seat: str) -> bytes:
    """Return the file for a calendar."""
    now = datetime.now(UTC)
    ends_at = interview.starts_at + timedelta(minutes=interview.duration)
    title = f"Mock interview: {interview.topic}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ordinary//Mock interviews//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"SUMMARY;LANGUAGE=en:{title}",
        f"DTSTART:{interview.starts_at:%Y%m%dT%H%M%SZ}",
        f"DTEND:{ends_at:%Y%m%dT%H%M%SZ}",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"UID:interview-{interview.id}-{interview.guild_id}@ordinary",
        "SEQUENCE:1",
        "CLASS:PRIVATE",
        f"CREATED:{now:%Y%m%dT%H%M%SZ}",
        f"DESCRIPTION;LANGUAGE=en:Interview #{interview.id}. Your seat: {seat}.",
        f"LAST-MODIFIED:{now:%Y%m%dT%H%M%SZ}",
        f"LOCATION:{interview.link}",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        f"URL:{interview.link}",
        f"CONFERENCE;FEATURE=AUDIO,VIDEO;VALUE=URI:{interview.link}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION;LANGUAGE=en:{title}",
        "TRIGGER:-PT10M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines).encode()


@asynccontextmanager
async def tables(database_url: str, *, create: bool = False) -> AsyncIterator[None]:
    """Open the database; `create` makes its tables first."""
    pool = "" if database_url.startswith("sqlite") else f"{'&' if '?' in database_url else '?'}maxsize=20"
    await Tortoise.init(
        db_url=database_url + pool,
        modules={"models": ["benchmarks.ordinary_models"]},
        use_tz=True,
        timezone="UTC",
    )
    try:
        if create:
            await Tortoise.generate_schemas()
        yield
    finally:
        await connections.close_all()


async def main() -> None:
    """Run until SIGTERM."""
    Route.BASE = os.environ["DISCORD_API_URL"]
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with tables(os.environ["DATABASE_URL"]), OrdinaryBot() as bot:
        running = asyncio.create_task(bot.start(os.environ["DISCORD_TOKEN"]))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
    await asyncio.gather(running, return_exceptions=True)


if __name__ == "__main__":
    logging.basicConfig(level="WARNING")
    asyncio.run(main())
