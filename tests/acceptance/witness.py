"""Sees to it that what is refused is refused well: in private, in one's language, and nothing moved."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from cogs._shared.errors import explain
from cogs._shared.translation import Speaker
from sandbox import Member, MessageView
from sandbox.driver.answer import Answer
from sandbox.interactions.outcome import NO_RESPONSE
from sandbox.json_types import JsonObject
from sandbox.model.commands import CHAT_INPUT, SUB_COMMAND
from sandbox.model.interactions import InteractionKind
from services.refusals import Refusal
from tests.acceptance.calm import nothing_waits
from tests.support.factories import everything

if TYPE_CHECKING:
    from tests.acceptance.conftest import Town

LOCALES = {"en": "en-US", "ru": "ru"}
Attempt = Callable[[], Awaitable[Answer]]


@dataclass
class Witness:
    """Compares what is stored and what everybody can see before and after an attempt."""

    town: "Town"
    caplog: pytest.LogCaptureFixture

    async def refused(
        self,
        who: Member,
        attempt: Attempt,
        because: Refusal | None = None,
        *,
        keeps: str = "",
        echoes: str = "",
    ) -> None:
        """Check, in both languages, that an attempt is refused, for a reason if one is given.

        Args:
            who: Who tries it.
            attempt: What they do.
            because: The refusal; any will do if left out.
            keeps: What was typed, if the answer has to give it back.
            echoes: What was typed, if the answer may repeat it.
        """
        for language, locale in LOCALES.items():
            who.locale = locale
            # From now on the bot knows the language, so that the attempt changes nothing of it.
            await who.run("points")
            before = await self._all()
            answer = await attempt()
            self._check_answer(answer, language, because, keeps)
            self._check_language(answer, language, keeps, echoes)
            assert await self._all() == before
            assert self.faults() == []

    async def survived(self, who: Member, attempt: Attempt) -> list[Answer]:
        """Check, in both languages, that an attempt is answered in private without a fault or a mention."""
        answers = []
        for locale in LOCALES.values():
            who.locale = locale
            answer = await attempt()
            self._check_private(answer)
            assert self.faults() == []
            answers.append(answer)
        return answers

    def faults(self) -> list[str]:
        """Return the faults that were logged."""
        return [record.getMessage() for record in self.caplog.records if record.levelno >= logging.ERROR]

    def _check_answer(self, answer: Answer, language: str, because: Refusal | None, keeps: str) -> None:
        self._check_private(answer)
        if because is not None:
            assert answer.text.startswith(explain(because, Speaker(language))), answer.text
        assert keeps in answer.text

    @staticmethod
    def _check_language(answer: Answer, language: str, *typed: str) -> None:
        # What a member typed comes back in an embed, so the bot's own words are the content.
        said = (answer.message.content if answer.message else "") or answer.text
        for text in filter(None, typed):
            said = said.replace(text, "")
        assert any("а" <= letter <= "я" for letter in said.casefold()) is (language == "ru"), answer.text

    @staticmethod
    def _check_private(answer: Answer) -> None:
        assert answer.text != NO_RESPONSE
        assert answer.ephemeral, answer
        assert answer.text.strip()
        assert [said.mentions for said in (answer.message, *answer.followups) if said and said.mentions] == []

    async def _all(self) -> tuple[dict[str, list[dict[str, Any]]], list[tuple[str, str]]]:
        await nothing_waits(self.town.now())
        world = self.town.local.world
        places = [place for guild in world.guilds.values() for place in guild.channels.values()]
        places += world.dms.values()
        messages = [
            (message.id, str(message.raw))
            for place in places
            for message in self.town.local.backend.messages.in_channel(place.id)
            if message.only_for is None
        ]
        return await everything(), messages


async def forge(
    who: Member,
    custom_id: str,
    message: MessageView | None = None,
    *,
    values: list[str] | None = None,
) -> Answer:
    """Click a button, or choose from a menu, that does not stand on the message (an own one if left out)."""
    message = message or (await who.run("points")).message
    data: JsonObject = {"component_type": 2, "custom_id": custom_id, "id": 1}
    if values is not None:
        data |= {"component_type": 3, "values": values}
    return await who.send_raw_interaction(InteractionKind.COMPONENT, data, message=message)


async def forge_command(who: Member, command: str, /, **options: object) -> Answer:
    """Send a command that the client does not offer, or with options that it would not send."""
    name, *path = command.split()
    registered = who._backend.commands.named(None, name, CHAT_INPUT)
    assert registered is not None
    kinds = {str: 3, int: 4, bool: 5}
    sent: list[JsonObject] = [
        {"type": kinds[type(value)], "name": option, "value": value} for option, value in options.items()
    ]
    for step in reversed(path):
        sent = [{"type": SUB_COMMAND, "name": step, "options": sent}]
    data: JsonObject = {"id": registered["id"], "type": CHAT_INPUT, "name": name, "options": sent}
    return await who.send_raw_interaction(InteractionKind.COMMAND, data)


async def forge_form(who: Member, custom_id: str, **fields: object) -> Answer:
    """Send a form that no client would send: with any fields of any content."""
    components: list[JsonObject] = [
        {"type": 18, "id": number, "component": {"type": 4, "id": 100 + number, "custom_id": name} | given}
        for number, (name, value) in enumerate(fields.items(), start=1)
        for given in [{} if value is ... else {"value": value}]
    ]
    data: JsonObject = {"custom_id": custom_id, "components": components}
    return await who.send_raw_interaction(InteractionKind.MODAL, data)
