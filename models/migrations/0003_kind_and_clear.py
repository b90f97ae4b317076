"""What makes the bot kind and clear: whom messages reach, what was agreed, what admins see, when cards leave.

A version before this one knows no row that was missed, and none of the kinds that came with it: on the way
back the former count as failed, and the latter go.
"""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint
from models.moments import MomentField
from models.schema_changes import AddColumns

MISSED = (
    "CREATE INDEX notification_missed ON notification (server_id, recipient_id, id) WHERE state = 'missed'"
)

NEW_KINDS = (
    "'admin_cancelled', 'card_closes', 'channel_gone', 'details_changed', 'guest_left', 'host_left', "
    "'log_absence', 'log_cancelled', 'log_grant', 'log_pause_lifted', 'log_ruling', 'log_seat_freed', "
    "'log_settings', 'move_declined', 'not_reached', 'pause_lifted', 'rating_wanted', 'running_dry', "
    "'seat_freed', 'seats_freed'"
)

OLD_CALLS = "UPDATE notification SET payload = '{}' WHERE kind = 'unreachable' AND state = 'pending'"
"""Calls of before, that were still to be posted: each was about one message."""

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

LEAVE = (
    "UPDATE mock_interview SET card_leaves_at = updated_at"
    " WHERE card_message_id IS NOT NULL AND status NOT IN ('pending', 'booked')"
)
"""What is over already leaves too: so many at a time that nobody else waits for it."""


def moment() -> MomentField:
    return MomentField(null=True, auto_now=False, auto_now_add=False)


def number(standard: int) -> fields.IntField:
    return fields.IntField(default=standard, db_default=standard)


def switch() -> fields.BooleanField:
    return fields.BooleanField(default=False, db_default=False)


def text(longest: int) -> fields.CharField:
    return fields.CharField(default="", db_default="", max_length=longest)


class Migration(migrations.Migration):
    dependencies = [("sparring", "0002_searched_texts")]

    initial = False

    operations = [
        ops.CreateModel(
            name="BoardCall",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "server",
                    fields.ForeignKeyField(
                        "sparring.Server",
                        source_field="server_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="calls",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "sparring.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="calls",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("channel_id", fields.BigIntField()),
                ("message_id", fields.BigIntField()),
                ("newest", fields.IntField()),
            ],
            options={
                "table": "board_call",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "who is called on which board",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="BoardCall",
            constraint=UniqueConstraint(fields=("server_id", "user_id"), name="board_call_one_a_person"),
        ),
        AddColumns("User", dms_closed_at=moment(), avatar=text(64)),
        AddColumns(
            "Server",
            notice_minutes=number(5),
            economy_look_at=moment(),
            log_role_id=fields.BigIntField(null=True),
            board_is_gone=switch(),
            log_is_gone=switch(),
            log_role_is_gone=switch(),
            card_hours=number(24),
        ),
        AddColumns(
            "MockInterview",
            agreed_at=moment(),
            link_is_made=switch(),
            agreed_reward=fields.IntField(null=True),
            agreed_compensation=fields.IntField(null=True),
            card_leaves_at=moment(),
        ),
        AddColumns("NoShowReport", taken=number(0), minted=number(0), is_forgiven=switch()),
        AddColumns("UserPoints", ratings=number(0), rating_sum=number(0)),
        AddColumns("Dispute", may_be_read=fields.BooleanField(null=True)),
        AddColumns("InterviewDraft", typed_time=text(100)),
        ops.AddIndex(model_name="Server", index=Index(fields=["economy_look_at"])),
        ops.AddIndex(model_name="MockInterview", index=Index(fields=["card_leaves_at"])),
        ops.AddIndex(model_name="NoShowReport", index=Index(fields=["reporter_id", "reported_at"])),
        ops.AddIndex(model_name="UserPoints", index=Index(fields=["user_id"])),
        ops.AddIndex(
            model_name="PointsEntry", index=Index(fields=["account_id", "reason", "created_at", "amount"])
        ),
        ops.RemoveIndex(model_name="PointsEntry", fields=["account_id", "reason", "amount"]),
        ops.RunSQL(
            # What is written into new columns goes with them.
            [MISSED, OLD_CALLS, RATINGS_SO_FAR, LOOK_SOON, LEAVE],
            [
                "UPDATE notification SET state = 'failed', finished_at = created_at WHERE state = 'missed'",
                f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})",
                "UPDATE notification SET state = 'dropped', finished_at = created_at, owner = NULL,"
                " payload = '{}' WHERE kind = 'unreachable' AND state = 'pending'",
                "DROP INDEX notification_missed",
            ],
        ),
    ]
