"""What is kept, why and for how long: as an answer on Discord, and as `PRIVACY.md`.

Both are made of the same texts. What these are about is said by `services.privacy.registry`, which names all
tables; `uv run python -m hosting.privacy_page` writes the documents anew.
"""

from collections.abc import Iterator

import discord

from cogs._shared.translation import Speaker
from services.privacy.registry import Topic

BESIDE = ("servers", "logs", "discord", "rights")
"""What is said after the topics."""

Section = tuple[str, str]
"""A title, and what is said under it."""


def kept(speak: Speaker, days: int) -> Iterator[Section]:
    """Say what is kept; messages are for so many `days`."""
    for topic in Topic:
        name = topic.value
        yield speak(f"privacy-kept-{name}"), speak(f"privacy-kept-{name}.text", days=days)


def beside(speak: Speaker) -> Iterator[Section]:
    """Say what else there is to know."""
    for name in BESIDE:
        yield speak(f"privacy-about-{name}"), speak(f"privacy-about-{name}.text")


def page(speak: Speaker, days: int) -> list[discord.Embed]:
    """Return the page, as two embeds, for a message each: together they would be too long."""
    first = discord.Embed(title=speak.in_plain("privacy-title"), description=speak("privacy-intro"))
    for title, text in kept(speak, days):
        first.add_field(name=title, value=text, inline=False)
    second = discord.Embed()
    for title, text in beside(speak):
        second.add_field(name=title, value=text, inline=False)
    return [first, second]
