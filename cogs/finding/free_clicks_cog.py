"""The form, buttons and menus of free hours, and the zone that is chosen for them."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge_form, acknowledge_update, add, answer, in_one_request
from cogs._shared.components import rows
from cogs._shared.kept_text import answer_with_text
from cogs._shared.people import as_host, asked, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs._shared.zone_choice import ZONE, ZoneWays, read_typed_zone, zone_form, zone_question
from cogs._shared.zone_offers import offer_to_move
from cogs.finding.free_cog import open_form
from cogs.finding.free_form import sent_hours
from cogs.finding.free_message import ADD, EXCEPTIONS, RESUME, add_button, added
from cogs.finding.free_showing import ASK_ZONE, ask_zone, show_exceptions, show_week
from services import people
from services.finding.free_time import own
from services.finding.refusals import ZoneNotChosen
from services.refusals import ChoiceNotOffered, Refusal

Interaction = discord.Interaction[SparringBot]

_WAYS = ZoneWays(take=lambda zone: f"free:in:{zone}", menu="free:zones", again=ASK_ZONE)


class FreeClicksCog(RoutedCog):
    """What members click and send to change their free hours."""

    @on_component(ADD)
    async def ask(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Open the form for free hours."""
        await open_form(interaction)

    @on_form(ADD)
    async def add_hours(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Add the hours that were sent, and show the week."""
        await acknowledge_form(interaction)
        by, sent = asked(interaction), sent_hours(interaction)
        await people.meet_person(by.user_id, as_host(interaction.user).name, by.speak.language, by.now)
        try:
            hours = sent.minutes()
            await own.add(by.user_id, sent.weekdays, *hours, by.now)
        except ZoneNotChosen:
            await ask_zone(interaction, by, sent.typed(by.speak))
            return
        except Refusal as refusal:
            view = rows([add_button(by.speak)])
            await answer_with_text(interaction, refusal, sent.typed(by.speak), view)
            return
        await show_week(interaction, by, added(by.speak, sent.weekdays, *hours))

    @on_component(r"free:remove:(?P<number>\d{1,10})")
    async def remove(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Remove a span, and show what the week is by now."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        was_there = await own.remove(by.user_id, int(match["number"]))
        await show_week(interaction, by, by.speak("free-removed") if was_there else by.speak("free-gone"))

    @on_component(RESUME)
    async def resume(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """End the pause, and show the week."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        await own.resume(by.user_id, by.now)
        await show_week(interaction, by, by.speak("free-resumed"))

    @on_component(EXCEPTIONS)
    async def show_exceptions(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Show the exceptions in a message of their own."""
        async with in_one_request(interaction):
            await show_exceptions(interaction, asked(interaction), 0)

    @on_component(rf"{EXCEPTIONS}:(?P<page>\d{{1,2}})")
    async def turn(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another page of the exceptions."""
        async with in_one_request(interaction, updates=True):
            await show_exceptions(interaction, asked(interaction), int(match["page"]))

    @on_component(r"free:back:(?P<page>\d{1,2})")
    async def take_back(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take back the exception that was chosen from the menu."""
        await acknowledge_update(interaction)
        by, value = asked(interaction), sent_value(interaction)
        if not (value.isascii() and value.isdecimal()):
            raise ChoiceNotOffered(text=value)
        was_there = await own.remove_exception(by.user_id, int(value))
        said = by.speak("free-exception-removed") if was_there else by.speak("free-exception-gone")
        await show_exceptions(interaction, by, int(match["page"]), said)

    # --- the zone ------------------------------------------------------------------------------------------

    @on_component(ASK_ZONE)
    async def ask_zone(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Ask for the member's zone."""
        await interaction.response.send_modal(zone_form(speaker_for(interaction), ASK_ZONE))

    @on_form(ASK_ZONE)
    async def find_zone(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Go on in the zone that was typed, or ask which is meant."""
        await acknowledge_form(interaction)
        by, typed = asked(interaction), sent_fields(interaction).get("zone", "")
        reading = read_typed_zone(by, typed)
        if reading.zone is not None:
            await self._go_on_in(interaction, reading.zone)
            return
        text, view = zone_question(by.speak, typed, reading.choices, _WAYS)
        await answer(interaction, text, view=view)

    @on_component(rf"free:in:{ZONE}")
    async def take_zone(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone that was offered."""
        await acknowledge_update(interaction)
        await self._go_on_in(interaction, match["zone"])

    @on_component(r"free:zones")
    async def take_zone_from_menu(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Take a zone of the menu."""
        await acknowledge_update(interaction)
        await self._go_on_in(interaction, sent_value(interaction))

    async def _go_on_in(self, interaction: Interaction, zone: str) -> None:
        """Set the member's zone, and lead to the form."""
        by = asked(interaction)
        await people.meet_person(by.user_id, as_host(interaction.user).name, by.speak.language, by.now)
        before = await people.reading_zone(by.user_id, by.server_id)
        name = await people.set_zone(by.user_id, zone)
        said = by.speak("zone-set", zone=name, now=by.speak.wall_time(by.now, name))
        await answer(interaction, f"{said}\n{by.speak('free-zone-then')}", view=rows([add_button(by.speak)]))
        # What was published in a server whose zone counted is not known here to have been read in it.
        is_known = before.is_own or by.server_id is not None
        offered = await offer_to_move(by, before.name, name) if is_known else None
        if offered is not None:
            text, view = offered
            await add(interaction, text, view=view)
