"""Showing a preview: what it needs to know is asked here, how it looks is decided in `preview`."""

import discord

from cogs._shared.answers import answer
from cogs._shared.client import SparringBot
from cogs._shared.errors import explain
from cogs._shared.people import member_of, speaker_for
from cogs.interviews.picker_state import of_seat
from cogs.interviews.picking import show_picker
from cogs.interviews.preview import preview_buttons, preview_embed
from services import availability, drafts, people, settings
from services.drafts import KeptDraft
from services.refusals import Overlap, Refusal

Interaction = discord.Interaction[SparringBot]


async def show_preview(interaction: Interaction, kept: KeptDraft, refusal: Refusal | None = None) -> None:
    """Answer an acknowledged interaction with a draft as it will appear, and the ways on.

    What keeps it from being published is said: the refusal of an attempt, or else what would be refused now.
    A draft whose seat or start is still open goes on in the picker.
    """
    now = interaction.client.clock()
    member = await member_of(interaction, now)
    speak = speaker_for(interaction)
    zone = await people.reading_zone(member.user_id, member.server_id)
    draft = kept.draft
    if draft is None:
        await show_picker(interaction, of_seat(kept.seat, zone.name, kept.number))
        return
    obstacle = refusal or await drafts.obstacle(member, kept, now)
    free = []
    if isinstance(obstacle, Overlap):
        free = await availability.nearest_free(member.user_id, draft.starts_at, draft.duration, now)
    embed = preview_embed(
        speak,
        draft,
        member,
        zone,
        await settings.get(member.server_id),
        makes_links=interaction.client.google_meet is not None,
    )
    await answer(
        interaction,
        speak("preview-text") if obstacle is None else explain(obstacle, speak),
        embed=embed,
        view=preview_buttons(speak, kept.number, free, zone),
    )
