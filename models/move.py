"""Another time that a host proposes for a booked interview."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField


class MoveProposal(Model):
    """The one proposal that waits for the guest's answer; it is removed when it is settled or replaced.

    Times in UTC, `duration` in minutes. Until the guest confirms, the interview keeps its time.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.OneToOneRelation[MockInterview] = fields.OneToOneField(
        "sparring.MockInterview", related_name="move_proposal", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    scheduled_time: datetime = MomentField()
    ends_at: datetime = MomentField()
    duration = fields.IntField()
    proposed_at: datetime = MomentField()

    class Meta:
        table = "move_proposal"
        table_description = "other times that hosts propose"
        constraints = (
            CheckConstraint(check="duration > 0", name="move_proposal_duration_positive"),
            CheckConstraint(check="ends_at > scheduled_time", name="move_proposal_ends_after_start"),
            UniqueConstraint(fields=("interview_id",), name="move_proposal_one_per_interview"),
        )
