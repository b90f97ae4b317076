"""When people are free, what they look for, and of which cards they are told."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.folded import FoldedField
from models.moments import MomentField
from models.schema_changes import AddColumns
from models.wish import AlertState, WishState

NEW_KINDS = "'matching', 'alerting', 'wish_alert', 'wish_digest', 'wish_expired'"

WITHIN_A_DAY = "from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440"


def number() -> fields.IntField:
    return fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)


def moment(*, null: bool = False) -> MomentField:
    return MomentField(null=null, auto_now=False, auto_now_add=False)


def refers_to(model: str, name: str, related: str, *, null: bool = False) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=f"{name}_id",
        null=null,
        db_constraint=True,
        to_field="id",
        related_name=related,
        on_delete=OnDelete.RESTRICT,
    )


def options(table: str, description: str) -> dict[str, str]:
    return {"table": table, "app": "sparring", "pk_attr": "id", "table_description": description}


class Migration(migrations.Migration):
    dependencies = [("sparring", "0006_finding")]

    initial = False

    operations = [
        ops.CreateModel(
            name="FreeSpan",
            fields=[
                ("id", number()),
                ("user", refers_to("User", "user", "free_spans")),
                ("weekday", fields.SmallIntField()),
                ("from_minute", fields.SmallIntField()),
                ("to_minute", fields.SmallIntField()),
            ],
            options=options("free_span", "when people are free, week by week"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FreeException",
            fields=[
                ("id", number()),
                ("user", refers_to("User", "user", "free_exceptions")),
                ("day", fields.DateField()),
                ("from_minute", fields.SmallIntField()),
                ("to_minute", fields.SmallIntField()),
                ("is_free", fields.BooleanField()),
            ],
            options=options("free_exception", "days on which people are free otherwise than by the week"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Wish",
            fields=[
                ("id", number()),
                ("server", refers_to("Server", "server", "wishes")),
                ("user", refers_to("User", "user", "wishes")),
                ("is_interviewer", fields.BooleanField()),
                ("topic", fields.CharField(default="", max_length=100)),
                ("topic_folded", FoldedField(default="", db_default="", of="topic")),
                ("level", fields.CharField(default="", max_length=20)),
                ("level_folded", FoldedField(default="", db_default="", of="level")),
                ("language", fields.CharField(default="", max_length=40)),
                ("language_folded", FoldedField(default="", db_default="", of="language")),
                ("days", fields.SmallIntField()),
                ("since", moment()),
                ("until", moment()),
                (
                    "state",
                    fields.CharEnumField(
                        default=WishState.OPEN,
                        description="what became of it",
                        enum_type=WishState,
                        max_length=8,
                    ),
                ),
                ("interview", refers_to("MockInterview", "interview", "wishes", null=True)),
                ("done_at", moment(null=True)),
                ("waited_minutes", fields.IntField(null=True)),
            ],
            options=options("wish", "interviews that people look for"),
            bases=["Searched"],
        ),
        ops.CreateModel(
            name="WishAlert",
            fields=[
                ("id", number()),
                ("interview", refers_to("MockInterview", "interview", "wish_alerts")),
                ("user", refers_to("User", "user", "wish_alerts")),
                ("revision", fields.IntField()),
                (
                    "state",
                    fields.CharEnumField(
                        default=AlertState.WAITING,
                        description="what became of it",
                        enum_type=AlertState,
                        max_length=8,
                    ),
                ),
                ("found_at", moment()),
                ("told_at", moment(null=True)),
            ],
            options=options("wish_alert", "interviews of which people are told since they fit a wish of theirs"),
            bases=["Model"],
        ),
        # On SQLite a check makes the table anew, and the index of a unique one is lost with the old table.
        ops.AddConstraint(
            model_name="FreeSpan",
            constraint=CheckConstraint(check="weekday >= 0 AND weekday < 7", name="free_span_weekday"),
        ),
        ops.AddConstraint(
            model_name="FreeSpan",
            constraint=CheckConstraint(check=WITHIN_A_DAY, name="free_span_within_a_day"),
        ),
        ops.AddConstraint(
            model_name="FreeException",
            constraint=CheckConstraint(check=WITHIN_A_DAY, name="free_exception_within_a_day"),
        ),
        ops.AddConstraint(
            model_name="Wish",
            constraint=CheckConstraint(
                check=(
                    "(state = 'done' AND done_at IS NOT NULL AND interview_id IS NOT NULL"
                    " AND waited_minutes IS NOT NULL) OR (state <> 'done' AND done_at IS NULL"
                    " AND interview_id IS NULL AND waited_minutes IS NULL)"
                ),
                name="wish_done_by_an_interview",
            ),
        ),
        ops.AddConstraint(
            model_name="Wish",
            constraint=CheckConstraint(check="until > since", name="wish_ends_after_it_began"),
        ),
        ops.AddConstraint(
            model_name="FreeSpan",
            constraint=UniqueConstraint(fields=("user_id", "weekday", "from_minute"), name="free_span_once"),
        ),
        ops.AddConstraint(
            model_name="FreeException",
            constraint=UniqueConstraint(fields=("user_id", "day", "from_minute"), name="free_exception_once"),
        ),
        ops.AddConstraint(
            model_name="WishAlert",
            constraint=UniqueConstraint(fields=("interview_id", "user_id", "revision"), name="wish_alert_once"),
        ),
        AddColumns("Server", has_wishes=fields.BooleanField(default=False, db_default=False)),
        AddColumns(
            "User",
            free_paused_until=moment(null=True),
            alerts_a_day=fields.SmallIntField(default=3, db_default=3),
        ),
        ops.AddIndex(model_name="FreeException", index=Index(fields=["day"])),
        ops.AddIndex(
            model_name="Wish", index=Index(fields=["server_id", "is_interviewer", "state", "id"])
        ),
        ops.AddIndex(model_name="Wish", index=Index(fields=["user_id", "server_id"])),
        ops.AddIndex(model_name="Wish", index=Index(fields=["state", "until"])),
        ops.AddIndex(model_name="Wish", index=Index(fields=["interview_id"])),
        ops.AddIndex(model_name="WishAlert", index=Index(fields=["user_id", "state"])),
        ops.AddIndex(model_name="WishAlert", index=Index(fields=["user_id", "told_at"])),
        ops.AddIndex(model_name="WishAlert", index=Index(fields=["found_at"])),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
