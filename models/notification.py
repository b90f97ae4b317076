"""The outbox: what must be said or shown after a change, written in the change's own transaction."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.models import Model

from models.interview import MockInterview
from models.server import Server
from models.user import User


class NotificationKind(StrEnum):
    """What a row tells, and so how it is rendered."""

    CARD = "card"
    PANEL = "panel"
    EVENT = "event"
    ROOM = "room"
    NO_ROOMS = "no_rooms"
    NO_EVENTS = "no_events"
    LINK_WANTED = "link_wanted"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    MOVE_PROPOSED = "move_proposed"
    MOVE_TAKEN_BACK = "move_taken_back"
    MOVE_UNANSWERED = "move_unanswered"
    MOVED = "moved"
    LINK_CHANGED = "link_changed"
    REMINDER = "reminder"
    STARTED = "started"
    FEEDBACK_DUE = "feedback_due"
    FEEDBACK_RECEIVED = "feedback_received"
    ACCEPTED = "accepted"
    LAPSED = "lapsed"
    NO_SHOW = "no_show"
    DISPUTED = "disputed"
    DISPUTE = "dispute"
    RULED = "ruled"
    POINTS_GRANTED = "points_granted"
    UNREACHABLE = "unreachable"
    BOARD_CLOSED = "board_closed"
    GIVEN_UP = "given_up"


class NotificationState(StrEnum):
    """What became of a row."""

    PENDING = "pending"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"


class Notification(Model):
    """One message or card update to deliver.

    Rows of one `lane` (a recipient's DM, a card, a panel) are delivered in the order of their ids.
    `dedupe_key` lets the database refuse to write one notification twice. A process that delivers a row holds
    it until `leased_until`; after that any other may take it over. `attempts` counts how often it was
    claimed.
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
    due_at = fields.DatetimeField()
    state = fields.CharEnumField(
        NotificationState, description="what became of it", max_length=8, default=NotificationState.PENDING
    )
    attempts = fields.IntField(default=0)
    leased_until: datetime | None = fields.DatetimeField(null=True)
    finished_at: datetime | None = fields.DatetimeField(null=True)
    error = fields.CharField(max_length=300, default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "notification"
        table_description = "the outbox"
        indexes = (
            ("state", "due_at"),
            ("state", "created_at"),
            ("lane", "state", "id"),
            ("interview_id", "state"),
        )
