"""Somebody who left an interview shortly before its start."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.user import User


class LateState(StrEnum):
    """What has become of a late change."""

    HELD = "held"
    """The seat is free, and may be taken again before the start: nobody has the points yet."""
    KEPT = "kept"
    UNDONE = "undone"
    """Somebody else has taken the seat."""


class LateChange(Model):
    """`user` left at `at` (UTC), for `points` that go to the other.

    It cost nothing where it `is_free`, as one in a while is (`services.coming.late`). A guest's is `held`
    until somebody takes the seat or nobody can any more; an index over these has one an interview.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="late_changes", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="late_changes", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    at: datetime = MomentField()
    points = fields.IntField()
    is_free = fields.BooleanField()
    state = fields.CharEnumField(LateState, description="what has become of it", max_length=8)

    class Meta:
        table = "late_change"
        table_description = "who left an interview shortly before its start"
        indexes = (("user_id", "at"), ("interview_id",), ("at",))
        constraints = (
            CheckConstraint(check="points >= 0", name="late_change_points_not_negative"),
            CheckConstraint(check="points = 0 OR NOT is_free", name="late_change_free_costs_nothing"),
        )
