"""The tables of the ordinary bot: people, interviews with two seats, accounts, a ledger."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model


class Status(StrEnum):
    """Where an interview stands."""

    OPEN = "open"
    BOOKED = "booked"


class Interview(Model):
    """One card, published by its interviewer; `duration` in minutes.

    `host_name` is what the interviewer was called then: it labels the card where no mention can stand.
    """

    id = fields.IntField(primary_key=True)
    guild_id = fields.BigIntField()
    interviewer_id = fields.BigIntField()
    host_name = fields.CharField(max_length=100, default="")
    interviewee_id: int | None = fields.BigIntField(null=True)
    starts_at = fields.DatetimeField()
    duration = fields.IntField(default=60)
    topic = fields.CharField(max_length=100)
    link = fields.CharField(max_length=300)
    status = fields.CharEnumField(Status, max_length=12, default=Status.OPEN)

    class Meta:
        table = "interview"
        indexes = (("guild_id", "status", "starts_at"),)


class Account(Model):
    """One member's points in one server."""

    id = fields.IntField(primary_key=True)
    guild_id = fields.BigIntField()
    user_id = fields.BigIntField()
    balance = fields.IntField(default=0)

    class Meta:
        table = "account"
        unique_together = (("guild_id", "user_id"),)


class Entry(Model):
    """One row of the ledger; without an interview it is from an admin, and `note` says why."""

    id = fields.IntField(primary_key=True)
    guild_id = fields.BigIntField()
    user_id = fields.BigIntField()
    amount = fields.IntField()
    interview_id: int | None = fields.IntField(null=True)
    note = fields.CharField(max_length=100, default="")
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "entry"
        indexes = (("guild_id", "user_id"),)
