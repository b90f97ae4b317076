"""Topics and names stand a second time beside themselves, as they are searched (`models.folded`)."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps
from models.folded import FoldedField, folded
from models.schema_changes import AddColumns

AT_ONCE = 5_000
"""Rows that are read and written at once."""

READ = "SELECT id, {text} AS text FROM {table} WHERE id > {last} AND {text} <> '' ORDER BY id LIMIT {at_once}"

WRITE_SQLITE = "UPDATE {table} SET {text}_folded = ? WHERE id = ?"

WRITE_POSTGRES = (
    "UPDATE {table} SET {text}_folded = given.folded"
    " FROM unnest($1::text[], $2::bigint[]) AS given(folded, id) WHERE {table}.id = given.id"
)


async def fold_all(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await fold(schema_editor, "mock_interview", "topic")
    await fold(schema_editor, '"user"', "name")


async def fold(schema_editor: BaseSchemaEditor, table: str, text: str) -> None:
    client, last = schema_editor.client, 0
    while True:
        reading = READ.format(table=table, text=text, last=last, at_once=AT_ONCE)
        _, rows = await client.execute_query(reading)
        if not rows:
            return
        written = [[folded(row["text"]), row["id"]] for row in rows]
        if schema_editor.DIALECT == "sqlite":
            await client.execute_many(WRITE_SQLITE.format(table=table, text=text), written)
        else:
            await client.execute_query(
                WRITE_POSTGRES.format(table=table, text=text), [list(column) for column in zip(*written)]
            )
        last = rows[-1]["id"]


async def leave(_apps: StateApps, _schema_editor: BaseSchemaEditor) -> None:
    """What was folded goes with its column."""


class Migration(migrations.Migration):
    dependencies = [("sparring", "0001_initial")]

    initial = False

    operations = [
        AddColumns("MockInterview", topic_folded=FoldedField(default="", db_default="", of="topic")),
        AddColumns("User", name_folded=FoldedField(default="", db_default="", of="name")),
        ops.RunPython(fold_all, leave),
    ]
