"""Questions that members suggest for the bank of their server, until an admin has decided."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.user import User

SUGGESTIONS_MAXIMUM = 3
"""Questions that one person can suggest after one interview; the database holds it, too."""


class QuestionSuggestion(Model):
    """What `user` has suggested after an interview, the `place`-th of theirs; the texts as in a `Question`.

    `is_taken` is what an admin decided (`decided_by`), null until then; the texts go with the decision.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="question_suggestions", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="question_suggestions", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    place = fields.SmallIntField()
    text = fields.TextField()
    topic = fields.CharField(max_length=100, default="")
    level = fields.CharField(max_length=20, default="")
    language = fields.CharField(max_length=40, default="")
    notes = fields.TextField(default="")
    suggested_at: datetime = MomentField()
    is_taken = fields.BooleanField(null=True)
    decided_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "sparring.User",
        related_name="question_suggestions_decided",
        null=True,
        on_delete=fields.OnDelete.RESTRICT,
    )
    decided_by_id: int | None

    class Meta:
        table = "question_suggestion"
        table_description = "questions that members suggest"
        indexes = (("user_id",), ("decided_by_id",), ("suggested_at",))
        constraints = (
            UniqueConstraint(fields=("interview_id", "user_id", "place"), name="question_suggestion_place"),
        )
