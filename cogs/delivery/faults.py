"""What kept a row from Discord, and so what becomes of it."""

from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus

import aiohttp
import discord

from cogs._client.rate_limits import AddressShutOutError
from cogs._shared.discord_errors import (
    BLOCKED_BY_CLOUDFLARE,
    CLOUDFLARE_RATE_LIMITED,
    EXPLICIT_CONTENT,
    HARMFUL_LINK,
    INVALID_FORM_BODY,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    MODERATED_MESSAGE,
    NO_MUTUAL_GUILDS,
    UNKNOWN_CHANNEL,
    UNKNOWN_USER,
)

CHANNEL_CLOSED = {UNKNOWN_CHANNEL, MISSING_ACCESS, MISSING_PERMISSIONS}
"""Discord's codes for a channel that is gone, or in which the bot may not see or write."""

REFUSED_FOR_ITSELF = {INVALID_FORM_BODY, EXPLICIT_CONTENT, HARMFUL_LINK, MODERATED_MESSAGE}
"""Discord's codes for what it does not take for what it says, as what a member typed may be: however often it
is sent, it stays the same."""

IS_GONE = {NO_MUTUAL_GUILDS, UNKNOWN_USER}
"""Discord's codes for a person who has no server in common with the bot any more."""

SHUT_OUT = {BLOCKED_BY_CLOUDFLARE, CLOUDFLARE_RATE_LIMITED}
"""Discord's and Cloudflare's codes for an address that is shut out for a while."""


class Verdict(Enum):
    """What a fault means for the row."""

    NEVER = "never"
    """Discord will never take it."""
    AWAY = "away"
    """Discord does not answer, or not sensibly: whoever waits for it waits together."""
    LIMITED = "limited"
    """Discord takes it later."""
    REFUSED = "refused"
    """Discord does not take it as things are."""


@dataclass(frozen=True)
class Fault:
    """A fault of a delivery; `retry_after` (seconds) is what Discord asked for."""

    verdict: Verdict
    retry_after: float = 0.0


def fault_of(error: Exception) -> Fault:
    """Return what an error that a delivery ended in means."""
    if isinstance(error, AddressShutOutError):
        return Fault(Verdict.LIMITED)
    if isinstance(error, discord.RateLimited):
        return Fault(Verdict.LIMITED, error.retry_after)
    if isinstance(error, discord.HTTPException):
        return _of_answer(error)
    if isinstance(error, aiohttp.ClientError | OSError | TimeoutError):
        return Fault(Verdict.AWAY)
    return Fault(Verdict.REFUSED)


def retry_after_of(error: discord.HTTPException) -> float | None:
    """Return how long an answer asks to wait (seconds): discord.py does not say it where it gives up."""
    try:
        return float(error.response.headers["Retry-After"])
    except (AttributeError, KeyError, ValueError):
        return None


def is_shut_out(error: discord.HTTPException) -> bool:
    """Tell whether an answer says that the bot's address is shut out."""
    return error.code in SHUT_OUT


def _of_answer(error: discord.HTTPException) -> Fault:
    if error.code in REFUSED_FOR_ITSELF:
        return Fault(Verdict.NEVER)
    if error.status == HTTPStatus.TOO_MANY_REQUESTS or is_shut_out(error):
        return Fault(Verdict.LIMITED, retry_after_of(error) or 0.0)
    # An answer that is no JSON, with whatever status, is not Discord's own.
    return Fault(Verdict.AWAY if error.status >= 500 or error.status < 400 else Verdict.REFUSED)
