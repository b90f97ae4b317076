"""Two people of whom one does not want to be paired with the other."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.moments import MomentField
from models.user import User


class KeptApart(Model):
    """`user` has asked not to be paired with `other`, in any server; only `user` ever sees it.

    Where `other` was erased it is null, and `mark` a keyed hash by which they are known if they come back
    (`services.erased`).
    """

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="keeps_apart", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    other: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="kept_apart_by", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    other_id: int | None
    mark = fields.CharField(max_length=64, default="", db_default="")
    since: datetime = MomentField()

    class Meta:
        table = "kept_apart"
        table_description = "who does not want to be paired with whom"
        indexes = (("other_id",), ("mark",))
        constraints = (
            CheckConstraint(check="user_id <> other_id", name="kept_apart_two_people"),
            UniqueConstraint(fields=("user_id", "other_id"), name="kept_apart_once"),
        )
