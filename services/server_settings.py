"""The settings of one server, as everything else wants to know them; `services.settings` changes them."""

from dataclasses import dataclass
from datetime import timedelta

from models import Server
from models.rows import find

PLAN_MINUTES = 10
"""Minutes before the start at which the interviewer gets a plan (design, section 15)."""


@dataclass(frozen=True, kw_only=True)
class ServerSettings:
    """The settings of one server; amounts in points, offsets in minutes.

    Cards of interviews that are over stand for `card_hours` more, for ever where that is 0. A channel or role
    that was set and then deleted on Discord is None, and `…_is_gone` tells it from one that was never set.
    """

    server_id: int
    board_channel_id: int | None
    card_hours: int
    board_is_gone: bool = False
    log_channel_id: int | None
    log_is_gone: bool = False
    log_role_id: int | None = None
    log_role_is_gone: bool = False
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
    open_cards_limit: int
    seats_limit: int
    given_back_limit: int
    late_hours: int
    late_keep: int
    allows_other_links: bool
    makes_events: bool
    has_wishes: bool = False
    has_questions: bool = False
    uses_rubrics: bool = False
    seals_feedback: bool = False
    gives_thanks: bool = False

    @property
    def notice(self) -> timedelta:
        """How long before the start a card can be booked at the latest."""
        return timedelta(minutes=self.notice_minutes)

    def reminders_of(self, *, is_interviewer: bool) -> tuple[int, ...]:
        """Return how many minutes before the start somebody is reminded, the earliest first.

        Where there are questions to ask, the interviewer is ten minutes before it, with a plan.
        """
        with_plan = {PLAN_MINUTES} if is_interviewer and self.has_questions else set()
        return tuple(sorted({*self.reminder_offsets, *with_plan}, reverse=True))


async def read(server_id: int) -> ServerSettings:
    """Return the settings of a server that is known (`people.meet_server`)."""
    (server,) = await find(Server, "id = :id", {"id": server_id})
    return settings_of(server)


def settings_of(server: Server) -> ServerSettings:
    """Return the settings of a stored server."""
    return ServerSettings(
        server_id=server.id,
        board_channel_id=server.board_channel_id,
        board_is_gone=server.board_is_gone,
        card_hours=server.card_hours,
        log_channel_id=server.log_channel_id,
        log_is_gone=server.log_is_gone,
        log_role_id=server.log_role_id,
        log_role_is_gone=server.log_role_is_gone,
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
        open_cards_limit=server.open_cards_limit,
        seats_limit=server.seats_limit,
        given_back_limit=server.given_back_limit,
        late_hours=server.late_hours,
        late_keep=server.late_keep,
        allows_other_links=server.allows_other_links,
        makes_events=server.makes_events,
        has_wishes=server.has_wishes,
        has_questions=server.has_questions,
        uses_rubrics=server.uses_rubrics,
        seals_feedback=server.seals_feedback,
        gives_thanks=server.thanks_at is not None,
    )
