"""The picker's clicks, its form, and the panel's button that opens it."""

import re
from datetime import datetime, timedelta

import discord

from cogs._shared import choices
from cogs._shared.answers import acknowledge, acknowledge_update, add, answer
from cogs._shared.client import SparringBot
from cogs._shared.errors import explain
from cogs._shared.forms import Form
from cogs._shared.kept_text import all_typed, answer_with_text
from cogs._shared.people import member_of, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs.interviews.picker import DAYS, STATE, Choices, decode, picker_message, suggested_times
from cogs.interviews.publishing import publish
from services import availability, people, publishing, settings
from services.interviews import Role
from services.links import LINK_MAXIMUM
from services.publishing import Draft
from services.refusals import Overlap, Refusal, TimeNotUnderstood

Interaction = discord.Interaction[SparringBot]


class PickerCog(RoutedCog):
    """Choosing role and time step by step."""

    @on_component(r"interview:start")
    async def start(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Open the picker from the panel."""
        await acknowledge(interaction)
        await open_picker(interaction, "", publishing.DURATION_DEFAULT)

    @on_component(rf"picker:(?P<field>day|hour|minute|length):{STATE}")
    async def choose(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a choice from one of the menus."""
        await acknowledge_update(interaction)
        await self._redraw(
            interaction, decode(match.groupdict()).chosen(match["field"], sent_value(interaction))
        )

    @on_component(rf"picker:role-(?P<seat>interviewer|interviewee):{STATE}")
    async def choose_role(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take the choice of a seat."""
        await acknowledge_update(interaction)
        await self._redraw(interaction, decode(match.groupdict()).chosen("role", match["seat"]))

    @on_component(rf"picker:instead:{STATE}")
    async def choose_instead(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a free time that was offered for one that is taken; its message becomes a picker."""
        await acknowledge_update(interaction)
        await self._redraw(interaction, decode(match.groupdict()))

    @on_component(rf"picker:details:{STATE}")
    async def details(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form for what remains: topic, level, language, link and notes."""
        speak = speaker_for(interaction)
        state = decode(match.groupdict()).encode()
        form = Form(speak("details-title"), f"picker:publish:{state}")
        form.add_text("topic", speak("details-topic"), maximum=publishing.TOPIC_MAXIMUM)
        form.add_text("level", speak("details-level"), maximum=publishing.LEVEL_MAXIMUM)
        form.add_text("language", speak("details-language"), maximum=publishing.LANGUAGE_MAXIMUM)
        form.add_text(
            "link", speak("details-link"), maximum=LINK_MAXIMUM, placeholder="https://meet.google.com/…"
        )
        form.add_text("notes", speak("details-notes"), maximum=publishing.NOTES_MAXIMUM, long=True)
        await interaction.response.send_modal(form)

    @on_form(rf"picker:publish:{STATE}")
    async def publish(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Publish what was picked and typed; what was typed comes back if it is refused."""
        await acknowledge(interaction)
        fields = sent_fields(interaction)
        chosen = decode(match.groupdict())
        try:
            zone = await people.zone_of(interaction.user.id, interaction.guild_id)
            starts_at = _read(interaction, chosen, zone)
            draft = Draft(
                role=chosen.role or Role.INTERVIEWER,
                starts_at=starts_at,
                duration=chosen.length,
                topic=fields.get("topic", ""),
                level=fields.get("level", ""),
                language=fields.get("language", ""),
                link=fields.get("link"),
                notes=fields.get("notes", ""),
            )
            await publish(interaction, draft, zone)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, all_typed(fields))

    async def _redraw(self, interaction: Interaction, chosen: Choices) -> None:
        """Show the picker with what is chosen now; a time that cannot be is said and taken back."""
        refusal = await _draw(interaction, chosen)
        if refusal is not None:
            view = await suggestions(interaction, refusal, chosen)
            await add(
                interaction, explain(refusal, speaker_for(interaction)), view=view or discord.utils.MISSING
            )


async def suggestions(
    interaction: Interaction, refusal: Refusal, chosen: Choices, starts_at: datetime | None = None
) -> discord.ui.View | None:
    """Return buttons with the nearest free times where one is taken; None for any other refusal.

    `starts_at` is the time that was wanted, if it does not stand in the choices.
    """
    if not isinstance(refusal, Overlap):
        return None
    zone = await people.zone_of(interaction.user.id, interaction.guild_id)
    wanted = starts_at or _read(interaction, chosen, zone)
    earliest = publishing.earliest_start(interaction.client.clock())
    free = await availability.nearest_free(interaction.user.id, wanted, chosen.length, earliest)
    return suggested_times(speaker_for(interaction), chosen, free, zone)


async def open_picker(interaction: Interaction, role: str, length: int) -> None:
    """Answer an acknowledged interaction with a new picker."""
    now = interaction.client.clock()
    await member_of(interaction, now)
    await _draw(interaction, Choices(role=choices.role(role) if role else None, length=length))


async def _draw(interaction: Interaction, chosen: Choices) -> Refusal | None:
    now = interaction.client.clock()
    server_id = interaction.guild_id
    if server_id is None:
        return None
    user_id = interaction.user.id
    zone = await people.zone_of(user_id, server_id)
    starts_at: datetime | None = None
    refusal: Refusal | None = None
    if chosen.spelled() is not None:
        try:
            starts_at = _read(interaction, chosen, zone)
            publishing.check_start(starts_at, now)
            ends_at = starts_at + timedelta(minutes=chosen.length)
            taken = await availability.overlapping(user_id, starts_at, ends_at)
            if taken is not None:
                raise Overlap(number=taken.id, starts_at=taken.scheduled_time)
        except Refusal as error:
            starts_at, refusal = None, error
    embed, view = picker_message(
        speaker_for(interaction),
        chosen,
        zone=zone,
        now=now,
        busy=await availability.busy_spans(user_id, now, now + timedelta(days=DAYS + 1)),
        price=(await settings.get(server_id)).price,
        starts_at=starts_at,
    )
    await answer(interaction, embed=embed, view=view)
    return refusal


def _read(interaction: Interaction, chosen: Choices, zone: str) -> datetime:
    spelled = chosen.spelled()
    if spelled is None:
        raise TimeNotUnderstood(text="")
    return choices.read_start(interaction, spelled, zone)
