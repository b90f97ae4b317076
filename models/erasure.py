"""Erasing what is kept of a person: that it was begun, and what outlasts it, under no name."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.moments import MomentField
from models.server import Server


class Erasure(Model):
    """An erasure that was begun and is not finished; it is gone with the last step.

    `user_id` is whose data goes, and no foreign key: it stays until the person's own row is gone. Then it is
    that of `tombstone_id`, the row that stands in their place where others' data needs somebody there.
    """

    id = fields.IntField(primary_key=True)
    user_id: int = fields.BigIntField()
    tombstone_id: int = fields.BigIntField()
    begun_at = MomentField()

    class Meta:
        table = "erasure"
        table_description = "erasures that are under way"
        constraints = (
            UniqueConstraint(fields=("user_id",), name="erasure_one_a_person"),
            CheckConstraint(check="tombstone_id < -1", name="erasure_tombstone_is_no_member"),
        )


class ErasedMark(Model):
    """What a server must not forget of somebody who was erased, by a keyed hash (`mark`) of both ids.

    Until `paused_until` (UTC) they take no new seat if they come back, for the interviews `missed` (their
    numbers, between commas). Until `starts_again_at` they get no starting points anew, and until
    `mints_again_at` no point is made out of nothing for an absence with them. With the last of these, at
    `kept_until`, the row goes.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="erased_marks", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    mark = fields.CharField(max_length=64)
    paused_until: datetime | None = MomentField(null=True)
    missed = fields.CharField(max_length=200, default="")
    starts_again_at: datetime | None = MomentField(null=True)
    mints_again_at: datetime | None = MomentField(null=True)
    kept_until: datetime = MomentField()

    class Meta:
        table = "erased_mark"
        table_description = "what outlasts an erasure, under a keyed hash"
        indexes = (("kept_until",),)
        constraints = (UniqueConstraint(fields=("server_id", "mark"), name="erased_mark_one_a_member"),)
