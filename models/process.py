"""The processes of the bot that share a database, and what tells this database from every other."""

from tortoise import fields
from tortoise.models import Model


class BotProcess(Model):
    """A process that delivers the outbox. What it has claimed is free again when it is gone.

    `machine`, `pid` and `born` name it on its machine; `beats` grows while it lives.
    """

    id = fields.IntField(primary_key=True)
    machine = fields.CharField(max_length=120)
    pid = fields.IntField()
    born = fields.FloatField()
    beats = fields.IntField(default=0)

    class Meta:
        table = "bot_process"
        table_description = "processes that deliver the outbox"


class Installation(Model):
    """One row: a name by which Discord can tell the messages of this database from those of another.

    Ids of rows begin anew in a new database, and Discord remembers for some minutes what was sent. `secret`
    is the key of the hashes that outlast an erasure (`models.erasure`).
    """

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=8)
    secret = fields.CharField(max_length=64, default="", db_default="")

    class Meta:
        table = "installation"
        table_description = "the name of this database"
