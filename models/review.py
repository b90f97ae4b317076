"""What interviewees say about interviewers."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.user import User


class Degree(StrEnum):
    """How far something was so."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Review(Model):
    """What an interviewee says about the interviewer of one interview: three facts, and a line if they like.

    `turn` counts the reviews of an interviewer, from 1 on, so that the latest are found without reading all;
    where one is gone with its server, its turn is missing.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.OneToOneRelation[MockInterview] = fields.OneToOneField(
        "sparring.MockInterview", related_name="review", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    interviewer: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="reviews", on_delete=fields.OnDelete.RESTRICT
    )
    interviewer_id: int
    turn = fields.IntField()
    was_prepared = fields.CharEnumField(Degree, description="prepared", max_length=6)
    had_useful_questions = fields.CharEnumField(Degree, description="useful questions", max_length=6)
    can_be_acted_on = fields.CharEnumField(Degree, description="feedback to act on", max_length=6)
    line = fields.TextField(default="", db_default="")
    reviewed_at: datetime = MomentField()

    class Meta:
        table = "review"
        table_description = "what interviewees say about interviewers"
        constraints = (
            UniqueConstraint(fields=("interview_id",), name="review_one_per_interview"),
            UniqueConstraint(fields=("interviewer_id", "turn"), name="review_turn_once"),
            CheckConstraint(check="turn > 0", name="review_turn_positive"),
        )
