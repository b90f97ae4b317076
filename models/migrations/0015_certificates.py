"""Certificates: what somebody has practised in a server, under a number by which anybody can check it."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.moments import MomentField


def moment() -> MomentField:
    return MomentField(auto_now=False, auto_now_add=False)


def refers_to(model: str, name: str) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=f"{name}_id",
        db_constraint=True,
        to_field="id",
        related_name="certificates",
        on_delete=OnDelete.RESTRICT,
    )


class Migration(migrations.Migration):
    dependencies = [("sparring", "0014_sealed_feedback")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Certificate",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("server", refers_to("Server", "server")),
                ("user", refers_to("User", "user")),
                ("number", fields.CharField(max_length=12)),
                ("given", fields.IntField()),
                ("taken", fields.IntField()),
                ("first_at", moment()),
                ("last_at", moment()),
                ("issued_at", moment()),
            ],
            options={
                "table": "certificate",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "what people have practised, as it was certified",
            },
            bases=["Model"],
        ),
        # Before those that SQLite keeps as indexes: to add or remove a check makes its table anew.
        ops.AddConstraint(
            model_name="Certificate",
            constraint=CheckConstraint(
                check="given >= 0 AND taken >= 0 AND given + taken > 0", name="certificate_of_something"
            ),
        ),
        ops.AddConstraint(
            model_name="Certificate",
            constraint=UniqueConstraint(fields=("number",), name="certificate_number"),
        ),
        ops.AddConstraint(
            model_name="Certificate",
            constraint=UniqueConstraint(
                fields=("user_id", "server_id", "given", "taken"), name="certificate_once"
            ),
        ),
        ops.AddIndex(model_name="Certificate", index=Index(fields=["server_id"])),
    ]
