"""People find each other: who waits for a seat, who keeps away from whom, and how much is enough."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.moments import MomentField
from models.schema_changes import AddColumns
from models.waiting import OfferState

NEW_KINDS = "'waiting', 'seat_offered', 'seat_open', 'waiting_over', 'waiting_moved'"

LIVE_OFFER = "CREATE UNIQUE INDEX seat_offer_live ON seat_offer (interview_id) WHERE state = 'live'"


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
    dependencies = [("sparring", "0005_people_data")]

    initial = False

    operations = [
        ops.CreateModel(
            name="WaitingEntry",
            fields=[
                ("id", number()),
                ("interview", refers_to("MockInterview", "interview", "waiting")),
                ("user", refers_to("User", "user", "waiting")),
                ("starts_at", moment()),
                ("since", moment()),
            ],
            options=options("waiting_entry", "who waits for a booked seat"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SeatOffer",
            fields=[
                ("id", number()),
                ("interview", refers_to("MockInterview", "interview", "seat_offers")),
                ("user", refers_to("User", "user", "seat_offers")),
                (
                    "state",
                    fields.CharEnumField(
                        default=OfferState.LIVE,
                        description="what became of it",
                        enum_type=OfferState,
                        max_length=8,
                    ),
                ),
                ("offered_at", moment()),
                ("until", moment()),
            ],
            options=options("seat_offer", "freed seats that are offered to who waits"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KeptApart",
            fields=[
                ("id", number()),
                ("user", refers_to("User", "user", "keeps_apart")),
                ("other", refers_to("User", "other", "kept_apart_by", null=True)),
                ("mark", fields.CharField(default="", db_default="", max_length=64)),
                ("since", moment()),
            ],
            options=options("kept_apart", "who does not want to be paired with whom"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", number()),
                ("interview", refers_to("MockInterview", "interview", "withdrawals")),
                ("user", refers_to("User", "user", "withdrawals")),
                ("at", moment()),
            ],
            options=options("withdrawal", "bookings that were given back"),
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="WaitingEntry",
            constraint=UniqueConstraint(fields=("interview_id", "user_id"), name="waiting_entry_once"),
        ),
        ops.AddConstraint(
            model_name="KeptApart",
            constraint=CheckConstraint(check="user_id <> other_id", name="kept_apart_two_people"),
        ),
        ops.AddConstraint(
            model_name="KeptApart",
            constraint=UniqueConstraint(fields=("user_id", "other_id"), name="kept_apart_once"),
        ),
        AddColumns(
            "MockInterview",
            is_waited_for=fields.BooleanField(default=False, db_default=False),
            held_until=moment(null=True),
        ),
        AddColumns(
            "Server",
            open_cards_limit=fields.IntField(default=0, db_default=0),
            seats_limit=fields.IntField(default=0, db_default=0),
            given_back_limit=fields.IntField(default=10, db_default=10),
        ),
        AddColumns(
            "User",
            weekly_given_cap=fields.IntField(null=True),
            weekly_taken_cap=fields.IntField(null=True),
        ),
        ops.AddIndex(
            model_name="MockInterview", index=Index(fields=["interviewer_id", "interviewee_id", "status"])
        ),
        ops.AddIndex(model_name="WaitingEntry", index=Index(fields=["user_id"])),
        ops.AddIndex(model_name="SeatOffer", index=Index(fields=["interview_id"])),
        ops.AddIndex(model_name="SeatOffer", index=Index(fields=["user_id"])),
        ops.AddIndex(model_name="KeptApart", index=Index(fields=["other_id"])),
        ops.AddIndex(model_name="KeptApart", index=Index(fields=["mark"])),
        ops.AddIndex(model_name="Withdrawal", index=Index(fields=["user_id", "at"])),
        ops.AddIndex(model_name="Withdrawal", index=Index(fields=["interview_id"])),
        ops.AddIndex(model_name="Withdrawal", index=Index(fields=["at"])),
        ops.RunSQL([LIVE_OFFER], ["DROP INDEX seat_offer_live"]),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
