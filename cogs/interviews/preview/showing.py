"""Showing a preview: what it needs to know is asked here, how it looks is decided in `message`."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.errors import explain
from cogs._shared.people import AskedInServer
from cogs.interviews.picker.showing import show_picker
from cogs.interviews.picker.state import of_seat
from cogs.interviews.preview.message import preview_buttons, preview_embed
from services import availability, drafts
from services.drafts import Draft
from services.refusals import Overlap, Refusal

Interaction = discord.Interaction[SparringBot]


async def show_preview(
    interaction: Interaction,
    by: AskedInServer,
    kept: Draft,
    refusal: Refusal | None = None,
    *,
    is_same_anywhere: bool = False,
) -> None:
    """Answer an acknowledged interaction with a draft as it will appear, and the ways on.

    What keeps it from being published is said: the refusal of an attempt, or else what would be refused now.
    A draft whose seat or start is still open goes on in the picker. `is_same_anywhere` tells of a start that
    was typed that it does not depend on a zone.
    """
    new = kept.card
    if new is None:
        await show_picker(interaction, by, of_seat(kept.seat, by.zone.name, kept.number))
        return
    obstacle = refusal or await drafts.obstacle(by.asker, kept, by.now)
    free = []
    if isinstance(obstacle, Overlap):
        free = await availability.nearest_free(by.user_id, new.starts_at, new.duration, by.now)
    embed = preview_embed(
        by.speak,
        new,
        by.member,
        by.zone,
        by.settings,
        makes_links=interaction.client.google_meet is not None,
    )
    await answer(
        interaction,
        _said(by) if obstacle is None else explain(obstacle, by.speak),
        embed=embed,
        view=preview_buttons(by.speak, kept.number, free, by.zone, is_same_anywhere=is_same_anywhere),
    )


def _said(by: AskedInServer) -> str:
    said = by.speak("preview-text")
    return said if by.zone.is_own else f"{said} {by.speak('preview-check-zone', zone=by.zone.name)}"
