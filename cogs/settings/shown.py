"""How the settings of a server look."""

import discord

from cogs._shared.markup import channel as channel_link
from cogs._shared.markup import role as role_link
from cogs._shared.settings_words import notice, reminders
from cogs._shared.translation import Speaker
from services.server_settings import ServerSettings


def settings_embed(speak: Speaker, server: ServerSettings) -> discord.Embed:
    """Return all settings of a server."""
    embed = discord.Embed(title=speak("settings-title"), colour=discord.Colour.blurple())
    board, log = server.board_channel_id, server.log_channel_id
    for name, place, is_gone in (
        ("settings-board", channel_link(board) if board else None, server.board_is_gone),
        ("settings-log", channel_link(log) if log else None, server.log_is_gone),
        (
            "settings-log-role",
            role_link(server.log_role_id) if server.log_role_id else None,
            server.log_role_is_gone,
        ),
    ):
        missing = speak("settings-gone") if is_gone else speak("settings-no-channel")
        embed.add_field(name=speak(name), value=place or missing)
    embed.add_field(name=speak("settings-zone"), value=server.timezone)
    embed.add_field(name=speak("settings-language"), value=speak(f"language-{server.language}"))
    for name, amount in (
        ("settings-price", server.price),
        ("settings-reward", server.reward),
        ("settings-starting", server.starting_points),
        ("settings-compensation", server.compensation),
    ):
        embed.add_field(name=speak(name), value=speak("points", points=amount))
    embed.add_field(name=speak("settings-accept"), value=speak("hours", hours=server.auto_accept_hours))
    embed.add_field(name=speak("settings-notice"), value=notice(speak, server.notice_minutes))
    embed.add_field(name=speak("settings-reminders"), value=reminders(speak, server.reminder_offsets))
    pause = speak(
        "settings-absence-text",
        limit=server.no_show_limit,
        within=speak("days", days=server.no_show_days),
        pause=speak("days", days=server.block_days),
    )
    embed.add_field(name=speak("settings-absence"), value=pause)
    links = "settings-links-others" if server.allows_other_links else "settings-links-meet"
    embed.add_field(name=speak("settings-links"), value=speak(links))
    shown = "settings-events-on" if server.makes_events else "settings-events-off"
    embed.add_field(name=speak("settings-events"), value=speak(shown))
    return embed
