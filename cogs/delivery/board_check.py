"""Looks from time to time whether cards and panels still stand and are up to date.

Somebody may have deleted one by hand, or the channel may have been closed for longer than changes are tried.

Discord would tell of each deletion only together with every message that anybody writes anywhere; one look
at each board channel an hour costs less. The looks are spread over the hour, and so in nobody's way.
"""

import asyncio
import contextlib
import logging
from datetime import timedelta

import aiohttp
import discord

from cogs._client.bot import SparringBot
from cogs._shared.discord_errors import UNKNOWN_CHANNEL
from cogs._shared.discord_limits import MESSAGES_MAXIMUM
from cogs._shared.permitted import missing_permissions
from services import boards, deleted
from services.boards import Board
from services.outages import OutageError
from services.transaction import moved_clock

_log = logging.getLogger(__name__)

A_ROUND = timedelta(hours=1)
"""How long it is until a board is looked at again."""

LONGEST_PAUSE_SECONDS = 2.0
"""Between two boards of a round, where there are few."""


async def look_at_boards(bot: SparringBot) -> None:
    """Look at every board channel of this process's servers, round after round, until cancelled."""
    await bot.wait_until_ready()
    async with moved_clock() as moved:
        while True:
            moved.clear()
            began = bot.clock()
            await _look_around(bot)
            # A clock that was set back must not put the next round off for longer than an hour.
            while (left := A_ROUND - abs(bot.clock() - began)) > timedelta(0):
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(left.total_seconds()):
                        await moved.wait()
                moved.clear()


async def _look_around(bot: SparringBot) -> None:
    servers = await _servers(bot)
    pause = min(LONGEST_PAUSE_SECONDS, A_ROUND.total_seconds() / 2 / max(1, len(servers)))
    for server_id in servers:
        await _look_at(bot, server_id)
        await asyncio.sleep(pause)


async def _servers(bot: SparringBot) -> list[int]:
    try:
        return [number for number in await boards.with_boards() if bot.get_guild(number) is not None]
    except OutageError as outage:
        _log.info("The boards could not be looked at: %s", outage)
        return []


async def _look_at(bot: SparringBot, server_id: int) -> None:
    """Have what is missing on one board shown again; whatever goes wrong is that board's alone."""
    try:
        board = await boards.standing(server_id)
        if board is not None:
            await _check_board(bot, board)
    except (discord.HTTPException, aiohttp.ClientError, OSError, OutageError) as error:
        _log.info("The board of server %s could not be looked at: %s", server_id, error)
    except Exception:  # noqa: BLE001 - nobody waits for the outcome
        _log.exception("The board of server %s could not be looked at.", server_id)


async def _check_board(bot: SparringBot, board: Board) -> None:
    try:
        missing = await _missing(bot, board)
    except discord.NotFound as error:
        guild = bot.get_guild(board.server_id)
        if error.code == UNKNOWN_CHANNEL and guild is not None:
            await deleted.forget_channel(board.server_id, board.channel_id, guild.owner_id, bot.clock())
        raise
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
    seen = [message.id async for message in channel.history(limit=MESSAGES_MAXIMUM)]
    reaches_back_to = min(seen) if len(seen) == MESSAGES_MAXIMUM else 0
    return {message_id for message_id in expected if message_id > reaches_back_to and message_id not in seen}
