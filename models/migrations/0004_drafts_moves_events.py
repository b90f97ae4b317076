"""Previews that are not published, other times that are proposed, and Discord's events.

As in 0001 the checks of a new table are added after it, and what SQLite keeps as indexes after them.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops
from models.schema_changes import AddColumn
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


def _refers_to(model: str, column: str, related_name: str) -> fields.Field:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=column,
        db_constraint=True,
        to_field="id",
        related_name=related_name,
        on_delete=OnDelete.RESTRICT,
    )


def _of_an_interview(related_name: str) -> fields.Field:
    return fields.OneToOneField(
        "sparring.MockInterview",
        source_field="interview_id",
        db_constraint=True,
        to_field="id",
        related_name=related_name,
        on_delete=OnDelete.RESTRICT,
    )


class Migration(migrations.Migration):
    dependencies = [("sparring", "0003_no_shows")]

    initial = False

    operations = [
        ops.CreateModel(
            name="InterviewDraft",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("server", _refers_to("Server", "server_id", "drafts")),
                ("host", _refers_to("User", "host_id", "drafts")),
                ("is_interviewer", fields.BooleanField(null=True)),
                ("scheduled_time", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("duration", fields.IntField()),
                ("topic", fields.CharField(default="", max_length=100)),
                ("level", fields.CharField(default="", max_length=20)),
                ("language", fields.CharField(default="", max_length=40)),
                ("notes", fields.TextField(default="", unique=False)),
                ("meeting_link", fields.CharField(null=True, max_length=300)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "interview_draft",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "previews of interviews that are not published",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MoveProposal",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("interview", _of_an_interview("move_proposal")),
                ("scheduled_time", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("duration", fields.IntField()),
                ("proposed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "move_proposal",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "other times that hosts propose",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ScheduledEvent",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("interview", _of_an_interview("scheduled_event")),
                ("event_id", fields.BigIntField()),
            ],
            options={
                "table": "scheduled_event",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "interviews in the servers' lists of events",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="InterviewDraft",
            constraint=CheckConstraint(check="duration > 0", name="interview_draft_duration_positive"),
        ),
        ops.AddIndex(model_name="InterviewDraft", index=Index(fields=["host_id", "updated_at"])),
        ops.AddConstraint(
            model_name="MoveProposal",
            constraint=CheckConstraint(check="duration > 0", name="move_proposal_duration_positive"),
        ),
        ops.AddConstraint(
            model_name="MoveProposal",
            constraint=CheckConstraint(
                check="ends_at > scheduled_time", name="move_proposal_ends_after_start"
            ),
        ),
        ops.AddConstraint(
            model_name="MoveProposal",
            constraint=UniqueConstraint(fields=("interview_id",), name="move_proposal_one_per_interview"),
        ),
        ops.AddConstraint(
            model_name="ScheduledEvent",
            constraint=UniqueConstraint(fields=("interview_id",), name="scheduled_event_one_per_interview"),
        ),
        AddColumn(
            model_name="Server",
            name="makes_events",
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
