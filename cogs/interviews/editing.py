"""Changing an interview and saying what came of it: what the command, the form and a suggestion share."""

from datetime import datetime

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, participant_buttons, rows
from cogs._shared.interview_embeds import private_card
from cogs._shared.kept_text import answer_with_text
from cogs._shared.people import Asked, as_host
from cogs._shared.rubric_choices import meant
from cogs._shared.translation import Speaker
from cogs.interviews.edit_form import words_button
from services import editing, moves, people, server_settings
from services.editing import AboutTime, Changes, Edited
from services.refusals import GuestIsBusy, Overlap
from services.rubrics import sets

Interaction = discord.Interaction[SparringBot]


async def chosen_rubric(by: Asked, text: str) -> str:
    """Return the key of the rubric that a host has chosen for an interview, empty for the one proposed.

    Raises:
        Refusal: the server uses none, or has none of that name.
    """
    assert by.server_id is not None  # noqa: S101 - whoever asks about an interview does so in its server
    return await sets.chosen(await server_settings.read(by.server_id), meant(text))


async def edit_card(
    interaction: Interaction,
    by: Asked,
    number: int,
    changes: Changes,
    typed: str = "",
    zone: str | None = None,
) -> None:
    """Change an interview and answer an acknowledged interaction with it.

    Where one of the two is taken at the new time, free ones are offered, and what was `typed` comes back.
    `zone` is where a typed time was read.
    """
    try:
        edited = await editing.edit(by.user_id, by.server_id, number, changes, by.now)
    except (Overlap, GuestIsBusy) as refusal:
        view = None
        if changes.starts_at is not None:
            view = await _free_times(by, number, changes.starts_at, changes.duration)
        await answer_with_text(interaction, refusal, typed, view)
        return
    said = _said(by.speak, edited)
    await answer(
        interaction,
        said if zone is None else f"{said}\n{by.speak('edited-zone', zone=zone)}",
        embed=private_card(
            by.speak,
            edited.mine,
            edited.settings.price,
            now=by.now,
            makes_links=interaction.client.google_meet is not None,
            host=as_host(interaction.user),
        ),
        view=rows([*participant_buttons(by.speak, edited.mine), *words_button(by.speak, edited.mine)]),
    )


def _said(speak: Speaker, edited: Edited) -> str:
    """Say what holds now, and what waits for the guest."""
    number, starts_at = edited.mine.interview.id, edited.mine.interview.starts_at
    parts = [speak("edited", number=number)] if edited.is_changed else []
    if edited.is_link_told:
        parts.append(speak("edited-link-told"))
    if edited.is_wording_told:
        parts.append(speak("edited-wording-told"))
    proposal = edited.mine.proposal
    if edited.about_time is AboutTime.PROPOSED and proposal is not None:
        parts.append(
            speak(
                "edited-proposed",
                number=number,
                what="length" if proposal.is_length else "time",
                when=proposal.starts_at,
                length=speak("minutes", minutes=proposal.duration),
                before=starts_at,
            )
        )
    if edited.about_time is AboutTime.TAKEN_BACK:
        parts.append(speak("edited-taken-back", number=number, when=starts_at))
    return "\n".join(parts)


async def _free_times(
    by: Asked, number: int, wanted: datetime, duration: int | None
) -> discord.ui.View | None:
    """Return a button for each of the nearest times at which both are free, which moves there instead."""
    free = await moves.free_instead(by.user_id, by.server_id, number, wanted, duration, by.now)
    zone = (await people.reading_zone(by.user_id, by.server_id)).name
    return rows(
        button(
            by.speak.wall_time(start, zone),
            f"move:to:{number}:{int(start.timestamp()) // 60}:{duration or 0}",
        )
        for start in free
    )
