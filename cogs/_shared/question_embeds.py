"""How a question looks in full: its text, and behind spoilers the notes and the hints."""

from typing import Protocol

import babel
import discord

from cogs._shared.discord_limits import EMBED_DESCRIPTION_MAXIMUM
from cogs._shared.markup import behind_spoiler, plain, shorten, with_code
from cogs._shared.translation import Speaker

_SHOWN_AT_MOST = 5000
"""Characters of the text and the notes together: what else stands in the message finds room beside them."""

_FACTS_MAXIMUM = 300


class Shown(Protocol):
    """A question that is shown in full."""

    @property
    def text(self) -> str:
        """What is asked."""

    @property
    def topic(self) -> str:
        """What it is about."""

    @property
    def level(self) -> str:
        """For whom it is."""

    @property
    def language(self) -> str:
        """The code of its language, or what it was called."""

    @property
    def notes(self) -> str:
        """What a good answer holds."""

    @property
    def hints(self) -> tuple[str, ...]:
        """What to say to somebody who is stuck."""

    @property
    def source(self) -> str:
        """Where it is from."""

    @property
    def licence(self) -> str:
        """Under which license it is used."""


def question_embeds(
    speak: Speaker, question: Shown, *, title: str | None = None, room: int = _SHOWN_AT_MOST
) -> list[discord.Embed]:
    """Return a question in full: its text, and what is behind spoilers, in at most so many characters."""
    text = shorten(with_code(question.text), min(EMBED_DESCRIPTION_MAXIMUM, room))
    embeds = [discord.Embed(title=title, description=text, colour=discord.Colour.blurple())]
    behind = _behind(speak, question, room - len(text))
    if behind:
        embeds.append(discord.Embed(description=behind))
    if facts := _facts(speak, question):
        embeds[-1].set_footer(text=facts)
    return embeds


def language_in_words(speak: Speaker, language: str) -> str:
    """Return a language as its readers call it, or what it was called where that is no code of one."""
    return plain(_name_of(speak, language))


def _behind(speak: Speaker, question: Shown, room: int) -> str:
    """Return hints and notes, each behind its own spoiler, as far as there is room."""
    parts = [(speak("question-notes"), question.notes)]
    parts += [(speak("question-hint", place=place), hint) for place, hint in enumerate(question.hints, 1)]
    lines: list[str] = []
    room = min(room, EMBED_DESCRIPTION_MAXIMUM)
    for name, words in parts:
        head = f"**{name}** "
        if words and (hidden := behind_spoiler(words, room - len(head) - 1)):
            lines.append(head + hidden)
            room -= len(lines[-1]) + 1
    return "\n".join(lines)


def _facts(speak: Speaker, question: Shown) -> str:
    facts = [question.topic, question.level, _name_of(speak, question.language)]
    return shorten(" · ".join(filter(None, [*facts, question.source, question.licence])), _FACTS_MAXIMUM)


def _name_of(speak: Speaker, language: str) -> str:
    return str(babel.Locale.parse(speak.language).languages.get(language, language))
