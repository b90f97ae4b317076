"""The first schema.

Tortoise's `CreateModel` leaves out the constraints of a model, and adding one on SQLite makes the table anew
without its indexes: so the tables come first, then the constraints, then the indexes.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops
from models.interview import InterviewStatus
from models.notification import NotificationKind, NotificationState
from models.points import PointsReason
from models.server import default_reminder_offsets
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Server",
            fields=[
                ("id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("board_channel_id", fields.BigIntField(null=True)),
                ("log_channel_id", fields.BigIntField(null=True)),
                ("panel_channel_id", fields.BigIntField(null=True)),
                ("panel_message_id", fields.BigIntField(null=True)),
                ("timezone", fields.CharField(default="UTC", max_length=64)),
                ("language", fields.CharField(default="en", max_length=8)),
                ("price", fields.IntField(default=3)),
                ("reward", fields.IntField(default=1)),
                ("starting_points", fields.IntField(default=0)),
                ("compensation", fields.IntField(default=1)),
                (
                    "reminder_offsets",
                    fields.JSONField(default=default_reminder_offsets, encoder=JSON_DUMPS, decoder=loads),
                ),
                ("auto_accept_hours", fields.IntField(default=72)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "server",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "Discord servers and their settings",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="User",
            fields=[
                ("id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("name", fields.CharField(default="", max_length=100)),
                ("timezone", fields.CharField(null=True, max_length=64)),
                ("language", fields.CharField(null=True, max_length=8)),
                ("wants_direct_messages", fields.BooleanField(default=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "user",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "people on Discord",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MockInterview",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "server",
                    fields.ForeignKeyField(
                        "sparring.Server",
                        source_field="server_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="interviews",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "host",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="host_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="interviews_hosted",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "interviewer",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="interviewer_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="interviews_given",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "interviewee",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="interviewee_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="interviews_taken",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("scheduled_time", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("duration", fields.IntField()),
                ("topic", fields.CharField(default="", max_length=100)),
                ("level", fields.CharField(default="", max_length=20)),
                ("language", fields.CharField(default="", max_length=40)),
                ("notes", fields.TextField(default="", unique=False)),
                ("meeting_link", fields.CharField(null=True, max_length=300)),
                (
                    "status",
                    fields.CharEnumField(
                        default=InterviewStatus.PENDING,
                        description="where it stands",
                        enum_type=InterviewStatus,
                        max_length=12,
                    ),
                ),
                ("revision", fields.IntField(default=0)),
                ("card_channel_id", fields.BigIntField(null=True)),
                ("card_message_id", fields.BigIntField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "mock_interview",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "mock interviews",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="InterviewFeedback",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "interview",
                    fields.OneToOneField(
                        "sparring.MockInterview",
                        source_field="interview_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="interview_feedback",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("technical_score", fields.SmallIntField()),
                ("feedback", fields.TextField(unique=False)),
                ("is_accepted", fields.BooleanField(default=False)),
                ("accepted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("accept_by", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("interviewer_rating", fields.SmallIntField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "interview_feedback",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "feedback of interviewers",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Notification",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="what it tells", enum_type=NotificationKind, max_length=24
                    ),
                ),
                ("lane", fields.CharField(max_length=40)),
                ("dedupe_key", fields.CharField(unique=True, max_length=120)),
                (
                    "server",
                    fields.ForeignKeyField(
                        "sparring.Server",
                        source_field="server_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="notifications",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "recipient",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="recipient_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="notifications",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "interview",
                    fields.ForeignKeyField(
                        "sparring.MockInterview",
                        source_field="interview_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="notifications",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("payload", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "state",
                    fields.CharEnumField(
                        default=NotificationState.PENDING,
                        description="what became of it",
                        enum_type=NotificationState,
                        max_length=8,
                    ),
                ),
                ("attempts", fields.IntField(default=0)),
                ("leased_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("finished_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("error", fields.CharField(default="", max_length=300)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "the outbox",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="UserPoints",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "server",
                    fields.ForeignKeyField(
                        "sparring.Server",
                        source_field="server_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="accounts",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="accounts",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("balance", fields.IntField(default=0)),
                ("opened_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "user_points",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "accounts of points",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PointsEntry",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "sparring.UserPoints",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="entries",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("amount", fields.IntField()),
                ("balance_after", fields.IntField()),
                ("reason", fields.CharEnumField(description="why", enum_type=PointsReason, max_length=20)),
                ("note", fields.CharField(default="", max_length=200)),
                (
                    "interview",
                    fields.ForeignKeyField(
                        "sparring.MockInterview",
                        source_field="interview_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="entries",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "actor",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="actor_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="entries_made",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "points_entry",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "the ledger of points",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Server",
            constraint=CheckConstraint(check="price >= 0", name="server_price_not_negative"),
        ),
        ops.AddConstraint(
            model_name="Server",
            constraint=CheckConstraint(check="reward >= 0", name="server_reward_not_negative"),
        ),
        ops.AddConstraint(
            model_name="Server",
            constraint=CheckConstraint(
                check="starting_points >= 0", name="server_starting_points_not_negative"
            ),
        ),
        ops.AddConstraint(
            model_name="Server",
            constraint=CheckConstraint(check="compensation >= 0", name="server_compensation_not_negative"),
        ),
        ops.AddConstraint(
            model_name="Server",
            constraint=CheckConstraint(
                check="auto_accept_hours > 0", name="server_auto_accept_hours_positive"
            ),
        ),
        ops.AddConstraint(
            model_name="MockInterview",
            constraint=CheckConstraint(
                check="interviewer_id <> interviewee_id", name="mock_interview_two_people"
            ),
        ),
        ops.AddConstraint(
            model_name="MockInterview",
            constraint=CheckConstraint(
                check="host_id = COALESCE(interviewer_id, -1) OR host_id = COALESCE(interviewee_id, -1)",
                name="mock_interview_host_has_a_seat",
            ),
        ),
        ops.AddConstraint(
            model_name="MockInterview",
            constraint=CheckConstraint(
                check="(status = 'pending' AND (interviewer_id IS NULL OR interviewee_id IS NULL)) OR (status IN ('booked', 'completed', 'no_show', 'lapsed') AND interviewer_id IS NOT NULL AND interviewee_id IS NOT NULL) OR status = 'cancelled' OR (status = 'expired' AND (interviewer_id IS NULL OR interviewee_id IS NULL))",
                name="mock_interview_seats_fit_status",
            ),
        ),
        ops.AddConstraint(
            model_name="MockInterview",
            constraint=CheckConstraint(check="duration > 0", name="mock_interview_duration_positive"),
        ),
        ops.AddConstraint(
            model_name="MockInterview",
            constraint=CheckConstraint(
                check="ends_at > scheduled_time", name="mock_interview_ends_after_start"
            ),
        ),
        ops.AddIndex(
            model_name="MockInterview", index=Index(fields=["server_id", "status", "scheduled_time"])
        ),
        ops.AddIndex(model_name="MockInterview", index=Index(fields=["status", "scheduled_time"])),
        ops.AddIndex(
            model_name="MockInterview", index=Index(fields=["interviewer_id", "status", "scheduled_time"])
        ),
        ops.AddIndex(
            model_name="MockInterview", index=Index(fields=["interviewee_id", "status", "scheduled_time"])
        ),
        ops.AddConstraint(
            model_name="InterviewFeedback",
            constraint=CheckConstraint(
                check="technical_score BETWEEN 1 AND 5", name="interview_feedback_score_1_to_5"
            ),
        ),
        ops.AddConstraint(
            model_name="InterviewFeedback",
            constraint=CheckConstraint(
                check="interviewer_rating BETWEEN 1 AND 5", name="interview_feedback_rating_1_to_5"
            ),
        ),
        ops.AddConstraint(
            model_name="InterviewFeedback",
            constraint=CheckConstraint(
                check="(is_accepted AND accepted_at IS NOT NULL) OR (NOT is_accepted AND accepted_at IS NULL)",
                name="interview_feedback_accepted_has_a_time",
            ),
        ),
        ops.AddConstraint(
            model_name="InterviewFeedback",
            constraint=UniqueConstraint(
                fields=("interview_id",), name="interview_feedback_one_per_interview"
            ),
        ),
        ops.AddIndex(model_name="InterviewFeedback", index=Index(fields=["is_accepted", "accept_by"])),
        ops.AddIndex(model_name="Notification", index=Index(fields=["state", "due_at"])),
        ops.AddIndex(model_name="Notification", index=Index(fields=["lane", "state", "id"])),
        ops.AddIndex(model_name="Notification", index=Index(fields=["interview_id", "state"])),
        ops.AddConstraint(
            model_name="UserPoints",
            constraint=CheckConstraint(check="balance >= 0", name="user_points_balance_not_negative"),
        ),
        ops.AddConstraint(
            model_name="UserPoints",
            constraint=UniqueConstraint(fields=("server_id", "user_id"), name="user_points_one_account"),
        ),
        ops.AddConstraint(
            model_name="PointsEntry",
            constraint=CheckConstraint(check="amount <> 0", name="points_entry_amount_not_zero"),
        ),
        ops.AddConstraint(
            model_name="PointsEntry",
            constraint=CheckConstraint(check="balance_after >= 0", name="points_entry_balance_not_negative"),
        ),
        ops.AddIndex(model_name="PointsEntry", index=Index(fields=["account_id", "id"])),
    ]
