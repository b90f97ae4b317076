"""What the ordinary bot shows of points and open interviews: one query for each page, and one that counts."""

from datetime import datetime

import discord
from discord import app_commands
from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from benchmarks.ordinary_models import Account, Entry, Interview, Status

PRICE = 3
LEDGER_LINES = 10
PAGE_SIZE = 8
SUGGESTIONS = 25


async def points_page(guild_id: int, user_id: int) -> discord.Embed:
    """Return what somebody holds, with the latest rows of their ledger, without which nobody holds any."""
    account = Account.filter(guild_id=guild_id, user_id=user_id)
    entries = (
        await Entry.filter(guild_id=guild_id, user_id=user_id)
        .annotate(balance=Subquery(account.values("balance")))
        .order_by("-id")
        .limit(LEDGER_LINES)
        .values("amount", "interview_id", "note", "created_at", "balance")
    )
    balance = entries[0]["balance"] if entries else 0
    embed = discord.Embed(
        title=f"{balance} points", description=f"<@{user_id}>", colour=discord.Colour.gold()
    )
    buys = f"{balance // PRICE} interviews, at {PRICE} points each."
    embed.add_field(name="What they buy", value=buys, inline=False)
    lines = []
    for entry in entries:
        why = f"by an admin · {entry['note']}"
        if entry["interview_id"] is not None:
            why = f"seat #{entry['interview_id']}"
        when = discord.utils.format_dt(entry["created_at"], "d")
        lines.append(f"{when} **{entry['amount']:+d}** → {balance} · {why}")
        balance -= entry["amount"]
    ledger = "\n".join(lines) or "No changes yet."
    embed.add_field(name="Latest changes", value=ledger, inline=False)
    return embed


async def board_page(guild_id: int, now: datetime) -> tuple[discord.Embed, discord.ui.View]:
    """Return the first page of the board, with a menu to book from it and buttons to turn the page."""
    cards = _open_cards(guild_id, now)
    shown = await cards.limit(PAGE_SIZE)
    count = await cards.count()
    pages = max(1, -(-count // PAGE_SIZE))
    lines = "\n".join(map(_line, shown)) or "Nothing is open right now."
    embed = discord.Embed(title="Open interviews", description=lines, colour=discord.Colour.green())
    embed.set_footer(
        text=f"Page 1 of {pages} · {count} interviews · the interviewee's seat costs {PRICE} points"
    )
    options = [discord.SelectOption(label=_label(one), value=str(one.id)) for one in shown]
    view = discord.ui.View(timeout=None)
    if options:
        view.add_item(discord.ui.Select(custom_id="pick", placeholder="Choose one to book", options=options))
    view.add_item(discord.ui.Button(label="Previous", custom_id="board:0", disabled=True, row=1))
    view.add_item(discord.ui.Button(label="Next", custom_id="board:2", disabled=pages == 1, row=1))
    # These are found by their custom_id after a restart too: discord.py need not keep the view.
    view.stop()
    return embed, view


async def suggestions(
    guild_id: int, user_id: int, typed: str, now: datetime
) -> list[app_commands.Choice[str]]:
    """Return open interviews of others as choices, those whose topic contains what was typed."""
    cards = _open_cards(guild_id, now).exclude(interviewer_id=user_id)
    if typed:
        cards = cards.filter(topic__icontains=typed)
    return [
        app_commands.Choice(name=_label(one), value=str(one.id)) for one in await cards.limit(SUGGESTIONS)
    ]


def _open_cards(guild_id: int, now: datetime) -> QuerySet[Interview]:
    cards = Interview.filter(guild_id=guild_id, status=Status.OPEN, starts_at__gt=now)
    return cards.order_by("starts_at", "id")


def _line(interview: Interview) -> str:
    when = discord.utils.format_dt(interview.starts_at, "f")
    return (
        f"**#{interview.id}** {when} · {interview.topic} · {interview.duration} min"
        f" · <@{interview.interviewer_id}> · free seat: Interviewee"
    )


def _label(interview: Interview) -> str:
    when = f"{interview.starts_at:%a %-d %b, %H:%M}"
    return f"#{interview.id} · {when} · {interview.topic} · Interviewer {interview.host_name}"[:100]
