"""A member as admins see them: points, interviews, reports and a pause; no link, and no feedback."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.discord_limits import CHOICES_MAXIMUM, EMBED_FIELD_VALUE_MAXIMUM, MENU_OPTION_MAXIMUM
from cogs._shared.entries import own_entry
from cogs._shared.markup import person, plain, shorten, signed
from cogs._shared.people import AskedInServer
from cogs._shared.translation import Speaker, timestamp
from services.listing import Listed
from services.member_page import MemberPage, ReportLine, member_page
from services.points import LedgerLine

Item = discord.ui.Item[discord.ui.View]
_Shown = TypeVar("_Shown")

INTERVIEWS = 5
"""Interviews ahead, and past ones, that are shown."""


async def answer_with_member(
    interaction: discord.Interaction[SparringBot],
    by: AskedInServer,
    user_id: int,
    content: str | None = None,
) -> None:
    """Answer with the page of a member and what an admin can do for them."""
    found = await member_page(by.settings, user_id, by.now)
    await answer(interaction, content, embed=_embed(by.speak, found), view=rows(_items(by, found)))


def back_button(speak: Speaker, user_id: int) -> Item:
    """Return the button that leads back to the page of a member."""
    return button(speak("member-back"), f"member:show:{user_id}")


def _embed(speak: Speaker, found: MemberPage) -> discord.Embed:
    block = found.points.block
    embed = discord.Embed(
        title=speak("member-title"),
        description=person(found.user_id, speak),
        colour=discord.Colour.blurple() if block is None else discord.Colour.red(),
    )
    pause = speak("member-not-paused")
    if block is not None:
        pause = speak("member-paused", until=block.until, interviews=block.interviews)
    embed.add_field(name=speak("member-pause"), value=pause, inline=False)
    embed.add_field(
        name=speak("member-points", points=speak("points", points=found.points.balance)),
        value=_list(speak, found.points.ledger.rows, _ledger_line),
        inline=False,
    )

    def interview(speak: Speaker, one: Listed) -> str:
        return own_entry(speak, one, found.user_id, one.status.value)

    for name, listed in (("member-upcoming", found.upcoming), ("member-past", found.past)):
        embed.add_field(name=speak(name), value=_list(speak, listed[:INTERVIEWS], interview), inline=False)
    for name, reports in (("member-reports-made", found.made), ("member-reports-received", found.received)):
        embed.add_field(name=speak(name), value=_list(speak, reports, _report_line), inline=False)
    return embed


def _list(speak: Speaker, found: Sequence[_Shown], say: Callable[[Speaker, _Shown], str]) -> str:
    """Return as many lines as fit, each of them whole."""
    lines: list[str] = []
    for one in found:
        text = say(speak, one)
        if sum(map(len, lines)) + len(lines) + len(text) > EMBED_FIELD_VALUE_MAXIMUM:
            break
        lines.append(text)
    return "\n".join(lines) or speak("member-none")


def _ledger_line(speak: Speaker, one: LedgerLine) -> str:
    about = "" if one.interview_id is None else f" #{one.interview_id}"
    by = (
        ""
        if one.actor_id is None or not one.note
        else f" ({person(one.actor_id, speak)}: {plain(one.note[:60])})"
    )
    reason = speak(f"reason-{one.reason.value}")
    return f"{timestamp(one.at, 'd')} **{signed(one.amount)}** → {one.balance_after} · {reason}{about}{by}"


def _report_line(speak: Speaker, one: ReportLine) -> str:
    state = "disputed" if one.is_disputed else "none" if one.ruling is None else one.ruling.value
    return speak(
        "member-report",
        number=one.number,
        other=person(one.other_id, speak),
        when=timestamp(one.at, "d"),
        state=state,
    )


def _items(by: AskedInServer, found: MemberPage) -> list[Item]:
    items: list[Item] = []
    ahead = [one for one in found.upcoming if one.starts_at > by.now][:CHOICES_MAXIMUM]
    if ahead:
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=f"member:interview:{found.user_id}",
            placeholder=by.speak("member-choose"),
            options=[_option(by, one) for one in ahead],
        )
        items.append(menu)
    if found.points.block is not None:
        lift = button(by.speak("member-lift"), f"member:lift:{found.user_id}", discord.ButtonStyle.primary)
        items.append(lift)
    return items


def _option(by: AskedInServer, one: Listed) -> discord.SelectOption:
    when = by.speak.wall_time(one.starts_at, by.zone.name)
    state = by.speak(f"status-{one.status.value}")
    label = f"#{one.id} · {when} · {one.topic or by.speak('no-topic')} · {state}"
    return discord.SelectOption(
        label=shorten(label, MENU_OPTION_MAXIMUM), value=f"{one.id}:{one.status.value}"
    )
