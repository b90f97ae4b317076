"""How /settings show looks: a field for each command that sets something, a line for each setting."""

from collections.abc import Iterator

import discord

from cogs._shared.markup import channel
from cogs._shared.markup import role as role_link
from cogs._shared.settings_words import kept, late_from, limit, notice, reminders
from cogs._shared.translation import Speaker
from services.server_settings import ServerSettings

Lines = Iterator[tuple[str, str]]
"""What is set, by the id of its name, and to what."""


def settings_embed(speak: Speaker, server: ServerSettings) -> discord.Embed:
    """Return all settings of a server: narrow enough for a phone, and in the order of the commands."""
    embed = discord.Embed(title=speak("settings-title"), colour=discord.Colour.blurple())
    for name, lines in (
        ("settings-about-board", _board(speak, server)),
        ("settings-about-points", _points(speak, server)),
        ("settings-about-times", _times(speak, server)),
        ("settings-about-absence", _absence(speak, server)),
        ("settings-about-limits", _limits(speak, server)),
        ("settings-about-late", _late(speak, server)),
        ("settings-about-feedback", _feedback(speak, server)),
        ("settings-about-rest", _rest(speak, server)),
    ):
        text = "\n".join(speak("settings-line", name=speak(one), value=value) for one, value in lines)
        embed.add_field(name=speak(name), value=text, inline=False)
    return embed


def _board(speak: Speaker, server: ServerSettings) -> Lines:
    board, log, role = server.board_channel_id, server.log_channel_id, server.log_role_id
    for name, place, is_gone in (
        ("settings-board", channel(board) if board else None, server.board_is_gone),
        ("settings-log", channel(log) if log else None, server.log_is_gone),
        ("settings-log-role", role_link(role) if role else None, server.log_role_is_gone),
    ):
        missing = speak("settings-gone") if is_gone else speak("settings-no-channel")
        yield name, place or missing
    yield "settings-keep", kept(speak, server.card_hours)


def _points(speak: Speaker, server: ServerSettings) -> Lines:
    for name, amount in (
        ("settings-price", server.price),
        ("settings-reward", server.reward),
        ("settings-starting", server.starting_points),
        ("settings-compensation", server.compensation),
    ):
        yield name, speak("points", points=amount)


def _times(speak: Speaker, server: ServerSettings) -> Lines:
    yield "settings-zone", server.timezone
    yield "settings-language", speak(f"language-{server.language}")
    yield "settings-accept", speak("hours", hours=server.auto_accept_hours)
    yield "settings-notice", notice(speak, server.notice_minutes)
    yield "settings-reminders", reminders(speak, server.reminder_offsets)


def _absence(speak: Speaker, server: ServerSettings) -> Lines:
    yield (
        "settings-absence",
        speak(
            "settings-absence-text",
            limit=server.no_show_limit,
            within=speak("days", days=server.no_show_days),
            pause=speak("days", days=server.block_days),
        ),
    )


def _limits(speak: Speaker, server: ServerSettings) -> Lines:
    yield "settings-open-cards", limit(speak, server.open_cards_limit)
    yield "settings-seats", limit(speak, server.seats_limit)
    yield "settings-given-back", limit(speak, server.given_back_limit)


def _late(speak: Speaker, server: ServerSettings) -> Lines:
    yield "settings-late-hours", late_from(speak, server.late_hours)
    yield "settings-late-keep", speak("points", points=server.late_keep)


def _feedback(speak: Speaker, server: ServerSettings) -> Lines:
    yield "settings-rubrics", speak("settings-rubrics-on" if server.uses_rubrics else "settings-rubrics-off")
    yield "settings-sealed", speak("settings-sealed-on" if server.seals_feedback else "settings-sealed-off")
    yield "settings-thanks", speak("settings-thanks-on" if server.gives_thanks else "settings-thanks-off")


def _rest(speak: Speaker, server: ServerSettings) -> Lines:
    yield (
        "settings-links",
        speak("settings-links-others" if server.allows_other_links else "settings-links-meet"),
    )
    yield "settings-events", speak("settings-events-on" if server.makes_events else "settings-events-off")
