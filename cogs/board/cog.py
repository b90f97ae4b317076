"""/board, /book, and the buttons with which cards are booked and given back."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.answers import acknowledge, answer, in_one_request
from cogs._shared.asking import REASON
from cogs._shared.calendar_files import calendar_file
from cogs._shared.components import link_button, participant_buttons, rows
from cogs._shared.discord_limits import CHOICES_MAXIMUM
from cogs._shared.forms import send_when_known
from cogs._shared.homes import ask_for_server, asked_in, asked_in_chosen, asked_in_server_of, asked_where
from cogs._shared.interview_embeds import google_calendar, private_card
from cogs._shared.kept_text import answer_with_text
from cogs._shared.leaving_forms import cost_told, withdrawal_form, withdrawn_words
from cogs._shared.markup import person
from cogs._shared.meetings import have_met
from cogs._shared.offered import interview_of_name
from cogs._shared.patience import in_time
from cogs._shared.people import AskedInServer, asked, asked_in_server
from cogs._shared.reach import messages_of, own_messages
from cogs._shared.reliability import reliability_of
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs._shared.translation import Speaker
from cogs.board.pages import TOPIC_IN_QUESTION, board_page
from services import booking, departures, listing
from services.coming.late import IfLate
from services.interviews import Role
from services.invitations import Method
from services.listing import Label, Listed
from services.paging import PAGE_SIZE
from services.refusals import HostGone, Refusal

Interaction = discord.Interaction[SparringBot]


class BoardCog(RoutedCog):
    """Finding an open interview and taking its seat."""

    @app_commands.command(description="The open interviews of this server, soonest first")
    @app_commands.describe(role="The seat that you would take", topic="A word of the topic")
    @app_commands.choices(role=choices.ROLES)
    async def board(
        self, interaction: Interaction, role: str | None = None, topic: app_commands.Range[str, 1, 100] = ""
    ) -> None:
        """Show the first page of the board."""
        async with in_one_request(interaction):
            by = await asked_where(interaction)
            if isinstance(by, list):
                await ask_for_server(
                    interaction, by, f"server:board:{role or ''}:{topic[:TOPIC_IN_QUESTION]}"
                )
            else:
                await self._show(interaction, by, role or "", topic, 0)

    @on_component(r"server:board:(?P<role>interviewer|interviewee|):(?P<topic>.{0,75})")
    async def show_in_server(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show the board of the server that was chosen in a direct message."""
        async with in_one_request(interaction, updates=True):
            by = await asked_in_chosen(interaction)
            await self._show(interaction, by, match["role"], match["topic"], 0)

    @on_component(r"board:(?P<role>interviewer|interviewee|):(?P<page>\d{1,3}):(?P<topic>.{0,60})")
    async def turn_page(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another page of the board."""
        async with in_one_request(interaction, updates=True):
            by = await asked_in_server(interaction)
            await self._show(interaction, by, match["role"], match["topic"], int(match["page"]))

    @on_component(
        r"board:at:(?P<server>\d{1,20}):(?P<role>interviewer|interviewee|):(?P<page>\d{1,3}):(?P<topic>.{0,54})"
    )
    async def turn_page_of_server(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another page of a server's board in a direct message."""
        async with in_one_request(interaction, updates=True):
            by = await asked_in(interaction, int(match["server"]))
            await self._show(interaction, by, match["role"], match["topic"], int(match["page"]))

    @on_component(r"board:pick")
    async def pick(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Book the interview that was chosen from the list."""
        await acknowledge(interaction)
        await self._book(interaction, interview_of_name(sent_value(interaction)))

    @app_commands.command(description="Take the free seat of an open interview")
    @app_commands.describe(interview="Choose from the open interviews, or type a number")
    async def book(self, interaction: Interaction, interview: str) -> None:
        """Book an open interview."""
        await acknowledge(interaction)
        await self._book(interaction, interview_of_name(interview))

    @book.autocomplete("interview")
    @in_time
    async def open_interviews(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer the open interviews that the member could take."""
        by = asked(interaction)

        async def find(server_id: int, label: Label) -> list[Listed]:
            return await listing.open_to(server_id, by.user_id, by.now, current, CHOICES_MAXIMUM, label)

        return await choices.interviews(interaction, find)

    @on_component(r"interview:book:(?P<number>\d{1,10})")
    @on_component(r"waiting:take:(?P<number>\d{1,10})")
    @on_component(r"wish:book:(?P<number>\d{1,10})")
    async def book_by_button(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Book the card whose button was clicked, whether on the board or in an offer or an alert."""
        await acknowledge(interaction)
        await self._book(interaction, int(match["number"]))

    @on_component(r"interview:withdraw:(?P<number>\d{1,10})")
    async def ask_about_withdrawing(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form that gives a booked seat back, unless it is known in time that it is refused."""
        by, number = asked(interaction), int(match["number"])
        known = booking.before_withdrawing(by.user_id, by.server_id, number, by.now)
        await send_when_known(interaction, known, lambda found: withdrawal_form(by.speak, number, found))

    @on_form(r"interview:withdraw:(?P<number>\d{1,10})(?::(?P<cost>\d{1,4}))?")
    async def withdraw(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Give a booked seat back; a reason that was refused comes back."""
        await acknowledge(interaction)
        by, reason = asked(interaction), sent_fields(interaction).get(REASON, "")
        try:
            given_back = await booking.withdraw(
                by.user_id,
                by.server_id,
                int(match["number"]),
                by.now,
                reason=reason,
                known_cost=cost_told(match["cost"]),
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, reason)
            return
        await answer(
            interaction,
            f"{withdrawn_words(by.speak, given_back)} {by.speak('calendar-take-out')}",
            file=await calendar_file(by.speak, given_back.entry, Method.CANCEL, by.now),
        )

    async def _book(self, interaction: Interaction, number: int) -> None:
        """Book an interview of this server; from a DM one of any server of which they are a member."""
        by = await asked_in_server_of(interaction, number)
        await _check_host_is_here(interaction, by, number)
        booked = await booking.book(by.member, number, by.now)
        said = [by.speak("booked", number=number, cost=booked.cost, balance=booked.balance)]
        host_id = booked.mine.interview.host_id
        if booked.if_late is not None:
            said.append(_if_late(by.speak, booked.if_late, host_id))
        said.append(reliability_of(by.speak, booked.host_record, host_id))
        said.append(have_met(by.speak, booked.met, booked.mine.interview.host_id))
        if by.asker.is_unreachable:
            said.append(own_messages(by.speak, booked.settings))
        if booked.is_host_unreachable:
            said.append(messages_of(by.speak, booked.mine.interview.host_id))
        await answer(
            interaction,
            "\n".join(said),
            embed=private_card(by.speak, booked.mine, booked.settings.price),
            view=_after_booking(by.speak, booked),
        )

    async def _show(
        self, interaction: Interaction, by: AskedInServer, role: str, topic: str, page: int
    ) -> None:
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
            server_id=by.server_id if interaction.guild_id is None else None,
        )
        await answer(interaction, embed=embed, view=view)


async def _check_host_is_here(interaction: Interaction, by: AskedInServer, number: int) -> None:
    """Look whether the host of a card is in the server still, for as long as a click may wait.

    Raises:
        HostGone: they are not; what they had ahead is cancelled.
    """
    host_id = await booking.host_of_open(by.server_id, number)
    if host_id is None or host_id == by.user_id:
        return
    if await interaction.client.membership.has_left(by.server_id, host_id):
        await departures.left(by.server_id, host_id, by.now)
        raise HostGone(number=number)


def _free_seat_wanted(role: str) -> Role | None:
    return choices.role(role) if role else None


def _if_late(speak: Speaker, late: IfLate, host_id: int) -> str:
    """Say what it costs a guest to withdraw shortly before the start."""
    how = "later" if late.minutes is None else "soon" if late.minutes else "now"
    hours = speak("hours", hours=late.hours)
    host = person(host_id, speak)
    return speak(
        "booked-if-late", how=how, hours=hours, minutes=late.minutes or 0, points=late.points, host=host
    )


def _after_booking(speak: Speaker, booked: booking.Booked) -> discord.ui.View | None:
    mine = booked.mine
    buttons = participant_buttons(speak, mine)
    return rows([*buttons, link_button(speak("button-calendar"), google_calendar(speak, mine))])
