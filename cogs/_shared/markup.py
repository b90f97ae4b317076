"""Members' words and people inside Discord's markup."""

from functools import lru_cache

from discord.utils import escape_markdown, escape_mentions


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Return a member's text so that Discord shows it as it was typed: no formatting, no mention."""
    return escape_mentions(escape_markdown(text))


def person(user_id: int) -> str:
    """Return a mention; whether it notifies is decided by who sends it."""
    return f"<@{user_id}>"


def channel(channel_id: int) -> str:
    """Return a link to a channel."""
    return f"<#{channel_id}>"


def role(role_id: int) -> str:
    """Return a mention of a role; whether it notifies is decided by who sends it."""
    return f"<@&{role_id}>"


def shorten(text: str, maximum: int) -> str:
    """Return the text cut to a length that Discord accepts."""
    return text if len(text) <= maximum else text[: maximum - 1] + "…"
