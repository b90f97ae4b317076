"""Finding an id in all tables, and taking it out: some rows at a time, and nobody waits for long.

In columns an index finds it. JSON has none: a table that holds some is read by its numbers, so many at once
and outside of any transaction. What a table holds of people is said by `services.privacy.registry`.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from models import AdminAct, BoardCall, Dispute, MockInterview, Notification
from models.rows import hold_all
from models.statements import run, run_for
from services.delivery import outbox, standing
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

AT_ONCE_HELD = 40
"""Rows that are changed in one transaction where each takes a statement of its own and holds an interview."""

_NOTES = (
    "SELECT id FROM points_entry WHERE account_id = :account AND id > :last AND note <> ''"
    " ORDER BY id LIMIT :many"
)
_FORGET_NOTES = "UPDATE points_entry SET note = '' WHERE id IN (:numbers) AND note <> ''"

_FORGET_RULINGS = (
    "UPDATE dispute SET decided_by_id = :nobody WHERE id IN (:numbers) AND decided_by_id = :person"
)
_SUGGESTIONS_DECIDED = (
    "SELECT id FROM question_suggestion WHERE decided_by_id = :person AND user_id <> :person LIMIT :many"
)
_FORGET_DECIDED = (
    "UPDATE question_suggestion SET decided_by_id = :nobody"
    " WHERE id IN (:numbers) AND decided_by_id = :person"
)
_TOLD = (
    "SELECT id, interview_id FROM notification"
    " WHERE id IN (:numbers) AND interview_id IS NOT NULL AND recipient_id IS NOT NULL"
)

_ABOUT = ("member_id", "guest_id")
"""In a message that names an admin: about whom it is, and so a reason in it too."""

_WORDS = {"text", "notes", "topic", "language"}
"""In a message that has a text: what somebody typed."""


async def sweep_all(leaving: Leaving, now: datetime) -> dict[Table, int]:
    """Take somebody out of all tables in which an id alone says what to do; say how far JSON was read."""
    for table in TABLES:
        if table.is_swept and table.people:
            while rows := await run(_finding(table), {"many": AT_ONCE, **leaving.ids}):
                await _change([int(row["id"]) for row in rows], _changing(table), leaving)
    return {table: await sweep_payloads(table, leaving, now) for table in TABLES if table.payloads}


async def sweep_payloads(table: Table, leaving: Leaving, now: datetime, *, after: int = 0) -> int:
    """Take somebody out of the JSON of a table after a number; return the last that was looked at."""
    last = await _last_number(table)
    for first in range(after, last, WINDOW):
        values = {"first": first, "end": min(first + WINDOW, last), "like": f"%{leaving.user_id}%"}
        if rows := await run(_finding_in_payloads(table), values):
            numbers = [int(row["id"]) for row in rows]
            for some in range(0, len(numbers), AT_ONCE_HELD):
                await _rename_in_payloads(table, numbers[some : some + AT_ONCE_HELD], leaving, now)
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


async def forget_rulings(leaving: Leaving, now: datetime) -> None:
    """Put nobody into the place of whoever decided disputes, and have that shown where admins were asked."""
    while decided := await Dispute.filter(decided_by_id=leaving.user_id).order_by("id").limit(AT_ONCE_HELD):
        async with use_case(counts=False):
            await hold_all(MockInterview, {dispute.interview_id for dispute in decided})
            await run_for([dispute.id for dispute in decided], _FORGET_RULINGS, leaving.ids)
            for dispute in decided:
                row = await MockInterview.get_or_none(id=dispute.interview_id)
                if dispute.message_id is not None and row is not None:
                    change = f"ruling:{leaving.tombstone_id}"
                    await outbox.show_dispute(row, dispute.kind, now, change=change)


async def forget_decided(leaving: Leaving) -> None:
    """Put nobody into the place of whoever decided what others suggested: it is theirs, and stays."""
    while rows := await run(_SUGGESTIONS_DECIDED, {"many": AT_ONCE, **leaving.ids}):
        await _change([int(row["id"]) for row in rows], _FORGET_DECIDED, leaving)


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


async def _rename_in_payloads(table: Table, numbers: list[int], leaving: Leaving, now: datetime) -> None:
    """Put nobody into somebody's place in the JSON of some rows.

    A message about an interview that named them is known by this alone where they have no seat in it any
    more. What its recipient was told before may name them too, so all of that is said anew.
    """
    async with use_case(counts=False):
        told = await run_for(numbers, _TOLD, {}) if table.model is Notification else []
        # Interviews are held before what is told of them, as everywhere.
        await hold_all(MockInterview, {int(row["interview_id"]) for row in told})
        await hold_all(table.model, set(numbers))
        changed = set()
        for row in await table.model.filter(id__in=numbers).order_by("id").values("id", *table.payloads):
            renamed = {name: _renamed(row[name], leaving) for name in table.payloads}
            if any(renamed[name] != row[name] for name in table.payloads):
                # Another process may write what came of one meanwhile, and only the payload is ours.
                await table.model.filter(id=row["id"]).update(**renamed)
                changed.add(row["id"])
        about = {int(row["interview_id"]) for row in told if row["id"] in changed}
        change = f":swept:{leaving.tombstone_id}:{max(numbers)}"
        await standing.refresh_after_change(dict.fromkeys(about, now), now, change=change, renames=True)


def _renamed(value: Any, leaving: Leaving) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what JSON holds with nobody in somebody's place, and without the reasons given about them."""
    if isinstance(value, dict):
        # What one of two wrote to the other, waiting or reported, goes with either; so does a suggestion.
        if "text" in value and leaving.user_id in value.values():
            value = value | dict.fromkeys(_WORDS & value.keys(), "")
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
