"""What a host has typed into the picker's form and not yet published."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from models.moments import MomentField
from models.server import Server
from models.user import User


class InterviewDraft(Model):
    """One preview; publishing it removes it, so that it is published once.

    Times in UTC, `duration` in minutes; `is_interviewer` says which seat the host takes. Seat and start are
    open while only the details are known: those of a command without a time, which the picker goes on with.
    `typed_time` is a start as it was typed, where its zone is not known yet: that of a command in a direct
    message, whose host is still asked for which of their servers it is; so is a `rubric`.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="drafts", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    host: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="drafts", on_delete=fields.OnDelete.RESTRICT
    )
    host_id: int
    is_interviewer = fields.BooleanField(null=True)
    scheduled_time: datetime | None = MomentField(null=True)
    duration = fields.IntField()
    topic = fields.CharField(max_length=100, default="")
    level = fields.CharField(max_length=20, default="")
    language = fields.CharField(max_length=40, default="")
    notes = fields.TextField(default="")
    rubric = fields.CharField(max_length=50, default="", db_default="")
    meeting_link = fields.CharField(max_length=300, null=True)
    typed_time = fields.CharField(max_length=100, default="", db_default="")
    updated_at: datetime = MomentField()

    class Meta:
        table = "interview_draft"
        table_description = "previews of interviews that are not published"
        indexes = (("host_id", "updated_at"), ("updated_at",))
        constraints = (CheckConstraint(check="duration > 0", name="interview_draft_duration_positive"),)
