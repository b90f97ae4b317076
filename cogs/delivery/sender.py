"""Sending one row of the outbox to Discord: for every kind that there is, what is to be done."""

from functools import partial
from typing import assert_never

import discord

from cogs._client.bot import SparringBot
from cogs._client.rate_limits import OPENING, Bucket, editing, sending
from cogs._shared.discord_errors import CANNOT_DM_USER, UNKNOWN_CHANNEL
from cogs._shared.server_names import name_of
from cogs._shared.translation import Speaker
from cogs.delivery.board import BoardKeeper
from cogs.delivery.calls import CallKeeper
from cogs.delivery.channels import Messages
from cogs.delivery.direct_messages import (
    content_of,
    direct_message,
    interview_parts,
    is_same,
    may_change,
)
from cogs.delivery.events import EventKeeper
from cogs.delivery.faults import CHANNEL_CLOSED, IS_GONE
from cogs.delivery.log_channel import LogKeeper
from cogs.delivery.thanks import ThanksKeeper
from services import deleted, departures
from services.coming import confirming
from services.delivery import missed, outcomes, standing
from services.delivery.kinds import AnyErrand, AnyMessage
from services.delivery.kinds.coming import ComingCheck, Unconfirmed
from services.delivery.kinds.direct import AnyDirect, Direct, FeedbackReceived, Reminder, ReviewWanted
from services.delivery.kinds.log import AnyLogLine, LogLine
from services.delivery.kinds.message import Errand
from services.delivery.kinds.others import (
    AnyForAdmins,
    BoardClosed,
    ForAdmins,
    GivenUp,
    NoEvents,
    NoRooms,
    NotReached,
    Room,
    RunningDry,
    ShutOut,
    TakenDown,
)
from services.delivery.kinds.pairs import PairEnding, Pairing
from services.delivery.kinds.shown import Card, DisputeCase, Event, Panel, Refresh, Thanks, Unreachable
from services.delivery.kinds.waiting import ForWaiting, Waiting
from services.delivery.kinds.wishes import Matching, WishExpired
from services.delivery.kinds.written import Written
from services.delivery.outcomes import DirectChannel, Said
from services.delivery.preparing import Delivery
from services.finding import alerts, matching, offering
from services.finding.pairs import answering, proposing
from services.places import Place


class Sender:
    """Sends rows through a bot."""

    def __init__(self, bot: SparringBot) -> None:
        self._bot = bot
        self._messages = Messages(bot)
        self._board = BoardKeeper(bot, self._messages)
        self._calls = CallKeeper(bot, self._messages)
        self._log = LogKeeper(bot, self._messages)
        self._events = EventKeeper(bot)
        self._thanks = ThanksKeeper(bot, self._messages)

    def bucket(self, row: Delivery) -> Bucket | None:  # noqa: PLR0911 - one case for each kind
        """Return which of Discord's limits a row comes under first, or None if that is not known."""
        present, message = row.present, row.message
        match message:
            case Direct() | Refresh():
                known = present.recipient.dm_channel_id if present.recipient is not None else None
                if isinstance(message, Refresh):
                    return None if known is None else editing(known)
                return OPENING if known is None else sending(known)
            case Card() | Panel():
                board_id = present.settings.board_channel_id
                place = present.card if isinstance(message, Card) else present.panel
                if board_id is None:
                    return None
                stands = place is not None and place.channel_id == board_id
                return editing(board_id) if stands else sending(board_id)
            case Unreachable() | Thanks():
                board_id = present.settings.board_channel_id
                return None if board_id is None else sending(board_id)
            case ForAdmins() | DisputeCase():
                log_id = present.settings.log_channel_id
                return None if log_id is None else sending(log_id)
            case TakenDown():
                return editing(message.channel_id)
            case Event() | Room() | Errand():
                return None
            case _:
                assert_never(message)

    async def send(self, me: int, row: Delivery) -> Said | None:
        """Send a row; return what to note of it, or None where that is done.

        Raises:
            discord.DiscordException, aiohttp.ClientError, OSError: it did not get there.
            OutageError: the database is away.
        """
        message = row.message
        match message:
            case Direct():
                return await self._send_direct(me, row, message)
            case Card() | Panel() | Unreachable() | Thanks():
                return await self._show_on_the_board(me, row, message)
            case (
                NoRooms()
                | NoEvents()
                | BoardClosed()
                | GivenUp()
                | NotReached()
                | ShutOut()
                | RunningDry()
                | LogLine()
            ):
                return await self._tell_admins(me, row, message)
            case DisputeCase():
                return await self._show_dispute(me, row, message)
            case Event():
                await self._events.show(row)
            case Refresh():
                await self._refresh(row, message)
            case TakenDown():
                await self._calls.take_down(Place(message.channel_id, message.message_id))
            case Errand():
                await self._run(row, message)
            case Room():
                raise RuntimeError("Google is asked for rooms, not Discord")
            case _:
                assert_never(message)
        return Said(row)

    async def _run(self, row: Delivery, message: AnyErrand) -> None:
        """Do what is due for members who wait, wish, or are to come."""
        now, recipient = self._bot.clock(), row.present.recipient
        if isinstance(message, Waiting):
            has_left = partial(self._has_left, row.server_id)
            await offering.settle(row.number, has_left, now, freed=message.freed)
        elif isinstance(message, Matching):
            await matching.match(row.number, message, now)
        elif isinstance(message, Pairing):
            await proposing.propose(message.wish, self._has_left, now)
        elif isinstance(message, ComingCheck):
            await confirming.look(row.number, message.starts_at, now)
        elif isinstance(message, PairEnding):
            await answering.expire(message.pair, now)
        elif recipient is not None:
            await alerts.settle(recipient.id, row.server_id, self._has_left, now)

    async def _send_direct(self, me: int, row: Delivery, message: AnyDirect) -> Said | None:
        recipient = row.present.recipient
        if recipient is None:
            await outcomes.refused(me, row, "no recipient", self._bot.clock())
            return None
        if await self._is_for_nobody(row, message):
            await outcomes.needless(me, row, self._bot.clock())
            return None
        server_name = await name_of(self._bot, row.server_id)
        shown = await direct_message(Speaker(row.language), row, message, server_name)
        opened: DirectChannel | None = None
        try:
            channel_id = recipient.dm_channel_id
            if channel_id is None:
                channel_id = await self._messages.open(recipient.id)
                opened = DirectChannel(recipient.id, channel_id)
            number = await self._messages.post(
                row,
                channel_id,
                shown.content,
                embed=shown.embed,
                view=shown.view,
                file=shown.file,
                silent=message.IS_SILENT,
                same=partial(is_same, shown),
            )
        except discord.NotFound as error:
            if error.code in IS_GONE:
                await self._note_unreachable(me, row, message, error)
                return None
            if error.code == UNKNOWN_CHANNEL:
                # It is opened anew with the next try.
                await outcomes.forget_channel(recipient.id)
            raise
        except discord.Forbidden as error:
            if error.code not in {CANNOT_DM_USER, *IS_GONE}:
                raise
            await self._note_unreachable(me, row, message, error)
            return None
        return Said(row, number if shown.may_change else None, opened)

    async def _note_unreachable(
        self, me: int, row: Delivery, message: AnyDirect, error: discord.HTTPException
    ) -> None:
        """Note that somebody takes no DMs, or that they are gone.

        That they have left is told to others, and so is left to be noticed by something else where nobody may
        tell that a message was on its way.
        """
        recipient, now = row.present.recipient, self._bot.clock()
        if recipient is not None and error.code in IS_GONE:
            if not message.IS_SECRET:
                await departures.left_everywhere(recipient.id, row.server_id, now)
            await outcomes.unheard(me, row, str(error), now)
        else:
            await missed.note(me, row, str(error), now)

    async def _is_for_nobody(self, row: Delivery, message: AnyDirect) -> bool:
        """Look, before what nobody has just clicked for, whether those whom it is about are members still."""
        recipient = row.present.recipient
        if isinstance(message, WishExpired) and recipient is not None:
            return await self._has_left(row.server_id, recipient.id)
        return isinstance(message, Reminder) and await self._somebody_left(row)

    async def _somebody_left(self, row: Delivery) -> bool:
        """Look whether both are in the server still; whose interviews with whoever is not come to an end."""
        interview = row.present.interview
        if interview is None:
            return False
        for one in (interview.interviewer_id, interview.interviewee_id):
            if one is not None and await self._has_left(row.server_id, one):
                return True
        return False

    async def _has_left(self, server_id: int, user_id: int) -> bool:
        """Tell whether somebody has left a server; what they had ahead there comes to an end then."""
        if not await self._bot.membership.has_left(server_id, user_id):
            return False
        await departures.left(server_id, user_id, self._bot.clock())
        return True

    async def _show_on_the_board(
        self, me: int, row: Delivery, message: Card | Panel | Unreachable | Thanks
    ) -> Said | None:
        """Show something in the board channel; admins are told where that is closed to the bot."""
        try:
            match message:
                case Card():
                    is_left = await self._board.show_card(me, row, message)
                case Panel():
                    is_left = await self._board.show_panel(me, row)
                case Unreachable():
                    is_left = await self._calls.show(me, row)
                case Thanks():
                    is_left = await self._thanks.show(me, row, message)
        except discord.HTTPException as error:
            if error.code == UNKNOWN_CHANNEL:
                await self._forget_channel(row, row.present.settings.board_channel_id)
            elif error.code in CHANNEL_CLOSED:
                await outcomes.board_closed(row, self._bot.clock())
            raise
        if is_left and row.present.is_missed and isinstance(message, Card | Panel):
            await outcomes.is_there_again(row)
        return Said(row) if is_left else None

    async def _tell_admins(self, me: int, row: Delivery, message: AnyForAdmins | AnyLogLine) -> Said | None:
        """Say something in the log channel; where that was deleted it is kept for the next."""
        settings, now = row.present.settings, self._bot.clock()
        if settings.log_is_gone and await outcomes.keep_for_another_log(me, row, now):
            return None
        try:
            await self._log.tell(row, message)
        except discord.HTTPException as error:
            if error.code == UNKNOWN_CHANNEL:
                await self._forget_channel(row, settings.log_channel_id)
            raise
        return Said(row)

    async def _show_dispute(self, me: int, row: Delivery, message: DisputeCase) -> Said | None:
        """Ask admins to decide; where their channel is closed or gone the server's owner hears of it."""
        settings = row.present.settings
        if settings.log_is_gone:
            return await self._wait_for_a_log(me, row, message)
        try:
            return Said(row) if await self._log.show_dispute(me, row, message) else None
        except discord.HTTPException as error:
            if error.code == UNKNOWN_CHANNEL:
                await self._forget_channel(row, settings.log_channel_id)
            if error.code in CHANNEL_CLOSED and not await self._is_open_still(row, message):
                return Said(row)
            raise

    async def _wait_for_a_log(self, me: int, row: Delivery, message: DisputeCase) -> Said | None:
        if not await self._is_open_still(row, message):
            return Said(row)
        await outcomes.failed(me, row, "the log channel is gone", self._bot.clock())
        return None

    async def _is_open_still(self, row: Delivery, message: DisputeCase) -> bool:
        """Tell whether a dispute that admins cannot see waits for them still; then the owner is told."""
        owner_id = await self._owner_of(row.server_id)
        return await outcomes.log_closed(row, message.about, owner_id, self._bot.clock())

    async def _forget_channel(self, row: Delivery, channel_id: int | None) -> None:
        """Note that Discord knows a channel no more."""
        if channel_id is not None:
            owner_id = await self._owner_of(row.server_id)
            await deleted.forget_channel(row.server_id, channel_id, owner_id, self._bot.clock())

    async def _owner_of(self, server_id: int) -> int | None:
        guild = self._bot.get_guild(server_id) or await self._bot.fetch_guild(server_id, with_counts=False)
        return guild.owner_id

    async def _refresh(self, row: Delivery, refresh: Refresh) -> None:
        """Bring up to date what one person was told of an interview before."""
        present = row.present
        recipient, mine = present.recipient, present.mine
        if recipient is not None and present.call is not None:
            # What they have missed may be past by this.
            await missed.show(row.server_id, recipient.id, f":refresh:{row.id}", self._bot.clock())
        if recipient is None or recipient.dm_channel_id is None or mine is None:
            return
        settled, speak = [], Speaker(row.language)
        stand = await standing.standing(row.number, recipient.id)
        has_seat = mine.interview.role_of(recipient.id) is not None
        in_words = {
            one.id
            for one in stand
            if refresh.renames
            or isinstance(one.message, ForWaiting)
            or (has_seat and _says_how_it_stands(one.message))
        }
        server_name = await name_of(self._bot, row.server_id) if in_words else None
        for one in stand:
            if not isinstance(one.message, Direct):
                continue
            embed, view = interview_parts(speak, one.message, present, mine)
            content = content_of(speak, one.message, present, server_name) if one.id in in_words else None
            place = Place(recipient.dm_channel_id, one.message_id)
            is_there = await self._messages.edit(place, embed, view, content=content)
            is_for_them = has_seat or isinstance(one.message, ForWaiting | Written)
            if not (is_there and is_for_them and may_change(one.message, embed, view, mine)):
                settled.append(one.id)
        await standing.forget(settled)


def _says_how_it_stands(message: AnyMessage) -> bool:
    """Tell whether a message says in words what changes: whether somebody comes, or feedback is sealed."""
    return isinstance(message, Unconfirmed | FeedbackReceived | ReviewWanted) or (
        isinstance(message, Reminder) and message.asks_whether_they_come
    )
