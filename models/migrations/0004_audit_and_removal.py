"""What admins did is kept, and the rows of a server without the bot can go, those of its ledger too."""

from collections.abc import Sequence


from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

from models.moments import MomentField
from models.notification import NotificationKind
from models.schema_changes import AddColumns

IS_BEING_REMOVED = (
    "EXISTS (SELECT 1 FROM user_points JOIN server ON server.id = user_points.server_id"
    " WHERE user_points.id = OLD.account_id AND server.is_being_removed)"
)

SQLITE_GUARD = """CREATE TRIGGER points_entry_is_not_removed BEFORE DELETE ON points_entry {when}
    BEGIN SELECT RAISE(ABORT, 'the ledger is not rewritten'); END"""

SQLITE = ("DROP TRIGGER points_entry_is_not_removed", SQLITE_GUARD.format(when=f"WHEN NOT {IS_BEING_REMOVED}"))
SQLITE_BACK = ("DROP TRIGGER points_entry_is_not_removed", SQLITE_GUARD.format(when=""))

POSTGRES_GUARD = """CREATE OR REPLACE FUNCTION points_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {removal}
        IF TG_OP <> 'INSERT' THEN
            RAISE EXCEPTION 'the ledger is not rewritten' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.balance_after <> NEW.amount
            + (SELECT balance FROM user_points WHERE id = NEW.account_id FOR NO KEY UPDATE)
        THEN
            RAISE EXCEPTION 'an entry fits the balance it found'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$"""

POSTGRES = (
    POSTGRES_GUARD.format(removal=f"IF TG_OP = 'DELETE' AND {IS_BEING_REMOVED} THEN RETURN OLD; END IF;"),
)
POSTGRES_BACK = (POSTGRES_GUARD.format(removal=""),)


async def _run(schema_editor: BaseSchemaEditor, sqlite: Sequence[str], postgres: Sequence[str]) -> None:
    for statement in sqlite if schema_editor.DIALECT == "sqlite" else postgres:
        await schema_editor.client.execute_query(statement)


async def let_removed_servers_go(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await _run(schema_editor, SQLITE, POSTGRES)


async def hold_every_ledger(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await _run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


def refers_to(model: str, name: str, related: str, *, null: bool = False) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=f"{name}_id",
        null=null,
        db_constraint=True,
        to_field="id",
        related_name=related,
        on_delete=OnDelete.RESTRICT,
    )


class Migration(migrations.Migration):
    dependencies = [("sparring", "0003_kind_and_clear")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AdminAct",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("server", refers_to("Server", "server", "admin_acts")),
                (
                    "kind",
                    fields.CharEnumField(
                        description="what was done", enum_type=NotificationKind, max_length=24
                    ),
                ),
                ("admin", refers_to("User", "admin", "admin_acts")),
                ("about", refers_to("User", "about", "admin_acts_about", null=True)),
                ("interview", refers_to("MockInterview", "interview", "admin_acts", null=True)),
                ("details", fields.JSONField(default=dict)),
                ("happened_at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "admin_act",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "what admins did",
            },
            bases=["Model"],
        ),
        ops.AddIndex(model_name="AdminAct", index=Index(fields=["server_id", "id"])),
        ops.AddIndex(model_name="AdminAct", index=Index(fields=["admin_id"])),
        ops.AddIndex(model_name="AdminAct", index=Index(fields=["about_id"])),
        ops.AddIndex(model_name="AdminAct", index=Index(fields=["interview_id"])),
        AddColumns(
            "Server",
            left_at=MomentField(null=True, auto_now=False, auto_now_add=False),
            is_being_removed=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddIndex(model_name="Server", index=Index(fields=["left_at"])),
        # Without them each row that goes would have the whole table looked through for rows that refer to it,
        # and whatever is asked about one person would take longer with each other person.
        ops.AddIndex(model_name="BoardCall", index=Index(fields=["user_id"])),
        ops.AddIndex(model_name="Dispute", index=Index(fields=["opened_by_id"])),
        ops.AddIndex(model_name="Dispute", index=Index(fields=["decided_by_id"])),
        ops.AddIndex(model_name="MockInterview", index=Index(fields=["host_id"])),
        ops.AddIndex(model_name="PointsEntry", index=Index(fields=["interview_id"])),
        ops.AddIndex(model_name="PointsEntry", index=Index(fields=["actor_id"])),
        ops.AddIndex(model_name="Notification", index=Index(fields=["recipient_id"])),
        ops.RunPython(let_removed_servers_go, hold_every_ledger),
    ]
