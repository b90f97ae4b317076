"""Showing the picker: what it needs to know is asked here, `message` and `month` decide how it looks."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import discord
from babel.dates import format_date

from cogs._client.bot import SparringBot
from cogs._shared.answers import Picture, add, answer
from cogs._shared.discord_limits import PICTURE_WORDS_MAXIMUM
from cogs._shared.errors import explain
from cogs._shared.markup import shorten
from cogs._shared.people import AskedInServer
from cogs._shared.translation import Speaker
from cogs._shared.weekdays import first_weekday
from cogs.interviews.picker.message import Scene, picker_message, suggested_times
from cogs.interviews.picker.month import (
    Legend,
    Marks,
    Month,
    days_started,
    days_touched,
    months_of,
)
from cogs.interviews.picker.state import Choices, days_of
from services import availability, drafts, people, publishing
from services.bounds import START_DAYS_AHEAD
from services.drafts import Details, Draft
from services.finding.free_time import waiting_hours
from services.refusals import DraftGone, Overlap, Refusal, TimeAmbiguous

Interaction = discord.Interaction[SparringBot]


async def show_picker(
    interaction: Interaction, by: AskedInServer, chosen: Choices, refused: Refusal | None = None
) -> None:
    """Answer an acknowledged interaction with the picker as it stands.

    A start that cannot be is said and not taken; where it is taken, free ones are offered beside. `refused`
    says what was wrong with something typed, where the picker opens in its stead.
    """
    starts_at, obstacle = await _possible(by, chosen)
    kept = await _kept(by, chosen)
    if kept is None:
        chosen = replace(chosen, draft=None)
    last = by.now + timedelta(days=START_DAYS_AHEAD + 1)
    scene = Scene(
        zone=by.zone,
        today=people.today_in(by.zone.name, by.now),
        outlook=await availability.outlook(
            by.user_id, by.server_id, chosen.role, by.now, last, notice=by.settings.notice
        ),
        price=by.settings.price,
        starts_at=starts_at,
        bar=await _bar(by, chosen),
        obstacle=_sentence(obstacle, refused, by.speak),
        details=Details() if kept is None else kept.details,
        previewed=kept is not None and kept.card is not None,
        waiting=await _waiting(by, chosen),
    )
    embed, view = picker_message(by.speak, chosen, scene)
    picture = await _picture(interaction, by.speak, chosen, scene)
    embed.set_image(url=picture.url)
    await answer(interaction, embed=embed, view=view, file=picture.file())
    if isinstance(obstacle, Overlap):
        await _offer_free_times(interaction, by, chosen)


async def _possible(by: AskedInServer, chosen: Choices) -> tuple[datetime | None, Refusal | None]:
    """Return the chosen start if it is complete and possible, and otherwise what is wrong with it."""
    try:
        starts_at = chosen.starts_at(by.zone.name)
        if starts_at is not None:
            await publishing.check_time(by.user_id, starts_at, chosen.length, by.settings.notice, by.now)
    except Refusal as refusal:
        return None, refusal
    return starts_at, None


async def _waiting(by: AskedInServer, chosen: Choices) -> dict[int, int]:
    """Return for hours of the chosen day how many are free who wait on the other side, where enough are."""
    if chosen.role is None or chosen.day is None or not by.settings.has_wishes:
        return {}
    return await waiting_hours.counts(by.server_id, by.user_id, chosen.role, chosen.day, by.zone.name, by.now)


async def _bar(by: AskedInServer, chosen: Choices) -> str | None:
    """Return why the member may not take the seat that they chose, or any, as a sentence."""
    try:
        await publishing.check_seat(by.asker, chosen.role, by.now)
    except Refusal as refusal:
        return explain(refusal, by.speak)
    return None


def _sentence(obstacle: Refusal | None, refused: Refusal | None, speak: Speaker) -> str | None:
    """Return what is wrong with what was picked, or else with what was typed."""
    if isinstance(obstacle, TimeAmbiguous):
        # A typed time would have to be typed anew; here a menu has the answer.
        return speak("picker-which")
    refusal = obstacle or refused
    return None if refusal is None else explain(refusal, speak)


async def _kept(by: AskedInServer, chosen: Choices) -> Draft | None:
    """Return the draft with which the picker was opened; a picker whose draft is gone goes on without."""
    if chosen.draft is None:
        return None
    try:
        return await drafts.find(by.user_id, by.server_id, chosen.draft)
    except DraftGone:
        return None


async def _offer_free_times(interaction: Interaction, by: AskedInServer, chosen: Choices) -> None:
    starts_at = chosen.starts_at(by.zone.name)
    if starts_at is None:
        return
    free = await availability.nearest_free(by.user_id, starts_at, chosen.length, by.now)
    view = suggested_times(by.speak, chosen, free, by.zone.name)
    if view is not None:
        await add(interaction, by.speak("picker-free-instead"), view=view)


async def _picture(interaction: Interaction, speak: Speaker, chosen: Choices, scene: Scene) -> Picture:
    """Return the month picture of the page that is shown, with words for whoever does not see it."""
    zone = scene.zone.name
    marks = Marks(
        first=scene.today,
        last=scene.today + timedelta(days=START_DAYS_AHEAD),
        chosen=chosen.day,
        mine=days_touched(scene.outlook.mine, zone),
        offered=days_started((start for start, _ in scene.outlook.offered), zone),
    )
    page = days_of(chosen.page_from(scene.today), scene.today)
    months = months_of(page, marks, first_weekday(interaction.locale.value))
    legend = Legend(
        free=speak("month-free"),
        mine=speak("month-mine"),
        offered=speak("month-offered"),
        today=speak("month-today"),
        chosen=speak("month-chosen"),
        beyond=speak("month-beyond"),
    )
    # Drawing takes longer than other interactions should wait.
    content = await asyncio.to_thread(_drawn, months, speak.language, legend)
    cells = [cell for month in months for week in month.weeks for cell in week if cell is not None]

    def named(days: list[str]) -> str:
        return ", ".join(days) or "–"

    def day_name(day: date) -> str:
        return str(format_date(day, "d MMM", locale=speak.language))

    words = speak(
        "month-words",
        first=day_name(page[0]),
        last=day_name(page[-1]),
        mine=named([day_name(cell.day) for cell in cells if cell.mine]),
        offered=named([day_name(cell.day) for cell in cells if cell.offered]),
        chosen=named([day_name(cell.day) for cell in cells if cell.chosen]),
    )
    return Picture("month.png", content, shorten(words, PICTURE_WORDS_MAXIMUM))


def _drawn(months: tuple[Month, ...], language: str, legend: Legend) -> bytes:
    # Pillow comes with the first picture: it takes 4 MB of memory and, once, the time to load it.
    from cogs.interviews.picker.month_picture import draw_months  # noqa: PLC0415

    return draw_months(months, language, legend)
