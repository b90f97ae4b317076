"""Suggesting a question after an interview, and what admins decide about it."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.admins import admin
from cogs._shared.answers import acknowledge, acknowledge_update, answer
from cogs._shared.choices import LEVELS
from cogs._shared.forms import Form, send_when_known
from cogs._shared.kept_text import all_typed, answer_with_text
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs._shared.translation import Speaker
from services.interviews import Interview
from services.languages import LANGUAGES
from services.questions import suggesting
from services.questions.rules import NOTES_MAXIMUM, TEXT_MAXIMUM, TEXT_MINIMUM, TOPIC_MAXIMUM
from services.questions.spoken import language_of
from services.refusals import Refusal

Interaction = discord.Interaction[SparringBot]

_SUGGEST = r"questions:suggest:(?P<number>\d{1,10})"

_ANY = "any"
"""What stands in the form's menus for a level, or a language, that is left open."""


class SuggestionCog(RoutedCog):
    """Questions for the bank."""

    @on_component(_SUGGEST)
    async def ask_which(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form, unless it is known in time that it would be refused."""
        by, number = asked(interaction), int(match["number"])
        known = suggesting.check_may_suggest(by.user_id, by.server_id, number, by.now)
        await send_when_known(interaction, known, lambda found: _form(by.speak, number, found))

    @on_form(_SUGGEST)
    async def suggest(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Have admins asked; what was typed comes back if it is refused."""
        await acknowledge(interaction)
        by, fields = asked(interaction), sent_fields(interaction)
        try:
            question = suggesting.question_of(
                text=fields.get("text", ""),
                notes=fields.get("notes", ""),
                topic=fields.get("topic", ""),
                level=_chosen(fields.get("level", "")),
                language=_chosen(fields.get("language", "")),
            )
            await suggesting.suggest(by.user_id, by.server_id, int(match["number"]), question, by.now)
        except Refusal as refusal:
            typed = {name: fields.get(name, "") for name in ("text", "notes", "topic")}
            await answer_with_text(interaction, refusal, all_typed(typed))
            return
        await answer(interaction, by.speak("suggested"))

    @on_component(r"questions:(?P<ruling>take|decline):(?P<suggestion>\d{1,10})")
    async def decide(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a suggestion into the bank, or decline it; the message in the log channel says so."""
        await acknowledge_update(interaction)
        by = await admin(interaction)
        takes = match["ruling"] == "take"
        await suggesting.decide(by.user_id, by.server_id, int(match["suggestion"]), by.now, takes=takes)
        message = interaction.message
        content = "" if message is None else message.content
        embeds = [] if message is None else message.embeds
        await answer(interaction, content, embeds=embeds)


def _chosen(value: str) -> str:
    return "" if value == _ANY else value


def _form(speak: Speaker, number: int, interview: Interview | None) -> Form:
    form = Form(speak("suggest-title", number=number), f"questions:suggest:{number}")
    form.add_text(
        "text",
        speak("suggest-text"),
        minimum=TEXT_MINIMUM,
        maximum=TEXT_MAXIMUM,
        long=True,
        hint=speak("suggest-hint"),
    )
    form.add_text("notes", speak("suggest-notes"), maximum=NOTES_MAXIMUM, long=True)
    topic = "" if interview is None else interview.topic
    form.add_text("topic", speak("suggest-topic"), maximum=TOPIC_MAXIMUM, default=topic or None)
    levels = [(one.value, one.name) for one in LEVELS]
    level = "" if interview is None else interview.level
    form.add_menu(
        "level",
        speak("suggest-level"),
        [(_ANY, speak("suggest-any-level")), *levels],
        level if level in {value for value, _ in levels} else _ANY,
    )
    language = (language_of(interview.language) if interview is not None else "") or speak.language
    form.add_menu(
        "language",
        speak("suggest-language"),
        [(_ANY, speak("suggest-any-language")), *((code, speak(f"language-{code}")) for code in LANGUAGES)],
        language if language in LANGUAGES else _ANY,
    )
    return form
