"""Two people are asked for a common time."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.moments import MomentField
from models.pair import PairState

NEW_KINDS = "'pairing', 'pair_ending', 'pair_proposed', 'pair_differs', 'pair_over'"

LIVE_SIDE = "CREATE UNIQUE INDEX pair_side_live ON pair_side (user_id) WHERE is_open"


def number() -> fields.IntField:
    return fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)


def moment() -> MomentField:
    return MomentField(auto_now=False, auto_now_add=False)


def refers_to(
    model: str, name: str, related: str, *, null: bool = False, on_delete: OnDelete = OnDelete.RESTRICT
) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=f"{name}_id",
        null=null,
        db_constraint=True,
        to_field="id",
        related_name=related,
        on_delete=on_delete,
    )


def options(table: str, description: str) -> dict[str, str]:
    return {"table": table, "app": "sparring", "pk_attr": "id", "table_description": description}


class Migration(migrations.Migration):
    dependencies = [("sparring", "0007_wishes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Pair",
            fields=[
                ("id", number()),
                ("server", refers_to("Server", "server", "pairs")),
                ("times", fields.JSONField()),
                ("duration", fields.SmallIntField()),
                (
                    "state",
                    fields.CharEnumField(
                        default=PairState.OPEN,
                        description="what became of it",
                        enum_type=PairState,
                        max_length=8,
                    ),
                ),
                ("proposed_at", moment()),
                ("until", moment()),
                ("interview", refers_to("MockInterview", "interview", "pairs", null=True)),
            ],
            options=options("pair", "two people who are asked for a common time"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PairSide",
            fields=[
                ("id", number()),
                ("pair", refers_to("Pair", "pair", "sides", on_delete=OnDelete.CASCADE)),
                ("user", refers_to("User", "user", "pair_sides")),
                ("is_interviewer", fields.BooleanField()),
                ("wish_number", fields.IntField()),
                ("picks", fields.SmallIntField(default=0)),
                ("is_open", fields.BooleanField(default=True)),
            ],
            options=options("pair_side", "the two of a pair, and which times suit them"),
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Pair",
            constraint=CheckConstraint(
                check="(state = 'agreed') = (interview_id IS NOT NULL)", name="pair_agreed_on_an_interview"
            ),
        ),
        ops.AddConstraint(
            model_name="PairSide",
            constraint=UniqueConstraint(fields=("pair_id", "is_interviewer"), name="pair_side_once"),
        ),
        ops.AddIndex(model_name="Pair", index=Index(fields=["proposed_at"])),
        ops.AddIndex(model_name="Pair", index=Index(fields=["server_id"])),
        ops.AddIndex(model_name="Pair", index=Index(fields=["interview_id"])),
        ops.AddIndex(model_name="PairSide", index=Index(fields=["user_id"])),
        ops.RunSQL([LIVE_SIDE], ["DROP INDEX pair_side_live"]),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
