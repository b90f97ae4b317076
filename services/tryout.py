"""How the servers of the local Discord start, so that a newcomer can try everything at once."""

from datetime import datetime

from models import Server
from services import people, server_settings, settings
from services.settings import PointsChange

STARTING_POINTS = 6
"""Points of everybody there: enough to be interviewed twice."""


async def prepare(server_ids: list[int], now: datetime) -> None:
    """Make the servers known, with points for everybody, and show again what the last run showed.

    The local Discord forgets its messages when it stops, so panel and cards are posted anew.
    """
    for server_id in server_ids:
        if not await Server.exists(id=server_id):
            await people.meet_server(server_id, "en", now)
            await settings.set_points(server_id, PointsChange(starting=STARTING_POINTS), now)
        server = await server_settings.read(server_id)
        if server.board_channel_id is not None:
            await settings.set_board(server_id, server.board_channel_id, None, now)
