"""Whether the bot may use a channel that an admin chooses."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.markup import channel as channel_link
from cogs._shared.permitted import missing_in
from cogs._shared.translation import Speaker


async def forbidden(
    interaction: discord.Interaction[SparringBot], speak: Speaker, channel_id: int
) -> str | None:
    """Return the sentence that says what the bot lacks in a channel, or None where it lacks nothing."""
    missing = await missing_in(interaction, channel_id)
    if not missing:
        return None
    names = ", ".join(speak(f"permission-{name.replace('_', '-')}") for name in missing)
    return speak("board-forbidden", channel=channel_link(channel_id), permissions=names)
