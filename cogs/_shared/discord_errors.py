"""The codes by which Discord says what was wrong with a request.

They are those of its documentation, "Opcodes and Status Codes" (JSON Error Codes and Gateway Close Event
Codes, <https://discord.com/developers/docs/topics/opcodes-and-status-codes>); Cloudflare's own aside.
"""

UNKNOWN_CHANNEL = 10003
"""The channel is gone."""

UNKNOWN_MEMBER = 10007
"""The person is not in the server."""

UNKNOWN_USER = 10013
"""There is no such person (any more)."""

UNKNOWN_INTERACTION = 10062
"""The interaction's time has run out, or another process has answered it."""

DAILY_CREATES_REACHED = 30034
"""The bot has registered as many commands today as it may."""

EVENTS_MAXIMUM = 30038
"""The server's list of events is full."""

ALREADY_ACKNOWLEDGED = 40060
"""The interaction was answered before."""

BLOCKED_BY_CLOUDFLARE = 40333
"""The bot's address is shut out for a while; so says Discord."""

CLOUDFLARE_RATE_LIMITED = 1015
"""The bot's address is shut out for a while; so says Cloudflare itself."""

MISSING_ACCESS = 50001
"""The bot may not see the channel."""

CANNOT_DM_USER = 50007
"""The person takes no DMs from the bot."""

MISSING_PERMISSIONS = 50013
"""The bot sees the channel, and may not do this there."""

INVALID_FORM_BODY = 50035
"""What was sent is malformed: Discord will never take it, however often it is sent."""

EXPLICIT_CONTENT = 20009
"""What was sent is explicit, and is not shown to whoever it was sent to."""

MODERATED_MESSAGE = 200000
"""The server's automatic moderation does not let the message through."""

HARMFUL_LINK = 240000
"""Discord's filter of harmful links does not let the message through, in a server or a DM."""

NO_MUTUAL_GUILDS = 50278
"""The person has no server in common with the bot any more."""

AUTHENTICATION_FAILED = 4004
"""The gateway closes a connection with this where the token does not count any more."""
