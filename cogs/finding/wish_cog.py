"""/wish, and the buttons with which people say what they want to hear of."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.answers import acknowledge, acknowledge_update, answer, in_one_request
from cogs._shared.homes import ask_for_server, asked_in_chosen, asked_where
from cogs._shared.people import AskedInServer, asked
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.sent import sent_value
from cogs._shared.translation import timestamp
from cogs.finding import wish_message
from services.finding import alerts, wishes
from services.finding.free_time import own
from services.finding.wishes import DAYS_DEFAULT, DAYS_RANGE, NewWish
from services.interviews import Role
from services.refusals import ChoiceNotOffered
from services.wording import LANGUAGE_MAXIMUM, TOPIC_MAXIMUM

Interaction = discord.Interaction[SparringBot]


class WishCog(RoutedCog):
    """What interviews a member looks for. To book one of which they are told is to book (`cogs.board`)."""

    wish = app_commands.Group(
        name="wish", description="Interviews that you look for: I tell you when one fits"
    )

    @wish.command(description="Look for an interview; I tell you when a card fits")
    @app_commands.describe(
        seat="The seat that you want",
        topic="A word of the topic; any topic if left out",
        level="Level of the interview",
        language="Language of the interview",
        days="How many days to look for it",
    )
    @app_commands.choices(seat=choices.ROLES, level=choices.LEVELS)
    async def add(
        self,
        interaction: Interaction,
        seat: str,
        topic: app_commands.Range[str, 1, TOPIC_MAXIMUM] = "",
        level: str = "",
        language: app_commands.Range[str, 1, LANGUAGE_MAXIMUM] = "",
        days: app_commands.Range[int, *DAYS_RANGE] = DAYS_DEFAULT,
    ) -> None:
        """Wish for an interview, and show which cards fit already."""
        await acknowledge(interaction)
        new = NewWish(seat=choices.role(seat), topic=topic, level=level, language=language, days=days)
        by = await asked_where(interaction)
        if isinstance(by, list):
            await ask_for_server(interaction, by, wish_message.question(new))
        else:
            await _add(interaction, by, new)

    @on_component(wish_message.QUESTION)
    async def add_in_server(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Wish for it in the server that was chosen in a direct message."""
        await acknowledge_update(interaction)
        await _add(interaction, await asked_in_chosen(interaction), wish_message.wish_in_question(match))

    @wish.command(name="list", description="What you look for here, and how long such wishes wait")
    async def list_mine(self, interaction: Interaction) -> None:
        """Show the member's wishes."""
        async with in_one_request(interaction):
            await _show(interaction)

    @on_component(r"server:wishes:")
    async def list_of_server(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Show the wishes in the server that was chosen in a direct message."""
        async with in_one_request(interaction, updates=True):
            await _show_in(interaction, await asked_in_chosen(interaction))

    @on_component(r"wish:list")
    async def list_again(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Show the wishes in place of a question."""
        async with in_one_request(interaction, updates=True):
            await _show(interaction)

    @on_component(r"wish:ask:(?P<wish>\d{1,10})")
    async def ask(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask whether a wish is to go."""
        await acknowledge_update(interaction)
        said, view = wish_message.asking(asked(interaction).speak, int(match["wish"]))
        await answer(interaction, said, view=view)

    @on_component(r"wish:drop:(?P<wish>\d{1,10})")
    async def drop(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let a wish go."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        await wishes.drop(by.user_id, int(match["wish"]), by.now)
        await answer(interaction, by.speak("wish-dropped"))

    @on_component(r"wish:keep:(?P<wish>\d{1,10})")
    async def keep(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Have a wish that ran out hold again."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        until = await wishes.keep(by.user_id, int(match["wish"]), by.now)
        await answer(interaction, by.speak("wish-kept", until=timestamp(until)))

    @on_component(r"wish:pass:(?P<number>\d{1,10})")
    async def pass_on(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let the member hear no more of a card."""
        await acknowledge_update(interaction)
        by, number = asked(interaction), int(match["number"])
        await alerts.pass_on(by.user_id, number, by.now)
        await answer(interaction, by.speak("wish-passed", number=number))

    @on_component(r"wish:fewer")
    async def fewer(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Show of how many cards a day the member is told."""
        await acknowledge(interaction)
        by = asked(interaction)
        said, view = wish_message.alerts(by.speak, await alerts.alerts_a_day(by.user_id))
        await answer(interaction, said, view=view)

    @on_component(r"wish:alerts")
    async def set_alerts(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Set of how many cards a day the member is told."""
        await acknowledge_update(interaction)
        by, chosen = asked(interaction), sent_value(interaction)
        if not (chosen.isascii() and chosen.isdecimal()):
            raise ChoiceNotOffered(text=chosen)
        await alerts.set_alerts_a_day(by.user_id, int(chosen))
        said, view = wish_message.alerts(by.speak, int(chosen), by.speak("alerts-set"))
        await answer(interaction, said, view=view)

    @on_component(r"wish:pause")
    async def pause(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Let the member hear of no card for a week."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        until = by.now + alerts.PAUSE
        await own.pause(by.user_id, until, by.now)
        await answer(interaction, by.speak("alerts-paused", until=timestamp(until)))


async def _add(interaction: Interaction, by: AskedInServer, new: NewWish) -> None:
    made = await wishes.add(by.user_id, by.server_id, new, by.now)
    advice = await _advice(by, made.wish.seat)
    said, embed, view = wish_message.added(by.speak, made, advice)
    await answer(interaction, said, embed=embed, view=view)


async def _show(interaction: Interaction) -> None:
    by = await asked_where(interaction)
    if isinstance(by, list):
        await ask_for_server(interaction, by, "server:wishes:")
    else:
        await _show_in(interaction, by)


async def _show_in(interaction: Interaction, by: AskedInServer) -> None:
    mine = await wishes.list_of(by.user_id, by.server_id, by.now)
    said, embed, view = wish_message.listed(by.speak, mine)
    if mine.rows and by.asker.is_unreachable:
        said = by.speak("wish-unreachable")
    await answer(interaction, said, embed=embed, view=view)


async def _advice(by: AskedInServer, seat: Role) -> list[str]:
    """Return what stands in the way of being told, or would help."""
    said = []
    price, balance = by.settings.price, by.asker.balance
    if seat is Role.INTERVIEWEE and balance < price:
        said.append(by.speak("wish-costs", price=price, balance=balance, missing=price - balance))
    if not await own.has_hours(by.user_id):
        said.append(by.speak("wish-hours"))
    if by.asker.is_unreachable:
        # Nobody is called to the board for an alert, as they are for what concerns an interview of theirs.
        said.append(by.speak("wish-unreachable"))
    return said
