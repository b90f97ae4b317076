"""Sending one row of the outbox to Discord, and noting what became of it."""

import contextlib
import logging
from functools import partial

import aiohttp
import discord
from discord.utils import MISSING

from cogs._shared.client import SparringBot
from cogs._shared.components import action_button, button, rows
from cogs._shared.dispute_embeds import dispute_embed, ruling_buttons
from cogs._shared.interview_embeds import card
from cogs._shared.markup import person
from cogs._shared.translation import Speaker
from cogs.delivery.events import EventKeeper
from cogs.delivery.messages import admin_message, direct_message
from cogs.delivery.outcomes import Outcomes
from cogs.delivery.rooms import RoomMaker
from services import delivery
from services.delivery import Delivery, NotificationKind
from services.interviews import LIVE, Action, InterviewStatus
from services.outages import OutageError

_log = logging.getLogger(__name__)

BOARD_CLOSED = {10003, 50001, 50013}
"""Discord's codes for a channel that is gone, or in which the bot may not see or write."""

CANNOT_DM = {50007, 50278}
"""Discord's codes for a person who takes no DMs from the bot (closed, or no server in common)."""

MALFORMED = 50035
"""Discord's code for a message that it will never take, however often it is sent."""

SILENT = {NotificationKind.STARTED}
"""What is there when it is needed, and makes no sound."""


class Sender:
    """Sends rows through a bot."""

    def __init__(self, bot: SparringBot) -> None:
        self._bot = bot
        self._outcomes = Outcomes()
        self._rooms = RoomMaker(bot, self._outcomes)
        self._events = EventKeeper(bot)

    async def close(self) -> None:
        """Finish what is on its way to Google."""
        await self._rooms.close()

    async def catch_up(self) -> None:
        """Note what became of rows while the database was away, before any is claimed again.

        Raises:
            OutageError: it is still away.
        """
        await self._outcomes.catch_up()

    async def deliver(self, number: int) -> None:
        """Deliver one claimed row; whatever happens is noted in it.

        Raises:
            OutageError: the database is away. What was not sent is claimed again when its lease has run out.
        """
        try:
            row = await delivery.prepare(number, self._bot.clock())
            if row is not None:
                await self._send(row)
        except OutageError:
            raise
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            # Discord refused it or is out of reach: that is no fault of the bot, and needs no traceback.
            await self._outcomes.note(number, partial(self._note_failure, number, error))
        except Exception as error:  # noqa: BLE001 - one row must not stop the others
            _log.exception("Notification %s could not be delivered.", number)
            await self._outcomes.note(
                number, partial(delivery.failed, number, repr(error), self._bot.clock())
            )

    async def _send(self, row: Delivery) -> None:
        match row.kind:
            case NotificationKind.CARD | NotificationKind.PANEL:
                await self._show_on_the_board(row)
            case NotificationKind.ROOM:
                self._rooms.begin(row)
            case NotificationKind.EVENT:
                await self._events.show(row)
            case (
                NotificationKind.BOARD_CLOSED
                | NotificationKind.NO_ROOMS
                | NotificationKind.NO_EVENTS
                | NotificationKind.GIVEN_UP
            ):
                await self._tell_admins(row)
            case NotificationKind.DISPUTE:
                await self._show_dispute(row)
            case NotificationKind.UNREACHABLE:
                await self._call_to_board(row)
            case _:
                await self._send_direct_message(row)

    async def _send_direct_message(self, row: Delivery) -> None:
        if row.recipient_id is None:
            await delivery.refused(row.id, "no recipient", self._bot.clock())
            return
        message = direct_message(Speaker(row.language), row, self._bot.clock())
        try:
            channel = await self._bot.create_dm(discord.Object(row.recipient_id))
            await channel.send(
                content=message.content,
                embed=message.embed or MISSING,
                view=message.view or MISSING,
                file=message.file or MISSING,
                nonce=row.nonce,
                silent=row.kind in SILENT,
            )
        except discord.Forbidden as error:
            if error.code not in CANNOT_DM:
                raise
            await self._outcomes.note(
                row.id, partial(delivery.unreachable, row, str(error), self._bot.clock())
            )
            return
        await self._note_delivered(row)

    async def _show_on_the_board(self, row: Delivery) -> None:
        """Show a card or the panel; admins are told where the channel is closed to the bot."""
        try:
            if row.kind is NotificationKind.CARD:
                await self._show_card(row)
            else:
                await self._show_panel(row)
        except discord.HTTPException as error:
            if error.code in BOARD_CLOSED:
                await delivery.board_closed(row, self._bot.clock())
            raise

    async def _tell_admins(self, row: Delivery) -> None:
        """Tell the admins in the log channel, if there is one, what only they can mend."""
        log_id = row.settings.log_channel_id
        if log_id is not None:
            text = admin_message(Speaker(row.settings.language), row)
            await self._bot.get_partial_messageable(log_id).send(text, nonce=row.nonce)
        await self._note_delivered(row)

    async def _show_dispute(self, row: Delivery) -> None:
        """Ask the admins in the log channel to decide, or show there what was decided."""
        log_id = row.settings.log_channel_id
        if row.case is None or log_id is None:
            # It is written again when the server gets a log channel.
            await self._note_delivered(row)
            return
        speak = Speaker(row.settings.language)
        embed, view = dispute_embed(speak, row.case), ruling_buttons(speak, row.case)
        asked = row.case.message
        if asked is not None and asked[0] == log_id and await self._edit(asked, embed, view):
            await self._note_delivered(row)
            return
        message = await self._post(row, log_id, embed, view)
        if asked is not None and asked[0] != log_id:
            await self._remove(asked)
        await self._outcomes.note(
            row.id, partial(delivery.dispute_posted, row, log_id, message.id, self._bot.clock())
        )

    async def _show_card(self, row: Delivery) -> None:
        """Bring the card to the interview's state: edit it where it stands, else post it."""
        board_id = row.settings.board_channel_id
        if row.interview is None or board_id is None:
            await self._note_delivered(row)
            return
        speak = Speaker(row.settings.language)
        embed = card(speak, row.interview, row.settings.price)
        can_book = row.interview.status is InterviewStatus.PENDING
        view = rows([action_button(speak, Action.BOOK, row.interview.id)] if can_book else [])
        if row.card is not None and row.card[0] == board_id and await self._edit(row.card, embed, view):
            await self._note_delivered(row)
            return
        if row.interview.status not in LIVE:
            # What is over is not put onto the board again.
            if row.is_repeat and (row.card is None or row.card[0] != board_id):
                # An earlier try may have posted it unnoticed; by its nonce that one is found, and removed.
                await (await self._post(row, board_id, embed, view)).delete()
            if row.card is not None and row.card[0] != board_id:
                # Where the board was before it says how the interview ended, if the bot may write there.
                with contextlib.suppress(discord.Forbidden):
                    await self._edit(row.card, embed, view)
            await self._note_delivered(row)
            return
        message = await self._post(row, board_id, embed, view)
        if row.card is not None and row.card[0] != board_id:
            await self._remove(row.card)
        await self._outcomes.note(
            row.id, partial(delivery.card_posted, row, board_id, message.id, self._bot.clock())
        )

    async def _show_panel(self, row: Delivery) -> None:
        """Post the panel, or bring its text up to date where it stands."""
        board_id = row.settings.board_channel_id
        if board_id is None:
            await self._note_delivered(row)
            return
        speak = Speaker(row.settings.language)
        embed = discord.Embed(
            title=speak("panel-title"), description=speak("panel-text"), colour=discord.Colour.blurple()
        )
        view = rows([button(speak("panel-button"), "interview:start", discord.ButtonStyle.primary)])
        if row.panel is not None and row.panel[0] == board_id and await self._edit(row.panel, embed, view):
            await self._note_delivered(row)
            return
        message = await self._post(row, board_id, embed, view)
        if row.panel is not None and row.panel[0] != board_id:
            await self._remove(row.panel)
        await self._outcomes.note(
            row.id, partial(delivery.panel_posted, row, board_id, message.id, self._bot.clock())
        )

    async def _call_to_board(self, row: Delivery) -> None:
        """Tell somebody who takes no DMs where to look, without saying what it is about."""
        board_id = row.settings.board_channel_id
        if board_id is None or row.recipient_id is None:
            await self._note_delivered(row)
            return
        speak = Speaker(row.language)
        number = row.interview.id if row.interview is not None else None
        text = speak("unreachable-interview", number=number) if number else speak("unreachable")
        await self._bot.get_partial_messageable(board_id).send(
            f"{person(row.recipient_id)} {text}",
            nonce=row.nonce,
            allowed_mentions=discord.AllowedMentions(users=[discord.Object(row.recipient_id)]),
        )
        await self._note_delivered(row)

    async def _post(
        self, row: Delivery, channel_id: int, embed: discord.Embed, view: discord.ui.View | None
    ) -> discord.Message:
        channel = self._bot.get_partial_messageable(channel_id)
        return await channel.send(embed=embed, view=view or MISSING, nonce=row.nonce)

    async def _edit(self, place: tuple[int, int], embed: discord.Embed, view: discord.ui.View | None) -> bool:
        """Edit a message of the bot; tell whether it was still there."""
        message = self._bot.get_partial_messageable(place[0]).get_partial_message(place[1])
        try:
            await message.edit(embed=embed, view=view)
        except discord.NotFound:
            return False
        return True

    async def _remove(self, place: tuple[int, int]) -> None:
        """Delete a message of the bot that stands in a channel in which it no longer belongs."""
        try:
            await self._bot.get_partial_messageable(place[0]).get_partial_message(place[1]).delete()
        except discord.HTTPException as error:
            _log.info("An old message could not be removed: %s", error)

    async def _note_delivered(self, row: Delivery) -> None:
        await self._outcomes.note(row.id, partial(delivery.delivered, row.id, self._bot.clock()))

    async def _note_failure(self, number: int, error: Exception) -> None:
        if isinstance(error, discord.HTTPException) and error.code == MALFORMED:
            await delivery.refused(number, repr(error), self._bot.clock())
            _log.error("Notification %s is not taken by Discord: %r", number, error)
            return
        retry_after = getattr(error, "retry_after", None)
        if await delivery.failed(number, repr(error), self._bot.clock(), retry_after=retry_after):
            _log.error("Notification %s was given up: %r", number, error)
        else:
            _log.warning("Notification %s will be tried again: %r", number, error)
