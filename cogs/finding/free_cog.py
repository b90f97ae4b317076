"""/free: when and how often a member wants interviews."""

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer, in_one_request
from cogs._shared.components import rows
from cogs._shared.forms import send_if_allowed
from cogs._shared.people import Asked, as_host, asked
from cogs._shared.routing import RoutedCog
from cogs.finding.free_form import hours_form
from cogs.finding.free_message import excepted, resume_button
from cogs.finding.free_showing import ask_zone, show_exceptions, show_week
from services import people
from services.finding import weekly
from services.finding.free_time import own
from services.finding.free_time.dates import day_begins
from services.finding.refusals import ExceptionNotUnderstood, ZoneNotChosen
from services.finding.weekly import CAP_RANGE
from services.times import read_day_and_hours

Interaction = discord.Interaction[SparringBot]


class FreeCog(RoutedCog):
    """When and how often a member wants interviews, in servers and in direct messages."""

    free = app_commands.Group(name="free", description="When and how often you want interviews")

    @free.command(description="How many interviews a week you want at most in each seat, across all servers")
    @app_commands.describe(
        as_interviewer="How many you give at most, from Monday to Sunday; 0 for no cap",
        as_interviewee="How many you take at most, from Monday to Sunday; 0 for no cap",
    )
    async def cap(
        self,
        interaction: Interaction,
        as_interviewer: app_commands.Range[int, *CAP_RANGE] | None = None,
        as_interviewee: app_commands.Range[int, *CAP_RANGE] | None = None,
    ) -> None:
        """Set how many interviews a week the member gives and takes at most, and show it."""
        await acknowledge(interaction)
        by = await _met(interaction)
        await weekly.set_caps(by.user_id, given=as_interviewer, taken=as_interviewee)
        caps = await weekly.caps_of(by.user_id)
        lines = [by.speak("free-cap", given=caps.given or 0, taken=caps.taken or 0)]
        if as_interviewer is not None or as_interviewee is not None:
            lines.insert(0, by.speak("free-cap-set"))
        await answer(interaction, "\n".join(lines))

    @free.command(name="set", description="Add hours of the week in which you're free for interviews")
    async def set_hours(self, interaction: Interaction) -> None:
        """Open the form for free hours, or ask for the zone by whose clocks they are."""
        await open_form(interaction)

    @free.command(description="Your free hours of the week, and how to change them; only you see them")
    async def show(self, interaction: Interaction) -> None:
        """Show the member's week."""
        async with in_one_request(interaction):
            await show_week(interaction, asked(interaction))

    @free.command(description="Take a break: no alerts about interviews, and your hours don't count")
    @app_commands.describe(until="When the break ends, such as: 20 Dec, next Monday, in 2 weeks")
    async def pause(self, interaction: Interaction, until: app_commands.Range[str, 1, 100]) -> None:
        """Pause the member's hours until a moment, or the beginning of a day."""
        await acknowledge(interaction)
        by = await _met(interaction)
        zone = (await people.reading_zone(by.user_id, by.server_id)).name
        day = by.day_meant(until, zone)
        ends_at = by.read_start(until, zone) if day is None else day_begins(day, zone)
        await own.pause(by.user_id, ends_at, by.now)
        said = by.speak("free-paused", until=ends_at)
        await answer(interaction, said, view=rows([resume_button(by.speak)]))

    @free.command(name="except", description="Be free, or not, on one day, whatever your week says")
    @app_commands.describe(
        when="A day, or a day with hours, such as: 24 Dec, tomorrow 18:00-21:00",
        free="Whether you're free then",
    )
    async def set_exception(
        self,
        interaction: Interaction,
        when: app_commands.Range[str, 1, 100],
        free: bool,  # noqa: FBT001 - an option
    ) -> None:
        """Set that the member is free, or is not, on a day or in hours of it."""
        await acknowledge(interaction)
        by = await _met(interaction)
        try:
            zone = await own.zone_of(by.user_id)
        except ZoneNotChosen:
            await ask_zone(interaction, by, when)
            return
        said = read_day_and_hours(when, zone=zone, now=by.now, language=by.time_language)
        if said is None:
            raise ExceptionNotUnderstood(text=when)
        hours = (said.day, said.from_minute, said.to_minute)
        await own.add_exception(by.user_id, *hours, is_free=free, now=by.now)
        await show_exceptions(interaction, by, 0, excepted(by.speak, *hours, is_free=free))


async def open_form(interaction: Interaction) -> None:
    """Answer with the form for free hours, or ask for the zone by whose clocks they are."""
    by = asked(interaction)
    try:
        form = hours_form(by.speak, interaction.locale.value)
        await send_if_allowed(interaction, form, own.zone_of(by.user_id))
    except ZoneNotChosen:
        await acknowledge(interaction)
        await ask_zone(interaction, by)


async def _met(interaction: Interaction) -> Asked:
    """Return who asks, as a person who is known from now on."""
    by = asked(interaction)
    await people.meet_person(by.user_id, as_host(interaction.user).name, by.speak.language, by.now)
    return by
