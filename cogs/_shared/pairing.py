"""The times that two people are asked about, in lines and as buttons."""

from collections.abc import Collection, Sequence
from datetime import datetime

import discord

from cogs._shared.components import button
from cogs._shared.translation import Speaker, timestamp


def times_in_lines(times: Sequence[datetime]) -> str:
    """Return times, numbered from 1, a line each."""
    return "\n".join(f"**{number}.** {timestamp(time)}" for number, time in enumerate(times, start=1))


def time_buttons(
    speak: Speaker, pair: int, count: int, picked: Collection[int] = ()
) -> list[discord.ui.Item[discord.ui.View]]:
    """Return a button for each of the times, those that were `picked` (from 0) ticked, and one to say no."""
    times: list[discord.ui.Item[discord.ui.View]] = [
        button(
            speak("button-pair-picked" if place in picked else "button-pair-time", number=place + 1),
            f"pair:{'leave' if place in picked else 'take'}:{pair}:{place + 1}",
            discord.ButtonStyle.success if place in picked else discord.ButtonStyle.primary,
        )
        for place in range(count)
    ]
    return [*times, button(speak("button-pair-no"), f"pair:no:{pair}")]
