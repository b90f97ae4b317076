"""The monthly thank-you in the board channel."""

from datetime import date

import discord
from babel.dates import format_date

from cogs._client.bot import SparringBot
from cogs._shared.discord_errors import MISSING_ACCESS, MISSING_PERMISSIONS
from cogs._shared.markup import person
from cogs._shared.translation import Speaker
from cogs.delivery.channels import Messages
from services.delivery.kinds.shown import Thanks
from services.delivery.preparing import Delivery
from services.languages import LANGUAGES
from services.places import Place
from services.thanks import standing
from services.thanks.standing import Standing


class ThanksKeeper:
    """Shows thank-yous as they are now: posted once, and changed where they stand."""

    def __init__(self, bot: SparringBot, messages: Messages) -> None:
        self._bot = bot
        self._messages = messages

    async def show(self, me: int, row: Delivery, message: Thanks) -> bool:
        """Bring a thank-you to whom it names now: post it, change it, or delete it where it names nobody.

        Returns:
            Whether it is left to the caller to note that the row was delivered.
        """
        found = await standing.read(message.thanks, self._bot.clock())
        if found is None:
            return True
        if found.place is not None:
            return await self._change(me, row, found, found.place)
        board_id = row.present.settings.board_channel_id
        if board_id is None or not found.may_be_posted or not found.thanked.named:
            await self._leave_out(row, found, board_id)
            await standing.ended(me, row, found.id, self._bot.clock())
        else:
            await self._post(me, row, found, board_id)
        return False

    async def _change(self, me: int, row: Delivery, found: Standing, place: Place) -> bool:
        """Change it where it stands, on a former board too; one that a moderator deleted stays so."""
        try:
            is_there = await self._edit(row, found, place)
        except discord.Forbidden as error:
            is_on_the_board = place.channel_id == row.present.settings.board_channel_id
            if is_on_the_board or error.code not in {MISSING_ACCESS, MISSING_PERMISSIONS}:
                raise
            # It is shown once the channel is open to the bot again.
            await standing.note(found.id, is_missed=True)
            return True
        if not is_there:
            await standing.ended(me, row, found.id, self._bot.clock())
            return False
        await standing.note(found.id, is_missed=False)
        return True

    async def _edit(self, row: Delivery, found: Standing, place: Place) -> bool:
        """Change its text, or delete it where it names nobody; tell whether it stands."""
        if found.thanked.named:
            return await self._messages.edit(place, None, None, content=_text(row, found))
        await self._messages.take_down(place)
        return False

    async def _post(self, me: int, row: Delivery, found: Standing, board_id: int) -> None:
        may_be_old = row.may_stand
        number = await self._messages.post(
            row, board_id, _text(row, found), same=lambda message: _is_thanks(message, found.month)
        )
        stands = Place(board_id, number)
        if may_be_old:
            # One that an earlier try posted shows what was true then.
            await self._edit(row, found, stands)
        await standing.posted(me, row, found.id, stands, self._bot.clock())

    async def _leave_out(self, row: Delivery, found: Standing, board_id: int | None) -> None:
        """Delete one that an earlier try posted and did not note."""
        if row.tried_at is None or board_id is None:
            return
        ghost = await self._messages.find(
            board_id, lambda message: _is_thanks(message, found.month), row.tried_at
        )
        if ghost is not None:
            await self._messages.take_down(Place(board_id, ghost))


def thanks_text(speak: Speaker, found: Standing) -> str:
    """Return what a thank-you says; 40 people with their mentions fit into a message."""
    lines = [_title(speak, found.month)]
    lines += [
        speak("thanks-line", member=person(one.user_id, speak), count=one.interviews)
        for one in found.thanked.named
    ]
    if found.thanked.more:
        lines.append(speak("thanks-more", count=found.thanked.more))
    lines.append(speak("thanks-how"))
    return "\n".join(lines)


def _text(row: Delivery, found: Standing) -> str:
    return thanks_text(Speaker(row.language), found)


def _title(speak: Speaker, month: date) -> str:
    name = str(format_date(month, "LLLL", locale=speak.language))
    return speak("thanks-title", month=name[:1].upper() + name[1:])


def _is_thanks(message: discord.Message, month: date) -> bool:
    """Tell whether a message is the thank-you of a month, in whatever language it was posted."""
    first, _, _ = message.content.partition("\n")
    return first in {_title(Speaker(language), month) for language in LANGUAGES}
