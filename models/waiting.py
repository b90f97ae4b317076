"""Who waits for a booked seat to come free, and to whom it is offered when it does."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.user import User


class OfferState(StrEnum):
    """What became of an offer."""

    LIVE = "live"
    TAKEN = "taken"
    PASSED = "passed"
    EXPIRED = "expired"
    ENDED = "ended"
    """Something else put an end to it: they left, or the interview is off or at another time."""


class WaitingEntry(Model):
    """A place in the line for one interview; the first in it is who came first.

    `starts_at` (UTC) is the start for which they wait: an interview that was moved is not what they wanted,
    until it was looked whether they can.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="waiting", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="waiting", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    starts_at: datetime = MomentField()
    since: datetime = MomentField()

    class Meta:
        table = "waiting_entry"
        table_description = "who waits for a booked seat"
        indexes = (("user_id",),)
        constraints = (UniqueConstraint(fields=("interview_id", "user_id"), name="waiting_entry_once"),)


class SeatOffer(Model):
    """A freed seat that one person may take before all others, until `until` (UTC).

    Of one interview one is live at a time; a unique index over the live ones, in the sixth migration, holds
    that. Those of before stay until the interview is over, and say who has had their turn.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.ForeignKeyRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="seat_offers", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="seat_offers", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    state = fields.CharEnumField(
        OfferState, description="what became of it", max_length=8, default=OfferState.LIVE
    )
    offered_at: datetime = MomentField()
    until: datetime = MomentField()

    class Meta:
        table = "seat_offer"
        table_description = "freed seats that are offered to who waits"
        indexes = (("interview_id",), ("user_id",))
