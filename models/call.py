"""Where somebody who takes no direct messages is called on a board."""

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from models.server import Server
from models.user import User


class BoardCall(Model):
    """The one message in a server's board channel that tells a person what they have missed.

    `newest` is the latest notification for which they were mentioned: what comes after it calls them anew.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="calls", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="calls", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    channel_id = fields.BigIntField()
    message_id = fields.BigIntField()
    newest = fields.IntField()

    class Meta:
        table = "board_call"
        table_description = "who is called on which board"
        indexes = (("user_id",),)
        constraints = (UniqueConstraint(fields=("server_id", "user_id"), name="board_call_one_a_person"),)
