"""Rubrics: interviewers judge by three criteria in words, the bot's own or those of a server."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.moments import MomentField
from models.schema_changes import AddColumns

NEW_KINDS = "'log_rubric', 'log_rubric_retired'"


def number() -> fields.IntField:
    return fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)


def moment(*, null: bool = False) -> MomentField:
    return MomentField(null=null, auto_now=False, auto_now_add=False)


def json(*, null: bool = False) -> fields.JSONField:
    return fields.JSONField(null=null, encoder=JSON_DUMPS, decoder=loads)


def refers_to(model: str, name: str, related: str, on_delete: OnDelete) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=f"{name}_id",
        db_constraint=True,
        to_field="id",
        related_name=related,
        on_delete=on_delete,
    )


def options(table: str, description: str) -> dict[str, str]:
    return {"table": table, "app": "sparring", "pk_attr": "id", "table_description": description}


class Migration(migrations.Migration):
    dependencies = [("sparring", "0012_questions")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Rubric",
            fields=[
                ("id", number()),
                ("server", refers_to("Server", "server", "rubrics", OnDelete.RESTRICT)),
                ("name", json()),
                ("version", fields.IntField()),
                ("retired_at", moment(null=True)),
            ],
            options=options("rubric", "rubrics of a server's own"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RubricVersion",
            fields=[
                ("id", number()),
                ("rubric", refers_to("Rubric", "rubric", "versions", OnDelete.CASCADE)),
                ("number", fields.IntField()),
                ("content", json()),
                ("made_at", moment()),
            ],
            options=options("rubric_version", "versions of rubrics"),
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="RubricVersion",
            constraint=UniqueConstraint(fields=("rubric_id", "number"), name="rubric_version_once"),
        ),
        AddColumns("Server", uses_rubrics=fields.BooleanField(default=False, db_default=False)),
        AddColumns("MockInterview", rubric=fields.CharField(max_length=50, default="", db_default="")),
        AddColumns("InterviewDraft", rubric=fields.CharField(max_length=50, default="", db_default="")),
        AddColumns(
            "InterviewFeedback",
            rubric=json(null=True),
            next_step=fields.TextField(default="", db_default="", unique=False),
        ),
        ops.AddIndex(model_name="Rubric", index=Index(fields=["server_id"])),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
        ops.RunSQL([], [f"DELETE FROM admin_act WHERE kind IN ({NEW_KINDS})"]),
    ]
