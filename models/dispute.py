"""What admins are asked to decide: feedback or a report of absence that somebody does not agree with."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.user import User


class DisputeKind(StrEnum):
    """What is disputed."""

    FEEDBACK = "feedback"
    NO_SHOW = "no_show"


class Ruling(StrEnum):
    """What was decided: what is disputed stays as it is, or is undone."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Dispute(Model):
    """One dispute; open while `ruling` is null.

    `decide_by` is when (UTC) what is disputed is upheld by itself. `decided_by` is null where nobody decided
    in time. `message_*` say where admins are asked; null until they are. `may_be_read` is whether the author
    of disputed feedback lets admins read it; null until they say.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="disputes", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    kind = fields.CharEnumField(DisputeKind, description="what is disputed", max_length=12)
    opened_by: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="disputes_opened", on_delete=fields.OnDelete.RESTRICT
    )
    opened_by_id: int
    text = fields.TextField()
    may_be_read = fields.BooleanField(null=True)
    opened_at = MomentField()
    decide_by = MomentField()
    ruling = fields.CharEnumField(Ruling, description="what was decided", max_length=12, null=True)
    decided_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="disputes_decided", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    decided_by_id: int | None
    decided_at: datetime | None = MomentField(null=True)
    message_channel_id: int | None = fields.BigIntField(null=True)
    message_id: int | None = fields.BigIntField(null=True)

    class Meta:
        table = "dispute"
        table_description = "what admins are asked to decide"
        indexes = (("ruling", "decide_by"), ("opened_by_id",), ("decided_by_id",))
        constraints = (
            UniqueConstraint(fields=("interview_id", "kind"), name="dispute_one_of_a_kind"),
            CheckConstraint(
                check=(
                    "(ruling IS NULL AND decided_at IS NULL AND decided_by_id IS NULL)"
                    " OR (ruling IS NOT NULL AND decided_at IS NOT NULL)"
                ),
                name="dispute_decided_has_a_time",
            ),
        )
