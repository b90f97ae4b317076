"""The pages of /board. Pure functions."""

from collections.abc import Sequence

import discord

from cogs._shared.components import button, rows
from cogs._shared.entries import entries, open_entry
from cogs._shared.interview_embeds import choice_label
from cogs._shared.markup import called, shorten
from cogs._shared.translation import Speaker
from services.listing import Listed, Page

LAST_PAGE = 998
"""The last page that a custom_id has room for."""

TOPIC_IN_BUTTON = 60
"""Characters of the topic filter that fit into a custom_id."""

TOPIC_IN_QUESTION = 75
"""As many while it is asked in which server the board is meant."""

TOPIC_BESIDE_SERVER = 54
"""As many beside the number of a server, which the buttons of a direct message have to say."""

TOPIC_SHOWN = 100
"""Characters of the topic filter that are repeated; Discord's own limit of an author's name is near."""


def board_page(
    speak: Speaker,
    page: Page,
    *,
    role: str,
    topic: str,
    price: int,
    zone: str,
    reader_id: int,
    server_id: int | None = None,
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page of the board, with a menu to book from it and buttons to turn the page.

    `role` and `topic` are what the board is filtered by, and in `zone` the menu's times are read.
    `server_id` is given where the message itself does not say it, in a direct message.
    """
    embed = discord.Embed(title=speak("board-title"), colour=discord.Colour.green())
    if topic or role:
        embed.set_author(name=_filter(speak, role, topic))
    if not page.rows:
        embed.description = speak("board-empty-filtered" if topic or role else "board-empty")
        return embed, None
    embed.description = entries(open_entry(speak, one) for one in page.rows)
    embed.set_footer(
        text=speak(
            "board-footer",
            page=page.number + 1,
            pages=page.pages,
            count=page.count,
            more="+" if page.is_more else "",
            price=price,
        )
    )
    items: list[discord.ui.Item[discord.ui.View]] = []
    bookable = [one for one in page.rows if one.is_open_to(reader_id)]
    if bookable:
        items.append(_menu(speak, bookable, zone))
    if page.pages > 1:
        last = min(page.pages - 1, LAST_PAGE)
        target = _target(role, topic, server_id)
        items += [
            _turn(speak("button-previous"), target, page.number - 1, possible=page.number > 0),
            _turn(speak("button-next"), target, page.number + 1, possible=page.number < last),
        ]
    return embed, rows(items)


def _menu(speak: Speaker, bookable: Sequence[Listed], zone: str) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(label=choice_label(speak, one, zone, one.host_name), value=str(one.id))
        for one in bookable
    ]
    return discord.ui.Select(custom_id="board:pick", placeholder=speak("board-pick"), options=options, row=0)


def _target(role: str, topic: str, server_id: int | None) -> tuple[str, str]:
    """Return the custom_id of a page of this board, what stands before its number and what after it."""
    if server_id is None:
        return f"board:{role}", topic[:TOPIC_IN_BUTTON]
    return f"board:at:{server_id}:{role}", topic[:TOPIC_BESIDE_SERVER]


def _turn(
    label: str, target: tuple[str, str], page: int, *, possible: bool
) -> discord.ui.Button[discord.ui.View]:
    # A button that cannot be used still needs a custom_id of its own.
    before, after = target
    return button(label, f"{before}:{page if possible else 999}:{after}", disabled=not possible, row=1)


def _filter(speak: Speaker, role: str, topic: str) -> str:
    """Say what the board is filtered by."""
    parts = [speak("board-filter-topic", topic=called(shorten(topic, TOPIC_SHOWN)))] if topic else []
    return " · ".join([*parts, *([speak("board-filter-role", role=role)] if role else [])])
