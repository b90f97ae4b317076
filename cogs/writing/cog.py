"""The form with which one writes to the other of an interview, and the one that reports what they wrote."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.asking import asking_form
from cogs._shared.components import custom_ids
from cogs._shared.forms import Form, send_if_allowed, send_when_known
from cogs._shared.kept_text import answer_with_text
from cogs._shared.markup import person
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

_WRITE = r"written:write:(?P<number>\d{1,10})(?::(?P<to>\d{1,20}))?"
"""With the id of whom it is for, where that is known: others may have the seat by then."""

_REPORT = r"written:report:(?P<number>\d{1,10}):(?P<writer>-?\d{1,20}):(?P<reader>\d{1,20})"


class WritingCog(RoutedCog):
    """Writing to each other."""

    @on_component(_WRITE)
    async def ask_what(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form, which says whom it is for, unless it is known in time that it would be refused."""
        by, number, to_id = asked(interaction), int(match["number"]), _addressee(match)
        known = passing_on.check_may_write(by.user_id, by.server_id, number, by.now, to_id=to_id)
        await send_when_known(interaction, known, lambda found: _form(by.speak, number, found or to_id))

    @on_form(_WRITE)
    async def write(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Pass on what was written; it comes back if it is refused."""
        await acknowledge(interaction)
        by, number, text = asked(interaction), int(match["number"]), sent_fields(interaction).get("text", "")
        try:
            done = await passing_on.write(
                by.user_id, by.server_id, number, text, by.now, to_id=_addressee(match)
            )
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


def _addressee(match: re.Match[str]) -> int | None:
    return None if match["to"] is None else int(match["to"])


def _form(speak: Speaker, number: int, to_id: int | None) -> Form:
    """Return the form; where it is not known in time whom it is for, it is for whoever is there by then."""
    custom_id = f"written:write:{number}"
    form = Form(
        speak("written-form-title", number=number), custom_id if to_id is None else f"{custom_id}:{to_id}"
    )
    if to_id is not None:
        form.add_words(speak("written-form-to", other=person(to_id, speak)))
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
