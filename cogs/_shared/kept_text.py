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


async def answer_with_text(
    interaction: discord.Interaction[Any],
    refusal: Refusal,
    typed: str,
    view: discord.ui.View | None = None,
) -> None:
    """Answer an acknowledged form with why it was refused, what was typed into it, and what to do instead."""
    embed = _kept(interaction, typed) if typed else None
    await answer(interaction, explain(refusal, speaker_for(interaction)), embed=embed, view=view)


def _kept(interaction: discord.Interaction[Any], typed: str) -> discord.Embed:
    text = shorten(plain(typed), EMBED_DESCRIPTION_MAXIMUM)
    return discord.Embed(title=speaker_for(interaction)("kept-text"), description=text)


def all_typed(fields: dict[str, str]) -> str:
    """Return the fields of a form that were filled in, a line each."""
    return "\n".join(text for text in fields.values() if text)
