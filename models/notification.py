"""The outbox: what must be said or shown after a change, written in the change's own transaction."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.server import Server
from models.user import User


class NotificationKind(StrEnum):
    """What a row tells, and so how it is rendered."""

    CARD = "card"
    CARD_CLOSES = "card_closes"
    PANEL = "panel"
    EVENT = "event"
    ROOM = "room"
    NO_ROOMS = "no_rooms"
    NO_EVENTS = "no_events"
    LINK_WANTED = "link_wanted"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    ADMIN_CANCELLED = "admin_cancelled"
    SEAT_FREED = "seat_freed"
    GUEST_LEFT = "guest_left"
    HOST_LEFT = "host_left"
    GUEST_ERASED = "guest_erased"
    HOST_ERASED = "host_erased"
    EXPIRED = "expired"
    MOVE_PROPOSED = "move_proposed"
    MOVE_TAKEN_BACK = "move_taken_back"
    MOVE_UNANSWERED = "move_unanswered"
    MOVE_DECLINED = "move_declined"
    MOVED = "moved"
    LINK_CHANGED = "link_changed"
    DETAILS_CHANGED = "details_changed"
    REMINDER = "reminder"
    STARTED = "started"
    FEEDBACK_DUE = "feedback_due"
    FEEDBACK_RECEIVED = "feedback_received"
    FEEDBACK_OPENED = "feedback_opened"
    REVIEW_WANTED = "review_wanted"
    ACCEPTED = "accepted"
    RATING_WANTED = "rating_wanted"
    LAPSED = "lapsed"
    NO_SHOW = "no_show"
    SEATS_FREED = "seats_freed"
    PAUSE_LIFTED = "pause_lifted"
    DISPUTED = "disputed"
    DISPUTE = "dispute"
    REFRESH = "refresh"
    RULED = "ruled"
    POINTS_GRANTED = "points_granted"
    UNREACHABLE = "unreachable"
    NOT_REACHED = "not_reached"
    BOARD_CLOSED = "board_closed"
    GIVEN_UP = "given_up"
    RUNNING_DRY = "running_dry"
    SHUT_OUT = "shut_out"
    LOG_CLOSED = "log_closed"
    CHANNEL_GONE = "channel_gone"
    TAKEN_DOWN = "taken_down"
    THANKS = "thanks"
    LOG_ABSENCE = "log_absence"
    LOG_GRANT = "log_grant"
    LOG_SETTINGS = "log_settings"
    LOG_RULING = "log_ruling"
    LOG_PAUSE_LIFTED = "log_pause_lifted"
    LOG_CANCELLED = "log_cancelled"
    LOG_SEAT_FREED = "log_seat_freed"
    LOG_ERASED = "log_erased"
    WAITING = "waiting"
    SEAT_OFFERED = "seat_offered"
    SEAT_OPEN = "seat_open"
    WAITING_OVER = "waiting_over"
    WAITING_MOVED = "waiting_moved"
    MATCHING = "matching"
    ALERTING = "alerting"
    WISH_ALERT = "wish_alert"
    WISH_DIGEST = "wish_digest"
    WISH_EXPIRED = "wish_expired"
    PAIRING = "pairing"
    PAIR_ENDING = "pair_ending"
    PAIR_PROPOSED = "pair_proposed"
    PAIR_DIFFERS = "pair_differs"
    PAIR_OVER = "pair_over"
    COMING_CHECK = "coming_check"
    UNCONFIRMED = "unconfirmed"
    SEAT_MAY_OPEN = "seat_may_open"
    LATE_RETURNED = "late_returned"
    LATE_KEPT = "late_kept"
    WRITTEN = "written"
    LOG_WRITTEN = "log_written"
    LOG_IMPORTED = "log_imported"
    LOG_RETIRED = "log_retired"
    LOG_SUGGESTED = "log_suggested"
    LOG_SUGGESTION = "log_suggestion"
    LOG_RUBRIC = "log_rubric"
    LOG_RUBRIC_RETIRED = "log_rubric_retired"


class NotificationState(StrEnum):
    """What became of a row."""

    PENDING = "pending"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"
    MISSED = "missed"
    """A direct message that its recipient's closed DMs did not take: it waits to be read, or to be past."""


class WaitsFor(StrEnum):
    """Why a row that was due is not ready: its next try, Discord's coming back, or its turn in a limit."""

    TRY = "try"
    DISCORD = "discord"
    TURN = "turn"


class Notification(Model):
    """One message to send, or one that is shown to bring up to date.

    Rows of one `lane` (a recipient's DM, a card, a panel) are delivered in the order of their ids, never two
    at once. `dedupe_key` lets the database refuse to write one notification twice.

    Of pending rows those are ready whose `waits_until` is null; the others wait for their moment (`due_at`)
    or, where `waits_for` says for what, were put off. `urgency` and then `wanted_by` say which of those that
    are ready comes first. `owner` is the process (`BotProcess`) that is delivering the row. `attempts` counts
    how often it was tried, and `tried_at` is when that first happened: since then a message of it may stand.

    `message_id` is the direct message that a row became, as long as a link or a button on it may one day no
    longer be right.

    The indexes that make this cheap cover pending rows only; they are in the first migration.
    The one over what was missed is in the third.
    """

    id = fields.IntField(primary_key=True)
    kind = fields.CharEnumField(NotificationKind, description="what it tells", max_length=24)
    lane = fields.CharField(max_length=40)
    dedupe_key = fields.CharField(max_length=120, unique=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="notifications", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    recipient: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="notifications", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    recipient_id: int | None
    interview: fields.ForeignKeyNullableRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="notifications", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int | None
    payload: dict[str, Any] = fields.JSONField(default=dict)
    urgency = fields.SmallIntField()
    wanted_by = MomentField()
    due_at = MomentField()
    waits_until: datetime | None = MomentField(null=True)
    waits_for = fields.CharEnumField(WaitsFor, description="why it was put off", max_length=8, null=True)
    state = fields.CharEnumField(
        NotificationState, description="what became of it", max_length=8, default=NotificationState.PENDING
    )
    owner: int | None = fields.IntField(null=True)
    attempts = fields.IntField(default=0)
    tried_at: datetime | None = MomentField(null=True)
    finished_at: datetime | None = MomentField(null=True)
    error = fields.CharField(max_length=300, default="")
    message_id: int | None = fields.BigIntField(null=True)
    created_at = MomentField()

    class Meta:
        table = "notification"
        table_description = "the outbox"
        indexes = (("interview_id", "state"), ("recipient_id",))
