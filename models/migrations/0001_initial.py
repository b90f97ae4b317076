"""The first schema, with what the database itself promises.

Tortoise's `CreateModel` leaves out the constraints of a model, and adding one on SQLite makes the table anew
without its indexes: so the tables come first, then the constraints, then the indexes, then the triggers.

What the ledger promises and no constraint of one row can hold:

- An account opens at 0, and its balance moves only as its ledger says.
- An entry fits the balance it found, is never rewritten and never removed.
- Starting points come once an account, a reward once an interview.

A later migration that makes `points_entry`, `user_points` or `notification` anew on SQLite must create their
indexes and triggers again.
"""

import secrets
from collections.abc import Sequence

from tortoise import migrations
from tortoise.migrations import operations as ops
from models.dispute import DisputeKind, Ruling
from models.interview import InterviewStatus
from models.moments import MomentField
from models.notification import NotificationKind, NotificationState, WaitsFor
from models.points import PointsReason
from models.server import default_reminder_offsets
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

INDEXES = (
    "CREATE UNIQUE INDEX points_entry_starting_once ON points_entry (account_id) WHERE reason = 'starting'",
    "CREATE UNIQUE INDEX points_entry_reward_once ON points_entry (account_id, interview_id)"
    " WHERE reason = 'reward'",
    # Of one lane one row at a time is delivered, whichever processes want it.
    "CREATE UNIQUE INDEX notification_one_of_a_lane ON notification (lane)"
    " WHERE state = 'pending' AND owner IS NOT NULL",
    "CREATE INDEX notification_owned ON notification (owner) WHERE owner IS NOT NULL",
    "CREATE INDEX notification_lane ON notification (lane, id) WHERE state = 'pending'",
    "CREATE INDEX notification_ready ON notification (urgency, wanted_by, id)"
    " WHERE state = 'pending' AND waits_until IS NULL AND owner IS NULL",
    "CREATE INDEX notification_oldest ON notification (due_at, id)"
    " WHERE state = 'pending' AND waits_until IS NULL AND owner IS NULL",
    "CREATE INDEX notification_waiting ON notification (waits_until)"
    " WHERE state = 'pending' AND waits_until IS NOT NULL",
    "CREATE INDEX notification_put_off ON notification (waits_until) WHERE waits_for IS NOT NULL",
    "CREATE INDEX notification_standing ON notification (interview_id, recipient_id)"
    " WHERE message_id IS NOT NULL",
    "CREATE INDEX mock_interview_card_is_missed ON mock_interview (server_id) WHERE card_is_missed",
    "CREATE INDEX notification_finished ON notification (finished_at) WHERE finished_at IS NOT NULL",
)
"""What Tortoise's models cannot say: indexes over a part of a table."""

SQLITE = (
    """CREATE TRIGGER user_points_open_at_zero BEFORE INSERT ON user_points WHEN NEW.balance <> 0
    BEGIN SELECT RAISE(ABORT, 'an account opens at 0'); END""",
    """CREATE TRIGGER user_points_follow_the_ledger BEFORE UPDATE OF balance ON user_points
    WHEN NEW.balance <> COALESCE(
        (SELECT balance_after FROM points_entry WHERE account_id = NEW.id ORDER BY id DESC LIMIT 1), 0)
    BEGIN SELECT RAISE(ABORT, 'a balance moves only by its ledger'); END""",
    """CREATE TRIGGER points_entry_fits_the_balance BEFORE INSERT ON points_entry
    WHEN NEW.balance_after <> NEW.amount + (SELECT balance FROM user_points WHERE id = NEW.account_id)
    BEGIN SELECT RAISE(ABORT, 'an entry fits the balance it found'); END""",
    """CREATE TRIGGER points_entry_moves_the_balance AFTER INSERT ON points_entry
    BEGIN UPDATE user_points SET balance = NEW.balance_after WHERE id = NEW.account_id; END""",
    """CREATE TRIGGER points_entry_is_not_rewritten BEFORE UPDATE ON points_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is not rewritten'); END""",
    """CREATE TRIGGER points_entry_is_not_removed BEFORE DELETE ON points_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is not rewritten'); END""",
)

SQLITE_BACK = (
    "DROP TRIGGER points_entry_is_not_removed",
    "DROP TRIGGER points_entry_is_not_rewritten",
    "DROP TRIGGER points_entry_moves_the_balance",
    "DROP TRIGGER points_entry_fits_the_balance",
    "DROP TRIGGER user_points_follow_the_ledger",
    "DROP TRIGGER user_points_open_at_zero",
)

POSTGRES = (
    """CREATE FUNCTION user_points_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.balance <> COALESCE(
            (SELECT balance_after FROM points_entry WHERE account_id = NEW.id ORDER BY id DESC LIMIT 1), 0)
        THEN
            RAISE EXCEPTION 'a balance moves only by its ledger' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION points_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            RAISE EXCEPTION 'the ledger is not rewritten' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.balance_after <> NEW.amount
            + (SELECT balance FROM user_points WHERE id = NEW.account_id FOR NO KEY UPDATE)
        THEN
            RAISE EXCEPTION 'an entry fits the balance it found'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION points_entry_move() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE user_points SET balance = NEW.balance_after WHERE id = NEW.account_id;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER user_points_open_at_zero BEFORE INSERT ON user_points
    FOR EACH ROW EXECUTE FUNCTION user_points_guard()""",
    """CREATE TRIGGER user_points_follow_the_ledger BEFORE UPDATE OF balance ON user_points
    FOR EACH ROW EXECUTE FUNCTION user_points_guard()""",
    """CREATE TRIGGER points_entry_fits_the_balance BEFORE INSERT OR UPDATE OR DELETE ON points_entry
    FOR EACH ROW EXECUTE FUNCTION points_entry_guard()""",
    """CREATE TRIGGER points_entry_moves_the_balance AFTER INSERT ON points_entry
    FOR EACH ROW EXECUTE FUNCTION points_entry_move()""",
)

POSTGRES_BACK = (
    "DROP TRIGGER points_entry_moves_the_balance ON points_entry",
    "DROP TRIGGER points_entry_fits_the_balance ON points_entry",
    "DROP TRIGGER user_points_follow_the_ledger ON user_points",
    "DROP TRIGGER user_points_open_at_zero ON user_points",
    "DROP FUNCTION points_entry_move()",
    "DROP FUNCTION points_entry_guard()",
    "DROP FUNCTION user_points_guard()",
)


async def _run(schema_editor: BaseSchemaEditor, sqlite: Sequence[str], postgres: Sequence[str]) -> None:
    for statement in sqlite if schema_editor.DIALECT == "sqlite" else postgres:
        await schema_editor.client.execute_query(statement)


async def create_guards(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await _run(schema_editor, SQLITE, POSTGRES)


async def drop_guards(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await _run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


async def name_installation(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    name = secrets.token_hex(4)
    await schema_editor.client.execute_query(f"INSERT INTO installation (id, name) VALUES (1, '{name}')")


async def forget_installation(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await schema_editor.client.execute_query("DELETE FROM installation")


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="BotProcess",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("machine", fields.CharField(max_length=120)),
                ("pid", fields.IntField()),
                ("born", fields.FloatField()),
                ("beats", fields.IntField(default=0)),
            ],
            options={
                "table": "bot_process",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "processes that deliver the outbox",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Installation",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=8)),
            ],
            options={
                "table": "installation",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "the name of this database",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Server",
            fields=[
                ("id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("board_channel_id", fields.BigIntField(null=True)),
                ("log_channel_id", fields.BigIntField(null=True)),
                ("panel_channel_id", fields.BigIntField(null=True)),
                ("panel_message_id", fields.BigIntField(null=True)),
                ("panel_is_missed", fields.BooleanField(default=False)),
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
                ("no_show_limit", fields.IntField(default=2)),
                ("no_show_days", fields.IntField(default=30)),
                ("block_days", fields.IntField(default=7)),
                ("allows_other_links", fields.BooleanField(default=False)),
                ("makes_events", fields.BooleanField(default=False)),
                ("created_at", MomentField(auto_now=False, auto_now_add=False)),
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
                ("dm_channel_id", fields.BigIntField(null=True)),
                ("wants_reminders", fields.BooleanField(default=True)),
                ("created_at", MomentField(auto_now=False, auto_now_add=False)),
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
            name="InterviewDraft",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "server",
                    fields.ForeignKeyField(
                        "sparring.Server",
                        source_field="server_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="drafts",
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
                        related_name="drafts",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("is_interviewer", fields.BooleanField(null=True)),
                ("scheduled_time", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("duration", fields.IntField()),
                ("topic", fields.CharField(default="", max_length=100)),
                ("level", fields.CharField(default="", max_length=20)),
                ("language", fields.CharField(default="", max_length=40)),
                ("notes", fields.TextField(default="", unique=False)),
                ("meeting_link", fields.CharField(null=True, max_length=300)),
                ("updated_at", MomentField(auto_now=False, auto_now_add=False)),
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
                ("scheduled_time", MomentField(auto_now=False, auto_now_add=False)),
                ("ends_at", MomentField(auto_now=False, auto_now_add=False)),
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
                ("booking", fields.IntField(null=True)),
                ("booking_is_told", fields.BooleanField(default=False)),
                ("guest_was_asked", fields.BooleanField(default=False)),
                ("event_was_wanted", fields.BooleanField(default=False)),
                ("next_step_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("card_is_missed", fields.BooleanField(default=False)),
                ("card_channel_id", fields.BigIntField(null=True)),
                ("card_message_id", fields.BigIntField(null=True)),
                ("created_at", MomentField(auto_now=False, auto_now_add=False)),
                ("updated_at", MomentField(auto_now=False, auto_now_add=False)),
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
            name="Dispute",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "interview",
                    fields.ForeignKeyField(
                        "sparring.MockInterview",
                        source_field="interview_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="disputes",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="what is disputed", enum_type=DisputeKind, max_length=12
                    ),
                ),
                (
                    "opened_by",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="opened_by_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="disputes_opened",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("text", fields.TextField(unique=False)),
                ("opened_at", MomentField(auto_now=False, auto_now_add=False)),
                ("decide_by", MomentField(auto_now=False, auto_now_add=False)),
                (
                    "ruling",
                    fields.CharEnumField(
                        null=True, description="what was decided", enum_type=Ruling, max_length=12
                    ),
                ),
                (
                    "decided_by",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="decided_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="disputes_decided",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("decided_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("message_channel_id", fields.BigIntField(null=True)),
                ("message_id", fields.BigIntField(null=True)),
            ],
            options={
                "table": "dispute",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "what admins are asked to decide",
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
                ("accepted_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("accept_by", MomentField(auto_now=False, auto_now_add=False)),
                ("interviewer_rating", fields.SmallIntField(null=True)),
                ("created_at", MomentField(auto_now=False, auto_now_add=False)),
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
            name="MoveProposal",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "interview",
                    fields.OneToOneField(
                        "sparring.MockInterview",
                        source_field="interview_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="move_proposal",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("scheduled_time", MomentField(auto_now=False, auto_now_add=False)),
                ("ends_at", MomentField(auto_now=False, auto_now_add=False)),
                ("duration", fields.IntField()),
                ("proposed_at", MomentField(auto_now=False, auto_now_add=False)),
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
            name="NoShowReport",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "interview",
                    fields.OneToOneField(
                        "sparring.MockInterview",
                        source_field="interview_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="no_show_report",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "reporter",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="reporter_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="no_shows_reported",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "absent",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="absent_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="no_shows",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("text", fields.TextField(default="", unique=False)),
                ("refunded", fields.IntField(default=0)),
                ("compensated", fields.IntField(default=0)),
                ("reported_at", MomentField(auto_now=False, auto_now_add=False)),
                ("dispute_by", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "no_show_report",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "reports that somebody did not come",
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
                ("urgency", fields.SmallIntField()),
                ("wanted_by", MomentField(auto_now=False, auto_now_add=False)),
                ("due_at", MomentField(auto_now=False, auto_now_add=False)),
                ("waits_until", MomentField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "waits_for",
                    fields.CharEnumField(
                        null=True, description="why it was put off", enum_type=WaitsFor, max_length=8
                    ),
                ),
                (
                    "state",
                    fields.CharEnumField(
                        default=NotificationState.PENDING,
                        description="what became of it",
                        enum_type=NotificationState,
                        max_length=8,
                    ),
                ),
                ("owner", fields.IntField(null=True)),
                ("attempts", fields.IntField(default=0)),
                ("tried_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("finished_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("error", fields.CharField(default="", max_length=300)),
                ("message_id", fields.BigIntField(null=True)),
                ("created_at", MomentField(auto_now=False, auto_now_add=False)),
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
            name="ScheduledEvent",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "interview",
                    fields.OneToOneField(
                        "sparring.MockInterview",
                        source_field="interview_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="scheduled_event",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
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
                ("opened_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
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
                ("created_at", MomentField(auto_now=False, auto_now_add=False)),
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
            model_name="InterviewDraft",
            constraint=CheckConstraint(check="duration > 0", name="interview_draft_duration_positive"),
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
        ops.AddConstraint(
            model_name="Dispute",
            constraint=CheckConstraint(
                check="(ruling IS NULL AND decided_at IS NULL AND decided_by_id IS NULL) OR (ruling IS NOT NULL AND decided_at IS NOT NULL)",
                name="dispute_decided_has_a_time",
            ),
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
            model_name="NoShowReport",
            constraint=CheckConstraint(check="reporter_id <> absent_id", name="no_show_report_two_people"),
        ),
        ops.AddConstraint(
            model_name="NoShowReport",
            constraint=CheckConstraint(check="refunded >= 0", name="no_show_report_refunded_not_negative"),
        ),
        ops.AddConstraint(
            model_name="NoShowReport",
            constraint=CheckConstraint(
                check="compensated >= 0", name="no_show_report_compensated_not_negative"
            ),
        ),
        ops.AddConstraint(
            model_name="NoShowReport",
            constraint=CheckConstraint(
                check="dispute_by > reported_at", name="no_show_report_can_be_disputed"
            ),
        ),
        ops.AddConstraint(
            model_name="UserPoints",
            constraint=CheckConstraint(check="balance >= 0", name="user_points_balance_not_negative"),
        ),
        ops.AddConstraint(
            model_name="PointsEntry",
            constraint=CheckConstraint(check="amount <> 0", name="points_entry_amount_not_zero"),
        ),
        ops.AddConstraint(
            model_name="PointsEntry",
            constraint=CheckConstraint(check="balance_after >= 0", name="points_entry_balance_not_negative"),
        ),
        ops.AddConstraint(
            model_name="Dispute",
            constraint=UniqueConstraint(fields=("interview_id", "kind"), name="dispute_one_of_a_kind"),
        ),
        ops.AddConstraint(
            model_name="InterviewFeedback",
            constraint=UniqueConstraint(
                fields=("interview_id",), name="interview_feedback_one_per_interview"
            ),
        ),
        ops.AddConstraint(
            model_name="MoveProposal",
            constraint=UniqueConstraint(fields=("interview_id",), name="move_proposal_one_per_interview"),
        ),
        ops.AddConstraint(
            model_name="NoShowReport",
            constraint=UniqueConstraint(fields=("interview_id",), name="no_show_report_one_per_interview"),
        ),
        ops.AddConstraint(
            model_name="ScheduledEvent",
            constraint=UniqueConstraint(fields=("interview_id",), name="scheduled_event_one_per_interview"),
        ),
        ops.AddConstraint(
            model_name="UserPoints",
            constraint=UniqueConstraint(fields=("server_id", "user_id"), name="user_points_one_account"),
        ),
        ops.AddIndex(model_name="InterviewDraft", index=Index(fields=["host_id", "updated_at"])),
        ops.AddIndex(model_name="InterviewDraft", index=Index(fields=["updated_at"])),
        ops.AddIndex(
            model_name="MockInterview", index=Index(fields=["server_id", "status", "scheduled_time"])
        ),
        ops.AddIndex(model_name="MockInterview", index=Index(fields=["next_step_at"])),
        ops.AddIndex(
            model_name="MockInterview", index=Index(fields=["interviewer_id", "status", "scheduled_time"])
        ),
        ops.AddIndex(
            model_name="MockInterview", index=Index(fields=["interviewee_id", "status", "scheduled_time"])
        ),
        ops.AddIndex(model_name="Dispute", index=Index(fields=["ruling", "decide_by"])),
        ops.AddIndex(model_name="NoShowReport", index=Index(fields=["absent_id", "reported_at"])),
        ops.AddIndex(model_name="Notification", index=Index(fields=["interview_id", "state"])),
        ops.AddIndex(model_name="PointsEntry", index=Index(fields=["account_id", "id"])),
        ops.AddIndex(model_name="PointsEntry", index=Index(fields=["account_id", "reason", "amount"])),
        ops.AddIndex(model_name="UserPoints", index=Index(fields=["server_id", "balance"])),
        ops.RunSQL(
            list(INDEXES),
            [f"DROP INDEX {statement.partition(' INDEX ')[2].split()[0]}" for statement in reversed(INDEXES)],
        ),
        ops.RunPython(create_guards, drop_guards),
        ops.RunPython(name_installation, forget_installation),
    ]
