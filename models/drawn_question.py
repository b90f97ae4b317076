"""Questions that were drawn for an interview: those at hand, those that were asked, those passed over."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.question import Question
from models.user import User

HAND_SIZE = 5
"""Questions that an interviewer has at hand; the database holds it, too."""


class DrawState(StrEnum):
    """What has become of a question that was drawn."""

    DRAWN = "drawn"
    ASKED = "asked"
    PASSED = "passed"
    """The interviewer took another; this one is drawn no more in that interview."""


class DrawnQuestion(Model):
    """A question that was drawn for an interview, in which `user` is the interviewee.

    `place` is where it lies in the interviewer's hand, null where it does no more. `identity` is that of the
    question. One that was asked has its moment (`asked_at`, UTC) and, if the interviewer liked, how it went.
    `is_again` tells that the interviewee had been asked all that fits, and this one before. Of others nobody
    is asked a question twice, nor has it drawn for two interviews: an index of the migration holds it, and
    another one finds what was not asked.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="drawn_questions", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    question: fields.ForeignKeyRelation[Question] = fields.ForeignKeyField(
        "sparring.Question", related_name="drawn", on_delete=fields.OnDelete.RESTRICT
    )
    question_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="questions_drawn", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    identity = fields.CharField(max_length=32)
    place: int | None = fields.SmallIntField(null=True)
    state = fields.CharEnumField(
        DrawState, description="what has become of it", max_length=8, default=DrawState.DRAWN
    )
    is_again = fields.BooleanField(default=False)
    went: int | None = fields.SmallIntField(null=True)
    drawn_at: datetime = MomentField()
    asked_at: datetime | None = MomentField(null=True)

    class Meta:
        table = "drawn_question"
        table_description = "questions that were drawn for an interview"
        indexes = (("interview_id",), ("user_id", "identity"), ("question_id",))
        constraints = (
            CheckConstraint(
                check=f"place BETWEEN 1 AND {HAND_SIZE} OR place IS NULL", name="drawn_question_place"
            ),
            CheckConstraint(check="went BETWEEN 1 AND 5 OR went IS NULL", name="drawn_question_went_1_to_5"),
            CheckConstraint(
                check="(state = 'asked') = (asked_at IS NOT NULL)", name="drawn_question_asked_has_a_time"
            ),
            UniqueConstraint(fields=("interview_id", "identity"), name="drawn_question_once"),
            UniqueConstraint(fields=("interview_id", "place"), name="drawn_question_one_a_place"),
        )
