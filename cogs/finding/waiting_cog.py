"""The buttons with which a member waits for a seat, and passes one on that is offered to them."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.homes import asked_in_server_of
from cogs._shared.reach import own_messages
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.translation import timestamp
from services.finding import line, offering

Interaction = discord.Interaction[SparringBot]


class WaitingCog(RoutedCog):
    """Waiting for a seat. To take one that is offered is to book it (`cogs.board`)."""

    @on_component(r"interview:wait:(?P<number>\d{1,10})")
    async def wait(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Put a member into the line for a booked interview, or out of it."""
        await acknowledge(interaction)
        number = int(match["number"])
        by = await asked_in_server_of(interaction, number)
        place = await line.stand_or_leave(by.user_id, by.server_id, number, by.now)
        if place.place is None:
            await answer(interaction, by.speak("waiting-left", number=number))
            return
        said = [
            by.speak(
                "waiting-joined",
                number=number,
                place=place.place,
                when=timestamp(place.interview.starts_at),
            )
        ]
        if place.price:
            said.append(by.speak("waiting-costs", price=place.price, balance=place.balance))
        if by.asker.is_unreachable:
            said.append(own_messages(by.speak, by.settings))
        await answer(interaction, " ".join(said))

    @on_component(r"waiting:pass:(?P<number>\d{1,10})")
    async def pass_on(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Pass a seat that is offered to a member on to the next in line."""
        await acknowledge(interaction)
        number = int(match["number"])
        by = await asked_in_server_of(interaction, number)
        await offering.pass_on(by.user_id, by.server_id, number, by.now)
        await answer(interaction, by.speak("waiting-passed", number=number))
