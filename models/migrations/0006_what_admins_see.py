"""What admins see: a role to ping, what was deleted on Discord, pauses that were lifted, feedback that may be read."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from models.schema_changes import AddColumn


class Migration(migrations.Migration):
    dependencies = [("sparring", "0005_points")]

    initial = False

    operations = [
        AddColumn(model_name="Server", name="log_role_id", field=fields.BigIntField(null=True)),
        AddColumn(
            model_name="Server",
            name="board_is_gone",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        AddColumn(
            model_name="Server",
            name="log_is_gone",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        AddColumn(
            model_name="Server",
            name="log_role_is_gone",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        AddColumn(
            model_name="NoShowReport",
            name="is_forgiven",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddIndex(model_name="NoShowReport", index=Index(fields=["reporter_id", "reported_at"])),
        AddColumn(model_name="Dispute", name="may_be_read", field=fields.BooleanField(null=True)),
    ]
