"""What should stand in the board channels, for the check that nothing was deleted there by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models import InterviewStatus, MockInterview, Server
from services import notifications
from services.transaction import use_case

_LIVE = (InterviewStatus.PENDING, InterviewStatus.BOOKED)


@dataclass(frozen=True)
class Board:
    """One board channel; `cards` are the messages of its live cards, by interview."""

    server_id: int
    channel_id: int
    panel_message_id: int | None
    cards: dict[int, int]


async def standing() -> list[Board]:
    """Return every board channel, with the messages that should be there."""
    boards = []
    for server in await Server.filter(board_channel_id__isnull=False).order_by("id"):
        assert server.board_channel_id is not None  # noqa: S101 - it was asked for
        live = MockInterview.filter(
            server_id=server.id,
            status__in=_LIVE,
            card_channel_id=server.board_channel_id,
            card_message_id__isnull=False,
        )
        cards = {row.id: int(str(row.card_message_id)) for row in await live}
        in_place = server.panel_channel_id == server.board_channel_id
        panel = server.panel_message_id if in_place else None
        boards.append(Board(server.id, server.board_channel_id, panel, cards))
    return boards


async def show_missing(board: Board, missing: Collection[int], now: datetime) -> None:
    """Have what is missing posted again: once for each message that is gone, whoever notices it."""
    async with use_case():
        if board.panel_message_id in missing:
            await notifications.show_panel(board.server_id, now, key=f"gone:{board.panel_message_id}")
        for number, message_id in board.cards.items():
            if message_id in missing:
                row = await MockInterview.get(id=number)
                await notifications.show_card(row, now, key=f":gone:{message_id}")
