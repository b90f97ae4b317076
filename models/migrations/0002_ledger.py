"""What the ledger promises and no constraint of one row can hold.

- An account opens at 0, and its balance moves only as its ledger says.
- An entry fits the balance it found, is never rewritten and never removed.
- Starting points come once an account, a reward once an interview.

A later migration that makes `points_entry` or `user_points` anew on SQLite must create these again.
"""

from collections.abc import Sequence

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

INDEXES = (
    "CREATE UNIQUE INDEX points_entry_starting_once ON points_entry (account_id) WHERE reason = 'starting'",
    "CREATE UNIQUE INDEX points_entry_reward_once ON points_entry (account_id, interview_id)"
    " WHERE reason = 'reward'",
)

SQLITE = (
    """CREATE TRIGGER user_points_open_at_zero BEFORE INSERT ON user_points WHEN NEW.balance <> 0
    BEGIN SELECT RAISE(ABORT, 'an account opens at 0'); END""",
    """CREATE TRIGGER user_points_follow_the_ledger BEFORE UPDATE OF balance ON user_points
    WHEN NEW.balance <> COALESCE(
        (SELECT balance_after FROM points_entry WHERE account_id = NEW.id ORDER BY id DESC LIMIT 1), 0)
    BEGIN SELECT RAISE(ABORT, 'a balance moves only by its ledger'); END""",
    """CREATE TRIGGER points_entry_fits_the_balance BEFORE INSERT ON points_entry
    WHEN NEW.balance_after <> NEW.amount + (SELECT balance FROM user_points WHERE id = NEW.account_id)
    BEGIN SELECT RAISE(ABORT, 'an entry fits the balance it found'); END""",
    """CREATE TRIGGER points_entry_moves_the_balance AFTER INSERT ON points_entry
    BEGIN UPDATE user_points SET balance = NEW.balance_after WHERE id = NEW.account_id; END""",
    """CREATE TRIGGER points_entry_is_not_rewritten BEFORE UPDATE ON points_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is not rewritten'); END""",
    """CREATE TRIGGER points_entry_is_not_removed BEFORE DELETE ON points_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is not rewritten'); END""",
)

SQLITE_BACK = (
    "DROP TRIGGER points_entry_is_not_removed",
    "DROP TRIGGER points_entry_is_not_rewritten",
    "DROP TRIGGER points_entry_moves_the_balance",
    "DROP TRIGGER points_entry_fits_the_balance",
    "DROP TRIGGER user_points_follow_the_ledger",
    "DROP TRIGGER user_points_open_at_zero",
)

POSTGRES = (
    """CREATE FUNCTION user_points_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.balance <> COALESCE(
            (SELECT balance_after FROM points_entry WHERE account_id = NEW.id ORDER BY id DESC LIMIT 1), 0)
        THEN
            RAISE EXCEPTION 'a balance moves only by its ledger' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION points_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
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
    END $$""",
    """CREATE FUNCTION points_entry_move() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE user_points SET balance = NEW.balance_after WHERE id = NEW.account_id;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER user_points_open_at_zero BEFORE INSERT ON user_points
    FOR EACH ROW EXECUTE FUNCTION user_points_guard()""",
    """CREATE TRIGGER user_points_follow_the_ledger BEFORE UPDATE OF balance ON user_points
    FOR EACH ROW EXECUTE FUNCTION user_points_guard()""",
    """CREATE TRIGGER points_entry_fits_the_balance BEFORE INSERT OR UPDATE OR DELETE ON points_entry
    FOR EACH ROW EXECUTE FUNCTION points_entry_guard()""",
    """CREATE TRIGGER points_entry_moves_the_balance AFTER INSERT ON points_entry
    FOR EACH ROW EXECUTE FUNCTION points_entry_move()""",
)

POSTGRES_BACK = (
    "DROP TRIGGER points_entry_moves_the_balance ON points_entry",
    "DROP TRIGGER points_entry_fits_the_balance ON points_entry",
    "DROP TRIGGER user_points_follow_the_ledger ON user_points",
    "DROP TRIGGER user_points_open_at_zero ON user_points",
    "DROP FUNCTION points_entry_move()",
    "DROP FUNCTION points_entry_guard()",
    "DROP FUNCTION user_points_guard()",
)


async def _run(schema_editor: BaseSchemaEditor, sqlite: Sequence[str], postgres: Sequence[str]) -> None:
    for statement in sqlite if schema_editor.DIALECT == "sqlite" else postgres:
        await schema_editor.client.execute_query(statement)


async def create_guards(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await _run(schema_editor, SQLITE, POSTGRES)


async def drop_guards(_apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    await _run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


class Migration(migrations.Migration):
    dependencies = [("sparring", "0001_initial")]

    initial = False

    operations = [
        ops.RunSQL(
            list(INDEXES),
            ["DROP INDEX points_entry_reward_once", "DROP INDEX points_entry_starting_once"],
        ),
        ops.RunPython(create_guards, drop_guards),
    ]
