"""Publishing from the command: what its options leave open, or is refused, goes on in picker and preview."""

from collections.abc import Sequence
from dataclasses import replace

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.errors import explain
from cogs._shared.homes import Home, ask_for_server, asked_in
from cogs._shared.kept_text import answer_with_text
from cogs._shared.people import AskedInServer
from cogs._shared.rubric_choices import meant
from cogs._shared.zone_choice import zone_button
from cogs.interviews.picker.showing import show_picker
from cogs.interviews.picker.state import is_offered, of_seat
from cogs.interviews.preview.showing import show_preview
from cogs.interviews.published import say_published
from services import drafts, publishing
from services.drafts import Details, Seat
from services.interviews import Role
from services.people import today_in
from services.refusals import HourMissing, Refusal, TimeAmbiguous
from services.rubrics import sets

Interaction = discord.Interaction[SparringBot]


async def create_typed(
    interaction: Interaction, by: AskedInServer, seat: Seat, when: str, details: Details
) -> None:
    """Publish what a command says, or open the picker where role or time are missing.

    A rubric that cannot be chosen is refused first: neither picker nor preview could choose another.
    """
    if details.rubric:
        try:
            details = replace(details, rubric=await sets.chosen(by.settings, meant(details.rubric)))
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, "\n".join(filter(None, (when, *details.said()))))
            return
    if seat.role is None or not when:
        await open_typed(interaction, by, seat.role, when or None, seat.duration, details)
    else:
        await publish_typed(interaction, by, seat.role, when, seat.duration, details)


async def ask_where_to_publish(
    interaction: Interaction, homes: Sequence[Home], seat: Seat, when: str, details: Details
) -> None:
    """Keep what a command in a direct message says, and ask for the server in which it goes on."""
    # Until it is chosen the draft is the first one's.
    by = await asked_in(interaction, homes[0].server_id)
    kept = await drafts.keep(by.member, seat, details, by.now, typed_time=when)
    await ask_for_server(interaction, homes, f"server:create:{kept.number}")


async def publish_typed(
    interaction: Interaction, by: AskedInServer, role: Role, when: str, duration: int, details: Details
) -> None:
    """Publish what the options of a command say; what is refused can be changed, and nothing is lost.

    Who has no zone sees how their time was read before anybody else does, if it depends on that.
    """
    try:
        starts_at = by.read_start(when, by.zone.name)
    except Refusal as refusal:
        seat = Seat(role, None, duration)
        if not await _picked_on_its_day(interaction, by, seat, when, details, refusal):
            await _ask_for_time(interaction, by, seat, when, details, refusal)
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
            if await _picked_on_its_day(interaction, by, Seat(role, None, duration), when, details, error):
                return
            refusal = error
    number = await _keep_if_said(interaction, by, Seat(role, None, duration), details)
    chosen = of_seat(Seat(role, starts_at, duration), by.zone.name, number)
    await show_picker(interaction, by, chosen, refusal)


async def _picked_on_its_day(
    interaction: Interaction, by: AskedInServer, seat: Seat, when: str, details: Details, refusal: Refusal
) -> bool:
    """Open the picker on the day that was typed without an hour; tell whether it is one to choose."""
    day = by.day_meant(when, by.zone.name) if isinstance(refusal, HourMissing) else None
    if day is None or not is_offered(day, today_in(by.zone.name, by.now)):
        return False
    number = await _keep_if_said(interaction, by, seat, details)
    await show_picker(interaction, by, replace(of_seat(seat, by.zone.name, number), day=day))
    return True


async def _ask_for_time(
    interaction: Interaction, by: AskedInServer, seat: Seat, when: str, details: Details, refusal: Refusal
) -> None:
    """Say why a typed time was not taken, and offer what it can mean, and to pick one.

    All else that was typed is kept.
    """
    number = await _keep_if_said(interaction, by, seat, details)
    chosen = of_seat(seat, by.zone.name, number)
    meant = by.starts_meant(when, by.zone.name) if isinstance(refusal, TimeAmbiguous) else []
    buttons: list[discord.ui.Item[discord.ui.View]] = [
        button(
            by.speak.wall_time(start, by.zone.name),
            f"picker:show:{chosen.at(start, by.zone.name).encode()}",
            discord.ButtonStyle.primary,
        )
        for start in meant
    ]
    pick = button(
        by.speak("picker-open-instead"),
        f"picker:show:{chosen.encode()}",
        discord.ButtonStyle.secondary if meant else discord.ButtonStyle.primary,
    )
    buttons.append(pick)
    if not by.zone.is_own:
        buttons.append(zone_button(by.speak))
    await answer(interaction, explain(refusal, by.speak), view=rows(buttons))


async def _keep_if_said(
    interaction: Interaction, by: AskedInServer, seat: Seat, details: Details
) -> int | None:
    """Keep the details for the form, if there are any, and return the draft's number.

    In a direct message one is kept in any case: it tells for which server it is.
    """
    is_said = details.said() or details.rubric
    if not is_said and interaction.guild_id is not None:
        return None
    return (await drafts.keep(by.member, seat, details, by.now)).number
