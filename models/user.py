"""A person on Discord, over all servers."""

from datetime import datetime

from tortoise import fields

from models.folded import FoldedField, Searched, SearchedManager
from models.moments import MomentField

DEFAULT_ALERTS_A_DAY = 3
"""Of how many cards that fit a wish somebody is told a day before the others are one digest (design, 13)."""


class User(Searched):
    """A person and how they want to be spoken to.

    `name` is what they were called when last seen; it labels choices in lists, where no mention can stand.
    `avatar` is the hash of the picture that they had then, empty where they had none.
    `dm_channel_id` is the channel of their direct messages, once one was opened: opening it again costs a
    request that Discord limits for all of the bot's recipients together. `dms_closed_at` is when they last
    took no direct message; null since one got through. `weekly_given_cap` and `weekly_taken_cap` are how many
    interviews a week they want to give and to take at most, null for as many as there are. Until
    `free_paused_until` (UTC) they want to hear of no interview that fits a wish, and `alerts_a_day` is of how
    many a day they want to be told at once. `thanked_since` is since when they want to be thanked by name for
    interviewing others, null where they do not. `reviews_counted` is how many reviews they ever got as
    interviewers (`models.review`). `exported_at` is when they last got all that is kept of them.

    An id below 0 is nobody's: it stands for somebody who was erased (`models.erasure`).
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    name = fields.CharField(max_length=100, default="")
    name_folded = FoldedField(of="name")
    avatar = fields.CharField(max_length=64, default="", db_default="")
    timezone = fields.CharField(max_length=64, null=True)
    language = fields.CharField(max_length=8, null=True)
    dm_channel_id: int | None = fields.BigIntField(null=True)
    dms_closed_at: datetime | None = MomentField(null=True)
    wants_reminders = fields.BooleanField(default=True)
    reviews_counted = fields.IntField(default=0, db_default=0)
    weekly_given_cap: int | None = fields.IntField(null=True)
    weekly_taken_cap: int | None = fields.IntField(null=True)
    free_paused_until: datetime | None = MomentField(null=True)
    alerts_a_day = fields.SmallIntField(default=DEFAULT_ALERTS_A_DAY, db_default=DEFAULT_ALERTS_A_DAY)
    thanked_since: datetime | None = MomentField(null=True)
    exported_at: datetime | None = MomentField(null=True)
    created_at = MomentField()

    class Meta:
        table = "user"
        table_description = "people on Discord"
        manager = SearchedManager()
