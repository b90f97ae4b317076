"""The monthly thank-you: servers that give it, people who said yes to it, and where each stands."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.moments import MomentField
from models.schema_changes import AddColumns


def moment(*, null: bool = False) -> MomentField:
    return MomentField(null=null, auto_now=False, auto_now_add=False)


class Migration(migrations.Migration):
    dependencies = [("sparring", "0015_certificates")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ThankYou",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "server",
                    fields.ForeignKeyField(
                        "sparring.Server",
                        source_field="server_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="thank_yous",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("month", fields.DateField()),
                ("since", moment()),
                ("until", moment()),
                ("made_at", moment()),
                ("seed", fields.IntField()),
                ("channel_id", fields.BigIntField(null=True)),
                ("message_id", fields.BigIntField(null=True)),
                ("is_missed", fields.BooleanField(default=False)),
                ("is_gone", fields.BooleanField(default=False)),
            ],
            options={
                "table": "thank_you",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "monthly thanks to those who interviewed others",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ThankYou",
            constraint=UniqueConstraint(fields=("server_id", "month"), name="thank_you_once_a_month"),
        ),
        AddColumns("Server", thanks_at=moment(null=True)),
        AddColumns("User", thanked_since=moment(null=True)),
        ops.AddIndex(model_name="ThankYou", index=Index(fields=["made_at"])),
        ops.AddIndex(model_name="Server", index=Index(fields=["thanks_at"])),
        ops.RunSQL([], ["DELETE FROM notification WHERE kind = 'thanks'"]),
    ]
