"""What interview somebody looks for, and of which cards they were told that fit."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.folded import FoldedField, Searched, SearchedManager
from models.interview import MockInterview
from models.moments import MomentField
from models.server import Server
from models.user import User


class WishState(StrEnum):
    """What became of a wish."""

    OPEN = "open"
    DONE = "done"
    """It led to a booking."""
    EXPIRED = "expired"
    """It ran out, and whoever had it was asked whether it still holds."""


class AlertState(StrEnum):
    """What became of an alert."""

    WAITING = "waiting"
    """Its moment has not come: it is night, or they were told of enough that day."""
    TOLD = "told"
    LISTED = "listed"
    """It stood in the digest of a day."""
    PASSED = "passed"
    """They do not want to hear of that interview any more."""
    OVER = "over"
    """Nothing was said of it: it was gone, or not for them, by the time."""


class Wish(Searched):
    """`user` looks for an interview in a server, in one of the seats; empty texts fit everything.

    `since` is from when on they wait, also where the wish was renewed, and `until` when it runs out (UTC).
    `days` is for how long it was wished. One that led to a booking has the `interview`, `done_at`, and how
    long it had waited by then, in minutes.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="wishes", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="wishes", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    is_interviewer = fields.BooleanField()
    topic = fields.CharField(max_length=100, default="")
    topic_folded = FoldedField(of="topic")
    level = fields.CharField(max_length=20, default="")
    level_folded = FoldedField(of="level")
    language = fields.CharField(max_length=40, default="")
    language_folded = FoldedField(of="language")
    days = fields.SmallIntField()
    since: datetime = MomentField()
    until: datetime = MomentField()
    state = fields.CharEnumField(
        WishState, description="what became of it", max_length=8, default=WishState.OPEN
    )
    interview: fields.ForeignKeyNullableRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="wishes", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int | None
    done_at: datetime | None = MomentField(null=True)
    waited_minutes: int | None = fields.IntField(null=True)

    class Meta:
        table = "wish"
        table_description = "interviews that people look for"
        manager = SearchedManager()
        indexes = (
            ("server_id", "is_interviewer", "state", "id"),
            ("user_id", "server_id"),
            ("state", "until"),
            ("interview_id",),
        )
        constraints = (
            CheckConstraint(
                check=(
                    "(state = 'done' AND done_at IS NOT NULL AND interview_id IS NOT NULL"
                    " AND waited_minutes IS NOT NULL) OR (state <> 'done' AND done_at IS NULL"
                    " AND interview_id IS NULL AND waited_minutes IS NULL)"
                ),
                name="wish_done_by_an_interview",
            ),
            CheckConstraint(check="until > since", name="wish_ends_after_it_began"),
        )


class WishAlert(Model):
    """An interview that fits a wish of `user`: of it they are told, or were.

    `revision` is that of the interview when it was held against their wish, `found_at` the moment (UTC), and
    `told_at` when they were told.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="wish_alerts", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="wish_alerts", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    revision = fields.IntField()
    state = fields.CharEnumField(
        AlertState, description="what became of it", max_length=8, default=AlertState.WAITING
    )
    found_at: datetime = MomentField()
    told_at: datetime | None = MomentField(null=True)

    class Meta:
        table = "wish_alert"
        table_description = "interviews of which people are told since they fit a wish of theirs"
        indexes = (("user_id", "state"), ("user_id", "told_at"), ("found_at",))
        constraints = (
            UniqueConstraint(fields=("interview_id", "user_id", "revision"), name="wish_alert_once"),
        )
