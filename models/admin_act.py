"""What an admin did in a server: the record that stays when the line in the log channel is gone."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.notification import NotificationKind
from models.server import Server
from models.user import User


class AdminAct(Model):
    """One act: who did it, about whom and which interview, if any, and what else the line about it says.

    `kind` is that of the line (`services.delivery.kinds.log`), and `details` are its other fields.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="admin_acts", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    kind = fields.CharEnumField(NotificationKind, description="what was done", max_length=24)
    admin: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="admin_acts", on_delete=fields.OnDelete.RESTRICT
    )
    admin_id: int
    about: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="admin_acts_about", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    about_id: int | None
    interview: fields.ForeignKeyNullableRelation[MockInterview] = fields.ForeignKeyField(
        "sparring.MockInterview", related_name="admin_acts", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int | None
    details: dict[str, Any] = fields.JSONField(default=dict)
    happened_at: datetime = MomentField()

    class Meta:
        table = "admin_act"
        table_description = "what admins did"
        indexes = (("server_id", "id"), ("admin_id",), ("about_id",), ("interview_id",))
