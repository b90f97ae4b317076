"""What migrations need beyond Tortoise's own operations."""

from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State


class AddColumn(ops.AddField):
    """Adds a field whose removal, too, leaves the table where it is: others refer to its rows.

    On SQLite Tortoise 1.1.9 removes a column by making the table anew. Once it drops the column, as SQLite
    can, its own `AddField` will do. A field that must have a value needs a `db_default`: SQLite adds no such
    column without one to a table that has rows.
    """

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,  # noqa: ARG002 - the signature is Tortoise's
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Drop the column."""
        if state_editor is not None:
            model = old_state.apps.get_model(f"{app_label}.{self.model_name}")
            table = model._meta.db_table  # noqa: SLF001 - the name that Tortoise itself asks for
            await state_editor.client.execute_query(f'ALTER TABLE "{table}" DROP COLUMN "{self.name}"')


class AlterInCode(ops.AlterField):
    """Changes what the code does with a field whose column stays as it is.

    On SQLite Tortoise 1.1.9 makes the whole table anew for any change of a field but its column's name. Once
    it leaves a table alone whose columns stay as they are, its own `AlterField` will do.
    """

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Leave the table alone."""

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Leave the table alone."""
