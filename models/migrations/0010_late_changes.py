"""Leaving shortly before the start costs points, where a server wants that."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint

from models.late_change import LateState
from models.moments import MomentField
from models.schema_changes import AddColumns

NEW_KINDS = "'late_returned', 'late_kept'"

HELD = "CREATE UNIQUE INDEX late_change_held ON late_change (interview_id) WHERE state = 'held'"


def refers_to(model: str, name: str) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=f"{name}_id",
        db_constraint=True,
        to_field="id",
        related_name="late_changes",
        on_delete=OnDelete.RESTRICT,
    )


class Migration(migrations.Migration):
    dependencies = [("sparring", "0009_coming")]

    initial = False

    operations = [
        ops.CreateModel(
            name="LateChange",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("interview", refers_to("MockInterview", "interview")),
                ("user", refers_to("User", "user")),
                ("at", MomentField(auto_now=False, auto_now_add=False)),
                ("points", fields.IntField()),
                ("is_free", fields.BooleanField()),
                (
                    "state",
                    fields.CharEnumField(
                        description="what has become of it", enum_type=LateState, max_length=8
                    ),
                ),
            ],
            options={
                "table": "late_change",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "who left an interview shortly before its start",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="LateChange",
            constraint=CheckConstraint(check="points >= 0", name="late_change_points_not_negative"),
        ),
        ops.AddConstraint(
            model_name="LateChange",
            constraint=CheckConstraint(
                check="points = 0 OR NOT is_free", name="late_change_free_costs_nothing"
            ),
        ),
        AddColumns(
            "MockInterview",
            agreed_late_hours=fields.IntField(null=True),
            agreed_late_keep=fields.IntField(null=True),
            has_late_change=fields.BooleanField(default=False, db_default=False),
        ),
        AddColumns(
            "Server",
            late_hours=fields.IntField(default=0, db_default=0),
            late_keep=fields.IntField(default=1, db_default=1),
        ),
        ops.AddIndex(model_name="LateChange", index=Index(fields=["user_id", "at"])),
        ops.AddIndex(model_name="LateChange", index=Index(fields=["interview_id"])),
        ops.AddIndex(model_name="LateChange", index=Index(fields=["at"])),
        ops.RunSQL([HELD], ["DROP INDEX late_change_held"]),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
