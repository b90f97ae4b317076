"""Everything that goes wrong, answered in one place: refusals in their words, faults with an apology."""

import logging
import re
import secrets
from datetime import datetime
from typing import Any

import aiohttp
import discord
from discord import app_commands

from cogs._shared.discord_errors import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION
from cogs._shared.discord_limits import CUSTOM_ID_MAXIMUM
from cogs._shared.markup import person, plain, shorten
from cogs._shared.measured import Outcome, ended_in
from cogs._shared.people import speaker_for
from cogs._shared.sent import sent_custom_id
from cogs._shared.translation import Speaker, Value
from services.outages import DatabaseFullError, OutageError, OutcomeUnknownError
from services.refusals import Refusal
from services.transaction import something_was_stored

_log = logging.getLogger(__name__)

_LONGEST_FACT = 200

OUTDATED = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
"""What discord.py raises for a command, or an option of one, that there is no longer."""

_IDS = re.compile(r"\d{15,}")
"""Ids of people and servers; interviews have smaller numbers."""

CHOOSES = {"status", "field", "setting", "seat"}
"""Facts that are not shown but choose among the variants of a sentence."""


def explain(refusal: Refusal, speak: Speaker) -> str:
    """Return the sentence of a refusal."""
    facts = {name: _shown(name, value, speak) for name, value in refusal.facts().items()}
    return speak(refusal.message_id(), **facts)


async def answer_error(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Answer an interaction that ended in an error, whatever it was; never raises."""
    cause = cause_of(error)
    if not_mine(cause) and not something_was_stored():
        ended_in(Outcome.NOT_MINE)
        _log.info("Interaction %s is no longer mine to answer (%s).", interaction.id, cause)
        return
    ended_in(outcome_of(cause))
    try:
        await _say(interaction, _sentence(interaction, cause))
    except (aiohttp.ClientError, OSError, discord.HTTPException) as failure:
        if not_mine(failure):
            ended_in(Outcome.NOT_MINE)
            _log.info("Interaction %s is no longer mine to answer (%s).", interaction.id, failure)
        else:
            ended_in(Outcome.UNANSWERED)
            _log.exception("The answer to interaction %s could not be sent.", interaction.id)


def cause_of(error: Exception) -> Exception:
    """Return what went wrong in a command, without what discord.py wraps it in."""
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


def outcome_of(cause: Exception) -> Outcome:
    """Return as what an error counts."""
    if isinstance(cause, OutageError):
        return Outcome.OUTAGE
    refused = (Refusal, app_commands.CheckFailure, app_commands.TransformerError, *OUTDATED)
    return Outcome.REFUSED if isinstance(cause, refused) else Outcome.FAILED


def not_mine(error: BaseException | None) -> bool:
    """Tell whether an answer was not taken because it came too late or another process gave it."""
    codes = {ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION}
    return isinstance(error, discord.HTTPException) and error.code in codes


def _sentence(interaction: discord.Interaction[Any], cause: Exception) -> str:
    speak = speaker_for(interaction)
    if isinstance(cause, Refusal):
        return explain(cause, speak)
    if isinstance(cause, app_commands.CheckFailure):
        return speak("refusal-not-an-admin")
    if isinstance(cause, OUTDATED):
        return speak("error-outdated-command")
    if isinstance(cause, app_commands.TransformerError):
        return speak("error-bad-option", text=plain(shorten(str(cause.value), _LONGEST_FACT)))
    if isinstance(cause, OutageError):
        # The database says once in the log that it is away; a line for each click would bury it.
        return _of_outage(speak, cause)
    reference = secrets.token_hex(4)
    _log.error("Fault %s in %s", reference, _name(interaction), exc_info=cause)
    # What was stored stands, whatever failed after it: whoever reads that it failed would do it again.
    said = "error-after-done" if something_was_stored() else "error-unknown"
    return speak(said, reference=reference)


def _of_outage(speak: Speaker, outage: OutageError) -> str:
    if isinstance(outage, OutcomeUnknownError):
        return speak("outage-unknown")
    if something_was_stored():
        return speak("outage-stored")
    return speak("outage-full") if isinstance(outage, DatabaseFullError) else speak("outage-gone")


def _name(interaction: discord.Interaction[Any]) -> str:
    if interaction.command is not None:
        is_typed = isinstance(interaction.command, app_commands.Command)
        return f"{'/' if is_typed else ''}{interaction.command.qualified_name}"
    # Who it is about is nobody's business in a log.
    return f"custom_id {_IDS.sub('…', sent_custom_id(interaction)[:CUSTOM_ID_MAXIMUM])!r}"


def _shown(name: str, value: Value, speak: Speaker) -> Value:
    if name in CHOOSES:
        return value
    if name.endswith("_id") and isinstance(value, int):
        return person(value, speak)
    if isinstance(value, datetime) or not isinstance(value, str):
        return value
    return plain(shorten(value, _LONGEST_FACT))


async def _say(interaction: discord.Interaction[Any], sentence: str) -> None:
    nobody = discord.AllowedMentions.none()
    if not interaction.response.is_done():
        await interaction.response.send_message(sentence, ephemeral=True, allowed_mentions=nobody)
        return
    if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        try:
            await interaction.edit_original_response(
                content=sentence, embeds=[], view=None, attachments=[], allowed_mentions=nobody
            )
        except (aiohttp.ClientError, OSError, discord.HTTPException) as failure:
            # The member may have dismissed it, or Discord does not take the change: another message may pass.
            _log.info("The answer to interaction %s is sent anew (%s).", interaction.id, failure)
        else:
            return
    await interaction.followup.send(sentence, ephemeral=True, allowed_mentions=nobody)
