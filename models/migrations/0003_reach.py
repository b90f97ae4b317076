"""Whom direct messages do not reach: since when, what waits to be read by them, and where they are called.

A version before this one knows no row that was missed, and none of the kinds that came with it: on the way
back the former count as failed, and the latter go.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops
from models.moments import MomentField
from models.schema_changes import AddColumn
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint

INDEXES = [
    "CREATE INDEX notification_missed ON notification (server_id, recipient_id, id) WHERE state = 'missed'",
    "CREATE INDEX notification_missed_about ON notification (interview_id) WHERE state = 'missed'",
]

NEW_KINDS = "'guest_left', 'host_left', 'not_reached'"


class Migration(migrations.Migration):
    dependencies = [("sparring", "0002_searched_texts")]

    initial = False

    operations = [
        ops.CreateModel(
            name="BoardCall",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "server",
                    fields.ForeignKeyField(
                        "sparring.Server",
                        source_field="server_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="calls",
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
                        related_name="calls",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("channel_id", fields.BigIntField()),
                ("message_id", fields.BigIntField()),
                ("newest", fields.IntField()),
            ],
            options={
                "table": "board_call",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "who is called on which board",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="BoardCall",
            constraint=UniqueConstraint(fields=("server_id", "user_id"), name="board_call_one_a_person"),
        ),
        AddColumn(
            model_name="User",
            name="dms_closed_at",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(INDEXES, ["DROP INDEX notification_missed", "DROP INDEX notification_missed_about"]),
        ops.RunSQL(
            # Calls of before, that were still to be posted: each was about one message.
            [
                "UPDATE notification SET payload = '{}' WHERE kind = 'unreachable' AND state = 'pending'"
            ],
            [
                "UPDATE notification SET state = 'failed', finished_at = created_at WHERE state = 'missed'",
                f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})",
                "UPDATE notification SET state = 'dropped', finished_at = created_at, owner = NULL,"
                " payload = '{}' WHERE kind = 'unreachable' AND state = 'pending'",
            ],
        ),
    ]
