"""A Discord server and its settings."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from models.moments import MomentField

DEFAULT_REMINDER_OFFSETS = (24 * 60, 60, 10)
"""Minutes before the start at which both participants are reminded (design, section 5)."""

DEFAULT_CARD_HOURS = 24
"""Hours for which the card of an interview that is over stays on the board (design, section 4)."""


DEFAULT_GIVEN_BACK_LIMIT = 10
"""Bookings that a member may give back within a week and still take new seats (design, section 13)."""


def default_reminder_offsets() -> list[int]:
    """Return a new list of the offsets with which a server starts."""
    return list(DEFAULT_REMINDER_OFFSETS)


class Server(Model):
    """The settings of one server; amounts in points, offsets in minutes, waiting times in hours.

    Nobody books later than `notice_minutes` before a start.
    Who missed `no_show_limit` interviews within `no_show_days` takes no new seat for `block_days`; a limit
    of 0 blocks nobody. Where `allows_other_links`, interviews may take place elsewhere than in Google Meet;
    where `makes_events`, booked interviews stand in the server's list of events. Cards of interviews that are
    over stand for `card_hours` more, for ever where that is 0. `panel_is_missed` says that the panel could
    not be shown for a day. `economy_look_at` is when it is next looked at whether the points run dry.

    A member has at most `open_cards_limit` open cards and `seats_limit` seats as interviewee ahead, and takes
    no new seat who has given back `given_back_limit` bookings within a week; 0 means that there is no limit.
    Who leaves later than `late_hours` before the start leaves points to the other, as a guest `late_keep` of
    the price; 0 hours mean that nothing is late.
    `has_wishes` tells that somebody once wished for an interview there: only then do cards look for wishes.
    `has_questions` tells that there are questions to draw from: only then is what needs them offered.
    Where it `uses_rubrics`, interviewers judge by three criteria, and not by one score; where it
    `seals_feedback`, interviewees say something about the interviewer before they read it. `thanks_at` is
    when it next thanks those who interviewed others, on a day of each month; null where it does not.

    `log_role_id` is the role that is pinged where admins are asked to decide. What was set and then deleted
    on Discord is null again, and `board_is_gone`, `log_is_gone`, `log_role_is_gone` say so.

    `left_at` is since when the bot is not there any more; null while it is. Once that was too long ago,
    `is_being_removed`: its rows go, and the guards let its ledger go too, which they do for no other.
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    board_channel_id: int | None = fields.BigIntField(null=True)
    log_channel_id: int | None = fields.BigIntField(null=True)
    log_role_id: int | None = fields.BigIntField(null=True)
    board_is_gone = fields.BooleanField(default=False, db_default=False)
    log_is_gone = fields.BooleanField(default=False, db_default=False)
    log_role_is_gone = fields.BooleanField(default=False, db_default=False)
    panel_channel_id: int | None = fields.BigIntField(null=True)
    panel_message_id: int | None = fields.BigIntField(null=True)
    panel_is_missed = fields.BooleanField(default=False)
    card_hours = fields.IntField(default=DEFAULT_CARD_HOURS, db_default=DEFAULT_CARD_HOURS)
    timezone = fields.CharField(max_length=64, default="UTC")
    language = fields.CharField(max_length=8, default="en")
    price = fields.IntField(default=3)
    reward = fields.IntField(default=1)
    starting_points = fields.IntField(default=0)
    compensation = fields.IntField(default=1)
    reminder_offsets: list[int] = fields.JSONField(default=default_reminder_offsets)
    auto_accept_hours = fields.IntField(default=72)
    notice_minutes = fields.IntField(default=5, db_default=5)
    no_show_limit = fields.IntField(default=2)
    no_show_days = fields.IntField(default=30)
    block_days = fields.IntField(default=7)
    open_cards_limit = fields.IntField(default=0, db_default=0)
    seats_limit = fields.IntField(default=0, db_default=0)
    given_back_limit = fields.IntField(default=DEFAULT_GIVEN_BACK_LIMIT, db_default=DEFAULT_GIVEN_BACK_LIMIT)
    late_hours = fields.IntField(default=0, db_default=0)
    late_keep = fields.IntField(default=1, db_default=1)
    has_wishes = fields.BooleanField(default=False, db_default=False)
    has_questions = fields.BooleanField(default=False, db_default=False)
    uses_rubrics = fields.BooleanField(default=False, db_default=False)
    seals_feedback = fields.BooleanField(default=False, db_default=False)
    allows_other_links = fields.BooleanField(default=False)
    makes_events = fields.BooleanField(default=False)
    economy_look_at: datetime | None = MomentField(null=True)
    thanks_at: datetime | None = MomentField(null=True)
    left_at: datetime | None = MomentField(null=True)
    is_being_removed = fields.BooleanField(default=False, db_default=False)
    created_at = MomentField()

    class Meta:
        table = "server"
        table_description = "Discord servers and their settings"
        indexes = (("economy_look_at",), ("left_at",), ("thanks_at",))
        constraints = (
            CheckConstraint(check="price >= 0", name="server_price_not_negative"),
            CheckConstraint(check="reward >= 0", name="server_reward_not_negative"),
            CheckConstraint(check="starting_points >= 0", name="server_starting_points_not_negative"),
            CheckConstraint(check="compensation >= 0", name="server_compensation_not_negative"),
            CheckConstraint(check="auto_accept_hours > 0", name="server_auto_accept_hours_positive"),
        )
