"""A mock interview: two seats, a time, and where it stands in its life."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from models.folded import FoldedField, Searched, SearchedManager
from models.moments import MomentField
from models.server import Server
from models.user import User


class InterviewStatus(StrEnum):
    """Where an interview stands in its life (design, section 3)."""

    PENDING = "pending"
    BOOKED = "booked"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NO_SHOW = "no_show"
    LAPSED = "lapsed"


class Coming(StrEnum):
    """Whether somebody has said that they come to an interview that is booked."""

    UNASKED = "unasked"
    ASKED = "asked"
    YES = "yes"


class MockInterview(Searched):
    """One card. Times in UTC, `duration` in minutes; `ends_at` is stored so that overlaps can be searched.

    `revision` counts the changes, which tells the notifications of one change from those of the next.
    `next_step_at` is when something happens by itself (`services.timetable`); null when nothing does any
    more. `card_*` say where the card stands; null until it is posted, and once it was taken down.
    `card_leaves_at` is when the card of an interview that is over is taken down; null where it stays.

    `link_is_made` says that the bot made the link; one of unknown origin counts as the host's. `agreed_at` is
    when both agreed on the present time, by the booking or by a move; null while nobody has booked.

    `booking` is the revision that the present booking made, null while nobody has booked. `booking_is_told`
    says that both are told of that booking, `guest_was_asked` that its guest was sent another time and waits
    for what becomes of it, `event_was_wanted` that an event was asked for, and `card_is_missed` that the
    card could not be shown for a day.

    `agreed_reward` and `agreed_compensation` are the server's amounts at the present booking, in points; null
    while nobody has booked, and for bookings of before they were kept (`services.terms`). So are
    `agreed_late_hours` and `agreed_late_keep`, the server's rule for leaving late, and `agreed_sealed`,
    whether its feedback is sealed. `has_late_change` tells that a guest has left late, and nobody has taken
    the seat since. `is_reviewed` tells that the interviewee has reviewed the interviewer
    (`models.review`).

    `host_coming` and `guest_coming` are what each has said to the question whether they come, `host_here_at`
    and `guest_here_at` when each said that they are there; null where they did not.

    `shared_goals` are next steps that the interviewee lets the interviewer of this booking read
    (`services.progress.goals`).

    `rubric` is the set of criteria that the host has chosen (`services.rubrics`), empty where the topic
    proposes one.

    `is_waited_for` says that somebody has waited for its seat to come free. `held_until` is until when a free
    seat is held for them (`services.finding.waiting`); null where it is not.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="interviews", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    host: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="interviews_hosted", on_delete=fields.OnDelete.RESTRICT
    )
    host_id: int
    interviewer: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="interviews_given", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    interviewer_id: int | None
    interviewee: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="interviews_taken", null=True, on_delete=fields.OnDelete.RESTRICT
    )
    interviewee_id: int | None
    scheduled_time = MomentField()
    ends_at = MomentField()
    duration = fields.IntField()
    topic = fields.CharField(max_length=100, default="")
    topic_folded = FoldedField(of="topic")
    level = fields.CharField(max_length=20, default="")
    language = fields.CharField(max_length=40, default="")
    notes = fields.TextField(default="")
    shared_goals: list[str] = fields.JSONField(default=list, db_default="[]")
    rubric = fields.CharField(max_length=50, default="", db_default="")
    meeting_link = fields.CharField(max_length=300, null=True)
    link_is_made = fields.BooleanField(default=False, db_default=False)
    status = fields.CharEnumField(
        InterviewStatus, description="where it stands", max_length=12, default=InterviewStatus.PENDING
    )
    revision = fields.IntField(default=0)
    booking: int | None = fields.IntField(null=True)
    agreed_at: datetime | None = MomentField(null=True)
    booking_is_told = fields.BooleanField(default=False)
    agreed_reward: int | None = fields.IntField(null=True)
    agreed_compensation: int | None = fields.IntField(null=True)
    agreed_late_hours: int | None = fields.IntField(null=True)
    agreed_late_keep: int | None = fields.IntField(null=True)
    agreed_sealed = fields.BooleanField(default=False, db_default=False)
    is_reviewed = fields.BooleanField(default=False, db_default=False)
    has_late_change = fields.BooleanField(default=False, db_default=False)
    guest_was_asked = fields.BooleanField(default=False)
    event_was_wanted = fields.BooleanField(default=False)
    host_coming = fields.CharEnumField(
        Coming,
        description="whether the host comes",
        max_length=8,
        default=Coming.UNASKED,
        db_default=Coming.UNASKED.value,
    )
    guest_coming = fields.CharEnumField(
        Coming,
        description="whether the guest comes",
        max_length=8,
        default=Coming.UNASKED,
        db_default=Coming.UNASKED.value,
    )
    host_here_at: datetime | None = MomentField(null=True)
    guest_here_at: datetime | None = MomentField(null=True)
    next_step_at: datetime | None = MomentField(null=True)
    is_waited_for = fields.BooleanField(default=False, db_default=False)
    held_until: datetime | None = MomentField(null=True)
    card_is_missed = fields.BooleanField(default=False)
    card_channel_id: int | None = fields.BigIntField(null=True)
    card_message_id: int | None = fields.BigIntField(null=True)
    card_leaves_at: datetime | None = MomentField(null=True)
    created_at = MomentField()
    updated_at = MomentField()

    class Meta:
        table = "mock_interview"
        table_description = "mock interviews"
        manager = SearchedManager()
        indexes = (
            ("server_id", "status", "scheduled_time"),
            ("next_step_at",),
            ("card_leaves_at",),
            ("interviewer_id", "status", "scheduled_time"),
            ("interviewee_id", "status", "scheduled_time"),
            ("interviewer_id", "interviewee_id", "status"),
            ("host_id",),
        )
        constraints = (
            CheckConstraint(check="interviewer_id <> interviewee_id", name="mock_interview_two_people"),
            CheckConstraint(
                check="host_id = COALESCE(interviewer_id, -1) OR host_id = COALESCE(interviewee_id, -1)",
                name="mock_interview_host_has_a_seat",
            ),
            CheckConstraint(
                check=(
                    "(status = 'pending' AND (interviewer_id IS NULL OR interviewee_id IS NULL))"
                    " OR (status IN ('booked', 'completed', 'no_show', 'lapsed')"
                    " AND interviewer_id IS NOT NULL AND interviewee_id IS NOT NULL)"
                    " OR status = 'cancelled'"
                    " OR (status = 'expired' AND (interviewer_id IS NULL OR interviewee_id IS NULL))"
                ),
                name="mock_interview_seats_fit_status",
            ),
            CheckConstraint(check="duration > 0", name="mock_interview_duration_positive"),
            CheckConstraint(check="ends_at > scheduled_time", name="mock_interview_ends_after_start"),
        )
