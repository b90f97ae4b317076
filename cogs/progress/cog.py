"""/progress: how somebody gets on, for themselves alone, and what they want to be looked at next."""

import asyncio
import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import Picture, acknowledge_update, answer, in_one_request
from cogs._shared.days import day_in_words
from cogs._shared.discord_limits import PICTURE_WORDS_MAXIMUM
from cogs._shared.markup import shorten
from cogs._shared.people import Asked, asked
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.translation import Speaker
from cogs.progress.message import (
    Own,
    name_of,
    progress_embed,
    progress_view,
    progress_words,
)
from services.progress import comparing, goals, received
from services.progress.scores import Group, criteria_of, topics_of
from services.reviews import sums

Interaction = discord.Interaction[SparringBot]


class ProgressCog(RoutedCog):
    """A member's own progress."""

    @app_commands.command(description="How your interviews went, and what to do next; only you see it")
    async def progress(self, interaction: Interaction) -> None:
        """Show scores, next steps, and what is said of them as an interviewer."""
        async with in_one_request(interaction):
            await _show(interaction, asked(interaction))

    @on_component(r"progress:(?P<what>done|open):(?P<number>\d{1,10})")
    async def mark(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Note that a next step is done, or not after all."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        await goals.mark(by.user_id, int(match["number"]), by.now, is_done=match["what"] == "done")
        await _show(interaction, by)

    @on_component(r"progress:share:(?P<number>\d{1,10})")
    async def share(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let the interviewer of a booking read what is still to be done."""
        await acknowledge_update(interaction)
        by, number = asked(interaction), int(match["number"])
        await goals.share(by.user_id, number, by.now)
        await _show(interaction, by, by.speak("goals-shared", number=number))

    @on_component(r"progress:keep:(?P<number>\d{1,10})")
    async def keep(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let them read it no more."""
        await acknowledge_update(interaction)
        by, number = asked(interaction), int(match["number"])
        await goals.keep(by.user_id, number, by.now)
        await _show(interaction, by, by.speak("goals-kept", number=number))


async def _show(interaction: Interaction, by: Asked, text: str | None = None) -> None:
    """Answer with the progress of whoever asks, and what was done before it."""
    own = Own(
        received=await received.received_by(by.user_id, by.now),
        ahead=await goals.ahead_of(by.user_id, by.now),
        sums=await sums.sums_of(by.user_id, by.now),
        comparison=await comparing.compared(by.user_id, by.now),
    )
    embed, file = progress_embed(by.speak, own), None
    if own.received:
        # Drawing takes longer than other interactions should wait.
        content = await asyncio.to_thread(_drawn, by.speak, own)
        words = shorten(progress_words(by.speak, own), PICTURE_WORDS_MAXIMUM)
        picture = Picture("progress.png", content, words)
        embed.set_image(url=picture.url)
        file = picture.file()
    await answer(interaction, text, embed=embed, view=progress_view(by.speak, own), file=file)


def _drawn(speak: Speaker, own: Own) -> bytes:
    # Pillow comes with the first picture: it takes 4 MB of memory and, once, the time to load it.
    from cogs.progress.picture import Bar, Dot, Part, Words, draw_progress  # noqa: PLC0415

    def bar(group: Group) -> Bar:
        shown = speak("progress-group-value", median=group.median)
        count = speak("progress-group-count", count=group.count)
        return Bar(name_of(speak, group), group.median, shown, count)

    parts = [
        Part(speak(heading), tuple(bar(group) for group in groups))
        for heading, groups in (
            ("progress-by-criterion", criteria_of(own.received)),
            ("progress-by-topic", topics_of(own.received)),
        )
        if groups
    ]
    dots = tuple(
        Dot(score, middle.median, middle.lowest, middle.highest)
        for score, middle in zip(own.scores, own.middles, strict=True)
    )
    words = Words(
        heading=speak("progress-scores"),
        first=day_in_words(speak, own.received[0].at, is_short=True),
        last=day_in_words(speak, own.received[-1].at, is_short=True),
        score=speak("progress-legend-score"),
        middle=speak("progress-legend-middle"),
        spread=speak("progress-legend-spread"),
    )
    return draw_progress(dots, tuple(parts), words)
