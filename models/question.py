"""Questions that interviewers of a server ask, and files of them that wait to be imported."""

from datetime import datetime

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from models.folded import FoldedField, Searched, SearchedManager
from models.moments import MomentField
from models.server import Server
from models.user import User


class Question(Searched):
    """One question of a server's bank.

    `fingerprint` is that of its text: a server has each text once. `identity` is the same for a question that
    is there in several languages: who was asked it in one has been asked it. `subject` is what its topic
    means (`services.subjects`), and `lot` a number drawn for it, by which questions are shuffled.
    Empty texts are left open: such a level or language fits all. `hints` are a line each. One that is retired
    (`retired_at`, UTC) is drawn no more, and stays, since it may have been asked.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="questions", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    text = fields.TextField()
    text_folded = FoldedField(of="text")
    fingerprint = fields.CharField(max_length=32)
    identity = fields.CharField(max_length=32)
    topic = fields.CharField(max_length=100, default="")
    topic_folded = FoldedField(of="topic")
    subject = fields.CharField(max_length=100, default="")
    level = fields.CharField(max_length=20, default="")
    language = fields.CharField(max_length=40, default="")
    notes = fields.TextField(default="")
    hints = fields.TextField(default="")
    source = fields.CharField(max_length=300, default="")
    licence = fields.CharField(max_length=100, default="")
    lot = fields.IntField()
    added_at: datetime = MomentField()
    changed_at: datetime = MomentField()
    retired_at: datetime | None = MomentField(null=True)

    class Meta:
        table = "question"
        table_description = "questions that interviewers ask"
        manager = SearchedManager()
        indexes = (("server_id", "id"), ("server_id", "topic_folded", "id"))
        constraints = (UniqueConstraint(fields=("server_id", "fingerprint"), name="question_once"),)


class QuestionImport(Model):
    """Questions of a file that an `admin` has sent, until they say that they are to be imported.

    `content` is a list of them, as JSON; `made_at` in UTC.
    """

    id = fields.IntField(primary_key=True)
    server: fields.ForeignKeyRelation[Server] = fields.ForeignKeyField(
        "sparring.Server", related_name="question_imports", on_delete=fields.OnDelete.RESTRICT
    )
    server_id: int
    admin: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "sparring.User", related_name="question_imports", on_delete=fields.OnDelete.RESTRICT
    )
    admin_id: int
    content = fields.TextField()
    made_at: datetime = MomentField()

    class Meta:
        table = "question_import"
        table_description = "files of questions that wait to be imported"
        indexes = (("server_id",), ("admin_id",), ("made_at",))
