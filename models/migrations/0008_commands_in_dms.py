"""A command in a direct message finds its member's servers, and keeps what was typed while it asks for one."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from models.schema_changes import AddColumn


class Migration(migrations.Migration):
    dependencies = [("sparring", "0007_cards_leave")]

    initial = False

    operations = [
        AddColumn(
            model_name="InterviewDraft",
            name="typed_time",
            field=fields.CharField(default="", db_default="", max_length=100),
        ),
        ops.AddIndex(model_name="UserPoints", index=Index(fields=["user_id"])),
    ]
