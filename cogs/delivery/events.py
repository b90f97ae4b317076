"""Keeping a server's list of events true: one event for each booked interview, where admins want them.

Discord knows no nonce for events. One whose making was not learned of, as after a dropped answer, is found
again by its mark: the interview's number, which stands alone in the last line of its description.
"""

from dataclasses import dataclass
from datetime import datetime

import discord

from cogs._client.bot import SparringBot
from cogs._shared.discord_errors import EVENTS_MAXIMUM, MISSING_ACCESS, MISSING_PERMISSIONS
from cogs._shared.discord_limits import EVENT_NAME_MAXIMUM
from cogs._shared.markup import plain, shorten
from cogs._shared.translation import Speaker
from services import events, people
from services.delivery.preparing import Delivery
from services.events import Obstacle, Whereabouts
from services.interviews import Interview

OBSTACLES = {
    MISSING_ACCESS: Obstacle.PERMISSION,
    MISSING_PERMISSIONS: Obstacle.PERMISSION,
    EVENTS_MAXIMUM: Obstacle.FULL,
}
"""Discord's codes for what the bot may not see or make, and for a list that is full."""


@dataclass(frozen=True)
class Entry:
    """What an event shows: nothing that the interview's card does not show to everybody."""

    name: str
    description: str
    location: str
    start_time: datetime
    end_time: datetime


def mark_of(number: int) -> str:
    """Return what tells the event of an interview from every other."""
    return f"#{number}"


def entry(speak: Speaker, interview: Interview, names: dict[int, str], card_url: str | None) -> Entry:
    """Return the event of a booked interview."""
    who = speak(
        "event-who",
        interviewer=plain(names.get(interview.interviewer_id or 0, "")),
        interviewee=plain(names.get(interview.interviewee_id or 0, "")),
    )
    lines = [who, *([card_url] if card_url is not None else []), mark_of(interview.id)]
    return Entry(
        name=shorten(speak("calendar-title", topic=interview.topic or speak("no-topic")), EVENT_NAME_MAXIMUM),
        description="\n".join(lines),
        location=speak("event-place"),
        start_time=interview.starts_at,
        end_time=interview.ends_at,
    )


class EventKeeper:
    """Makes, changes and removes events through a bot."""

    def __init__(self, bot: SparringBot) -> None:
        self._bot = bot

    async def show(self, row: Delivery) -> None:
        """Bring a server's list of events to an interview's present state.

        Raises:
            discord.HTTPException: Discord did not take it; admins are told of what only they can mend.
        """
        try:
            await self._bring_up_to_date(row)
        except discord.HTTPException as error:
            if error.code in OBSTACLES:
                await events.not_taken(row.server_id, OBSTACLES[error.code], self._bot.clock())
            raise

    async def _bring_up_to_date(self, row: Delivery) -> None:
        interview = row.present.interview
        if interview is None:
            return
        place = events.whereabouts_of(interview, row.present.settings, self._bot.clock())
        if place is Whereabouts.LEFT_ALONE:
            await events.forget(interview.id)
            return
        guild = await self._guild(row)
        standing = await self._standing(guild, row, interview)
        if place is Whereabouts.NOWHERE:
            if standing is not None:
                await _remove(standing)
            await events.forget(interview.id)
            return
        shown = await self._show(guild, interview, standing, await self._entry(row, interview))
        if not await events.note(interview.id, row.present.event_id, shown.id):
            await _remove(shown)

    async def _guild(self, row: Delivery) -> discord.Guild:
        """Return the server, which may be on a shard of another process."""
        server_id = row.server_id
        return self._bot.get_guild(server_id) or await self._bot.fetch_guild(server_id, with_counts=False)

    async def _standing(
        self, guild: discord.Guild, row: Delivery, interview: Interview
    ) -> discord.ScheduledEvent | None:
        """Return the event of an interview: the one that is known, else one that was made and not noted."""
        if row.present.event_id is not None:
            try:
                return await guild.fetch_scheduled_event(row.present.event_id, with_counts=False)
            except discord.NotFound:
                pass
        return await self._marked(guild, interview)

    async def _marked(self, guild: discord.Guild, interview: Interview) -> discord.ScheduledEvent | None:
        """Return the first event that was made for an interview, and remove the others if there are more."""
        me = self._bot.user.id if self._bot.user is not None else None
        found = [
            event
            for event in await guild.fetch_scheduled_events(with_counts=False)
            if event.creator_id == me
            and (event.description or "").rpartition("\n")[2] == mark_of(interview.id)
        ]
        found.sort(key=lambda event: event.id)
        for surplus in found[1:]:
            await _remove(surplus)
        return found[0] if found else None

    async def _show(
        self,
        guild: discord.Guild,
        interview: Interview,
        standing: discord.ScheduledEvent | None,
        wanted: Entry,
    ) -> discord.ScheduledEvent:
        """Return the event that shows an entry, changed or made if it did not."""
        if standing is not None and standing.status is discord.EventStatus.scheduled:
            return standing if _shows(standing, wanted) else await _change(standing, wanted)
        if standing is not None and standing.status is discord.EventStatus.active:
            if _shows(standing, wanted):
                return standing
            # Somebody began it by hand, and what has begun can be given no other start.
            await _remove(standing)
        made = await _make(guild, wanted)
        # Where Discord answers 500, discord.py tries again by itself, and both tries may have made one.
        return await self._marked(guild, interview) or made

    async def _entry(self, row: Delivery, interview: Interview) -> Entry:
        names = await people.names({interview.interviewer_id or 0, interview.interviewee_id or 0})
        url = None
        standing = row.present.card
        if standing is not None:
            channel = self._bot.get_partial_messageable(standing.channel_id, guild_id=row.server_id)
            url = channel.get_partial_message(standing.message_id).jump_url
        return entry(Speaker(row.present.settings.language), interview, names, url)


async def _make(guild: discord.Guild, wanted: Entry) -> discord.ScheduledEvent:
    return await guild.create_scheduled_event(
        name=wanted.name,
        description=wanted.description,
        location=wanted.location,
        start_time=wanted.start_time,
        end_time=wanted.end_time,
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
    )


async def _change(event: discord.ScheduledEvent, wanted: Entry) -> discord.ScheduledEvent:
    return await event.edit(
        name=wanted.name,
        description=wanted.description,
        location=wanted.location,
        start_time=wanted.start_time,
        end_time=wanted.end_time,
    )


def _shows(event: discord.ScheduledEvent, wanted: Entry) -> bool:
    return wanted == Entry(
        name=event.name,
        description=event.description or "",
        location=event.location or "",
        start_time=event.start_time,
        end_time=event.end_time or event.start_time,
    )


async def _remove(event: discord.ScheduledEvent) -> None:
    """Delete an event, if somebody else has not."""
    try:
        await event.delete()
    except discord.NotFound:
        return
