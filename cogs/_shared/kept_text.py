"""What a member typed into a form is never lost: a refusal gives it back."""

from typing import Any

import discord

from cogs._shared.answers import answer
from cogs._shared.errors import explain
from cogs._shared.markup import plain, shorten
from cogs._shared.people import speaker_for
from services.refusals import Refusal

EMBED_DESCRIPTION_MAXIMUM = 4096
"""Discord's limit; the longest form, escaped, stays below it."""


async def answer_with_text(interaction: discord.Interaction[Any], refusal: Refusal, typed: str) -> None:
    """Answer an acknowledged form with why it was refused, and with the text that was typed into it."""
    speak = speaker_for(interaction)
    embed = None
    if typed:
        text = shorten(plain(typed), EMBED_DESCRIPTION_MAXIMUM)
        embed = discord.Embed(title=speak("kept-text"), description=text)
    await answer(interaction, explain(refusal, speak), embed=embed)


def all_typed(fields: dict[str, str]) -> str:
    """Return the fields of a form that were filled in, a line each."""
    return "\n".join(text for text in fields.values() if text)
