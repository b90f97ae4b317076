"""The settings of one server, as everything else wants to know them; `services.settings` changes them."""

from dataclasses import dataclass
from datetime import timedelta

from models import Server
from models.rows import find


@dataclass(frozen=True)
class ServerSettings:
    """The settings of one server; amounts in points, offsets in minutes.

    Cards of interviews that are over stand for `card_hours` more, for ever where that is 0.
    """

    server_id: int
    board_channel_id: int | None
    card_hours: int
    log_channel_id: int | None
    timezone: str
    language: str
    price: int
    reward: int
    starting_points: int
    compensation: int
    reminder_offsets: tuple[int, ...]
    auto_accept_hours: int
    notice_minutes: int
    no_show_limit: int
    no_show_days: int
    block_days: int
    allows_other_links: bool
    makes_events: bool

    @property
    def notice(self) -> timedelta:
        """How long before the start a card can be booked at the latest."""
        return timedelta(minutes=self.notice_minutes)


async def read(server_id: int) -> ServerSettings:
    """Return the settings of a server that is known (`people.meet_server`)."""
    (server,) = await find(Server, "id = :id", {"id": server_id})
    return settings_of(server)


def settings_of(server: Server) -> ServerSettings:
    """Return the settings of a stored server."""
    return ServerSettings(
        server_id=server.id,
        board_channel_id=server.board_channel_id,
        card_hours=server.card_hours,
        log_channel_id=server.log_channel_id,
        timezone=server.timezone,
        language=server.language,
        price=server.price,
        reward=server.reward,
        starting_points=server.starting_points,
        compensation=server.compensation,
        reminder_offsets=tuple(server.reminder_offsets),
        auto_accept_hours=server.auto_accept_hours,
        notice_minutes=server.notice_minutes,
        no_show_limit=server.no_show_limit,
        no_show_days=server.no_show_days,
        block_days=server.block_days,
        allows_other_links=server.allows_other_links,
        makes_events=server.makes_events,
    )
