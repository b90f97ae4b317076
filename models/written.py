"""How much one of two who have an interview with each other has written to the other through the bot."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.user import User

WRITTEN_MAXIMUM = 10
"""Messages of one person about one interview that are passed on; the database holds it, too."""


class WrittenCount(Model):
    """How often (`times`) `user` has written about the interview, and when last (`at`, UTC); not what."""

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="written", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="written", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    times = fields.SmallIntField()
    at: datetime = MomentField()

    class Meta:
        table = "written_count"
        table_description = "how often one of two has written to the other"
        indexes = (("user_id",), ("at",))
        constraints = (
            UniqueConstraint(fields=("interview_id", "user_id"), name="written_count_once"),
            CheckConstraint(check=f"times BETWEEN 1 AND {WRITTEN_MAXIMUM}", name="written_count_limit"),
        )
