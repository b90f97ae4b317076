"""Gateway intents: which events a session asked for."""

from enum import IntFlag


class Intent(IntFlag):
    """The groups of events that a session can ask for."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT

APPLICATION_FLAGS = {
    Intent.GUILD_PRESENCES: 1 << 13,
    Intent.GUILD_MEMBERS: 1 << 15,
    Intent.MESSAGE_CONTENT: 1 << 19,
}
"""The application flags by which Discord says that an intent was granted to a small bot."""


def application_flags(granted: int) -> int:
    """Return the application's flags for the granted privileged intents."""
    return sum(flag for intent, flag in APPLICATION_FLAGS.items() if granted & intent)
