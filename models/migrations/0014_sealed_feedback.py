"""Sealed feedback: the interviewee says something about the interviewer before they read it."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.moments import MomentField
from models.review import Degree
from models.schema_changes import AddColumns

NEW_KINDS = "'review_wanted', 'feedback_opened'"


def degree(description: str) -> fields.CharEnumField:
    return fields.CharEnumField(description=description, enum_type=Degree, max_length=6)


def no() -> fields.BooleanField:
    return fields.BooleanField(default=False, db_default=False)


class Migration(migrations.Migration):
    dependencies = [("sparring", "0013_rubrics")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Review",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "interview",
                    fields.OneToOneField(
                        "sparring.MockInterview",
                        source_field="interview_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="review",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "interviewer",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="interviewer_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="reviews",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("turn", fields.IntField()),
                ("was_prepared", degree("prepared")),
                ("had_useful_questions", degree("useful questions")),
                ("can_be_acted_on", degree("feedback to act on")),
                ("line", fields.TextField(default="", db_default="", unique=False)),
                ("reviewed_at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "review",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "what interviewees say about interviewers",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Review", constraint=CheckConstraint(check="turn > 0", name="review_turn_positive")
        ),
        ops.AddConstraint(
            model_name="Review",
            constraint=UniqueConstraint(fields=("interview_id",), name="review_one_per_interview"),
        ),
        ops.AddConstraint(
            model_name="Review",
            constraint=UniqueConstraint(fields=("interviewer_id", "turn"), name="review_turn_once"),
        ),
        AddColumns("Server", seals_feedback=no()),
        AddColumns("User", reviews_counted=fields.IntField(default=0, db_default=0)),
        AddColumns("MockInterview", agreed_sealed=no(), is_reviewed=no()),
        AddColumns(
            "InterviewFeedback", sealed_until=MomentField(null=True, auto_now=False, auto_now_add=False)
        ),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
