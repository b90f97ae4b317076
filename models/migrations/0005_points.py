"""What was agreed at a booking, where a compensation came from, ratings, and when an economy is looked at."""

from models.moments import MomentField
from models.schema_changes import AddColumn
from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

RATINGS_SO_FAR = """
UPDATE user_points SET ratings = rated.count, rating_sum = rated.sum
FROM (
    SELECT interview.server_id, interview.interviewer_id, COUNT(*) AS count,
        SUM(feedback.interviewer_rating) AS sum
    FROM interview_feedback AS feedback JOIN mock_interview AS interview ON interview.id = feedback.interview_id
    WHERE feedback.interviewer_rating IS NOT NULL
    GROUP BY interview.server_id, interview.interviewer_id) AS rated
WHERE rated.server_id = user_points.server_id AND rated.interviewer_id = user_points.user_id
"""

LOOK_SOON = "UPDATE server SET economy_look_at = created_at"
"""Servers that are known already are looked at with the first start."""


class Migration(migrations.Migration):
    dependencies = [("sparring", "0004_notice_and_rooms")]

    initial = False

    operations = [
        AddColumn(model_name="MockInterview", name="agreed_reward", field=fields.IntField(null=True)),
        AddColumn(model_name="MockInterview", name="agreed_compensation", field=fields.IntField(null=True)),
        AddColumn(model_name="NoShowReport", name="taken", field=fields.IntField(default=0, db_default=0)),
        AddColumn(model_name="NoShowReport", name="minted", field=fields.IntField(default=0, db_default=0)),
        AddColumn(model_name="UserPoints", name="ratings", field=fields.IntField(default=0, db_default=0)),
        AddColumn(model_name="UserPoints", name="rating_sum", field=fields.IntField(default=0, db_default=0)),
        AddColumn(model_name="Server", name="economy_look_at", field=MomentField(null=True)),
        ops.AddIndex(model_name="Server", index=Index(fields=["economy_look_at"])),
        ops.AddIndex(
            model_name="PointsEntry", index=Index(fields=["account_id", "reason", "created_at", "amount"])
        ),
        ops.RemoveIndex(model_name="PointsEntry", fields=["account_id", "reason", "amount"]),
        # What is written goes with its columns.
        ops.RunSQL([RATINGS_SO_FAR, LOOK_SOON], ops.RunSQL.noop),
    ]
