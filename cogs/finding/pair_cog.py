"""The buttons with which two people say which times suit both."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge_update, answer
from cogs._shared.components import rows
from cogs._shared.entries import topic_of
from cogs._shared.homes import asked_in
from cogs._shared.pairing import time_buttons, times_in_lines
from cogs._shared.people import AskedInServer
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.translation import timestamp
from services import departures
from services.finding.pairs import answering
from services.finding.pairs.answering import Agreed, Picked

Interaction = discord.Interaction[SparringBot]


class PairCog(RoutedCog):
    """Somebody who fits a member's wish, and times at which both are free."""

    @on_component(r"pair:(?P<what>take|leave):(?P<pair>\d{1,10}):(?P<place>[1-3])")
    async def take(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Pick one of the times, or pick it no more; what both picked is booked."""
        await acknowledge_update(interaction)
        pair, place = int(match["pair"]), int(match["place"]) - 1
        by = await self._asked(interaction, pair)
        done = await answering.pick(by.user_id, pair, place, by.now, suits=match["what"] == "take")
        if isinstance(done, Agreed):
            interview = done.booked.mine.interview
            said = by.speak("pair-agreed", number=interview.id, when=timestamp(interview.starts_at))
            await answer(interaction, said)
        else:
            await answer(interaction, _picked(by, done), view=_buttons(by, done))

    @on_component(r"pair:no:(?P<pair>\d{1,10})")
    async def decline(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Say no to all of it."""
        await acknowledge_update(interaction)
        pair = int(match["pair"])
        by = await self._asked(interaction, pair)
        await answering.decline(by.user_id, pair, by.now)
        await answer(interaction, by.speak("pair-declined"))

    async def _asked(self, interaction: Interaction, pair: int) -> AskedInServer:
        """Return who asks; whoever the other is, it is looked whether they are in the server still."""
        found = await answering.find(interaction.user.id, pair)
        by = await asked_in(interaction, found.server_id)
        if await interaction.client.membership.has_left(found.server_id, found.other_id):
            await departures.left(found.server_id, found.other_id, by.now)
        return by


def _picked(by: AskedInServer, picked: Picked) -> str:
    places = ", ".join(str(place + 1) for place in sorted(picked.mine))
    length = by.speak("minutes", minutes=picked.minutes)
    said = by.speak("pair-picked", places=places, count=len(picked.mine), until=timestamp(picked.until))
    if picked.has_other_picked and picked.mine:
        said = f"{said} {by.speak('pair-other-times')}"
    return f"**{topic_of(by.speak, picked.topic)}**, {length}\n{times_in_lines(picked.times)}\n{said}"


def _buttons(by: AskedInServer, picked: Picked) -> discord.ui.View | None:
    return rows(time_buttons(by.speak, picked.pair, len(picked.times), picked.mine))
