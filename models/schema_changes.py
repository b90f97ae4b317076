"""What migrations need beyond Tortoise's own operations."""

from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State


class AddColumn(ops.AddField):
    """Adds a field whose removal, too, leaves the table where it is: others refer to its rows.

    On SQLite Tortoise removes a column, and adds one without a default in the database, by making the table
    anew; so a field that is added here has a `db_default`.
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

    On SQLite Tortoise makes the whole table anew for any change of a field.
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
