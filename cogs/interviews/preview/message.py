"""The preview of an interview that is not published yet. Pure functions."""

from collections.abc import Sequence
from datetime import datetime

import discord

from cogs._shared.components import button, rows
from cogs._shared.interview_embeds import card
from cogs._shared.markup import plain
from cogs._shared.translation import Speaker
from cogs._shared.zone_choice import ASK, zone_button
from services.interviews import Host, Interview, InterviewStatus, Role, end_after
from services.people import Member, ReadingZone
from services.publishing import NewCard
from services.server_settings import ServerSettings
from services.wording import parts_of

Item = discord.ui.Item[discord.ui.View]


def preview_embed(
    speak: Speaker,
    new: NewCard,
    host: Member,
    zone: ReadingZone,
    server: ServerSettings,
    *,
    makes_links: bool,
) -> discord.Embed:
    """Return the card as it will appear, and below it what only its host is told."""
    embed = card(speak, _as_interview(new, host), server.price, reward=server.reward)
    embed.set_footer(text=speak("preview-footer"))
    in_zone = f"{speak.wall_time(new.starts_at, zone.name)} · {zone.name}"
    whose = speak("preview-zone" if zone.is_own else "preview-zone-of-the-server")
    embed.add_field(name=whose, value=in_zone, inline=False)
    if new.role is Role.INTERVIEWEE:
        mine = speak("preview-costs", points=server.price)
    else:
        mine = speak("preview-earns", points=server.reward)
    embed.add_field(name=speak("preview-points"), value=mine, inline=False)
    link = plain(new.link or "") or speak("preview-link-made" if makes_links else "preview-link-none")
    embed.add_field(name=speak("card-link"), value=link, inline=False)
    return embed


def preview_buttons(
    speak: Speaker, number: int, free: Sequence[datetime], zone: ReadingZone, *, is_same_anywhere: bool
) -> discord.ui.View | None:
    """Return the ways on from a preview; with free times, where its own is taken.

    Who has no zone may choose one: the hour on the clocks is kept, unless the start was typed so that it
    `is_same_anywhere`.
    """
    items: list[Item] = [
        button(speak.wall_time(start, zone.name), f"preview:at:{number}:{int(start.timestamp())}", row=0)
        for start in free
    ]
    items += [
        button(speak("preview-publish"), f"preview:publish:{number}", discord.ButtonStyle.success, row=1),
        button(speak("preview-details"), f"preview:details:{number}", row=1),
        button(speak("preview-time"), f"preview:time:{number}", row=1),
    ]
    if not zone.is_own:
        ask = zone_button(speak, ASK if is_same_anywhere else f"preview:zone:{number}")
        ask.row = 1
        items.append(ask)
    return rows(items)


def _as_interview(new: NewCard, host: Member) -> Interview:
    """Return the interview that publishing would make; its number is not known before."""
    is_interviewer = new.role is Role.INTERVIEWER
    return Interview(
        id=0,
        server_id=host.server_id,
        host_id=host.user_id,
        interviewer_id=host.user_id if is_interviewer else None,
        interviewee_id=None if is_interviewer else host.user_id,
        starts_at=new.starts_at,
        ends_at=end_after(new.starts_at, new.duration),
        duration=new.duration,
        status=InterviewStatus.PENDING,
        host=Host(host.name, host.avatar),
        **parts_of(new),
    )
