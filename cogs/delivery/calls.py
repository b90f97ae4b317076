"""The calls in the board channel to members who take no direct messages: one a person at any moment."""

from collections.abc import Sequence

import discord

from cogs._client.bot import SparringBot
from cogs._shared.components import button, custom_ids, rows
from cogs._shared.discord_errors import MISSING_ACCESS, MISSING_PERMISSIONS
from cogs._shared.markup import person
from cogs._shared.translation import Speaker, timestamp
from cogs.delivery.channels import Messages
from services import departures
from services.delivery import missed
from services.delivery.kinds.direct import Direct, NoShow
from services.delivery.preparing import Delivery
from services.places import Place

MISSED_BUTTON = "missed:show"

NAMED_AT_MOST = 10
"""Messages that a call names; of the others it tells how many they are."""


class CallKeeper:
    """Shows who is called, and for what, as it is now."""

    def __init__(self, bot: SparringBot, messages: Messages) -> None:
        self._bot = bot
        self._messages = messages

    async def show(self, me: int, row: Delivery) -> bool:
        """Bring the call to somebody to what waits for them.

        Only a new message notifies on Discord: so what is new is posted anew, and what was read or is past
        is taken out where the call stands.

        Returns:
            Whether it is left to the caller to note that the row was delivered.
        """
        board_id, recipient = row.present.settings.board_channel_id, row.present.recipient
        if recipient is None:
            return True
        left = await missed.waiting(row.server_id, recipient.id, self._bot.clock())
        # Whether or not anybody is called: what helps no more is let go then.
        await missed.look_again_at(row, left, self._bot.clock())
        if board_id is None:
            await self._end(me, row, None)
            return False
        waiting = [one for one in left if isinstance(one.message, Direct) and one.message.IS_NAMED]
        calling = [one.id for one in waiting if isinstance(one.message, Direct) and one.message.CALLS]
        standing = row.present.call
        if not waiting or not (calling or standing):
            await self._end(me, row, board_id)
            return False
        content, view = call_text(row, waiting), _buttons(row)
        if standing is not None and standing.place.channel_id == board_id:
            is_old = not calling or max(calling) <= standing.newest
            if is_old and await self._messages.edit(standing.place, None, view, content=content):
                return True
        await self._call(me, row, board_id, content, view, max(one.id for one in waiting))
        return False

    async def _call(
        self, me: int, row: Delivery, board_id: int, content: str, view: discord.ui.View | None, newest: int
    ) -> None:
        """Post a call in the place of the one that stands, if they are in the server still."""
        recipient, standing = row.present.recipient, row.present.call
        if recipient is None:
            return
        if await self._bot.membership.has_left(row.server_id, recipient.id):
            await departures.left(row.server_id, recipient.id, self._bot.clock())
            await self._end(me, row, board_id)
            return
        if standing is not None:
            await self.take_down(standing.place)
        may_be_old = row.may_stand
        number = await self._messages.post(
            row,
            board_id,
            content,
            view=view,
            mentions=discord.AllowedMentions(users=[discord.Object(recipient.id)]),
            same=lambda message: _calls(message, recipient.id),
        )
        if may_be_old:
            # One that an earlier try posted shows what was true then.
            await self._messages.edit(Place(board_id, number), None, view, content=content)
        await missed.called(me, row, board_id, number, newest, self._bot.clock())

    async def _end(self, me: int, row: Delivery, board_id: int | None) -> None:
        """Take down what stands: nothing waits any more, or there is no board."""
        recipient, standing = row.present.recipient, row.present.call
        if standing is not None:
            await self.take_down(standing.place)
        if row.tried_at is not None and recipient is not None and board_id is not None:
            ghost = await self._messages.find(
                board_id, lambda message: _calls(message, recipient.id), row.tried_at
            )
            if ghost is not None:
                await self.take_down(Place(board_id, ghost))
        await missed.called_no_more(me, row, self._bot.clock())

    async def take_down(self, place: Place) -> None:
        """Delete a call; it has to be gone before another is posted, if the bot may do so at all."""
        channel = self._bot.get_partial_messageable(place.channel_id)
        try:
            await channel.get_partial_message(place.message_id).delete()
        except discord.NotFound:
            return
        except discord.Forbidden as error:
            # The board was there before, and that channel is closed to the bot by now.
            if error.code not in {MISSING_ACCESS, MISSING_PERMISSIONS}:
                raise


def call_text(row: Delivery, waiting: Sequence[Delivery]) -> str:
    """Return what a call says: whom it is for and what waits, without a word of link or feedback."""
    speak, recipient = Speaker(row.language), row.present.recipient
    lines = [speak("unreachable", member=person(recipient.id if recipient is not None else 0, speak))]
    lines += [f"- {_named(speak, one)}" for one in waiting[-NAMED_AT_MOST:]]
    if len(waiting) > NAMED_AT_MOST:
        lines.append(speak("unreachable-more", count=len(waiting) - NAMED_AT_MOST))
    lines.append(speak("unreachable-what-to-do"))
    return "\n".join(lines)


def _named(speak: Speaker, row: Delivery) -> str:
    """Return the number of the interview that a message is about, and its kind in words."""
    kind = row.message.KIND.value.replace("_", "-")
    absence = row.present.mine.absence if row.present.mine is not None else None
    if isinstance(row.message, NoShow):
        said = speak("missed-absence", until="" if absence is None else timestamp(absence.dispute_by))
    else:
        said = speak(f"missed-{kind}")
    return f"#{row.number}: {said}" if row.number else said


def _buttons(row: Delivery) -> discord.ui.View | None:
    speak = Speaker(row.language)
    return rows([button(speak("button-missed"), MISSED_BUTTON, discord.ButtonStyle.primary)])


def _calls(message: discord.Message, user_id: int) -> bool:
    """Tell whether a message is a call to somebody."""
    return MISSED_BUTTON in custom_ids(message) and message.content.startswith(f"<@{user_id}>")
