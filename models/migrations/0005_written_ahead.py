"""An index for what was written by a clock that ran ahead: the worker looks for it at every pass."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("sparring", "0004_drafts_moves_events")]

    initial = False

    operations = [
        ops.AddIndex(model_name="Notification", index=Index(fields=["state", "created_at"])),
    ]
