"""What migrations need beyond Tortoise's own operations."""

from copy import deepcopy
from typing import Any

from tortoise.fields import Field
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State


class AddColumns(ops.TortoiseOperation):
    """Adds fields whose removal, too, leaves the table where it is: others refer to its rows.

    On SQLite Tortoise 1.1.9 removes a column by making the table anew. A field that must have a value needs a
    `db_default`: SQLite adds no such column without one to a table that has rows. And for each operation
    Tortoise builds every model anew, so all that is added to a model in one migration is one.

    Args:
        model_name: To which model.
        columns: Its new fields by their names.
    """

    def __init__(self, model_name: str, **columns: Field[Any]) -> None:
        self.model_name = model_name
        self.columns = columns

    def describe(self) -> str:
        """Say what it does, as Tortoise's command line shows it."""
        return f"Add {', '.join(self.columns)} to {self.model_name}"

    def state_forward(self, app_label: str, state: State) -> None:
        """Let the model have the fields."""
        self.get_model_state(state, app_label, self.model_name).fields.update(deepcopy(self.columns))
        state.reload_model(app_label, self.model_name)

    async def database_forward(
        self,
        app_label: str,
        old_state: State,  # noqa: ARG002 - the signature is Tortoise's
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Add the columns."""
        if state_editor is not None:
            model = new_state.apps.get_model(f"{app_label}.{self.model_name}")
            for name in self.columns:
                await state_editor.add_field(model, name)

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,  # noqa: ARG002 - the signature is Tortoise's
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Drop the columns."""
        if state_editor is not None:
            model = old_state.apps.get_model(f"{app_label}.{self.model_name}")
            table = model._meta.db_table  # noqa: SLF001 - the name that Tortoise itself asks for
            for name in reversed(self.columns):
                await state_editor.client.execute_query(f'ALTER TABLE "{table}" DROP COLUMN "{name}"')


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
