"""What should stand in the board channels, for the check that it does.

Messages are deleted by hand, and what a channel could not show for a day is given up.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tortoise.functions import Max

from models import MockInterview, Notification, NotificationKind, NotificationState, Server
from services import notifications
from services.interviews import LIVE
from services.transaction import use_case


@dataclass(frozen=True)
class Board:
    """One board channel; `cards` are the messages of its live cards, by interview."""

    server_id: int
    channel_id: int
    panel_message_id: int | None
    cards: dict[int, int]


async def standing() -> list[Board]:
    """Return every board channel, with the messages that should be there."""
    live = MockInterview.filter(status__in=LIVE, card_message_id__isnull=False)
    cards: dict[tuple[int, int | None], dict[int, int]] = {}
    for row in await live.only("id", "server_id", "card_channel_id", "card_message_id"):
        cards.setdefault((row.server_id, row.card_channel_id), {})[row.id] = int(str(row.card_message_id))
    boards = []
    for server in await Server.filter(board_channel_id__isnull=False).order_by("id"):
        assert server.board_channel_id is not None  # noqa: S101 - it was asked for
        in_place = server.panel_channel_id == server.board_channel_id
        panel = server.panel_message_id if in_place else None
        there = cards.get((server.id, server.board_channel_id), {})
        boards.append(Board(server.id, server.board_channel_id, panel, there))
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


async def show_given_up(server_id: int, now: datetime) -> None:
    """Have panel and cards shown whose last change was given up, even of interviews that are over."""
    async with use_case():
        for row in await _given_up(server_id):
            if row.kind is NotificationKind.PANEL:
                await notifications.show_panel(server_id, now)
            elif row.interview is not None:
                await notifications.show_card(row.interview, now, key=f":again:{row.id}")


async def _given_up(server_id: int) -> list[Notification]:
    """Return the last row of each panel and card of a server that could not be shown."""
    shown = Notification.filter(server_id=server_id, kind__in=(NotificationKind.PANEL, NotificationKind.CARD))
    lanes = await shown.filter(state=NotificationState.FAILED).distinct().values_list("lane", flat=True)
    latest = shown.filter(lane__in=lanes).annotate(latest=Max("id")).group_by("lane")
    last_rows = [number for _, number in await latest.values_list("lane", "latest")]
    given_up = Notification.filter(id__in=last_rows, state=NotificationState.FAILED)
    return await given_up.select_related("interview").order_by("id")
