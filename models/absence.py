"""A report that somebody did not come to an interview."""

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.interview import MockInterview
from models.moments import MomentField
from models.user import User


class NoShowReport(Model):
    """The one report of an interview: `reporter` says that `absent` did not come.

    `dispute_by` is until when (UTC) the absent one can dispute it. `refunded` points went back to the
    interviewee and `compensated` points to the reporter, of which `taken` came out of the account of
    `absent` and `minted` from nobody; a ruling can take back exactly that. One that `is_forgiven` pauses
    nobody any more: an admin has lifted a pause since.
    """

    id = fields.IntField(primary_key=True)
    interview: fields.OneToOneRelation[MockInterview] = fields.OneToOneField(
        "sparring.MockInterview", related_name="no_show_report", on_delete=fields.OnDelete.RESTRICT
    )
    interview_id: int
    reporter: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="no_shows_reported", on_delete=fields.OnDelete.RESTRICT
    )
    reporter_id: int
    absent: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="no_shows", on_delete=fields.OnDelete.RESTRICT
    )
    absent_id: int
    text = fields.TextField(default="")
    refunded = fields.IntField(default=0)
    compensated = fields.IntField(default=0)
    taken = fields.IntField(default=0, db_default=0)
    minted = fields.IntField(default=0, db_default=0)
    reported_at = MomentField()
    dispute_by = MomentField()
    is_forgiven = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "no_show_report"
        table_description = "reports that somebody did not come"
        indexes = (("absent_id", "reported_at"), ("reporter_id", "reported_at"))
        constraints = (
            CheckConstraint(check="reporter_id <> absent_id", name="no_show_report_two_people"),
            CheckConstraint(check="refunded >= 0", name="no_show_report_refunded_not_negative"),
            CheckConstraint(check="compensated >= 0", name="no_show_report_compensated_not_negative"),
            CheckConstraint(check="dispute_by > reported_at", name="no_show_report_can_be_disputed"),
            UniqueConstraint(fields=("interview_id",), name="no_show_report_one_per_interview"),
        )
