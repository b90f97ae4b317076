"""Reports of absence, disputes, and who wants reminders.

As in 0001 the checks of a new table are added after it, and what SQLite keeps as indexes after them.
`server` gets no constraint on its new columns: on SQLite its table would have to be made anew under the rows
that refer to it.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops
from models.dispute import DisputeKind, Ruling
from models.schema_changes import AddColumn
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


def _person(column: str, related_name: str, *, null: bool = False) -> fields.Field:
    return fields.ForeignKeyField(
        "sparring.User",
        source_field=column,
        null=null,
        db_constraint=True,
        to_field="id",
        related_name=related_name,
        on_delete=OnDelete.RESTRICT,
    )


class Migration(migrations.Migration):
    dependencies = [("sparring", "0002_ledger")]

    initial = False

    operations = [
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
                ("opened_by", _person("opened_by_id", "disputes_opened")),
                ("text", fields.TextField(unique=False)),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("decide_by", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "ruling",
                    fields.CharEnumField(
                        null=True, description="what was decided", enum_type=Ruling, max_length=12
                    ),
                ),
                ("decided_by", _person("decided_by_id", "disputes_decided", null=True)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
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
                ("reporter", _person("reporter_id", "no_shows_reported")),
                ("absent", _person("absent_id", "no_shows")),
                ("text", fields.TextField(default="", unique=False)),
                ("refunded", fields.IntField(default=0)),
                ("compensated", fields.IntField(default=0)),
                ("reported_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("dispute_by", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "no_show_report",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "reports that somebody did not come",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Dispute",
            constraint=CheckConstraint(
                check="(ruling IS NULL AND decided_at IS NULL AND decided_by_id IS NULL) OR (ruling IS NOT NULL AND decided_at IS NOT NULL)",
                name="dispute_decided_has_a_time",
            ),
        ),
        ops.AddConstraint(
            model_name="Dispute",
            constraint=UniqueConstraint(fields=("interview_id", "kind"), name="dispute_one_of_a_kind"),
        ),
        ops.AddIndex(model_name="Dispute", index=Index(fields=["ruling", "decide_by"])),
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
            model_name="NoShowReport",
            constraint=UniqueConstraint(fields=("interview_id",), name="no_show_report_one_per_interview"),
        ),
        ops.AddIndex(model_name="NoShowReport", index=Index(fields=["absent_id", "reported_at"])),
        AddColumn(model_name="Server", name="no_show_limit", field=fields.IntField(default=2, db_default=2)),
        AddColumn(model_name="Server", name="no_show_days", field=fields.IntField(default=30, db_default=30)),
        AddColumn(model_name="Server", name="block_days", field=fields.IntField(default=7, db_default=7)),
        AddColumn(
            model_name="Server",
            name="allows_other_links",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.RenameField(model_name="User", old_name="wants_direct_messages", new_name="wants_reminders"),
    ]
