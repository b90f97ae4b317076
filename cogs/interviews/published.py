"""Saying that an interview was published: what the command and the preview have in common."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import participant_buttons, rows
from cogs._shared.interview_embeds import private_card
from cogs._shared.markup import channel
from cogs._shared.people import AskedInServer
from cogs._shared.reach import own_messages
from cogs._shared.zone_choice import zone_button
from cogs.interviews.edit_form import words_button
from services import people
from services.publishing import Published

Interaction = discord.Interaction[SparringBot]


async def say_published(interaction: Interaction, by: AskedInServer, published: Published) -> None:
    """Answer an acknowledged interaction with a card that was published."""
    mine, settings, speak = published.mine, published.settings, by.speak
    parts = [speak("published", number=mine.interview.id, zone=by.zone.name)]
    if published.cost:
        parts.append(speak("published-cost", cost=published.cost, balance=published.balance))
    if settings.board_channel_id is None:
        parts.append(speak("published-no-board"))
    else:
        parts.append(speak("published-board", channel=channel(settings.board_channel_id)))
    makes_links = interaction.client.google_meet is not None
    if mine.link is None:
        parts.append(speak("published-link-follows" if makes_links else "published-no-link"))
    if by.asker.is_unreachable:
        parts.append(own_messages(speak, settings))
    if await people.zone_is_to_be_offered(by.asker):
        parts.append(speak("zone-hint"))
    buttons: list[discord.ui.Item[discord.ui.View]] = [
        *participant_buttons(speak, mine),
        *words_button(speak, mine),
    ]
    if not by.zone.is_own:
        buttons.append(zone_button(speak))
    await answer(
        interaction,
        "\n".join(parts),
        embed=private_card(speak, mine, settings.price, now=by.now, makes_links=makes_links),
        view=rows(buttons),
    )
