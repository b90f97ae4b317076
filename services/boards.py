"""What should stand in the board channels, for the check that it does.

Messages are deleted by hand, and what a channel could not show for a day is given up.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models import MockInterview, Server
from models.statements import run
from services.delivery import missed, outbox
from services.delivery.kinds.shown import Card
from services.delivery.outbox import Letter, address
from services.holding import hold
from services.interviews import LIVE
from services.places import place
from services.thanks import standing as standing_thanks
from services.transaction import use_case

TAKEN_DOWN_AT_ONCE = 50
"""Cards that are taken down in one round, so that it stays short."""


@dataclass(frozen=True)
class Board:
    """One board channel; `cards` are the messages of its live cards, by interview."""

    server_id: int
    channel_id: int
    panel_message_id: int | None
    cards: dict[int, int]


async def with_boards() -> list[int]:
    """Return every server that has a board channel."""
    servers = Server.filter(board_channel_id__isnull=False).order_by("id")
    return [int(str(number)) for number in await servers.values_list("id", flat=True)]


async def standing(server_id: int) -> Board | None:
    """Return a server's board channel with the messages that should be there, or None if it has none."""
    server = await Server.get_or_none(id=server_id)
    if server is None or server.board_channel_id is None:
        return None
    live = MockInterview.filter(
        server_id=server_id, status__in=LIVE, card_channel_id=server.board_channel_id
    ).only("id", "card_message_id")
    cards = {row.id: row.card_message_id for row in await live if row.card_message_id is not None}
    panel = place(server.panel_channel_id, server.panel_message_id)
    in_place = panel is not None and panel.channel_id == server.board_channel_id
    panel_message_id = panel.message_id if panel is not None and in_place else None
    return Board(server.id, server.board_channel_id, panel_message_id, cards)


async def show_missing(board: Board, missing: Collection[int], now: datetime) -> None:
    """Have what is missing posted again: once for each message that is gone, whoever notices it."""
    async with use_case():
        if board.panel_message_id in missing:
            await outbox.show_panel(board.server_id, now, change=f"gone:{board.panel_message_id}")
        for number, message_id in sorted(board.cards.items()):
            if message_id in missing:
                row = await MockInterview.get(id=number)
                change = f":gone:{message_id}"
                await outbox.write([outbox.post_letter(row, change=change, replaces=message_id)], now)


async def show_given_up(server_id: int, now: datetime) -> None:
    """Have panel, cards and thank-yous shown whose last change was given up, even of what is over.

    So has everybody who could not be called.
    """
    async with use_case():
        change = now.isoformat()
        server = await Server.get_or_none(id=server_id)
        if server is not None and server.panel_is_missed:
            await outbox.show_panel(server_id, now)
        if server is not None and server.board_channel_id is not None:
            await standing_thanks.show_missed(server_id, [server.board_channel_id], now)
        # Written out, so that both databases use the index over these few.
        given_up = await run(
            "SELECT id FROM mock_interview WHERE server_id = :server AND card_is_missed",
            {"server": server_id},
        )
        for row in (
            await MockInterview.filter(id__in=[one["id"] for one in given_up]).order_by("id")
            if given_up
            else []
        ):
            await outbox.show_card(row, now, change=f":again:{change}", is_redrawn=True)
        await missed.show_all(server_id, now)


async def take_down_due(now: datetime) -> int:
    """Have cards taken down whose interviews have been over for long enough; return how many that were.

    One whose interview goes on again, by a ruling, stays.
    """
    due = MockInterview.filter(card_leaves_at__lte=now).order_by("card_leaves_at").limit(TAKEN_DOWN_AT_ONCE)
    numbers = [int(str(number)) for number in await due.values_list("id", flat=True)]
    for number in numbers:
        async with use_case():
            row = await hold(number)
            leaves_at, row.card_leaves_at = row.card_leaves_at, None
            if leaves_at is None or leaves_at > now:
                continue
            await row.save(update_fields=["card_leaves_at"])
            if row.status not in LIVE:
                await outbox.write(
                    [Letter(Card(change=f":{now.isoformat()}", leaves=True), address(row))], now
                )
    return len(numbers)
