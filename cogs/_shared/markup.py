"""Members' words and people inside Discord's markup."""

from functools import lru_cache

from discord.utils import escape_markdown, escape_mentions

_PICTURES = "https://cdn.discordapp.com"


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Return a member's text so that Discord shows it as it was typed: no formatting, no mention."""
    return escape_mentions(escape_markdown(text))


def person(user_id: int) -> str:
    """Return a mention; whether it notifies is decided by who sends it."""
    return f"<@{user_id}>"


def called(name: str) -> str:
    """Return a person's name for a place that shows no markup: nothing in it reads as a mention."""
    return escape_mentions(name)


def picture_of(user_id: int, avatar: str) -> str:
    """Return the address of a person's picture; of the one that Discord gives them where they have none."""
    if avatar:
        return f"{_PICTURES}/avatars/{user_id}/{avatar}.png?size=64"
    return f"{_PICTURES}/embed/avatars/{(user_id >> 22) % 6}.png"


def channel(channel_id: int) -> str:
    """Return a link to a channel."""
    return f"<#{channel_id}>"


def shorten(text: str, maximum: int) -> str:
    """Return the text cut to a length that Discord accepts."""
    return text if len(text) <= maximum else text[: maximum - 1] + "…"
