"""A server's thank-you to those who interviewed others in a month."""

from datetime import date, datetime

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from models.moments import MomentField
from models.server import Server


class ThankYou(Model):
    """The message in a board channel for a `month`, named by its first day.

    It counts the interviews that began from `since` on and before `until` (UTC): the month by the clocks that
    the server had when it was `made_at`. Whom it thanks stands nowhere: it is found anew whenever it is
    shown, in an order that `seed` says, so that a change keeps it.

    `channel_id` and `message_id` are null until it is posted. `is_missed` tells that a change of it was given
    up, `is_gone` that it is not to be shown any more: a moderator deleted it, or nobody is left in it.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="thank_yous", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    month: date = fields.DateField()
    since: datetime = MomentField()
    until: datetime = MomentField()
    made_at: datetime = MomentField()
    seed = fields.IntField()
    channel_id: int | None = fields.BigIntField(null=True)
    message_id: int | None = fields.BigIntField(null=True)
    is_missed = fields.BooleanField(default=False)
    is_gone = fields.BooleanField(default=False)

    class Meta:
        table = "thank_you"
        table_description = "monthly thanks to those who interviewed others"
        indexes = (("made_at",),)
        constraints = (UniqueConstraint(fields=("server_id", "month"), name="thank_you_once_a_month"),)
