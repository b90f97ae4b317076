"""Both are asked the day before whether they come, and say at the start that they are there."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.interview import Coming
from models.moments import MomentField
from models.schema_changes import AddColumns

NEW_KINDS = "'coming_check', 'unconfirmed', 'seat_may_open'"


def coming(whose: str) -> fields.CharEnumField:
    return fields.CharEnumField(
        default=Coming.UNASKED,
        db_default=Coming.UNASKED.value,
        description=f"whether the {whose} comes",
        enum_type=Coming,
        max_length=8,
    )


class Migration(migrations.Migration):
    dependencies = [("sparring", "0008_pairs")]

    initial = False

    operations = [
        AddColumns(
            "MockInterview",
            host_coming=coming("host"),
            guest_coming=coming("guest"),
            host_here_at=MomentField(null=True, auto_now=False, auto_now_add=False),
            guest_here_at=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
