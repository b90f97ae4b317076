"""The two of an interview write to each other: how often, and no word of it."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.moments import MomentField

NEW_KINDS = "'written', 'log_written'"


def refers_to(model: str, name: str) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=f"{name}_id",
        db_constraint=True,
        to_field="id",
        related_name="written",
        on_delete=OnDelete.RESTRICT,
    )


class Migration(migrations.Migration):
    dependencies = [("sparring", "0010_late_changes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="WrittenCount",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("interview", refers_to("MockInterview", "interview")),
                ("user", refers_to("User", "user")),
                ("times", fields.SmallIntField()),
                ("at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "written_count",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "how often one of two has written to the other",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="WrittenCount",
            constraint=CheckConstraint(check="times BETWEEN 1 AND 10", name="written_count_limit"),
        ),
        ops.AddConstraint(
            model_name="WrittenCount",
            constraint=UniqueConstraint(fields=("interview_id", "user_id"), name="written_count_once"),
        ),
        ops.AddIndex(model_name="WrittenCount", index=Index(fields=["user_id"])),
        ops.AddIndex(model_name="WrittenCount", index=Index(fields=["at"])),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
