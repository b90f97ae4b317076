"""Cards of interviews that are over leave the board, and people are remembered with their picture."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index
from models.moments import MomentField
from models.schema_changes import AddColumn

LEAVE = (
    "UPDATE mock_interview SET card_leaves_at = updated_at"
    " WHERE card_message_id IS NOT NULL AND status NOT IN ('pending', 'booked')"
)
"""What is over already leaves too: so many at a time that nobody else waits for it."""


class Migration(migrations.Migration):
    dependencies = [("sparring", "0006_what_admins_see")]

    initial = False

    operations = [
        AddColumn(
            model_name="User",
            name="avatar",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
        AddColumn(
            model_name="Server",
            name="card_hours",
            field=fields.IntField(default=24, db_default=24),
        ),
        AddColumn(
            model_name="MockInterview",
            name="card_leaves_at",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(model_name="MockInterview", index=Index(fields=["card_leaves_at"])),
        ops.RunSQL([LEAVE], ["UPDATE mock_interview SET card_leaves_at = NULL"]),
    ]
