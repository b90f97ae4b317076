"""Rubrics of a server's own: by what interviewers judge, in the words of its admins."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from models.moments import MomentField
from models.server import Server


class Rubric(Model):
    """A set of criteria that admins of a server have made.

    `name` is what it is called, by language, as its latest version has it; `version` is the number of that.
    One that is retired (`retired_at`, UTC) is chosen no more, and its versions stay: a form may be open.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="rubrics", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    name: dict[str, str] = fields.JSONField()
    version = fields.IntField()
    retired_at: datetime | None = MomentField(null=True)

    class Meta:
        table = "rubric"
        table_description = "rubrics of a server's own"
        indexes = (("server_id",),)


class RubricVersion(Model):
    """The words of a rubric as one import gave them (`services.rubrics.words`); they never change."""

    id = fields.IntField(primary_key=True)
    rubric: fields.ForeignKeyRelation[Rubric] = fields.ForeignKeyField(
        "sparring.Rubric", related_name="versions", on_delete=fields.OnDelete.CASCADE
    )
    rubric_id: int
    number = fields.IntField()
    content: dict[str, Any] = fields.JSONField()
    made_at: datetime = MomentField()

    class Meta:
        table = "rubric_version"
        table_description = "versions of rubrics"
        constraints = (UniqueConstraint(fields=("rubric_id", "number"), name="rubric_version_once"),)
