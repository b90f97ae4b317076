"""Publishing from the command, and saying so: what the command and the preview have in common."""

from datetime import datetime

import discord

from cogs._shared import choices
from cogs._shared.answers import answer
from cogs._shared.client import SparringBot
from cogs._shared.components import action_buttons, button, rows
from cogs._shared.errors import explain
from cogs._shared.interview_embeds import private_card
from cogs._shared.markup import channel
from cogs._shared.people import member_of, speaker_for
from cogs._shared.zone_choice import zone_button
from cogs.interviews.picker_state import of_seat
from cogs.interviews.picking import show_picker
from cogs.interviews.previewing import show_preview
from services import drafts, people, publishing, settings
from services.drafts import Details, Seat
from services.interviews import Role
from services.people import Member
from services.publishing import Draft, Published
from services.refusals import Refusal

Interaction = discord.Interaction[SparringBot]


async def publish_typed(
    interaction: Interaction, role: Role, when: str, duration: int, details: Details
) -> None:
    """Publish what the options of a command say; what is refused can be changed, and nothing is lost."""
    now = interaction.client.clock()
    member = await member_of(interaction, now)
    zone = await people.reading_zone(member.user_id, member.server_id)
    try:
        starts_at = choices.read_start(interaction, when, zone.name)
    except Refusal as refusal:
        await _ask_for_time(interaction, member, Seat(role, None, duration), details, refusal)
        return
    draft = Draft(
        role=role,
        starts_at=starts_at,
        duration=duration,
        topic=details.topic,
        level=details.level,
        notes=details.notes,
        link=details.link,
    )
    try:
        published = await publishing.publish(member, draft, now)
    except Refusal as refusal:
        kept = await drafts.keep(member, Seat(role, starts_at, duration), details, now)
        await show_preview(interaction, kept, refusal)
        return
    await say_published(interaction, published)


async def open_typed(
    interaction: Interaction, role: Role | None, when: str | None, duration: int, details: Details
) -> None:
    """Open the picker with what the options of a command say; the form will be filled in with the rest."""
    now = interaction.client.clock()
    member = await member_of(interaction, now)
    zone = await people.zone_of(member.user_id, member.server_id)
    starts_at, refusal = None, None
    if when is not None:
        try:
            starts_at = choices.read_start(interaction, when, zone)
        except Refusal as error:
            refusal = error
    number = await _keep_if_said(member, Seat(role, None, duration), details, now)
    chosen = of_seat(Seat(role, starts_at, duration), zone, number)
    await show_picker(interaction, chosen, refusal)


async def say_published(interaction: Interaction, published: Published) -> None:
    """Answer an acknowledged interaction with a card that was published."""
    mine = published.mine
    user_id, server_id = interaction.user.id, mine.interview.server_id
    server = await settings.get(server_id)
    zone = await people.reading_zone(user_id, server_id)
    speak = speaker_for(interaction)
    parts = [speak("published", number=mine.interview.id, zone=zone.name)]
    if published.cost:
        parts.append(speak("published-cost", cost=published.cost, balance=published.balance))
    if server.board_channel_id is None:
        parts.append(speak("published-no-board"))
    else:
        parts.append(speak("published-board", channel=channel(server.board_channel_id)))
    if mine.link is None:
        makes_links = interaction.client.google_meet is not None
        parts.append(speak("published-link-follows" if makes_links else "published-no-link"))
    if await people.zone_is_to_be_offered(user_id):
        parts.append(speak("zone-hint"))
    buttons: list[discord.ui.Item[discord.ui.View]] = [
        *action_buttons(speak, mine.actions, mine.interview.id)
    ]
    if not zone.is_own:
        buttons.append(zone_button(speak))
    await answer(
        interaction,
        "\n".join(parts),
        embed=private_card(speak, mine, server.price),
        view=rows(buttons),
    )


async def _ask_for_time(
    interaction: Interaction, member: Member, seat: Seat, details: Details, refusal: Refusal
) -> None:
    """Say why a typed time was not taken, and offer to pick one; all else that was typed is kept."""
    speak = speaker_for(interaction)
    zone = await people.reading_zone(member.user_id, member.server_id)
    number = await _keep_if_said(member, seat, details, interaction.client.clock())
    state = of_seat(seat, zone.name, number).encode()
    buttons: list[discord.ui.Item[discord.ui.View]] = [
        button(speak("picker-open-instead"), f"picker:show:{state}", discord.ButtonStyle.primary)
    ]
    if not zone.is_own:
        buttons.append(zone_button(speak))
    await answer(interaction, explain(refusal, speak), view=rows(buttons))


async def _keep_if_said(member: Member, seat: Seat, details: Details, now: datetime) -> int | None:
    """Keep the details for the form, if there are any, and return the draft's number."""
    return (await drafts.keep(member, seat, details, now)).number if details.said() else None
