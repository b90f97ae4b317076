"""A file of questions on its way in and out: fetching it, what it would change, and writing one."""

import io
import zipfile

import aiohttp
import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.markup import plain, shorten
from cogs._shared.people import AskedInServer
from cogs._shared.question_file_words import wrong_row_words
from cogs.questions.bank_message import counts_in_words
from services.questions import importing
from services.questions.files.found import QuestionFile
from services.questions.files.refusals import FileTooLarge
from services.questions.rules import FILE_BYTES_MAXIMUM, FILE_MEGABYTES_MAXIMUM
from services.refusals import FileNotFetched
from services.spreadsheets import MARK, csv_lines

Interaction = discord.Interaction[SparringBot]

_WRONG_SHOWN = 10
"""Rows that are wrong which the answer names; where there are more, a file names them all."""

_COLUMNS_SHOWN = 5

_SENT_AS_IT_IS = 8_000_000
"""Bytes of a table that is sent as it is; Discord takes ten million, and an archive is a fifth of it."""


async def fetched(file: discord.Attachment) -> bytes:
    """Return what an admin has sent; what is too large is not fetched.

    Raises:
        FileTooLarge: it is larger than a file of questions may be.
        FileNotFetched: Discord does not hand it over.
    """
    if file.size > FILE_BYTES_MAXIMUM:
        raise FileTooLarge(maximum=FILE_MEGABYTES_MAXIMUM)
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise FileNotFetched from error


async def answer_with_dry_run(interaction: Interaction, by: AskedInServer, read: QuestionFile) -> None:
    """Answer with what a file would change, and the button to do it; or with what is wrong in it."""
    if read.wrong:
        await _answer_with_wrong(interaction, by, read)
        return
    questions = [question for _, question in read.questions]
    prepared = await importing.prepare(by.user_id, by.server_id, questions, by.now)
    if prepared.id is None:
        await answer(interaction, by.speak("import-nothing", same=prepared.counts.same))
        return
    said = by.speak("import-would", counts=counts_in_words(by.speak, prepared.counts))
    buttons = [
        button(by.speak("button-import"), f"questions:import:{prepared.id}", discord.ButtonStyle.success)
    ]
    await answer(interaction, said + _left_out(by, read), view=rows(buttons))


def exported_file(content: bytes) -> discord.File:
    """Return a table of questions as a file, as an archive where it is large; to be called in a thread."""
    if len(content) <= _SENT_AS_IT_IS:
        return discord.File(io.BytesIO(content), "questions.csv")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("questions.csv", content)
    archive.seek(0)
    return discord.File(archive, "questions.zip")


async def _answer_with_wrong(interaction: Interaction, by: AskedInServer, read: QuestionFile) -> None:
    lines = [wrong_row_words(by.speak, wrong) for wrong in read.wrong]
    rows_wrong = len({wrong.row for wrong in read.wrong})
    said = [by.speak("import-wrong", rows=rows_wrong), *lines[:_WRONG_SHOWN]]
    file = None
    if len(lines) > _WRONG_SHOWN:
        said.append(by.speak("import-wrong-more", more=len(lines) - _WRONG_SHOWN))
        content = MARK + csv_lines([[line] for line in lines])
        file = discord.File(io.BytesIO(content.encode()), "wrong-rows.csv")
    await answer(interaction, shorten("\n".join(said) + _left_out(by, read), 2000), file=file)


def _left_out(by: AskedInServer, read: QuestionFile) -> str:
    """Say which columns are not known and left out, if any are."""
    if not read.unknown_columns:
        return ""
    names = ", ".join(f"“{plain(shorten(name, 40))}”" for name in read.unknown_columns[:_COLUMNS_SHOWN])
    return "\n" + by.speak("import-left-out", columns=names, count=len(read.unknown_columns))
