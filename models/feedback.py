"""What the interviewer said of an interview."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField


class InterviewFeedback(Model):
    """The one feedback of an interview.

    `accept_by` is when it is accepted by itself (UTC); `interviewer_rating` is what the interviewee gave
    back. `questions` are those that were asked, as they read, each with how it went: a list of pairs, in
    which None stands where the interviewer did not say.

    `rubric` is how it was judged, in the words that were shown then (`services.rubrics.judged`), and null
    where the interviewer gave one score alone; then there is no `next_step` either. `step_done_at` is when
    the interviewee said that they have done it; null while they have not.

    Until `sealed_until` the interviewee does not read it (`services.reviews`); null where nothing was sealed.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.OneToOneRelation[MockInterview] = fields.OneToOneField(
        "sparring.MockInterview", related_name="interview_feedback", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    technical_score = fields.SmallIntField()
    feedback = fields.TextField()
    questions: list[list[Any]] = fields.JSONField(default=list, db_default="[]")
    rubric: dict[str, Any] | None = fields.JSONField(null=True)
    next_step = fields.TextField(default="", db_default="")
    step_done_at: datetime | None = MomentField(null=True)
    is_accepted = fields.BooleanField(default=False)
    accepted_at: datetime | None = MomentField(null=True)
    accept_by = MomentField()
    sealed_until: datetime | None = MomentField(null=True)
    interviewer_rating: int | None = fields.SmallIntField(null=True)
    created_at = MomentField()

    class Meta:
        table = "interview_feedback"
        table_description = "feedback of interviewers"
        constraints = (
            CheckConstraint(check="technical_score BETWEEN 1 AND 5", name="interview_feedback_score_1_to_5"),
            CheckConstraint(
                check="interviewer_rating BETWEEN 1 AND 5", name="interview_feedback_rating_1_to_5"
            ),
            CheckConstraint(
                check=(
                    "(is_accepted AND accepted_at IS NOT NULL) OR (NOT is_accepted AND accepted_at IS NULL)"
                ),
                name="interview_feedback_accepted_has_a_time",
            ),
            UniqueConstraint(fields=("interview_id",), name="interview_feedback_one_per_interview"),
        )
