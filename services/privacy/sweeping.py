"""Finding an id in all tables, and taking it out: some rows at a time, and nobody waits for long.

In columns an index finds it. JSON has none: a table that holds some is read by its numbers, so many at once
and outside of any transaction. What a table holds of people is said by `services.privacy.registry`.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from models import AdminAct, BoardCall
from models.statements import run, run_for
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import TakenDown
from services.delivery.outbox import Letter
from services.privacy.leaving import Leaving
from services.privacy.registry import TABLES, Fate, Table
from services.transaction import use_case

WINDOW = 5_000
"""Numbers of rows whose JSON is looked at in one statement."""

AT_ONCE = 200
"""Rows that are changed in one transaction."""

_NOTES = (
    "SELECT id FROM points_entry WHERE account_id = :account AND id > :last AND note <> ''"
    " ORDER BY id LIMIT :many"
)
_FORGET_NOTES = "UPDATE points_entry SET note = '' WHERE id IN (:numbers) AND note <> ''"

_ABOUT = ("member_id", "guest_id")
"""In a message that names an admin: about whom it is, and so a reason in it too."""


async def sweep_all(leaving: Leaving) -> dict[Table, int]:
    """Take somebody out of all tables in which an id alone says what to do; say how far JSON was read."""
    for table in TABLES:
        if table.is_swept and table.people:
            while rows := await run(_finding(table), {"many": AT_ONCE, **leaving.ids}):
                await _change([int(row["id"]) for row in rows], _changing(table), leaving)
    return {table: await sweep_payloads(table, leaving) for table in TABLES if table.payloads}


async def sweep_payloads(table: Table, leaving: Leaving, *, after: int = 0) -> int:
    """Take somebody out of the JSON of a table after a number; return the last that was looked at."""
    last = await _last_number(table)
    for first in range(after, last, WINDOW):
        values = {"first": first, "end": min(first + WINDOW, last), "like": f"%{leaving.user_id}%"}
        if rows := await run(_finding_in_payloads(table), values):
            await _rename_in_payloads(table, [int(row["id"]) for row in rows], leaving)
    return last


async def forget_notes(leaving: Leaving) -> None:
    """Forget what admins wrote into the ledger about somebody, whose accounts are closed by now."""
    for account in await run("SELECT id FROM user_points WHERE user_id = :nobody", leaving.ids):
        last = 0
        while rows := await run(_NOTES, {"account": account["id"], "last": last, "many": AT_ONCE}):
            await _change([int(row["id"]) for row in rows], _FORGET_NOTES, leaving)
            last = int(rows[-1]["id"])


async def forget_reasons(leaving: Leaving) -> None:
    """Forget why admins did something about somebody; that they did stays, under nobody's name."""
    while acts := await AdminAct.filter(about_id=leaving.user_id).order_by("id").limit(AT_ONCE):
        for act in acts:
            details = act.details | ({"reason": ""} if "reason" in act.details else {})
            await AdminAct.filter(id=act.id).update(about_id=leaving.tombstone_id, details=details)


async def forget_calls(leaving: Leaving, now: datetime) -> None:
    """Have the calls to somebody removed from the boards, and forget where they stand."""
    async with use_case():
        calls = await BoardCall.filter(user_id=leaving.user_id)
        if calls:
            await outbox.write([_removal(call) for call in calls], now)
            await BoardCall.filter(id__in=[call.id for call in calls]).delete()


async def _change(numbers: Sequence[int], statement: str, leaving: Leaving) -> None:
    """Change rows in one transaction: it takes the disk as long for one as for all of these."""
    async with use_case(counts=False):
        await run_for(numbers, statement, leaving.ids)


def _removal(call: BoardCall) -> Letter:
    removed = TakenDown(channel_id=call.channel_id, message_id=call.message_id)
    return Letter(removed, Address(call.server_id))


async def _last_number(table: Table) -> int:
    (found,) = await run(f'SELECT COALESCE(MAX(id), 0) AS id FROM "{_name(table)}"', {})  # noqa: S608 - the model's
    return int(found["id"])


async def _rename_in_payloads(table: Table, numbers: list[int], leaving: Leaving) -> None:
    # One at a time: another process may write what came of one meanwhile, and only the payload is ours.
    for row in await table.model.filter(id__in=numbers).values("id", *table.payloads):
        renamed = {name: _renamed(row[name], leaving) for name in table.payloads}
        if any(renamed[name] != row[name] for name in table.payloads):
            await table.model.filter(id=row["id"]).update(**renamed)


def _renamed(value: Any, leaving: Leaving) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what JSON holds with nobody in somebody's place, and without the reasons given about them."""
    if isinstance(value, dict):
        is_about = "admin_id" in value and any(value.get(name) == leaving.user_id for name in _ABOUT)
        named = {name: _renamed(one, leaving) for name, one in value.items()}
        return named | {"reason": ""} if is_about and "reason" in named else named
    if isinstance(value, list):
        return [_renamed(one, leaving) for one in value]
    # True is 1 in Python, and an id is neither.
    return leaving.tombstone_id if value == leaving.user_id else value


@cache
def _finding(table: Table) -> str:
    is_theirs = " OR ".join(f"{column} = :person" for column in table.people)
    return f'SELECT id FROM "{_name(table)}" WHERE {is_theirs} LIMIT :many'  # noqa: S608 - the models' own names


@cache
def _finding_in_payloads(table: Table) -> str:
    names_them = " OR ".join(f"CAST({column} AS TEXT) LIKE :like" for column in table.payloads)
    return f'SELECT id FROM "{_name(table)}" WHERE id > :first AND id <= :end AND ({names_them})'  # noqa: S608


@cache
def _changing(table: Table) -> str:
    """Return the statement that removes rows of somebody, or puts nobody into their place in them.

    What another process has changed already is left alone: the ledger refuses even what changes nothing.
    """
    name, is_theirs = _name(table), f"id IN (:numbers) AND :person IN ({', '.join(table.people)})"
    if table.fate is Fate.GOES:
        return f'DELETE FROM "{name}" WHERE {is_theirs}'  # noqa: S608 - the models' own names
    renamed = "{0} = CASE WHEN {0} = :person THEN :nobody ELSE {0} END"
    changes = ", ".join(renamed.format(column) for column in table.people)
    return f'UPDATE "{name}" SET {changes} WHERE {is_theirs}'  # noqa: S608


def _name(table: Table) -> str:
    return table.model._meta.db_table  # noqa: SLF001 - as Tortoise itself
