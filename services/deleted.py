"""Channels and roles that a server has set and that are deleted on Discord: noticed once, whoever notices it.

What was set counts as not set from then on. What was to be said there waits until another channel is chosen:
lines for admins are kept (`services.delivery.outcomes`), disputes wait, and cards are shown anew with the
board (`services.settings.set_board`).
"""

from datetime import datetime

from models import BoardCall, MockInterview, Server, User
from services import settings
from services.delivery import outbox
from services.delivery.kinds.direct import ChannelGone
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import BoardClosed
from services.delivery.outbox import Letter
from services.interviews import LIVE
from services.transaction import use_case


async def forget_channel(server_id: int, channel_id: int, owner_id: int | None, now: datetime) -> None:
    """Note that a channel is deleted; if it was the board or the log channel, the server's owner is told."""
    async with use_case(counts=False):
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get_or_none()
        if server is None or channel_id not in {server.board_channel_id, server.log_channel_id}:
            return
        was_board = channel_id == server.board_channel_id
        was_log = channel_id == server.log_channel_id
        if was_board:
            await _forget_board(server, channel_id, now)
        if was_log:
            server.log_channel_id, server.log_is_gone = None, True
            await server.save(update_fields=["log_channel_id", "log_is_gone"])
            await settings.show_open_disputes(server_id, now)
        if owner_id is not None:
            await User.bulk_create([User(id=owner_id, created_at=now)], ignore_conflicts=True)
            lost = "both" if was_board and was_log else "board" if was_board else "log"
            told = ChannelGone(channel_id=channel_id, lost=lost)
            await outbox.write([Letter(told, Address(server_id, recipient_id=owner_id))], now)


async def forget_role(server_id: int, role_id: int) -> None:
    """Note that a role is deleted, if it is the one that is pinged in the log channel."""
    await Server.filter(id=server_id, log_role_id=role_id).update(log_role_id=None, log_role_is_gone=True)


async def _forget_board(server: Server, channel_id: int, now: datetime) -> None:
    server.board_channel_id, server.board_is_gone = None, True
    server.panel_channel_id = server.panel_message_id = None
    await server.save(
        update_fields=["board_channel_id", "board_is_gone", "panel_channel_id", "panel_message_id"]
    )
    # The messages went with the channel.
    await MockInterview.filter(server_id=server.id, status__in=LIVE, card_channel_id=channel_id).update(
        card_channel_id=None, card_message_id=None
    )
    await BoardCall.filter(server_id=server.id, channel_id=channel_id).delete()
    told = BoardClosed(channel_id=channel_id, day=str(now.date()), is_gone=True)
    await outbox.write([Letter(told, Address(server.id), key=f"gone:{server.id}:{channel_id}")], now)
