"""Showing somebody's progress: what it takes is asked here, `message` and `picture` decide how it looks."""

import asyncio
from datetime import datetime

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import Picture, answer
from cogs._shared.days import day_in_words
from cogs._shared.discord_limits import PICTURE_WORDS_MAXIMUM
from cogs._shared.markup import shorten
from cogs._shared.people import Asked
from cogs._shared.translation import Speaker
from cogs.progress.message import Own, name_of, progress_embed, progress_view, progress_words
from services.progress import comparing, goals, received
from services.progress.scores import Group, criteria_of, topics_of
from services.reviews import sums

Interaction = discord.Interaction[SparringBot]


async def show_progress(interaction: Interaction, by: Asked, text: str | None = None) -> None:
    """Answer with the progress of whoever asks, and what was done before it."""
    own = await progress_of(by.user_id, by.now)
    embed, file = progress_embed(by.speak, own), None
    if own.received:
        # Drawing takes longer than other interactions should wait.
        content = await asyncio.to_thread(drawn, by.speak, own)
        words = shorten(progress_words(by.speak, own), PICTURE_WORDS_MAXIMUM)
        picture = Picture("progress.png", content, words)
        embed.set_image(url=picture.url)
        file = picture.file()
    await answer(interaction, text, embed=embed, view=progress_view(by.speak, own), file=file)


async def progress_of(user_id: int, now: datetime) -> Own:
    """Return somebody's progress, for them alone."""
    return Own(
        received=await received.received_by(user_id, now),
        ahead=await goals.ahead_of(user_id, now),
        sums=await sums.sums_of(user_id, now),
        comparison=await comparing.compared(user_id, now),
    )


def drawn(speak: Speaker, own: Own) -> bytes:
    """Return the picture of somebody who has feedback; may be called in a thread."""
    # Pillow comes with the first picture: it takes 4 MB of memory and, once, the time to load it.
    from cogs.progress.picture import Bar, Dot, Part, Words, draw_progress  # noqa: PLC0415

    def bar(group: Group) -> Bar:
        shown = speak("progress-group-value", median=group.median)
        count = speak("progress-group-count", count=group.count)
        names = (name_of(speak, group), speak("progress-some-name"))
        return Bar(names, group.median, shown, count)

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
