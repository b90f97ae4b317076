"""The buttons with which a member waits for a seat, and passes one on that is offered to them."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.components import offer_buttons, rows
from cogs._shared.homes import asked_in_server_of
from cogs._shared.people import AskedInServer
from cogs._shared.reach import own_messages
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.translation import timestamp
from services.finding import line, offering
from services.finding.line import Place

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
        elif place.offered_until is not None:
            said = by.speak("waiting-yours", number=number, until=timestamp(place.offered_until, "t"))
            await answer(interaction, said, view=rows(offer_buttons(by.speak, number)))
        else:
            await answer(interaction, _joined(by, place, place.place))

    @on_component(r"waiting:pass:(?P<number>\d{1,10})")
    async def pass_on(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Pass a seat that is offered to a member on to the next in line."""
        await acknowledge(interaction)
        number = int(match["number"])
        by = await asked_in_server_of(interaction, number)
        await offering.pass_on(by.user_id, by.server_id, number, by.now)
        await answer(interaction, by.speak("waiting-passed", number=number))


def _joined(by: AskedInServer, place: Place, number_in_line: int) -> str:
    """Say that a member waits now, and what would keep them from being offered the seat."""
    interview = place.interview
    said = [
        by.speak(
            "waiting-joined",
            number=interview.id,
            place=number_in_line,
            when=timestamp(interview.starts_at),
        )
    ]
    if place.price:
        costs = by.speak("waiting-costs", price=place.price, balance=place.balance, missing=place.missing)
        said.append(costs)
    if place.busy_with is not None:
        said.append(by.speak("waiting-busy", other=place.busy_with))
    if by.asker.is_unreachable:
        said.append(own_messages(by.speak, by.settings))
    return " ".join(said)
