"""/board, /book, and the buttons with which cards are booked and given back."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.answers import acknowledge, answer, in_one_request
from cogs._shared.calendar_files import calendar_file
from cogs._shared.components import link_button, participant_buttons, rows
from cogs._shared.discord_limits import CHOICES_MAXIMUM
from cogs._shared.interview_embeds import google_calendar, private_card
from cogs._shared.patience import in_time
from cogs._shared.people import asked, asked_in_server
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.sent import sent_value
from cogs._shared.translation import Speaker
from cogs.board.pages import board_page
from services import booking, listing
from services.interviews import Role
from services.invitations import Method
from services.paging import PAGE_SIZE
from services.refusals import InterviewNotFound

Interaction = discord.Interaction[SparringBot]


class BoardCog(RoutedCog):
    """Finding an open interview and taking its seat."""

    @app_commands.command(description="The open interviews of this server, soonest first")
    @app_commands.guild_only()
    @app_commands.describe(role="The seat that you would take", topic="A word of the topic")
    @app_commands.choices(role=choices.ROLES)
    async def board(
        self, interaction: Interaction, role: str | None = None, topic: app_commands.Range[str, 1, 100] = ""
    ) -> None:
        """Show the first page of the board."""
        async with in_one_request(interaction):
            await self._show(interaction, role or "", topic, 0)

    @on_component(r"board:(?P<role>interviewer|interviewee|):(?P<page>\d{1,3}):(?P<topic>.{0,60})")
    async def turn_page(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another page of the board."""
        async with in_one_request(interaction, updates=True):
            await self._show(interaction, match["role"], match["topic"], int(match["page"]))

    @on_component(r"board:pick")
    async def pick(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Book the interview that was chosen from the list."""
        await acknowledge(interaction)
        await self._book(interaction, choices.number(sent_value(interaction)))

    @app_commands.command(description="Take the free seat of an open interview")
    @app_commands.guild_only()
    @app_commands.describe(interview="Choose from the open interviews, or type a number")
    async def book(self, interaction: Interaction, interview: str) -> None:
        """Book an open interview."""
        await acknowledge(interaction)
        await self._book(interaction, choices.number(interview))

    @book.autocomplete("interview")
    @in_time
    async def open_interviews(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer the open interviews that the member could take."""
        if interaction.guild_id is None:
            return []
        by = asked(interaction)
        label = await choices.labelling(by)
        found = await listing.open_to(
            interaction.guild_id, by.user_id, by.now, current, CHOICES_MAXIMUM, label
        )
        return choices.interviews(found, label)

    @on_component(r"interview:book:(?P<number>\d{1,10})")
    async def book_by_button(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Book the card whose button was clicked."""
        await acknowledge(interaction)
        await self._book(interaction, int(match["number"]))

    @on_component(r"interview:withdraw:(?P<number>\d{1,10})")
    async def withdraw(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Give a booked seat back."""
        await acknowledge(interaction)
        by = asked(interaction)
        given_back = await booking.withdraw(by.user_id, by.server_id, int(match["number"]), by.now)
        said = by.speak("withdrawn", number=given_back.number, refund=given_back.refunded)
        await answer(
            interaction,
            f"{said} {by.speak('calendar-take-out')}",
            file=await calendar_file(by.speak, given_back.entry, Method.CANCEL, by.now),
        )

    async def _book(self, interaction: Interaction, number: int) -> None:
        """Book an interview of this server; from a DM, which has no board, none can be reached."""
        if interaction.guild_id is None:
            raise InterviewNotFound(number=number)
        by = await asked_in_server(interaction)
        booked = await booking.book(by.member, number, by.now)
        await answer(
            interaction,
            by.speak("booked", number=number, cost=booked.cost, balance=booked.balance),
            embed=private_card(by.speak, booked.mine, booked.settings.price),
            view=_after_booking(by.speak, booked),
        )

    async def _show(self, interaction: Interaction, role: str, topic: str, page: int) -> None:
        by = await asked_in_server(interaction)
        found = await listing.board(
            by.server_id, by.now, role=_free_seat_wanted(role), topic=topic, page=page, size=PAGE_SIZE
        )
        embed, view = board_page(
            by.speak,
            found,
            role=role,
            topic=topic,
            price=by.settings.price,
            zone=by.zone.name,
            reader_id=by.user_id,
        )
        await answer(interaction, embed=embed, view=view)


def _free_seat_wanted(role: str) -> Role | None:
    return choices.role(role) if role else None


def _after_booking(speak: Speaker, booked: booking.Booked) -> discord.ui.View | None:
    mine = booked.mine
    buttons = participant_buttons(speak, mine)
    return rows([*buttons, link_button(speak("button-calendar"), google_calendar(speak, mine))])
