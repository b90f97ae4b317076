"""How what one of two wrote to the other looks, and what can be done with it."""

from collections.abc import Iterable

import discord
from discord.utils import MISSING

from cogs._shared.components import button
from cogs._shared.markup import plain
from cogs._shared.translation import Speaker
from services.interviews import Action, Private
from services.tombstones import is_erased


def written_embed(speak: Speaker, text: str, writer_id: int) -> discord.Embed:
    """Return what shows a text: in an embed nobody is mentioned, and a link is a link without a preview.

    Without a text, which is not kept, it is left on the message as it stands there; but nothing of it is once
    whoever wrote it was erased.
    """
    if is_erased(writer_id):
        return discord.Embed(description=speak("words-erased"))
    return discord.Embed(description=plain(text), colour=discord.Colour.blurple()) if text else MISSING


def written_buttons(
    speak: Speaker, mine: Private, writer_id: int, reader_id: int
) -> Iterable[discord.ui.Item[discord.ui.View]]:
    """Return the buttons under it: to answer while one can, and to report it if its writer was not erased.

    Both say who wrote it, and the latter to whom: others may have the seats by then, and then there is nobody
    to answer.
    """
    number = mine.interview.id
    if Action.WRITE in mine.actions and mine.interview.other_than(reader_id) == writer_id:
        custom_id = f"written:write:{number}:{writer_id}"
        yield button(speak("button-answer"), custom_id, discord.ButtonStyle.primary)
    if not is_erased(writer_id):
        yield button(speak("button-report"), f"written:report:{number}:{writer_id}:{reader_id}")
