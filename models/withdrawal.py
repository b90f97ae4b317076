"""A booking that its guest has given back."""

from datetime import datetime

from tortoise import fields
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.user import User


class Withdrawal(Model):
    """`user` gave a booking back at `at` (UTC); a server may say how many of these a week are enough."""

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="withdrawals", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="withdrawals", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    at: datetime = MomentField()

    class Meta:
        table = "withdrawal"
        table_description = "bookings that were given back"
        indexes = (("user_id", "at"), ("interview_id",), ("at",))
