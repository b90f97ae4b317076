"""What admins do with the bank by buttons and menus."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.admins import admin
from cogs._shared.answers import acknowledge_update, answer, in_one_request
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.sent import sent_value, whole
from cogs.questions.bank_message import answer_with_one, answer_with_page, counts_in_words
from services.paging import Asked
from services.questions import importing, keeping
from services.questions.keeping import Wanted

Interaction = discord.Interaction[SparringBot]

_PAGE = (
    r"questions:list:(?P<topic>\d{1,10}):(?P<level>[a-z]*):(?P<language>.*)"
    r":(?P<turn>first|next|previous):(?P<number>\d{1,10})"
)


class BankCog(RoutedCog):
    """The bank, for admins."""

    @on_component(r"questions:import:(?P<file>\d{1,10})")
    async def import_waiting(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Import the file that was looked through."""
        await acknowledge_update(interaction)
        by = await admin(interaction)
        counts = await importing.carry_out(by.user_id, by.server_id, int(match["file"]), by.now)
        await answer(interaction, by.speak("questions-imported", counts=counts_in_words(by.speak, counts)))

    @on_component(_PAGE)
    async def turn(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another page of the bank."""
        async with in_one_request(interaction, updates=True):
            by = await admin(interaction)
            wanted = Wanted(int(match["topic"]), match["level"], match["language"])
            await answer_with_page(interaction, by, wanted, Asked.of(match["turn"], match["number"]))

    @on_component(r"questions:show")
    async def show(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Show one question in full."""
        async with in_one_request(interaction, updates=True):
            by = await admin(interaction)
            question = await keeping.one(by.server_id, whole(sent_value(interaction)))
            await answer_with_one(interaction, by, question)

    @on_component(r"questions:retire:(?P<question>\d{1,10})")
    async def retire(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Have a question drawn no more."""
        await acknowledge_update(interaction)
        by = await admin(interaction)
        retired = await keeping.retire(by.user_id, by.server_id, int(match["question"]), by.now)
        await answer_with_one(interaction, by, retired)

    @on_component(r"questions:restore:(?P<question>\d{1,10})")
    async def bring_back(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Have a question drawn again."""
        await acknowledge_update(interaction)
        by = await admin(interaction)
        back = await keeping.bring_back(by.user_id, by.server_id, int(match["question"]), by.now)
        await answer_with_one(interaction, by, back, is_back=True)
