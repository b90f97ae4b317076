"""Publishing from the command: what its options leave open, or is refused, goes on in picker and preview."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.errors import explain
from cogs._shared.people import AskedInServer
from cogs._shared.zone_choice import zone_button
from cogs.interviews.picker.showing import show_picker
from cogs.interviews.picker.state import of_seat
from cogs.interviews.preview.showing import show_preview
from cogs.interviews.published import say_published
from services import drafts, publishing
from services.drafts import Details, Seat
from services.interviews import Role
from services.refusals import Refusal

Interaction = discord.Interaction[SparringBot]


async def publish_typed(
    interaction: Interaction, by: AskedInServer, role: Role, when: str, duration: int, details: Details
) -> None:
    """Publish what the options of a command say; what is refused can be changed, and nothing is lost.

    Who has no zone sees how their time was read before anybody else does, if it depends on that.
    """
    try:
        starts_at = by.read_start(when, by.zone.name)
    except Refusal as refusal:
        await _ask_for_time(interaction, by, Seat(role, None, duration), details, refusal)
        return
    seat, is_clear = Seat(role, starts_at, duration), by.is_same_anywhere(when, starts_at)
    if not (by.zone.is_own or is_clear):
        await show_preview(interaction, by, await drafts.keep(by.member, seat, details, by.now))
        return
    try:
        card = drafts.new_card(role, starts_at, duration, details)
        published = await publishing.publish(by.member, card, by.now)
    except Refusal as refusal:
        kept = await drafts.keep(by.member, seat, details, by.now)
        await show_preview(interaction, by, kept, refusal, is_same_anywhere=is_clear)
        return
    await say_published(interaction, by, published)


async def open_typed(
    interaction: Interaction,
    by: AskedInServer,
    role: Role | None,
    when: str | None,
    duration: int,
    details: Details,
) -> None:
    """Open the picker with what the options of a command say; the form will be filled in with the rest."""
    starts_at, refusal = None, None
    if when is not None:
        try:
            starts_at = by.read_start(when, by.zone.name)
        except Refusal as error:
            refusal = error
    number = await _keep_if_said(by, Seat(role, None, duration), details)
    chosen = of_seat(Seat(role, starts_at, duration), by.zone.name, number)
    await show_picker(interaction, by, chosen, refusal)


async def _ask_for_time(
    interaction: Interaction, by: AskedInServer, seat: Seat, details: Details, refusal: Refusal
) -> None:
    """Say why a typed time was not taken, and offer to pick one; all else that was typed is kept."""
    number = await _keep_if_said(by, seat, details)
    state = of_seat(seat, by.zone.name, number).encode()
    buttons: list[discord.ui.Item[discord.ui.View]] = [
        button(by.speak("picker-open-instead"), f"picker:show:{state}", discord.ButtonStyle.primary)
    ]
    if not by.zone.is_own:
        buttons.append(zone_button(by.speak))
    await answer(interaction, explain(refusal, by.speak), view=rows(buttons))


async def _keep_if_said(by: AskedInServer, seat: Seat, details: Details) -> int | None:
    """Keep the details for the form, if there are any, and return the draft's number."""
    return (await drafts.keep(by.member, seat, details, by.now)).number if details.said() else None
