"""Publishing a card and saying so: what the command, the picker and the panel have in common."""

import discord

from cogs._shared.answers import answer
from cogs._shared.client import SparringBot
from cogs._shared.components import action_buttons, rows
from cogs._shared.interview_embeds import private_card
from cogs._shared.markup import channel
from cogs._shared.people import member_of, speaker_for
from services import people, publishing, settings
from services.publishing import Draft


async def publish(interaction: discord.Interaction[SparringBot], draft: Draft, zone: str) -> None:
    """Publish a card and answer an acknowledged interaction with it."""
    now = interaction.client.clock()
    member = await member_of(interaction, now)
    published = await publishing.publish(member, draft, now)
    server = await settings.get(member.server_id)
    speak = speaker_for(interaction)
    mine = published.mine
    parts = [speak("published", number=mine.interview.id, zone=zone)]
    if published.cost:
        parts.append(speak("published-cost", cost=published.cost, balance=published.balance))
    if server.board_channel_id is None:
        parts.append(speak("published-no-board"))
    else:
        parts.append(speak("published-board", channel=channel(server.board_channel_id)))
    if mine.link is None:
        makes_links = interaction.client.google_meet is not None
        parts.append(speak("published-link-follows" if makes_links else "published-no-link"))
    if await people.zone_is_to_be_offered(member.user_id):
        parts.append(speak("zone-hint"))
    await answer(
        interaction,
        "\n".join(parts),
        embed=private_card(speak, mine, server.price),
        view=rows(action_buttons(speak, mine.actions, mine.interview.id)),
    )
