"""What a member typed into a form is never lost: a refusal gives it back."""

import logging
from typing import Any

import aiohttp
import discord
from discord import app_commands

from cogs._shared.answers import add, answer
from cogs._shared.discord_limits import EMBED_DESCRIPTION_MAXIMUM, EMBED_FIELD_VALUE_MAXIMUM
from cogs._shared.errors import OUTDATED, cause_of, explain, not_mine
from cogs._shared.markup import plain, shorten
from cogs._shared.people import speaker_for
from cogs._shared.sent import sent_fields, sent_texts
from services.refusals import Refusal
from services.transaction import something_was_stored

_log = logging.getLogger(__name__)


async def answer_with_text(
    interaction: discord.Interaction[Any],
    refusal: Refusal,
    typed: str,
    view: discord.ui.View | None = None,
    *,
    chosen: str = "",
) -> None:
    """Answer an acknowledged form with why it was refused, what was typed into it, and what to do instead.

    `chosen` is what was chosen in it, as it is shown.
    """
    embed = _kept(interaction, typed) if typed or chosen else None
    if embed is not None and chosen:
        value = shorten(chosen, EMBED_FIELD_VALUE_MAXIMUM)
        embed.add_field(name=speaker_for(interaction)("kept-chosen"), value=value, inline=False)
    await answer(interaction, explain(refusal, speaker_for(interaction)), embed=embed, view=view)


async def give_back_after_fault(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Give back what was typed after a fault was answered, where it did not get anywhere.

    A refusal has done so where it mattered, and what was stored need not be typed again.
    """
    cause = cause_of(error)
    is_outdated = isinstance(cause, OUTDATED)
    is_answered = isinstance(cause, Refusal | app_commands.AppCommandError) and not is_outdated
    if is_answered or not_mine(cause) or something_was_stored():
        return
    typed = sent_texts(interaction) if is_outdated else _typed(interaction)
    text = "\n".join(filter(None, typed))
    if not text:
        return
    try:
        await add(interaction, embed=_kept(interaction, text))
    except (aiohttp.ClientError, OSError, discord.HTTPException) as failure:
        _log.info("What was typed in interaction %s could not be given back: %s", interaction.id, failure)


def _typed(interaction: discord.Interaction[Any]) -> list[str]:
    """Return the fields of a form, or the texts of a command that are not chosen from a list."""
    if interaction.type is discord.InteractionType.modal_submit:
        return list(sent_fields(interaction).values())
    command = interaction.command
    if not isinstance(command, app_commands.Command):
        return []
    free = [
        option.name
        for option in command.parameters
        if option.type is discord.AppCommandOptionType.string
        and not option.choices
        and not option.autocomplete
    ]
    return [str(text) for name in free if (text := getattr(interaction.namespace, name))]


def _kept(interaction: discord.Interaction[Any], typed: str) -> discord.Embed:
    # The longest form, escaped, stays below the limit.
    text = shorten(plain(typed), EMBED_DESCRIPTION_MAXIMUM)
    return discord.Embed(title=speaker_for(interaction)("kept-text"), description=text)


def all_typed(fields: dict[str, str]) -> str:
    """Return the fields of a form that were filled in, a line each."""
    return "\n".join(text for text in fields.values() if text)
