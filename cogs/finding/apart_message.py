"""Whom somebody is not paired with, as they alone see it. Pure functions."""

from collections.abc import Mapping, Sequence

import discord

from cogs._shared.components import button, rows
from cogs._shared.discord_limits import MENU_OPTION_MAXIMUM
from cogs._shared.entries import entries, topic_of
from cogs._shared.markup import called, person, plain, shorten
from cogs._shared.translation import Speaker, timestamp
from services.finding.apart import Other, Others
from services.interviews import Interview

LIFT = "block:lift"

_SERVER_MAXIMUM = 40
"""Characters of a server's name that are shown beside an interview."""

_ERASED = "row:"
"""What stands before the number of a row that is about somebody who was erased, in place of their id."""


def others_page(speak: Speaker, found: Others) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page of the list, with a menu to take one back and buttons to turn it."""
    embed = discord.Embed(title=speak.in_plain("block-title"), colour=discord.Colour.blurple())
    if not found.rows:
        embed.description = speak("block-none")
        return embed, None
    embed.description = entries(
        speak("block-entry", member=_mention(speak, one), since=timestamp(one.since, "d"))
        for one in found.rows
    )
    embed.set_footer(text=speak.in_plain("block-footer", count=found.count))
    items: list[discord.ui.Item[discord.ui.View]] = [_menu(speak, found.rows)]
    if found.pages > 1:
        items += [
            _turn(speak("button-previous"), found.page - 1, possible=found.page > 0),
            _turn(speak("button-next"), found.page + 1, possible=found.page < found.pages - 1),
        ]
    return embed, rows(items)


def erased_row(value: str) -> int | None:
    """Return the number of a row that is about somebody who was erased; None if the value is an id."""
    number = value.removeprefix(_ERASED)
    return int(number) if number != value and number.isascii() and number.isdecimal() else None


def kept_apart(
    speak: Speaker, other_id: int, ahead: Sequence[Interview], servers: Mapping[int, str]
) -> tuple[str, discord.Embed | None, discord.ui.View | None]:
    """Return what is said to who has just asked for it: how to take it back, and ways out of bookings.

    These stand in an embed: in a message alone there is not enough room for as many as there may be.
    """
    said = speak("block-done", member=person(other_id, speak))
    items = [button(speak("block-undo"), f"block:undo:{other_id}")]
    if not ahead:
        return said, None, rows(items)
    for one in ahead:
        label = speak.in_plain("block-out", number=one.id)
        items.append(button(label, f"block:out:{one.id}", discord.ButtonStyle.danger))
    listed = entries(
        speak(
            "block-ahead-entry",
            number=one.id,
            topic=topic_of(speak, one.topic),
            server=plain(shorten(servers[one.server_id], _SERVER_MAXIMUM)),
            when=timestamp(one.starts_at, "f"),
        )
        for one in ahead
    )
    embed = discord.Embed(description=listed, colour=discord.Colour.blurple())
    return f"{said}\n\n{speak('block-ahead', count=len(ahead))}", embed, rows(items)


def _mention(speak: Speaker, one: Other) -> str:
    return speak("block-erased") if one.user_id is None else person(one.user_id, speak)


def _menu(speak: Speaker, listed: Sequence[Other]) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(label=_label(speak, one), value=str(one.user_id or f"{_ERASED}{one.id}"))
        for one in listed
    ]
    return discord.ui.Select(custom_id=LIFT, placeholder=speak("block-lift"), options=options, row=0)


def _label(speak: Speaker, one: Other) -> str:
    if one.user_id is None:
        return speak.in_plain("block-erased-label", number=one.id)
    return shorten(called(one.name), MENU_OPTION_MAXIMUM) or str(one.user_id)


def _turn(label: str, page: int, *, possible: bool) -> discord.ui.Button[discord.ui.View]:
    # A button that cannot be used still needs a custom_id of its own.
    return button(label, f"block:page:{page if possible else 99}", disabled=not possible, row=1)
