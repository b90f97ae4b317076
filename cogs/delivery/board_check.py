"""Looks from time to time whether cards and panels still stand and are up to date.

Somebody may have deleted one by hand, or the channel may have been closed for longer than changes are tried.

Discord would tell of each deletion only together with every message that anybody writes anywhere; one look
at each board channel an hour costs less.
"""

import logging

import discord

from cogs._shared.client import SparringBot, missing_permissions
from services import boards
from services.boards import Board
from services.outages import OutageError

_log = logging.getLogger(__name__)

LATEST = 100
"""Messages that one look at a channel brings."""


async def check_boards(bot: SparringBot) -> None:
    """Look at every board channel of this process's servers, and have what is missing there shown again.

    Whatever goes wrong is logged: the next look comes within the hour.
    """
    try:
        for board in await boards.standing():
            if bot.get_guild(board.server_id) is not None:
                await _check_board(bot, board)
    except OutageError as outage:
        _log.info("The boards could not be looked at: %s", outage)
    except Exception:  # noqa: BLE001 - nobody waits for the outcome
        _log.exception("The boards could not be looked at.")


async def _check_board(bot: SparringBot, board: Board) -> None:
    try:
        missing = await _missing(bot, board)
    except discord.HTTPException as error:
        _log.info("Board channel %s could not be looked at: %s", board.channel_id, error)
        return
    if missing:
        await boards.show_missing(board, missing, bot.clock())
    channel = bot.get_channel(board.channel_id)
    if isinstance(channel, discord.abc.GuildChannel) and not missing_permissions(
        channel.permissions_for(channel.guild.me)
    ):
        await boards.show_given_up(board.server_id, bot.clock())


async def _missing(bot: SparringBot, board: Board) -> set[int]:
    """Return the messages that should stand on a board and do not, as far back as one look goes."""
    expected = {*board.cards.values(), *([board.panel_message_id] if board.panel_message_id else [])}
    if not expected:
        return set()
    channel = bot.get_partial_messageable(board.channel_id)
    seen = [message.id async for message in channel.history(limit=LATEST)]
    reaches_back_to = min(seen) if len(seen) == LATEST else 0
    return {message_id for message_id in expected if message_id > reaches_back_to and message_id not in seen}
