"""What somebody has practised in a server, as it was certified to them."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.moments import MomentField
from models.server import Server
from models.user import User

NUMBER_LENGTH = 12
"""Characters of a certificate's number."""


class Certificate(Model):
    """How many completed interviews `user` had `given` and `taken` in a server when it was issued.

    It never changes: whoever has had more since gets another. `number` is what it is found by, and nobody can
    guess one (`services.certificates`). `first_at`, `last_at` (when the first and the last of the interviews
    began) and `issued_at` are in UTC.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="certificates", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="certificates", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    number = fields.CharField(max_length=NUMBER_LENGTH)
    given = fields.IntField()
    taken = fields.IntField()
    first_at: datetime = MomentField()
    last_at: datetime = MomentField()
    issued_at: datetime = MomentField()

    class Meta:
        table = "certificate"
        table_description = "what people have practised, as it was certified"
        indexes = (("server_id",),)
        constraints = (
            UniqueConstraint(fields=("number",), name="certificate_number"),
            # Interviews are only ever added, so as many given and taken are the same ones.
            UniqueConstraint(fields=("user_id", "server_id", "given", "taken"), name="certificate_once"),
            CheckConstraint(
                check="given >= 0 AND taken >= 0 AND given + taken > 0", name="certificate_of_something"
            ),
        )
