"""Two people whose wishes fit and who are free at the same times: both are asked which of them suits."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.server import Server
from models.user import User


class PairState(StrEnum):
    """What became of a pair."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    EXPIRED = "expired"
    ENDED = "ended"
    """Something else put an end to it: one of them left, or could not any more."""


class Pair(Model):
    """Up to three `times` (UTC, ISO 8601) that two people are asked about until `until`.

    `duration` in minutes. One that was agreed has the `interview` that came of it.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="pairs", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    times: list[str] = fields.JSONField()
    duration = fields.SmallIntField()
    state = fields.CharEnumField(
        PairState, description="what became of it", max_length=8, default=PairState.OPEN
    )
    proposed_at: datetime = MomentField()
    until: datetime = MomentField()
    interview: fields.ForeignKeyNullableRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="pairs", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int | None

    class Meta:
        table = "pair"
        table_description = "two people who are asked for a common time"
        indexes = (("proposed_at",), ("server_id",), ("interview_id",))
        constraints = (
            CheckConstraint(
                check="(state = 'agreed') = (interview_id IS NOT NULL)", name="pair_agreed_on_an_interview"
            ),
        )


class PairSide(Model):
    """One of the two: whose it is, in which seat, and by which wish (its number).

    `picks` says which of the times suit them: one bit for each, the lowest for the first. `is_open` as long
    as the pair is; of one person one is open at a time, which a unique index in the eighth migration holds.
    """

    id = fields.IntField(primary_key=True)
    pair: fields.ForeignKeyRelation[Pair] = fields.ForeignKeyField(
        "sparring.Pair", related_name="sides", on_delete=fields.OnDelete.CASCADE
    )
    pair_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="pair_sides", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    is_interviewer = fields.BooleanField()
    wish_number = fields.IntField()
    picks = fields.SmallIntField(default=0)
    is_open = fields.BooleanField(default=True)

    class Meta:
        table = "pair_side"
        table_description = "the two of a pair, and which times suit them"
        indexes = (("user_id",),)
        constraints = (UniqueConstraint(fields=("pair_id", "is_interviewer"), name="pair_side_once"),)
