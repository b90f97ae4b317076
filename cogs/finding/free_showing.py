"""Showing free hours: what it takes is asked here, `free_message` and `week_picture` decide how it looks."""

import asyncio

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import Picture, answer
from cogs._shared.components import rows
from cogs._shared.discord_limits import PICTURE_WORDS_MAXIMUM
from cogs._shared.errors import explain
from cogs._shared.kept_text import answer_with_text
from cogs._shared.markup import shorten
from cogs._shared.people import Asked
from cogs._shared.translation import Speaker
from cogs._shared.weekdays import first_weekday, week_from, weekday_name
from cogs._shared.zone_choice import zone_button
from cogs.finding.free_message import (
    clock_of,
    exceptions_page,
    in_order,
    lines_of,
    week_message,
    week_words,
)
from services.finding.free_time import own
from services.finding.free_time.own import OwnWeek
from services.finding.refusals import ZoneNotChosen

Interaction = discord.Interaction[SparringBot]

ASK_ZONE = "free:zone"
"""The custom_id of the button that asks for the zone of the free hours, and of the form."""


async def show_week(interaction: Interaction, by: Asked, said: str | None = None) -> None:
    """Answer with the member's week, and what was done before it."""
    week = await own.week_of(by.user_id, by.now)
    first = first_weekday(interaction.locale.value)
    embed, view = week_message(by.speak, week, first)
    file = None
    if week.spans:
        picture = await _picture(by.speak, week, first)
        embed.set_image(url=picture.url)
        file = picture.file()
    await answer(interaction, said, embed=embed, view=view, file=file)


async def show_exceptions(interaction: Interaction, by: Asked, page: int, said: str | None = None) -> None:
    """Answer with a page of the member's exceptions, and what was done before it."""
    week = await own.week_of(by.user_id, by.now)
    embed, view = exceptions_page(by.speak, week.exceptions, page)
    await answer(interaction, said, embed=embed, view=view)


async def ask_zone(interaction: Interaction, by: Asked, typed: str = "") -> None:
    """Answer that a zone is needed first, with the button to choose one; what was typed is given back."""
    refusal, view = ZoneNotChosen(), rows([zone_button(by.speak, ASK_ZONE)])
    if typed:
        await answer_with_text(interaction, refusal, typed, view)
    else:
        await answer(interaction, explain(refusal, by.speak), view=view)


async def _picture(speak: Speaker, week: OwnWeek, first: int) -> Picture:
    # Drawing takes longer than other interactions should wait.
    content = await asyncio.to_thread(_drawn, speak, week, first)
    return Picture("week.png", content, shorten(week_words(speak, week, first), PICTURE_WORDS_MAXIMUM))


def _drawn(speak: Speaker, week: OwnWeek, first: int) -> bytes:
    # Pillow comes with the first picture: it takes 4 MB of memory and, once, the time to load it.
    from cogs.finding.week_picture import Block, Column, Words, draw_week  # noqa: PLC0415

    blocks: dict[int, list[Block]] = {}
    for _, span in in_order(week, first):
        minutes = (span.from_minute, span.to_minute)
        blocks.setdefault(span.weekday, []).append(Block(*minutes, lines_of(speak, *minutes)))
    columns = tuple(
        Column(weekday_name(day, speak.language, "abbreviated"), tuple(blocks.get(day, ())))
        for day in week_from(first)
    )
    hours = tuple(clock_of(speak, hour * 60) for hour in range(0, 25, 3))
    return draw_week(columns, Words(hours, speak("free-legend")))
