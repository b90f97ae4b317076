"""A rubric as a file on its way in and out, and what is wrong with one."""

import asyncio
from collections.abc import Sequence
from io import BytesIO

import aiohttp
import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.discord_limits import MESSAGE_MAXIMUM
from cogs._shared.markup import plain, shorten
from cogs._shared.translation import Speaker
from services.languages import LANGUAGES
from services.refusals import FileNotFetched
from services.rubrics import files
from services.rubrics.files import BYTES_MAXIMUM, KILOBYTES_MAXIMUM, Fault, Part
from services.rubrics.refusals import RubricFileTooLarge
from services.rubrics.words import Rubric
from services.spreadsheets import MARK, csv_lines

Interaction = discord.Interaction[SparringBot]

_SHOWN = 12
"""Faults that the answer names; where there are more, a file names them all."""


async def fetched(file: discord.Attachment) -> bytes:
    """Return what an admin has sent; what is too large is not fetched.

    Raises:
        RubricFileTooLarge: it is larger than a file with a rubric may be.
        FileNotFetched: Discord does not hand it over.
    """
    if file.size > BYTES_MAXIMUM:
        raise RubricFileTooLarge(maximum=KILOBYTES_MAXIMUM)
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise FileNotFetched from error


def template_file(speak: Speaker, rubric: Rubric, *, is_own: bool) -> discord.File:
    """Return a rubric as a file to change; one of the bot's gets another name, since that stays the bot's."""
    name = {
        language: text if is_own else Speaker(language).in_plain("rubric-template-name", name=text)
        for language, text in rubric.name.items()
    }
    content = files.written(rubric.content, name, speak.language)
    return discord.File(BytesIO(content), f"rubric-{rubric.key}.csv")


async def answer_with_faults(interaction: Interaction, speak: Speaker, faults: Sequence[Fault]) -> None:
    """Answer with all that is wrong with a file, a sentence each."""
    lines = [f"- {_sentence(speak, fault)}" for fault in faults[:_SHOWN]]
    said, file = [speak("rubric-faults", faults=len(faults)), *lines], None
    if len(faults) > _SHOWN:
        said.append(speak("rubric-faults-more", more=len(faults) - _SHOWN))
        file = await asyncio.to_thread(_file_of, speak, faults)
    await answer(interaction, shorten("\n".join(said), MESSAGE_MAXIMUM), file=file)


def _file_of(speak: Speaker, faults: Sequence[Fault]) -> discord.File:
    """Return the sentences as a table; to be called in a thread, as there may be thousands."""
    content = MARK + csv_lines([_sentence(speak, fault)] for fault in faults)
    return discord.File(BytesIO(content.encode()), "what-is-wrong.csv")


def _sentence(speak: Speaker, fault: Fault) -> str:
    return speak(
        f"rubric-fault-{fault.kind.value}",
        row=fault.row,
        part="" if fault.part is None else _part(speak, fault.part),
        language=speak(f"language-{fault.language}") if fault.language in LANGUAGES else "",
        text=plain(fault.text),
        length=fault.length,
        maximum=0 if fault.part is None else fault.part.maximum,
    )


def _part(speak: Speaker, part: Part) -> str:
    """Return what a row is called, as it stands in the file."""
    what = "level" if part.level else "criterion" if part.criterion else "name"
    return speak("rubric-part", what=what, criterion=part.criterion, level=part.level)
