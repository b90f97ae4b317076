"""The form with which one writes to the other of an interview, and the one that reports what they wrote."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.asking import asking_form
from cogs._shared.components import custom_ids
from cogs._shared.forms import Form, send_if_allowed
from cogs._shared.kept_text import answer_with_text
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_custom_id, sent_fields
from cogs._shared.translation import Speaker
from services.refusals import Refusal
from services.writing import passing_on, reporting
from services.writing.refusals import NotWrittenToYou
from services.writing.reporting import Shown
from services.writing.rules import TEXT_MAXIMUM

Interaction = discord.Interaction[SparringBot]

_REPORT = r"written:report:(?P<number>\d{1,10}):(?P<writer>-?\d{1,20}):(?P<reader>\d{1,20})"


class WritingCog(RoutedCog):
    """Writing to each other."""

    @on_component(r"written:write:(?P<number>\d{1,10})")
    async def ask_what(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form, unless it is known in time that it would be refused."""
        by, number = asked(interaction), int(match["number"])
        allowed = passing_on.check_may_write(by.user_id, by.server_id, number, by.now)
        await send_if_allowed(interaction, _form(by.speak, number), allowed)

    @on_form(r"written:write:(?P<number>\d{1,10})")
    async def write(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Pass on what was written; it comes back if it is refused."""
        await acknowledge(interaction)
        by, text = asked(interaction), sent_fields(interaction).get("text", "")
        try:
            done = await passing_on.write(by.user_id, by.server_id, int(match["number"]), text, by.now)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, text)
            return
        await answer(interaction, by.speak("written-passed-on", number=done.number, left=done.left))

    @on_component(_REPORT)
    async def ask_whether(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask whether admins are to read a message, unless it is known in time that it is refused."""
        by, shown = asked(interaction), _shown(interaction, match)
        title = by.speak("written-report-title", number=shown.number)
        form = asking_form(by.speak, title, match[0], by.speak("written-report-ask"))
        await send_if_allowed(interaction, form, reporting.check_may_report(by.user_id, shown))

    @on_form(_REPORT)
    async def report(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Have admins told of the message under whose button the form was opened."""
        await acknowledge(interaction)
        by, shown = asked(interaction), _shown(interaction, match)
        await reporting.report(by.user_id, shown, by.now)
        await answer(interaction, by.speak("written-reported", number=shown.number))


def _form(speak: Speaker, number: int) -> Form:
    form = Form(speak("written-form-title", number=number), f"written:write:{number}")
    form.add_text(
        "text",
        speak("written-form-text"),
        minimum=1,
        maximum=TEXT_MAXIMUM,
        long=True,
        hint=speak("written-form-hint"),
    )
    return form


def _shown(interaction: Interaction, match: re.Match[str]) -> Shown:
    """Return the message that is reported, with what Discord hands over of it.

    Raises:
        NotWrittenToYou: it is not one of the bot's with that very button.
    """
    message, me = interaction.message, interaction.client.user
    if message is None or me is None or message.author.id != me.id:
        raise NotWrittenToYou
    if sent_custom_id(interaction) not in custom_ids(message):
        raise NotWrittenToYou
    text = message.embeds[0].description if message.embeds else None
    return Shown(
        number=int(match["number"]),
        writer_id=int(match["writer"]),
        reader_id=int(match["reader"]),
        message_id=message.id,
        text=text or "",
    )
