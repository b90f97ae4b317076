"""The steps of the checklist: each is done where it stands, and the same message shows what is left."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.admins import admin, changed_by
from cogs._shared.answers import acknowledge_form, acknowledge_update, answer
from cogs._shared.errors import explain
from cogs._shared.forms import Form
from cogs._shared.people import AskedInServer, asked, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs._shared.zone_choice import ZONE, ZoneWays, read_typed_zone, zone_form, zone_question
from cogs.settings.permitted_places import forbidden
from cogs.settings.setup_message import Where, answer_with_setup
from services import settings
from services.refusals import Refusal, SettingOutOfRange
from services.settings import STARTING_RANGE, PointsChange, TimesChange

Interaction = discord.Interaction[SparringBot]

_WHERE = r"(?P<where>board|show)"


class SetupCog(RoutedCog):
    """What an admin does from the checklist."""

    @on_component(rf"setup:(?P<place>board|log):{_WHERE}")
    async def choose_channel(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Set the board or the log channel that was chosen, if the bot may do there what it needs to."""
        await acknowledge_update(interaction)
        by, where = await admin(interaction), Where(match["where"])
        channel_id = int(sent_value(interaction))
        refused = await forbidden(interaction, by.speak, channel_id)
        if refused is not None:
            await answer_with_setup(interaction, by, by.settings, where, refused)
            return
        board, log = (channel_id, None) if match["place"] == "board" else (None, channel_id)
        server = await settings.set_board(by.server_id, board, log, by.now, by=changed_by(by))
        await answer_with_setup(interaction, by, server, where)

    @on_component(rf"setup:points:{_WHERE}")
    async def ask_for_points(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask with how many points new members begin."""
        speak = speaker_for(interaction)
        form = Form(speak("setup-points-title"), f"setup:points:{match['where']}")
        form.add_text(
            "starting", speak("setup-points-field"), minimum=1, maximum=3, hint=speak("setup-points-hint")
        )
        await interaction.response.send_modal(form)

    @on_form(rf"setup:points:{_WHERE}")
    async def give_points(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Set with how many points new members begin."""
        await acknowledge_form(interaction)
        by, where = await admin(interaction), Where(match["where"])
        try:
            change = PointsChange(starting=_number(sent_fields(interaction).get("starting", "")))
            server = await settings.set_points(by.server_id, change, by.now, by=changed_by(by))
        except Refusal as refusal:
            await answer_with_setup(interaction, by, by.settings, where, explain(refusal, by.speak))
            return
        await answer_with_setup(interaction, by, server, where)

    @on_component(rf"setup:zone:{_WHERE}")
    async def ask_for_zone(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask for the server's zone."""
        await interaction.response.send_modal(
            zone_form(speaker_for(interaction), f"setup:zone:{match['where']}")
        )

    @on_form(rf"setup:zone:{_WHERE}")
    async def find_zone(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take the zone that was typed; where none or several could be meant, ask which."""
        await acknowledge_form(interaction)
        by, again = asked(interaction), f"setup:zone:{match['where']}"
        typed = sent_fields(interaction).get("zone", "")
        reading = read_typed_zone(by, typed)
        if reading.zone is not None:
            await self._set_times(interaction, TimesChange(zone=reading.zone), Where(match["where"]))
            return
        ways = ZoneWays(
            take=lambda zone: f"{again}:{zone}", menu=f"setup:zones:{match['where']}", again=again
        )
        text, view = zone_question(by.speak, typed, reading.choices, ways)
        await answer(interaction, text, view=view)

    @on_component(rf"setup:zone:{_WHERE}:{ZONE}")
    async def take_zone(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone that was offered."""
        await acknowledge_update(interaction)
        await self._set_times(interaction, TimesChange(zone=match["zone"]), Where(match["where"]))

    @on_component(rf"setup:zones:{_WHERE}")
    async def take_zone_from_menu(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone of the menu."""
        await acknowledge_update(interaction)
        await self._set_times(interaction, TimesChange(zone=sent_value(interaction)), Where(match["where"]))

    @on_component(rf"setup:language:{_WHERE}:(?P<language>en|ru)")
    async def take_language(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let the board speak the admin's language."""
        await acknowledge_update(interaction)
        await self._set_times(interaction, TimesChange(language=match["language"]), Where(match["where"]))

    async def _set_times(self, interaction: Interaction, change: TimesChange, where: Where) -> None:
        by: AskedInServer = await admin(interaction)
        server = await settings.set_times(by.server_id, change, by.now, by=changed_by(by))
        await answer_with_setup(interaction, by, server, where)


def _number(typed: str) -> int:
    minimum, maximum = STARTING_RANGE
    text = typed.strip()
    if not (text.isascii() and text.isdecimal()):
        raise SettingOutOfRange(setting="starting", minimum=minimum, maximum=maximum)
    return int(text)
