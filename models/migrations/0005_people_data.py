"""What members can ask for of their own data: to see it, to have it, and to have it erased.

The ledger lets an erasure through, and nothing else: a name is replaced by that of nobody (an id below 0),
never back, and with it no other column changes. What an admin wrote into the ledger about somebody goes once
the account is nobody's.
"""

import secrets
from collections.abc import Sequence

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps
from models.moments import MomentField
from models.schema_changes import AddColumns

NEW_KINDS = "'host_erased', 'guest_erased', 'log_erased', 'taken_down'"

# Without COALESCE a comparison with NULL would let through whatever it is about.
_SAME_ENTRY = (
    "NEW.id = OLD.id AND NEW.account_id = OLD.account_id AND NEW.amount = OLD.amount"
    " AND NEW.balance_after = OLD.balance_after AND NEW.reason = OLD.reason"
    " AND NEW.interview_id IS OLD.interview_id AND NEW.created_at = OLD.created_at"
)

SQLITE = (
    "DROP TRIGGER points_entry_is_not_rewritten",
    f"""CREATE TRIGGER points_entry_is_not_rewritten BEFORE UPDATE ON points_entry
    WHEN NOT COALESCE(({_SAME_ENTRY}) AND (
        (OLD.actor_id > 0 AND NEW.actor_id < 0 AND NEW.note = OLD.note)
        OR (OLD.actor_id IS NEW.actor_id AND NEW.note = ''
            AND (SELECT user_id FROM user_points WHERE id = OLD.account_id) < 0)), 0)
    BEGIN SELECT RAISE(ABORT, 'the ledger is not rewritten'); END""",
    """CREATE TRIGGER user_points_keep_their_owner
    BEFORE UPDATE OF id, server_id, user_id ON user_points
    WHEN NEW.id <> OLD.id OR NEW.server_id <> OLD.server_id OR (NEW.user_id <> OLD.user_id AND NOT COALESCE(
        OLD.user_id > 0 AND NEW.user_id < 0 AND OLD.balance = 0 AND NEW.balance = 0
        AND NEW.ratings = OLD.ratings AND NEW.rating_sum = OLD.rating_sum AND NEW.opened_at IS OLD.opened_at,
        0))
    BEGIN SELECT RAISE(ABORT, 'an account keeps its owner'); END""",
)

SQLITE_BACK = (
    "DROP TRIGGER user_points_keep_their_owner",
    "DROP TRIGGER points_entry_is_not_rewritten",
    """CREATE TRIGGER points_entry_is_not_rewritten BEFORE UPDATE ON points_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is not rewritten'); END""",
)

_GUARD = """CREATE OR REPLACE FUNCTION points_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    {declares}BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM user_points JOIN server ON server.id = user_points.server_id
            WHERE user_points.id = OLD.account_id AND server.is_being_removed)
        THEN
            RETURN OLD;
        END IF;
        {lets_through}IF TG_OP <> 'INSERT' THEN
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

_LETS_ERASURES_THROUGH = """IF TG_OP = 'UPDATE' THEN
            kept := NEW;
            IF OLD.actor_id > 0 AND NEW.actor_id < 0 THEN
                kept.actor_id := OLD.actor_id;
            ELSIF NEW.note = '' AND (SELECT user_id FROM user_points WHERE id = OLD.account_id) < 0 THEN
                kept.note := OLD.note;
            END IF;
            IF NEW IS DISTINCT FROM OLD AND kept IS NOT DISTINCT FROM OLD THEN
                RETURN NEW;
            END IF;
        END IF;
        """

POSTGRES = (
    _GUARD.format(declares="DECLARE kept points_entry;\n    ", lets_through=_LETS_ERASURES_THROUGH),
    """CREATE FUNCTION user_points_owner_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE kept user_points;
    BEGIN
        kept := NEW;
        IF OLD.user_id > 0 AND NEW.user_id < 0 AND OLD.balance = 0 THEN
            kept.user_id := OLD.user_id;
            kept.paused_until := OLD.paused_until;
            kept.paused_for := OLD.paused_for;
            IF kept IS NOT DISTINCT FROM OLD THEN
                RETURN NEW;
            END IF;
        END IF;
        IF (NEW.id, NEW.server_id, NEW.user_id) IS DISTINCT FROM (OLD.id, OLD.server_id, OLD.user_id) THEN
            RAISE EXCEPTION 'an account keeps its owner' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER user_points_keep_their_owner BEFORE UPDATE OF id, server_id, user_id ON user_points
    FOR EACH ROW EXECUTE FUNCTION user_points_owner_guard()""",
)

POSTGRES_BACK = (
    "DROP TRIGGER user_points_keep_their_owner ON user_points",
    "DROP FUNCTION user_points_owner_guard()",
    _GUARD.format(declares="", lets_through=""),
)


async def _run(schema_editor: BaseSchemaEditor, sqlite: Sequence[str], postgres: Sequence[str]) -> None:
    for statement in sqlite if schema_editor.DIALECT == "sqlite" else postgres:
        await schema_editor.client.execute_query(statement)


async def let_erasures_through(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await _run(schema_editor, SQLITE, POSTGRES)


async def let_nothing_through(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await _run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


async def make_secret(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    secret = secrets.token_hex(32)
    await schema_editor.client.execute_query(f"UPDATE installation SET secret = '{secret}'")


async def leave_secret(_apps: StateApps, _schema_editor: BaseSchemaEditor) -> None:
    """It goes with its column."""


def moment() -> MomentField:
    return MomentField(null=True, auto_now=False, auto_now_add=False)


def text(longest: int) -> fields.CharField:
    return fields.CharField(default="", db_default="", max_length=longest)


class Migration(migrations.Migration):
    dependencies = [("sparring", "0004_audit_and_removal")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Erasure",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("user_id", fields.BigIntField()),
                ("tombstone_id", fields.BigIntField()),
                ("begun_at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "erasure",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "erasures that are under way",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ErasedMark",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "server",
                    fields.ForeignKeyField(
                        "sparring.Server",
                        source_field="server_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="erased_marks",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("mark", fields.CharField(max_length=64)),
                ("paused_until", moment()),
                ("missed", fields.CharField(default="", max_length=200)),
                ("starts_again_at", moment()),
                ("mints_again_at", moment()),
                ("kept_until", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "erased_mark",
                "app": "sparring",
                "pk_attr": "id",
                "table_description": "what outlasts an erasure, under a keyed hash",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Erasure",
            constraint=CheckConstraint(check="tombstone_id < -1", name="erasure_tombstone_is_no_member"),
        ),
        ops.AddConstraint(
            model_name="Erasure",
            constraint=UniqueConstraint(fields=("user_id",), name="erasure_one_a_person"),
        ),
        ops.AddConstraint(
            model_name="ErasedMark",
            constraint=UniqueConstraint(fields=("server_id", "mark"), name="erased_mark_one_a_member"),
        ),
        AddColumns("User", exported_at=moment()),
        AddColumns("UserPoints", paused_until=moment(), paused_for=text(200)),
        AddColumns("Installation", secret=text(64)),
        ops.AddIndex(model_name="ErasedMark", index=Index(fields=["kept_until"])),
        ops.RunPython(let_erasures_through, let_nothing_through),
        ops.RunPython(make_secret, leave_secret),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
