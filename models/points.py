"""Points: an account for each member and server, and the ledger it is the sum of.

Constraints hold what one row can tell. What spans rows (a balance is the sum of its ledger, the ledger is
never rewritten, starting points and a reward come once) is held by the triggers and partial indexes of
the first migration. They let an erasure forget names and notes in the ledger (`0005_people_data`), and a row
of it goes with its whole server alone, once that is being removed (`0004_audit_and_removal`).
"""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.server import Server
from models.user import User


class PointsReason(StrEnum):
    """Why points moved."""

    STARTING = "starting"
    GRANT = "grant"
    SEAT = "seat"
    REFUND = "refund"
    REWARD = "reward"
    COMPENSATION = "compensation"
    ABSENCE = "absence"
    CORRECTION = "correction"
    LATE = "late"
    """Left to the other by who leaves shortly before the start, or given back (`services.coming.late`)."""
    ERASED = "erased"
    """An account is closed with its owner's data, or moves after that (`services.points`)."""


class UserPoints(Model):
    """One member's account in one server. The balance moves only by inserting a `PointsEntry`.

    `ratings` counts the ratings that they got as interviewer there, and `rating_sum` is what these add up to.
    `paused_until` and `paused_for` (numbers of interviews, between commas) are a pause from before they were
    erased and came back.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="accounts", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="accounts", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    balance = fields.IntField(default=0)
    ratings = fields.IntField(default=0, db_default=0)
    rating_sum = fields.IntField(default=0, db_default=0)
    opened_at: datetime | None = MomentField(null=True)
    paused_until: datetime | None = MomentField(null=True)
    paused_for = fields.CharField(max_length=200, default="", db_default="")

    class Meta:
        table = "user_points"
        table_description = "accounts of points"
        indexes = (("server_id", "balance"), ("user_id",))
        constraints = (
            CheckConstraint(check="balance >= 0", name="user_points_balance_not_negative"),
            UniqueConstraint(fields=("server_id", "user_id"), name="user_points_one_account"),
        )


class PointsEntry(Model):
    """One line of the ledger: `amount` points moved, `balance_after` stood then, `actor` did it."""

    id = fields.IntField(primary_key=True)
    account: fields.ForeignKeyRelation[UserPoints] = fields.ForeignKeyField(
        "sparring.UserPoints", related_name="entries", on_delete=fields.OnDelete.RESTRICT
    )
    account_id: int
    amount = fields.IntField()
    balance_after = fields.IntField()
    reason = fields.CharEnumField(PointsReason, description="why", max_length=20)
    note = fields.CharField(max_length=200, default="")
    interview: fields.ForeignKeyNullableRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="entries", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int | None
    actor: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="entries_made", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    actor_id: int | None
    created_at = MomentField()

    class Meta:
        table = "points_entry"
        table_description = "the ledger of points"
        indexes = (
            ("account_id", "id"),
            ("account_id", "reason", "created_at", "amount"),
            ("interview_id",),
            ("actor_id",),
        )
        constraints = (
            CheckConstraint(check="amount <> 0", name="points_entry_amount_not_zero"),
            CheckConstraint(check="balance_after >= 0", name="points_entry_balance_not_negative"),
        )
