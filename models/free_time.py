"""When somebody is free for interviews, by the clocks of their own zone: turned into UTC for a date only."""

from datetime import date

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from models.user import User

_WITHIN_A_DAY = "from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440"


class FreeSpan(Model):
    """`user` is free every week on a weekday, between two minutes of the day; Monday is 0.

    What goes over midnight is two rows, one of each day, and no two of a day touch.
    """

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="free_spans", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    weekday = fields.SmallIntField()
    from_minute = fields.SmallIntField()
    to_minute = fields.SmallIntField()

    class Meta:
        table = "free_span"
        table_description = "when people are free, week by week"
        constraints = (
            UniqueConstraint(fields=("user_id", "weekday", "from_minute"), name="free_span_once"),
            CheckConstraint(check="weekday >= 0 AND weekday < 7", name="free_span_weekday"),
            CheckConstraint(check=_WITHIN_A_DAY, name="free_span_within_a_day"),
        )


class FreeException(Model):
    """On one `day` of their zone `user` is free between two of its minutes, or is not.

    That holds whatever the week says. No two of a day overlap.
    """

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="free_exceptions", on_delete=fields.OnDelete.RESTRICT
    )
    user_id: int
    day: date = fields.DateField()
    from_minute = fields.SmallIntField()
    to_minute = fields.SmallIntField()
    is_free = fields.BooleanField()

    class Meta:
        table = "free_exception"
        table_description = "days on which people are free otherwise than by the week"
        indexes = (("day",),)
        constraints = (
            UniqueConstraint(fields=("user_id", "day", "from_minute"), name="free_exception_once"),
            CheckConstraint(check=_WITHIN_A_DAY, name="free_exception_within_a_day"),
        )
