"""Where a message of the bot stands on Discord."""

from typing import NamedTuple


class Place(NamedTuple):
    """The channel and the message."""

    channel_id: int
    message_id: int


def place(channel_id: int | None, message_id: int | None) -> Place | None:
    """Return the place that two stored columns name, or None while nothing stands there."""
    return None if channel_id is None or message_id is None else Place(channel_id, message_id)
