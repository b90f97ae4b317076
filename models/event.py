"""The Discord event that shows a booked interview in a server's list of events."""

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview


class ScheduledEvent(Model):
    """Where an interview stands among its server's events; `event_id` is Discord's."""

    id = fields.IntField(primary_key=True)
    interview: fields.OneToOneRelation[MockInterview] = fields.OneToOneField(
        "sparring.MockInterview", related_name="scheduled_event", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    event_id = fields.BigIntField()

    class Meta:
        table = "scheduled_event"
        table_description = "interviews in the servers' lists of events"
        constraints = (UniqueConstraint(fields=("interview_id",), name="scheduled_event_one_per_interview"),)
